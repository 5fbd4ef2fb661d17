import { describe, expect, it } from 'vitest';
import {
  loginHelper,
  pushLogins,
  storedLogin,
  withLogin,
} from '../../../../src/registry/credentials/scoped.ts';

const hub = 'https://index.docker.io/v1/';
const a = { auth: 'YTpi' };

describe('storedLogin', () => {
  it.each<[name: string, config: string, registry: string, expected: object | null]>([
    ['of a registry', JSON.stringify({ auths: { 'ghcr.io': a } }), 'ghcr.io', a],
    ['of Docker Hub', JSON.stringify({ auths: { [hub]: a } }), 'docker.io', a],
    ['under a URL', JSON.stringify({ auths: { 'https://r.io': a } }), 'r.io', a],
    ['of another registry', JSON.stringify({ auths: { 'quay.io': a } }), 'ghcr.io', null],
    ['an entry that a helper has left behind', JSON.stringify({ auths: { 'ghcr.io': {} } }), 'ghcr.io', null],
    ['no JSON', 'x', 'ghcr.io', null],
  ])('%s', (_, config, registry, expected) => {
    expect(storedLogin(config, registry)).toEqual(expected);
  });
});

describe('loginHelper', () => {
  it.each<[name: string, config: object, registry: string, expected: string | null]>([
    ['its own', { credHelpers: { 'ghcr.io': 'gh' }, credsStore: 'pass' }, 'ghcr.io', 'gh'],
    ['the store of all', { credsStore: 'pass' }, 'ghcr.io', 'pass'],
    ['none of its own', { credHelpers: { 'ghcr.io': '' }, credsStore: 'pass' }, 'ghcr.io', null],
    ["Docker Hub's", { credHelpers: { [hub]: 'gh' } }, 'docker.io', 'gh'],
    ['none', {}, 'ghcr.io', null],
  ])('%s', (_, config, registry, expected) => {
    expect(loginHelper(JSON.stringify(config), registry)).toBe(expected);
  });
});

it('withLogin adds a login that no helper is asked for, and keeps the others', () => {
  const config = { auths: { 'quay.io': a }, credsStore: 'pass', currentContext: 'farm' };
  expect(JSON.parse(withLogin(JSON.stringify(config), '127.0.0.1:5', { auth: 'x' }))).toEqual({
    ...config,
    auths: { 'quay.io': a, '127.0.0.1:5': { auth: 'x' } },
    credHelpers: { '127.0.0.1:5': '' },
  });
  expect(JSON.parse(withLogin('[]', 'r.io', a))).toEqual({
    auths: { 'r.io': a },
    credHelpers: { 'r.io': '' },
  });
});

describe('pushLogins', () => {
  const finding = (repository: string, folders: Readonly<Record<string, readonly string[]>>) =>
    pushLogins('/config', repository, async (folder) => folders[folder] ?? []);

  it.each<
    [
      name: string,
      repository: string,
      folders: Readonly<Record<string, readonly string[]>>,
      expected: readonly string[],
    ]
  >([
    ['none', 'r.io/acme/app', {}, []],
    ['for all pushes', 'r.io/acme/app', { '/config': ['r.io@push', 'r.io'] }, ['/config/r.io@push']],
    ['for pushes and pulls', 'r.io/a', { '/config': ['r.io@pull,push'] }, ['/config/r.io@pull,push']],
    ['not for pulls alone', 'r.io/a', { '/config': ['r.io@pull'] }, []],
    ['not of a registry that begins alike', 'r.io/a', { '/config': ['r.io.acme@push'] }, []],
    [
      'the closest first',
      'r.io/acme/app',
      { '/config': ['r.io@push'], '/config/r.io/acme': ['app', 'app2@push', 'app@push', 'app@pull'] },
      ['/config/r.io/acme/app@push', '/config/r.io/acme/app', '/config/r.io@push'],
    ],
    [
      'of Docker Hub',
      'docker.io/acme/app',
      { '/config': ['registry-1.docker.io@push'], '/config/registry-1.docker.io/acme': ['app'] },
      ['/config/registry-1.docker.io/acme/app', '/config/registry-1.docker.io@push'],
    ],
  ])('%s', async (_, repository, folders, expected) => {
    expect(await finding(repository, folders)).toEqual(expected);
  });
});
