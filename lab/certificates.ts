// The certificates of a running lab, made afresh at every `up`: an authority that nothing on the machine trusts, and
// what it has signed.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.ts';
import { runDir } from './paths.ts';

const folder = join(runDir, 'certificates');
const at = (name: string): string => join(folder, name);

/** With `ca.pem`, `cert.pem` and `key.pem` as DOCKER_CERT_PATH wants them. */
export const clientFolder = folder;
export const authority: Signed = { certificate: at('ca.pem'), key: at('ca-key.pem') };
export const server: Signed = { certificate: at('server.pem'), key: at('server-key.pem') };
export const client: Signed = { certificate: at('cert.pem'), key: at('key.pem') };
/** With which the token service signs. It is its own authority: of the registries, only the one that it serves trusts it. */
export const tokenSigner: Signed = { certificate: at('token.pem'), key: at('token-key.pem') };

export interface Signed {
  readonly certificate: string;
  readonly key: string;
}

/**
 * What the servers are called. Many clients speak plain HTTP to 127.0.0.1, or pass their proxy by; under 0.0.0.0
 * they find the same servers and do neither. The names exist behind the lab's HTTP proxy only.
 */
const serverNames = 'IP:127.0.0.1,IP:0.0.0.0,DNS:localhost,DNS:*.lab.test';

export async function makeCertificates(): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await selfSigned(authority, 'lab authority');
  await Promise.all([
    selfSigned(tokenSigner, 'lab token service'),
    signed(server, 'lab server', ['extendedKeyUsage=serverAuth', `subjectAltName=${serverNames}`]),
    signed(client, 'lab client', ['extendedKeyUsage=clientAuth']),
  ]);
}

function selfSigned(target: Signed, name: string): Promise<string> {
  return request(target, name, []);
}

function signed(target: Signed, name: string, extensions: readonly string[]): Promise<string> {
  return request(target, name, [
    ...['-CA', authority.certificate, '-CAkey', authority.key],
    ...['basicConstraints=critical,CA:FALSE', ...extensions].flatMap((text) => ['-addext', text]),
  ]);
}

/** An elliptic curve's key takes no time to make. */
function request({ certificate, key }: Signed, name: string, options: readonly string[]): Promise<string> {
  return run('openssl', [
    ...['req', '-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
    ...['-days', '30', '-subj', `/CN=${name}`, '-keyout', key, '-out', certificate, ...options],
  ]);
}
