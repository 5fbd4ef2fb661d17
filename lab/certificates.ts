// The certificates of a running lab: of an authority that nothing trusts, and of one that plays the public ones.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.ts';
import { cacheDir, runDir } from './paths.ts';

const folder = join(runDir, 'certificates');
const kept = join(cacheDir, 'authority');
const at = (name: string, where = folder): string => join(where, name);

/** With `ca.pem`, `cert.pem` and `key.pem` as DOCKER_CERT_PATH wants them. */
export const clientFolder = folder;
export const authority: Signed = { certificate: at('ca.pem'), key: at('ca-key.pem') };
export const server: Signed = { certificate: at('server.pem'), key: at('server-key.pem') };
export const client: Signed = { certificate: at('cert.pem'), key: at('key.pem') };
/** Whoever has it may do everything in the lab's Kubernetes; `client` is a user there too, `lab`, without any right. */
export const administrator: Signed = {
  certificate: at('administrator.pem'),
  key: at('administrator-key.pem'),
};
/** With which the token service signs. It is its own authority: of the registries, only the one that it serves trusts it. */
export const tokenSigner: Signed = { certificate: at('token.pem'), key: at('token-key.pem') };

/** The builders trust it, as they trust those of the web. It is kept, for it is in the BuildKit image. */
export const publicAuthority: Signed = { certificate: at('ca.pem', kept), key: at('ca-key.pem', kept) };
export const publicServer: Signed = { certificate: at('public.pem'), key: at('public-key.pem') };

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
  mkdirSync(kept, { recursive: true, mode: 0o700 });
  await Promise.all([
    request(authority, '/CN=lab authority', []),
    request(tokenSigner, '/CN=lab token service', []),
    existsSync(publicAuthority.certificate) || request(publicAuthority, '/CN=lab public authority', []),
  ]);
  const forServers = ['extendedKeyUsage=serverAuth', `subjectAltName=${serverNames}`];
  await Promise.all([
    signed(server, authority, forServers),
    signed(client, authority, ['extendedKeyUsage=clientAuth']),
    signed(administrator, authority, ['extendedKeyUsage=clientAuth'], '/O=system:masters/CN=administrator'),
    signed(publicServer, publicAuthority, forServers),
  ]);
}

function signed(
  target: Signed,
  by: Signed,
  extensions: readonly string[],
  subject = '/CN=lab',
): Promise<string> {
  return request(target, subject, [
    ...['-CA', by.certificate, '-CAkey', by.key],
    ...['basicConstraints=critical,CA:FALSE', ...extensions].flatMap((text) => ['-addext', text]),
  ]);
}

/** Signed by its own key, unless the options name another. An elliptic curve's key takes no time to make. */
function request({ certificate, key }: Signed, subject: string, options: readonly string[]): Promise<string> {
  return run('openssl', [
    ...['req', '-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
    ...['-days', '3650', '-subj', subject, '-keyout', key, '-out', certificate, ...options],
  ]);
}
