import { describe, expect, it } from 'vitest';
import { type BuilderSpec, createArguments, createBuilder } from '../../../src/builder/create.ts';
import { type Answer, environmentOf, fakeRunner, scriptedProcesses } from '../fakes.ts';

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
  const args = createArguments({ ...spec, ...changes }, variables);
  return args.filter((_, n) => args[n - 1] === '--driver-opt');
};
const base = ['image=moby/buildkit:v0.33.1', 'restart-policy=no'];
const owner = 'env.MULTIARCH_BUILD_OWNER=boot/1/2/3';

describe('createArguments', () => {
  it('all of them', () => {
    expect(createArguments({ ...spec, config: '/tmp/a b/buildkitd.toml' }, {})).toEqual([
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
      [base[0] ?? '', owner, 'restart-policy=always'],
    ],
    [
      'the proxies of the runner',
      {},
      { http_proxy: 'http://p:1', HTTPS_PROXY: 'http://p:2', FTP_PROXY: 'x', no_proxy: '' },
      [...base, owner, 'env.http_proxy=http://p:1', 'env.HTTPS_PROXY=http://p:2'],
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
    const args = createArguments({ ...spec, entitlements }, {});
    expect(args[args.indexOf('--buildkitd-flags') + 1]).toBe(flags);
  });
});

describe('createBuilder', () => {
  async function creating(script: (command: readonly string[], n: number) => Answer) {
    const processes = scriptedProcesses(script);
    const runner = fakeRunner({
      processes,
      environment: environmentOf({ variables: { http_proxy: 'http://p' } }),
    });
    const buildx = { file: 'buildx', env: {} };
    const done = await createBuilder(spec, buildx, 2, runner).catch((error: unknown) => error);
    return { done, calls: processes.calls, log: runner.log };
  }

  it('creates and boots in one call, with the proxies of the runner', async () => {
    const { done, calls } = await creating(() => ({ stderr: '#1 booting' }));
    expect(done).toBeUndefined();
    expect(calls).toHaveLength(1);
    expect(calls[0]).toContain('env.http_proxy=http://p');
    expect(calls[0]?.slice(-3)).toEqual(['--bootstrap', '--timeout', '2m']);
  });

  it('boots what the first attempt created, after a transient failure', async () => {
    const { done, calls, log } = await creating((_, n) =>
      n < 3
        ? { code: 1, stderr: 'ERROR: Error response from daemon: received unexpected HTTP status: 503' }
        : {},
    );
    expect(done).toBeUndefined();
    expect(calls.map((call) => call.slice(1, 3))).toEqual([
      ['create', '--name'],
      ['inspect', '--bootstrap'],
      ['inspect', '--bootstrap'],
    ]);
    expect(log.lines.filter((line) => line.startsWith('Attempt'))).toHaveLength(2);
  });

  it.each<[name: string, stderr: string, code: string, hint: string]>([
    [
      'a driver option that buildx does not know',
      'ERROR: failed to initialize builder x2 (x20): invalid driver option nope for docker-container driver',
      'builder-failed',
      "See 'driver-opts'",
    ],
    [
      'a configuration that is no TOML',
      'ERROR: failed to parse config: toml: array is incomplete',
      'builder-failed',
      'TOML',
    ],
    [
      'an image that is not signed',
      'ERROR: failed to verify image moby/buildkit:x: image moby/buildkit:x is not allowed by default policy: a verified docker-github-builder signature is required',
      'builder-failed',
      'signature could not be verified',
    ],
    [
      'an image that does not exist',
      'ERROR: Error response from daemon: manifest for moby/buildkit:nope not found: manifest unknown: manifest unknown',
      'builder-failed',
      "See 'buildkit-image'",
    ],
    [
      'an image that may not be pulled',
      'ERROR: Error response from daemon: pull access denied for acme/buildkit: denied: requested access to the resource is denied',
      'registry-denied',
      "'username'",
    ],
    [
      'a registry that is down',
      'ERROR: Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: i/o timeout',
      'registry-unavailable',
      'Run the job again',
    ],
    [
      'a full disk',
      'ERROR: Error response from daemon: no space left on device',
      'disk-full',
      'docker system df',
    ],
  ])('explains %s', async (_, stderr, code, hint) => {
    const { done } = await creating(() => ({ code: 1, stderr }));
    expect(done).toMatchObject({ code, hint: expect.stringContaining(hint) });
  });

  it('fails on an exit code without a word', async () => {
    const { done } = await creating(() => ({ code: 1 }));
    expect(done).toMatchObject({ code: 'builder-failed', message: expect.stringContaining('exit code 1') });
  });
});
