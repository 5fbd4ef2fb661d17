import { describe, expect, it } from 'vitest';
import {
  type BuilderSpec,
  bootArguments,
  createBuilderArguments,
  inspectBuilderArguments,
  rebootArguments,
  removeBuilderArguments,
  secretDriverOptions,
} from '../../../src/buildx/builder.ts';

const spec: BuilderSpec = {
  name: 'multiarch-build-mhd2x9a0-80000000',
  image: 'moby/buildkit:v0.33.1',
  driverOptions: [],
  config: '/temp/buildkitd.toml',
  entitlements: [],
  owner: 'boot/1/2/3',
};

const options = (
  changes: Partial<BuilderSpec>,
  variables: Record<string, string> = {},
): readonly string[] => {
  const args = createBuilderArguments({ ...spec, ...changes }, variables);
  return args.filter((_, n) => args[n - 1] === '--driver-opt');
};
const base = ['image=moby/buildkit:v0.33.1', 'restart-policy=no', 'provenance-add-gha=false'];
const owner = 'env.MULTIARCH_BUILD_OWNER=boot/1/2/3';

describe('createBuilderArguments', () => {
  it('all of them', () => {
    expect(createBuilderArguments({ ...spec, config: '/tmp/a b/buildkitd.toml' }, {})).toEqual([
      'create',
      '--name',
      spec.name,
      '--driver',
      'docker-container',
      '--driver-opt',
      'image=moby/buildkit:v0.33.1',
      '--driver-opt',
      'restart-policy=no',
      '--driver-opt',
      'provenance-add-gha=false',
      '--driver-opt',
      owner,
      '--buildkitd-flags',
      '--allow-insecure-entitlement=device',
      '--buildkitd-config',
      '/tmp/a b/buildkitd.toml',
    ]);
  });

  it.each<
    [
      name: string,
      changes: Partial<BuilderSpec>,
      variables: Record<string, string>,
      expected: readonly string[],
    ]
  >([
    ['nothing of its own', {}, {}, [...base, owner]],
    ['a builder that is to stay has no owner', { owner: null }, {}, base],
    [
      "the user's options, after ours",
      { driverOptions: ['network=host', '"env.X=a,b"'] },
      {},
      [...base, owner, 'network=host', '"env.X=a,b"'],
    ],
    [
      "the user's restart policy",
      { driverOptions: ['restart-policy=always'] },
      {},
      [base[0] ?? '', 'provenance-add-gha=false', owner, 'restart-policy=always'],
    ],
    [
      "the user's wish to have the event in the provenance",
      { driverOptions: ['provenance-add-gha=true'] },
      {},
      [...base.slice(0, 2), owner, 'provenance-add-gha=true'],
    ],
    [
      'the proxies of the runner',
      {},
      { http_proxy: 'http://p:1', HTTPS_PROXY: 'http://p:2', FTP_PROXY: 'x', no_proxy: '' },
      [...base, owner, 'env.http_proxy=http://p:1', 'env.HTTPS_PROXY=http://p:2'],
    ],
    [
      'but not those with a password',
      {},
      { http_proxy: 'http://me:secret@p:1', HTTPS_PROXY: 'http://p:2' },
      [...base, owner, 'env.HTTPS_PROXY=http://p:2'],
    ],
    [
      'a list of hosts, as one field of CSV',
      {},
      { NO_PROXY: 'localhost,127.0.0.1,"x"' },
      [...base, owner, '"env.NO_PROXY=localhost,127.0.0.1,""x"""'],
    ],
    [
      "the user's own proxy",
      { driverOptions: ['env.http_proxy=http://mine'] },
      { http_proxy: 'http://p:1' },
      [...base, owner, 'env.http_proxy=http://mine'],
    ],
    [
      "the user's own list of hosts, quoted and in the other case",
      { driverOptions: ['"env.no_proxy=a,b"'] },
      { NO_PROXY: 'c', no_proxy: 'd', https_proxy: 'http://p' },
      [...base, owner, 'env.https_proxy=http://p', '"env.no_proxy=a,b"'],
    ],
    [
      "the user's own in capital letters",
      { driverOptions: ['env.HTTPS_PROXY=http://mine'] },
      { https_proxy: 'http://p' },
      [...base, owner, 'env.HTTPS_PROXY=http://mine'],
    ],
  ])('driver options: %s', (_, changes, variables, expected) => {
    expect(options(changes, variables)).toEqual(expected);
  });

  it.each<[name: string, entitlements: readonly string[], flags: string]>([
    ['none: buildx must not add network.host', [], '--allow-insecure-entitlement=device'],
    ['one', ['network.host'], '--allow-insecure-entitlement=network.host'],
    [
      'two',
      ['network.host', 'security.insecure'],
      '--allow-insecure-entitlement=network.host --allow-insecure-entitlement=security.insecure',
    ],
  ])('entitlements: %s', (_, entitlements, flags) => {
    const args = createBuilderArguments({ ...spec, entitlements }, {});
    expect(args[args.indexOf('--buildkitd-flags') + 1]).toBe(flags);
  });
});

describe('secretDriverOptions', () => {
  const proxies = { http_proxy: 'http://me:secret@p:1', HTTPS_PROXY: 'http://p:2', NO_PROXY: 'a,b' };
  it.each<[name: string, changes: Partial<BuilderSpec>, variables: Record<string, string>, expected: object]>(
    [
      ['proxies with a password', {}, proxies, { 'env.http_proxy': 'http://me:secret@p:1' }],
      ["not in place of the user's own", { driverOptions: ['env.HTTP_PROXY=http://mine'] }, proxies, {}],
      ['none', {}, { HTTPS_PROXY: 'http://p:2' }, {}],
    ],
  )('%s', (_, changes, variables, expected) => {
    expect(secretDriverOptions({ ...spec, ...changes }, variables)).toEqual(expected);
  });
});

describe('the other commands about builders', () => {
  it('make and boot one in one call, with the proxies of the runner', () => {
    const variables = { http_proxy: 'http://p:1' };
    expect(bootArguments(spec, variables)).toEqual([
      ...createBuilderArguments(spec, variables),
      ...['--bootstrap', '--timeout', '2m'],
    ]);
    expect(bootArguments(spec, variables)).toContain('env.http_proxy=http://p:1');
  });

  it.each<[name: string, args: readonly string[], expected: readonly string[]]>([
    ['boot it again', rebootArguments('b'), ['inspect', '--bootstrap', '--timeout', '2m', 'b']],
    ['look at it', inspectBuilderArguments('b'), ['inspect', '--timeout', '1m', 'b']],
    ['remove it', removeBuilderArguments('b'), ['rm', '--force', '--timeout', '1m', 'b']],
  ])('%s', (_, args, expected) => {
    expect(args).toEqual(expected);
  });
});
