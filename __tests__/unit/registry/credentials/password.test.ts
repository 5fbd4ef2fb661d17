import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logIn, withoutHelper } from '../../../src/login/login.ts';
import { type Answer, environmentOf, fakeRunner, scriptedProcesses } from '../fakes.ts';

describe('withoutHelper', () => {
  const hub = { 'https://index.docker.io/v1/': '', 'docker.io': '', 'index.docker.io': '' };
  it.each<[name: string, config: object, registry: string, expected: object]>([
    ['an empty configuration', {}, 'ghcr.io', { credHelpers: { 'ghcr.io': '' } }],
    [
      'a store for all registries stays for all others',
      { credsStore: 'osxkeychain', auths: { 'quay.io': { auth: 'x' } } },
      'ghcr.io',
      { credsStore: 'osxkeychain', auths: { 'quay.io': { auth: 'x' } }, credHelpers: { 'ghcr.io': '' } },
    ],
    [
      'a helper for this registry goes, those for others stay',
      { credHelpers: { 'ghcr.io': 'gh', 'gcr.io': 'gcloud' } },
      'ghcr.io',
      { credHelpers: { 'ghcr.io': '', 'gcr.io': 'gcloud' } },
    ],
    [
      'Docker Hub under all its names',
      { credsStore: 'pass' },
      'docker.io',
      { credsStore: 'pass', credHelpers: hub },
    ],
    ['a registry with a port', {}, 'r.acme.io:5000', { credHelpers: { 'r.acme.io:5000': '' } }],
    ['helpers that are null', { credHelpers: null }, 'ghcr.io', { credHelpers: { 'ghcr.io': '' } }],
    ['helpers that are no object', { credHelpers: 'x' }, 'ghcr.io', { credHelpers: { 'ghcr.io': '' } }],
    [
      'what it does not know',
      { proxies: { default: { httpProxy: 'http://p' } }, HttpHeaders: { a: 'b' } },
      'ghcr.io',
      {
        proxies: { default: { httpProxy: 'http://p' } },
        HttpHeaders: { a: 'b' },
        credHelpers: { 'ghcr.io': '' },
      },
    ],
  ])('%s', (_, config, registry, expected) => {
    const problems: string[] = [];
    const text = withoutHelper(JSON.stringify(config), registry, (problem) => problems.push(problem));
    expect(JSON.parse(text)).toEqual(expected);
    expect(problems).toEqual([]);
  });

  it.each([
    ['no JSON', '{"auths":'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"x"'],
  ])('warns and begins anew if it is %s', (_, config) => {
    const problems: string[] = [];
    const text = withoutHelper(config, 'ghcr.io', (problem) => problems.push(problem));
    expect(JSON.parse(text)).toEqual({ credHelpers: { 'ghcr.io': '' } });
    expect(problems).toEqual([
      'The docker configuration of this runner is no JSON object; this step goes without it.',
    ]);
  });
});

describe('logIn', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'login-'));
    mkdirSync(join(root, 'step'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  async function loggingIn(registry = 'ghcr.io', script: (n: number) => Answer = () => ({})) {
    const processes = scriptedProcesses((_, n) => script(n));
    const environment = environmentOf({ dockerConfig: join(root, 'docker') });
    const runner = fakeRunner({ processes, environment });
    const login = { registry, username: 'me', password: 'hunter2' };
    const docker = { file: 'docker', env: { A: '1' } };
    const outcome = await logIn(login, join(root, 'step'), docker, 2, runner).catch(
      (error: unknown) => error,
    );
    return { outcome, processes, runner };
  }

  it.each([
    ['ghcr.io', ['ghcr.io']],
    ['docker.io', []],
    ['r.acme.io:5000', ['r.acme.io:5000']],
  ])('%s: the password goes by stdin, into a configuration of its own', async (registry, host) => {
    const { outcome, processes } = await loggingIn(registry);
    const own = join(root, 'step', 'docker');
    expect(outcome).toBe(own);
    expect(processes.calls).toEqual([['docker', 'login', '--username', 'me', '--password-stdin', ...host]]);
    expect(processes.details).toEqual([{ env: { A: '1', DOCKER_CONFIG: own }, input: 'hunter2' }]);
    expect(statSync(join(own, 'config.json')).mode & 0o777).toBe(0o600);
  });

  it("reads the user's configuration and its contexts, and changes neither", async () => {
    const users = '{ "auths": {"quay.io": {"auth": "x"}}, "currentContext": "farm" }';
    mkdirSync(join(root, 'docker', 'contexts'), { recursive: true });
    writeFileSync(join(root, 'docker', 'config.json'), users);
    await loggingIn();
    expect(readFileSync(join(root, 'docker', 'config.json'), 'utf8')).toBe(users);
    const own = join(root, 'step', 'docker');
    expect(JSON.parse(readFileSync(join(own, 'config.json'), 'utf8'))).toMatchObject({
      currentContext: 'farm',
    });
    expect(readlinkSync(join(own, 'contexts'))).toBe(join(root, 'docker', 'contexts'));
  });

  it.each<[name: string, stderr: string, code: string, calls: number]>([
    [
      'a wrong password',
      'Error response from daemon: Get "https://ghcr.io/v2/": unauthorized: incorrect username or password',
      'registry-denied',
      1,
    ],
    [
      'a registry that is down',
      'Error response from daemon: login attempt to https://ghcr.io/v2/ failed with status: 503 Service Unavailable',
      'registry-unavailable',
      3,
    ],
    [
      'a host that is no registry',
      'Error response from daemon: login attempt to https://example.com/v2/ failed with status: 404 Not Found',
      'registry-refused',
      1,
    ],
    [
      'a certificate that nobody knows',
      'Error response from daemon: Get "https://r/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      'registry-refused',
      1,
    ],
  ])('tells apart: %s', async (_, stderr, code, calls) => {
    const { outcome, processes, runner } = await loggingIn('ghcr.io', () => ({ code: 1, stderr }));
    expect(outcome).toMatchObject({ code });
    expect(String((outcome as Error).message)).not.toContain('hunter2');
    expect(processes.calls).toHaveLength(calls);
    expect(runner.log.lines.join('\n')).not.toContain('hunter2');
  });
});
