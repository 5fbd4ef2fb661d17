// The proxy that asks for a password, as curl and BuildKit use it.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { ProxyNote } from '../../../lab/http-proxy-server.ts';
import { notes } from '../../../lab/record.ts';
import { command, craneDigest, registry, removeContexts, scratchContext, setting } from '../lab.ts';
import { type BareBuilder, openBareBuilder } from './bare-builder.ts';

const proxy = setting('LAB_HTTP_PROXY');
const login = `${setting('LAB_HTTP_PROXY_USERNAME')}:${setting('LAB_HTTP_PROXY_PASSWORD')}`;
const ca = setting('LAB_CA');
const port = setting('LAB_TLS_REGISTRY').split(':')[1];
const folder = mkdtempSync(join(tmpdir(), 'lab-proxy-'));
const builders: BareBuilder[] = [];

afterEach(async () => {
  await Promise.all(builders.splice(0).map((builder) => builder.end()));
});
afterAll(() => {
  removeContexts();
  rmSync(folder, { recursive: true, force: true });
});

/** Without what the machine itself says about proxies. */
async function curl(url: string, ...options: readonly string[]): Promise<string> {
  const args = ['--silent', '--noproxy', '', '--output', '/dev/null', '--cacert', ca];
  const format = '%{http_connect} %{http_code}';
  const { code, stdout } = await command('curl', [...args, '--write-out', format, ...options, url]);
  return `${code} ${stdout}`;
}

const noted = (since: number): readonly string[] =>
  notes<ProxyNote>(setting('LAB_HTTP_PROXY_RECORD'), since).map(
    ({ method, target, status }) => `${method} ${target} ${status}`,
  );

describe('the HTTP proxy', () => {
  const plain = 'http://plain.lab.test/v2/';
  const tls = 'https://tls.lab.test/v2/';
  it.each([
    ['plain HTTP without a password', plain, [], '0 000 407', `GET ${plain} 407`],
    [
      'plain HTTP with a wrong password',
      plain,
      ['--proxy-user', 'builder:wrong'],
      '0 000 407',
      `GET ${plain} 407`,
    ],
    ['plain HTTP with the password', plain, ['--proxy-user', login], '0 000 200', `GET ${plain} 200`],
    ['a tunnel without a password', tls, [], '56 407 000', 'CONNECT tls.lab.test:443 407'],
    ['a tunnel with the password', tls, ['--proxy-user', login], '0 200 200', 'CONNECT tls.lab.test:443 200'],
    [
      'an address',
      `https://127.0.0.1:${port}/v2/`,
      ['--proxy-user', login],
      '0 200 200',
      `CONNECT 127.0.0.1:${port} 200`,
    ],
    [
      'a server that does not listen',
      'http://127.0.0.1:1/',
      ['--proxy-user', login],
      '0 000 502',
      'GET http://127.0.0.1:1/ 502',
    ],
  ])('answers %s, and keeps a record of it', async (_, url, options, expected, entry) => {
    const since = Date.now();
    expect(await curl(url, '--proxy', proxy, ...options)).toBe(expected);
    expect(noted(since)).toEqual([entry]);
  });

  it('knows names that nobody else does', async () => {
    expect(await curl(plain)).toBe('6 000 000');
  });

  it('is passed by BuildKit with the password, for a push and a pull, and stops it without', async () => {
    const config = join(folder, 'buildkitd.toml');
    writeFileSync(
      config,
      `[registry."plain.lab.test"]\n  http = true\n[registry."tls.lab.test"]\n  ca = ["${ca}"]\n`,
    );
    const image = (host: string): string => `${host}/proxy/${name}:1`;
    const name = randomUUID();
    const context = scratchContext();
    const through = async (credentials: string): Promise<readonly number[]> => {
      const url = proxy.replace('//', `//${credentials}@`);
      const builder = await openBareBuilder(config, { 'env.http_proxy': url, 'env.https_proxy': url });
      builders.push(builder);
      const build = ['build', '--builder', builder.name, '--provenance', 'false'];
      const push = async (host: string): Promise<number> =>
        (await builder.buildx([...build, '--push', '--tag', image(host), context])).code ?? -1;
      return [await push('plain.lab.test'), await push('tls.lab.test')];
    };
    const since = Date.now();
    expect(await through('builder:wrong')).toEqual([1, 1]);
    expect(await craneDigest(`${registry}/proxy/${name}:1`)).toBeNull();
    expect(noted(since).every((entry) => entry.endsWith(' 407'))).toBe(true);
    expect(await through(login)).toEqual([0, 0]);
    const digest = await craneDigest(`${registry}/proxy/${name}:1`);
    const { stdout } = await command('crane', ['digest', image(setting('LAB_TLS_REGISTRY'))], {
      env: { SSL_CERT_FILE: ca },
    });
    expect(stdout.trim()).toBe(digest);
    expect(noted(since)).toContain('CONNECT tls.lab.test:443 200');
    expect(readFileSync(setting('LAB_HTTP_PROXY_RECORD'), 'utf8')).not.toContain(login.split(':')[1]);
  });
});
