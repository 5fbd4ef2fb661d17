import { describe, expect, it } from 'vitest';
import { createBuilder } from '../../../src/builder/create.ts';
import type { BuilderSpec } from '../../../src/builder/drivers/driver.ts';
import { type Answer, environmentOf, fakeSession, memoryFiles, scriptedProcesses } from '../fakes.ts';

const spec: BuilderSpec = {
  name: 'multiarch-build-mhd2x9a0-80000000',
  driver: 'docker-container',
  nodes: [
    { title: 'the builder', endpoint: null, driverOptions: [], certificates: {}, flags: null, platforms: [] },
  ],
  image: 'moby/buildkit:v0.33.1',
  config: '/temp/buildkitd.toml',
  entitlements: [],
  owner: 'boot/1/2/3',
};

describe('createBuilder', () => {
  async function creating(script: (command: readonly string[], n: number) => Answer) {
    const processes = scriptedProcesses(script);
    const session = fakeSession({
      processes,
      retries: 2,
      environment: environmentOf({ variables: { http_proxy: 'http://p' } }),
    });
    const buildx = { file: 'buildx', env: {} };
    const done = await createBuilder(spec, buildx, session).catch((error: unknown) => error);
    return { done, calls: processes.calls, log: session.log };
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
      'a configuration that is not TOML',
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

  it('fails on an exit code alone', async () => {
    const { done } = await creating(() => ({ code: 1 }));
    expect(done).toMatchObject({ code: 'builder-failed', message: expect.stringContaining('exit code 1') });
  });
});

describe('a builder that arguments cannot describe', () => {
  const instance = '/buildx/instances/multiarch-build-mhd2x9a0-80000000';
  const written = JSON.stringify({ Name: spec.name, Nodes: [{ Name: 'b0', Endpoint: 'x', DriverOpts: {} }] });
  const secret = { HTTPS_PROXY: 'http://me:secret@p' };
  const tls = { DOCKER_HOST: 'tcp://d:2376', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' };
  const names = ({ calls }: { readonly calls: readonly (readonly string[])[] }) =>
    calls.map((call) => call[1]);

  async function creating(
    variables: Record<string, string>,
    script: (command: readonly string[], n: number) => Answer = () => ({}),
    text: string = written,
  ) {
    const entries: Record<string, string> = {
      [instance]: text,
      ...Object.fromEntries(['ca', 'cert', 'key'].map((name) => [`/certs/${name}.pem`, name])),
    };
    const processes = scriptedProcesses(script);
    const session = fakeSession({
      processes,
      folder: '/temp',
      retries: 1,
      files: memoryFiles(entries),
      environment: environmentOf({ variables, buildxConfig: '/buildx' }),
    });
    const buildx = { file: 'buildx', env: { BUILDX_CONFIG: '/buildx' } };
    const done = await createBuilder(spec, buildx, session).catch((error: unknown) => error);
    const changed = JSON.parse(entries[instance] || '{}') as { Nodes?: readonly object[] };
    return { done, processes, node: changed.Nodes?.[0], entries };
  }

  it('is created, edited and booted for a proxy with a password, which is in no argument', async () => {
    const { done, processes, node } = await creating({ ...secret, http_proxy: 'http://open' });
    expect(done).toBeUndefined();
    expect(names(processes)).toEqual(['create', 'inspect']);
    expect(processes.calls[0]).not.toContain('--bootstrap');
    expect(processes.calls[0]).toContain('env.http_proxy=http://open');
    expect(processes.calls[1]).toEqual(['buildx', 'inspect', '--bootstrap', '--timeout', '2m', spec.name]);
    expect(processes.calls.flat().join(' ')).not.toContain('secret');
    expect(node).toEqual({
      Name: 'b0',
      Endpoint: 'x',
      DriverOpts: { 'env.HTTPS_PROXY': 'http://me:secret@p' },
    });
  });

  it('is created with a context for a daemon over TLS, and follows the environment from then on', async () => {
    const { done, processes, node, entries } = await creating(tls);
    expect(done).toBeUndefined();
    expect(names(processes)).toEqual(['create', 'inspect']);
    expect(processes.calls[0]?.at(-1)).toBe('multiarch-build');
    expect(processes.details.map(({ env }) => env['DOCKER_CONFIG'])).toEqual([
      '/temp/tls-context',
      undefined,
    ]);
    expect(Object.keys(entries).filter((path) => path.startsWith('/temp/tls-context/'))).toHaveLength(4);
    expect(node).toMatchObject({ Endpoint: 'default', DriverOpts: {} });
  });

  it('is booted again after a transient failure', async () => {
    const down = { code: 1, stderr: 'ERROR: received unexpected HTTP status: 503' };
    const { done, processes } = await creating(secret, (_, n) => (n === 2 ? down : {}));
    expect(done).toBeUndefined();
    expect(names(processes)).toEqual(['create', 'inspect', 'inspect']);
  });

  it('is not booted if buildx keeps it in another form', async () => {
    const { done, processes } = await creating(secret, () => ({}), '');
    expect(done).toMatchObject({ code: 'builder-failed' });
    expect(names(processes)).toEqual(['create']);
  });

  it('explains what buildx says of its options', async () => {
    const { done } = await creating(secret, () => ({ code: 1, stderr: 'ERROR: invalid driver option nope' }));
    expect(done).toMatchObject({
      code: 'builder-failed',
      hint: expect.stringContaining("See 'driver-opts'"),
    });
  });
});
