// The engine behind TLS, as the docker command sees it.
import { describe, expect, it } from 'vitest';
import { command, type Ended, output, setting } from '../lab.ts';

const host = setting('LAB_DOCKER_TLS_HOST');
const folder = setting('LAB_DOCKER_CERT_PATH');
const serverVersion = ['version', '--format', '{{.Server.Version}}'];

/** Without the variables that would bring certificates along. */
const docker = (options: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  command('docker', [...options, ...serverVersion], {
    env: { DOCKER_HOST: host, DOCKER_CERT_PATH: '/nonexistent', ...env },
  });

describe('the engine over TLS', () => {
  it('answers a client with a certificate, as the same engine', async () => {
    const { code, stdout } = await docker([], { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder });
    expect(code).toBe(0);
    expect(stdout.trim()).toBe(await output('docker', ...serverVersion));
  });

  it.each([
    ['without TLS', [], /HTTP request to an HTTPS server/],
    [
      'without a client certificate',
      ['--tlsverify', '--tlscacert', `${folder}/ca.pem`],
      /certificate required|bad certificate/,
    ],
    [
      'without its CA',
      [
        '--tlsverify',
        '--tlscacert',
        '/etc/ssl/certs/ca-certificates.crt',
        '--tlscert',
        `${folder}/cert.pem`,
        '--tlskey',
        `${folder}/key.pem`,
      ],
      /unknown authority/,
    ],
  ])('refuses a client %s', async (_, options, expected) => {
    const { code, stderr } = await docker(options);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(expected);
  });
});
