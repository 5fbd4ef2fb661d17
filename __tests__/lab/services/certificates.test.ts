// The registries with certificates of the lab's own, asked by clients that know nothing of this project.
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command, output, registry, setting } from '../lab.ts';

const [tls, mtls, ca] = [setting('LAB_TLS_REGISTRY'), setting('LAB_MTLS_REGISTRY'), setting('LAB_CA')];
const [cert, key] = [setting('LAB_CLIENT_CERT'), setting('LAB_CLIENT_KEY')];
const repository = `certificates/${randomUUID()}`;
const folder = mkdtempSync(join(tmpdir(), 'lab-certificates-'));
const certDir = join(folder, 'certs.d');
const stranger = join(folder, 'stranger.pem');

beforeAll(async () => {
  mkdirSync(certDir);
  copyFileSync(ca, join(certDir, 'ca.crt'));
  copyFileSync(cert, join(certDir, 'client.cert'));
  copyFileSync(key, join(certDir, 'client.key'));
  await output(
    'openssl',
    ...[
      'req',
      '-x509',
      '-nodes',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-subj',
      '/CN=lab client',
    ],
    ...['-keyout', stranger, '-out', `${stranger}.cert`],
  );
  await output('crane', 'append', '--oci-empty-base', '-f', '/dev/null', '-t', `${registry}/${repository}:1`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** curl's own status, and that of the answer. */
async function curl(url: string, ...options: readonly string[]): Promise<string> {
  const args = ['--silent', '--output', '/dev/null', '--write-out', '%{http_code}', ...options, url];
  const { code, stdout } = await command('curl', args);
  return `${code} ${stdout}`;
}

describe('the registry with a CA of its own', () => {
  it.each([
    ['refuses a client that does not know the CA', `https://${tls}/v2/`, [], '60 000'],
    ['answers one that does', `https://${tls}/v2/`, ['--cacert', ca], '0 200'],
    [
      'answers it under the address that no client takes for loopback',
      `https://0.0.0.0:${tls.split(':')[1]}/v2/`,
      ['--cacert', ca],
      '0 200',
    ],
    [
      'refuses a client that expects another server',
      `https://example.com:${tls.split(':')[1]}/v2/`,
      ['--cacert', ca, '--resolve', `*:${tls.split(':')[1]}:127.0.0.1`],
      '60 000',
    ],
    ['refuses plain HTTP', `http://${tls}/v2/`, [], '0 400'],
  ])('%s', async (_, url, options, expected) => {
    expect(await curl(url, ...options)).toBe(expected);
  });

  it('shows a certificate that openssl verifies with the CA alone', async () => {
    const args = ['s_client', '-connect', tls, '-verify_return_error', '-verify_ip', '127.0.0.1'];
    const trusting = await command('openssl', [...args, '-CAfile', ca]);
    expect(trusting.stdout).toContain('Verification: OK');
    expect((await command('openssl', args)).code).not.toBe(0);
  });

  it('takes an image from crane with the CA, and gives it back', async () => {
    const target = `${tls}/${repository}:1`;
    const refused = await command('crane', ['copy', `${registry}/${repository}:1`, target]);
    expect(refused.stderr).toContain('certificate signed by unknown authority');
    const env = { SSL_CERT_FILE: ca };
    expect(await command('crane', ['copy', `${registry}/${repository}:1`, target], { env })).toMatchObject({
      code: 0,
    });
    const { stdout } = await command('crane', ['digest', target], { env });
    expect(stdout.trim()).toBe(await output('crane', 'digest', `${registry}/${repository}:1`));
  });
});

/**
 * How curl ends when the server breaks off the handshake: which of them depends on whether the alert arrives
 * while curl still shakes hands (35), sends (55), receives (56) or speaks HTTP/2 (16).
 */
const brokenOff = /^(16|35|55|56) 000$/;

describe('the registry with client certificates', () => {
  it.each([
    ['refuses a client without a certificate', [], brokenOff],
    [
      'refuses a certificate that the CA did not sign',
      ['--cert', `${stranger}.cert`, '--key', stranger],
      brokenOff,
    ],
    ['answers a client with a certificate of the CA', ['--cert', cert, '--key', key], /^0 200$/],
  ])('%s', async (_, options, expected) => {
    expect(await curl(`https://${mtls}/v2/`, '--cacert', ca, ...options)).toMatch(expected);
  });

  it('takes an image from skopeo with the certificate, and gives it back', async () => {
    const target = `docker://${mtls}/${repository}:1`;
    const copy = [
      'copy',
      '--src-tls-verify=false',
      '--preserve-digests',
      `docker://${registry}/${repository}:1`,
      target,
    ];
    rmSync(join(certDir, 'client.cert'));
    const refused = await command('skopeo', [...copy, '--dest-cert-dir', certDir]);
    expect(refused.code).not.toBe(0);
    copyFileSync(cert, join(certDir, 'client.cert'));
    await output('skopeo', ...copy, '--dest-cert-dir', certDir);
    expect(await output('skopeo', 'inspect', '--format', '{{.Digest}}', '--cert-dir', certDir, target)).toBe(
      await output('crane', 'digest', `${registry}/${repository}:1`),
    );
  });
});
