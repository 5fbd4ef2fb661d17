import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ActionError } from '../../../../src/errors.ts';
import { logIn } from '../../../../src/registry/credentials/password.ts';
import { type Answer, environmentOf, fakeSession, scriptedProcesses } from '../../fakes.ts';

describe('logIn', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'login-'));
    mkdirSync(join(root, 'step'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  async function loggingIn(
    registry = 'ghcr.io',
    script: (n: number) => Answer = () => ({}),
    variables: Readonly<Record<string, string>> = {},
  ) {
    const processes = scriptedProcesses((_, n) => script(n));
    const environment = environmentOf({ dockerConfig: join(root, 'docker'), variables });
    const session = fakeSession({
      processes,
      environment,
      folder: join(root, 'step'),
      docker: { file: 'docker', env: { A: '1' } },
      retries: 2,
    });
    const login = { registry, username: 'me', password: 'hunter2' };
    const own = join(root, 'step', 'docker');
    const outcome = await logIn(login, own, session).catch((error: unknown) => error);
    return { outcome, processes, session };
  }

  it.each([
    ['ghcr.io', ['ghcr.io']],
    ['docker.io', []],
    ['r.acme.io:5000', ['r.acme.io:5000']],
  ])('%s: the password goes by stdin, into a configuration of its own', async (registry, host) => {
    const { outcome, processes } = await loggingIn(registry);
    const own = join(root, 'step', 'docker');
    expect(outcome).toBeUndefined();
    expect(processes.calls).toEqual([['docker', 'login', '--username', 'me', '--password-stdin', ...host]]);
    expect(processes.details).toEqual([{ env: { A: '1', DOCKER_CONFIG: own }, input: 'hunter2' }]);
    expect(statSync(join(own, 'config.json')).mode & 0o777).toBe(0o600);
  });

  it.each<[name: string, script: () => Answer]>([
    [
      'no docker CLI',
      () => {
        throw new ActionError('docker-missing', "'docker' is not on this runner's PATH.");
      },
    ],
    [
      'no daemon',
      () => ({
        code: 1,
        stderr: 'Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?',
      }),
    ],
  ])('where there is %s it is for the builder alone, and is tried by the push', async (_, script) => {
    const { outcome, session } = await loggingIn('ghcr.io', script);
    const own = join(root, 'step', 'docker');
    expect(outcome).toBeUndefined();
    expect(JSON.parse(readFileSync(join(own, 'config.json'), 'utf8'))).toMatchObject({
      auths: { 'ghcr.io': { auth: Buffer.from('me:hunter2').toString('base64') } },
    });
    expect(session.log.lines.at(-1)).toBe('The login is for the builder alone, and is tried by the push.');
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
      'a host that is not a registry',
      'Error response from daemon: login attempt to https://example.com/v2/ failed with status: 404 Not Found',
      'registry-refused',
      1,
    ],
    [
      'a name that nobody knows',
      'Error response from daemon: Get "https://ghcr.io/v2/": dial tcp: lookup ghcr.io on 127.0.0.53:53: no such host',
      'registry-unavailable',
      3,
    ],
  ])('tells apart: %s', async (_, stderr, code, calls) => {
    const { outcome, processes, session } = await loggingIn('ghcr.io', () => ({ code: 1, stderr }));
    expect(outcome).toMatchObject({ code });
    expect(String((outcome as Error).message)).not.toContain('hunter2');
    expect(processes.calls).toHaveLength(calls);
    expect(session.log.lines.join('\n')).not.toContain('hunter2');
  });

  it.each<[name: string, reason: string, variables: Record<string, string>]>([
    [
      'whose certificate it does not trust',
      'tls: failed to verify certificate: x509: certificate signed by unknown authority',
      {},
    ],
    ['that speaks plain HTTP', 'http: server gave HTTP response to HTTPS client', {}],
    [
      'behind a proxy',
      'dial tcp: lookup r.lan on 127.0.0.53:53: no such host',
      { https_proxy: 'http://p:3128' },
    ],
  ])('leaves a registry %s to the push', async (_, reason, variables) => {
    const stderr = `Error response from daemon: Get "https://r.lan/v2/": ${reason}`;
    const { outcome, session } = await loggingIn('r.lan', () => ({ code: 1, stderr }), variables);
    const own = join(root, 'step', 'docker');
    expect(outcome).toBeUndefined();
    expect(JSON.parse(readFileSync(join(own, 'config.json'), 'utf8'))).toEqual({
      auths: { 'r.lan': { auth: Buffer.from('me:hunter2').toString('base64') } },
      credHelpers: { 'r.lan': '' },
    });
    expect(statSync(join(own, 'config.json')).mode & 0o777).toBe(0o600);
    const said = session.log.lines.join('\n');
    expect(said).toContain('The Docker daemon does not reach r.lan');
    expect(said).not.toContain('hunter2');
  });
});
