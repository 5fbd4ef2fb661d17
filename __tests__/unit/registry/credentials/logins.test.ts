import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logInAll, type ScopedLogin } from '../../../../src/registry/credentials/logins.ts';
import { environmentOf, fakeSession, scriptedProcesses } from '../../fakes.ts';

describe('logInAll', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'logins-'));
    mkdirSync(join(root, 'step'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const own = (...path: readonly string[]): string => join(root, 'step', ...path);
  const users = (...path: readonly string[]): string => join(root, 'docker', ...path);
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const parsed = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

  /** The docker of these tests writes down who logged in, as the real one does. */
  async function loggingIn(
    login: ScopedLogin | null,
    logins: readonly ScopedLogin[],
    skipped: string[] = [],
  ) {
    const processes = scriptedProcesses((args, n) => {
      const folder = processes.details[n - 1]?.env['DOCKER_CONFIG'] ?? '';
      const file = join(folder, 'config.json');
      const config = parsed(file) as { auths?: object };
      const host = args[5] ?? 'https://index.docker.io/v1/';
      put(file, JSON.stringify({ ...config, auths: { ...config.auths, [host]: { auth: args[3] } } }));
      return {};
    });
    const environment = environmentOf({ dockerConfig: users(), buildxConfig: users('buildx') });
    const session = fakeSession({ processes, environment, folder: own() });
    const request = { login, registryAuth: { logins, skipped } };
    return { ...(await logInAll(request, session)), processes, session };
  }

  const one: ScopedLogin = { registry: 'ghcr.io', username: 'a', password: 'pass', scope: null };
  const two: ScopedLogin = { ...one, registry: 'docker.io', username: 'b' };

  it('leaves everything to the user where there is no login', async () => {
    const { dockerConfig, environment, processes } = await loggingIn(null, []);
    expect([dockerConfig, environment.buildxConfig]).toEqual([null, users('buildx')]);
    expect(processes.calls).toEqual([]);
  });

  it('has all logins in one configuration, beside those of the user', async () => {
    put(users('config.json'), '{"auths":{"other.test":{"auth":"x"}},"credsStore":"desktop"}');
    const { dockerConfig } = await loggingIn(one, [two, { ...one, registry: 'quay.io', username: 'c' }]);
    expect(dockerConfig).toBe(own('docker'));
    expect(parsed(own('docker', 'config.json'))).toEqual({
      auths: {
        'other.test': { auth: 'x' },
        'ghcr.io': { auth: 'a' },
        'https://index.docker.io/v1/': { auth: 'b' },
        'quay.io': { auth: 'c' },
      },
      credsStore: 'desktop',
      credHelpers: { 'ghcr.io': '', 'https://index.docker.io/v1/': '', 'quay.io': '' },
    });
  });

  it('says of a login that it is left out', async () => {
    const { session } = await loggingIn(null, [], ['quay.io']);
    expect(session.log.lines.join('\n')).toContain('Not logged in to quay.io: the login is optional');
  });

  it.each<[scope: string, registry: string, folder: string]>([
    ['@push', 'ghcr.io', 'ghcr.io@push'],
    ['acme/app', 'r.test:5000', 'r.test:5000/acme/app'],
    ['acme/app@pull,push', 'docker.io', 'registry-1.docker.io/acme/app@pull,push'],
  ])('puts a login with the scope %s to %s where buildx looks for it', async (scope, registry, folder) => {
    const { dockerConfig, environment } = await loggingIn(null, [{ ...one, scope, registry }]);
    expect([dockerConfig, environment.buildxConfig]).toEqual([null, own('buildx-config')]);
    expect(parsed(own('buildx-config', 'config', folder, 'config.json'))).toMatchObject({
      auths: { [registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry]: { auth: 'a' } },
    });
    expect(existsSync(users('buildx', 'config'))).toBe(false);
  });

  it("keeps the user's builders and logins with a scope in sight", async () => {
    put(users('buildx', 'instances', 'mine'), '{}');
    put(users('buildx', 'current'), 'current');
    put(users('buildx', 'config', 'quay.io', 'acme', 'config.json'), '{"auths":{"quay.io":{"auth":"q"}}}');
    await loggingIn(one, [{ ...one, scope: '@push' }]);
    const made = own('buildx-config');
    expect(readFileSync(join(made, 'instances', 'mine'), 'utf8')).toBe('{}');
    expect(readlinkSync(join(made, 'current'))).toBe(users('buildx', 'current'));
    expect(parsed(join(made, 'config', 'quay.io', 'acme', 'config.json'))).toEqual({
      auths: { 'quay.io': { auth: 'q' } },
    });
    writeFileSync(join(made, 'instances', 'new'), '{}');
    expect(existsSync(users('buildx', 'instances', 'new'))).toBe(true);
  });
});
