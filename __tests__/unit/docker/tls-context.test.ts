import { describe, expect, it } from 'vitest';
import { daemonOverTls, writeTlsContext } from '../../../src/docker/tls-context.ts';
import { environmentOf, memoryFiles } from '../fakes.ts';

const host = 'tcp://docker:2376';

describe('daemonOverTls', () => {
  it.each<[name: string, variables: Record<string, string>, expected: string | null]>([
    ['a daemon over TLS', { DOCKER_HOST: host, DOCKER_TLS_VERIFY: '1' }, host],
    ['one without', { DOCKER_HOST: host }, null],
    ['an empty DOCKER_TLS_VERIFY', { DOCKER_HOST: host, DOCKER_TLS_VERIFY: '' }, null],
    ['a socket', { DOCKER_HOST: 'unix:///run/docker.sock', DOCKER_TLS_VERIFY: '1' }, null],
    ['no DOCKER_HOST', { DOCKER_TLS_VERIFY: '1' }, null],
  ])('%s', (_, variables, expected) => {
    expect(daemonOverTls(variables)).toBe(expected);
  });
});

describe('writeTlsContext', () => {
  const pems = (folder: string): Record<string, string> =>
    Object.fromEntries(['ca', 'cert', 'key'].map((name) => [`${folder}/${name}.pem`, name.toUpperCase()]));

  async function writing(variables: Record<string, string>, entries: Record<string, string>) {
    const environment = environmentOf({ variables, dockerConfig: '/home/me/.docker' });
    await writeTlsContext('/step/tls', host, { environment, files: memoryFiles(entries) });
    return Object.entries(entries).filter(([path]) => path.startsWith('/step/'));
  }

  it.each<[name: string, variables: Record<string, string>, folder: string]>([
    ['DOCKER_CERT_PATH names', { DOCKER_CERT_PATH: '/certs' }, '/certs'],
    ["are in the user's configuration", {}, '/home/me/.docker'],
  ])('takes the certificates that %s', async (_, variables, folder) => {
    const written = await writing(variables, pems(folder));
    const contents = Object.fromEntries(written.map(([path, text]) => [path.split('/').at(-1), text]));
    expect(contents).toEqual({
      'meta.json': expect.any(String),
      'ca.pem': 'CA',
      'cert.pem': 'CERT',
      'key.pem': 'KEY',
    });
    expect(JSON.parse(contents['meta.json'] ?? '')).toEqual({
      Name: 'multiarch-build',
      Metadata: {},
      Endpoints: { docker: { Host: host, SkipTLSVerify: false } },
    });
    expect(written.map(([path]) => path.replace(/[0-9a-f]{64}/, 'ID')).toSorted()).toEqual([
      '/step/tls/contexts/meta/ID/meta.json',
      ...['ca', 'cert', 'key'].map((name) => `/step/tls/contexts/tls/ID/docker/${name}.pem`),
    ]);
  });

  it('says which certificate is not there', async () => {
    const entries = pems('/certs');
    delete entries['/certs/key.pem'];
    await expect(writing({ DOCKER_CERT_PATH: '/certs' }, entries)).rejects.toMatchObject({
      code: 'daemon-unreachable',
      message: expect.stringContaining("'/certs/key.pem'"),
      hint: expect.stringContaining('DOCKER_CERT_PATH'),
    });
  });
});
