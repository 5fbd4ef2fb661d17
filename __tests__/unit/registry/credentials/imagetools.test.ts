import { describe, expect, it } from 'vitest';
import { imagetoolsLogins } from '../../../../src/registry/credentials/imagetools.ts';
import { type Answer, environmentOf, fakeSession, memoryFiles, scriptedProcesses } from '../../fakes.ts';

const auth = (text: string): string => Buffer.from(text).toString('base64');
const users = '/home/me/.docker/config.json';
const scoped = '/home/me/.docker/buildx/config/r.io@push/config.json';
const push = { auths: { 'r.io': { auth: auth('pusher:p') } } };

interface Machine {
  readonly files?: Record<string, object>;
  readonly addresses?: Readonly<Record<string, string>>;
  readonly docker?: Readonly<Record<string, string>>;
  readonly helper?: Answer;
}

function machine({ files = {}, addresses = {}, docker = {}, helper = {} }: Machine) {
  const texts = Object.fromEntries(Object.entries(files).map(([path, json]) => [path, JSON.stringify(json)]));
  const processes = scriptedProcesses(() => helper);
  const session = fakeSession({
    processes,
    folder: '/step',
    files: memoryFiles(texts),
    environment: environmentOf({
      dockerConfig: '/home/me/.docker',
      buildxConfig: '/home/me/.docker/buildx',
    }),
  });
  const logins = imagetoolsLogins(new Map(Object.entries(addresses)), docker, session);
  const made = (n: number): unknown => JSON.parse(texts[`/step/imagetools-${n}/config.json`] ?? 'null');
  return { logins, made, processes };
}

const own = (n: number) => ({
  DOCKER_CONFIG: `/step/imagetools-${n}`,
  DOCKER_CERT_PATH: '/home/me/.docker',
});

describe('imagetoolsLogins', () => {
  it.each<[name: string, files: Record<string, object>]>([
    ['nobody is logged in', {}],
    ['the login serves reading too', { [users]: push }],
    ['it serves reading, beside one for pushes', { [users]: push, [scoped]: push }],
    ['a credential helper has one', { [users]: { credsStore: 'pass' }, [scoped]: push }],
  ])('changes nothing where %s', async (_, files) => {
    const { logins, processes } = machine({ files });
    expect(await logins('r.io/acme/app:1')).toEqual({});
    expect(processes.calls).toEqual([]);
  });

  it('changes nothing for what is no reference of a registry', async () => {
    const { logins } = machine({ files: { [scoped]: push } });
    expect(await logins('oci-layout:///step/layout')).toEqual({});
  });

  it('gives a login for pushes to reading too, once for each repository', async () => {
    const others = { auths: { 'quay.io': { auth: 'x' } } };
    const { logins, made } = machine({ files: { [users]: others, [scoped]: push } });
    const results = await Promise.all(['r.io/a:1', 'r.io/a:2', 'r.io/b:1'].map(logins));
    expect(results).toEqual([own(0), own(0), own(1)]);
    expect(made(0)).toMatchObject({ auths: { ...others.auths, ...push.auths } });
    expect(made(1)).toEqual(made(0));
    expect(made(2)).toBeNull();
  });

  describe('of a registry with another address', () => {
    const addresses = { 'r.io': '127.0.0.1:9' };
    const login = { auth: auth('me:secret') };

    it('takes that of the step', async () => {
      const files = { '/step/docker/config.json': { auths: { 'r.io': login } }, [users]: push };
      const { logins, made } = machine({ files, addresses, docker: { DOCKER_CONFIG: '/step/docker' } });
      expect(await logins('r.io/a:1')).toEqual(own(0));
      expect(made(0)).toMatchObject({ auths: { '127.0.0.1:9': login } });
    });

    it('takes one for pushes', async () => {
      const { logins, made } = machine({ files: { [scoped]: push }, addresses });
      expect(await logins('r.io/a:1')).toEqual(own(0));
      expect(made(0)).toMatchObject({ auths: { '127.0.0.1:9': push.auths['r.io'] } });
    });

    it.each<[name: string, kept: object, expected: object]>([
      ['a password', { Username: 'me', Secret: 'secret' }, login],
      ['a token', { Username: '<token>', Secret: 'jwt' }, { identitytoken: 'jwt' }],
    ])('asks a credential helper that keeps %s', async (_, kept, expected) => {
      const { logins, made, processes } = machine({
        files: { [users]: { credHelpers: { 'r.io': 'acme' } } },
        addresses,
        helper: { stdout: JSON.stringify(kept) },
      });
      expect(await logins('r.io/a:1')).toEqual(own(0));
      expect(processes.calls).toEqual([['docker-credential-acme', 'get']]);
      expect(processes.details[0]?.input).toBe('r.io');
      expect(made(0)).toMatchObject({ auths: { '127.0.0.1:9': expected } });
    });

    it.each<[name: string, helper: Answer]>([
      ['has none', { code: 1, stdout: 'credentials not found in native keychain' }],
      ['answers something else', { stdout: '{"Username":"me"}' }],
    ])('goes on without one if the helper %s', async (_, helper) => {
      const { logins } = machine({ files: { [users]: { credsStore: 'pass' } }, addresses, helper });
      expect(await logins('r.io/a:1')).toEqual({});
    });

    it('goes on without one if there is none', async () => {
      const { logins } = machine({ addresses });
      expect(await logins('r.io/a:1')).toEqual({});
    });
  });
});
