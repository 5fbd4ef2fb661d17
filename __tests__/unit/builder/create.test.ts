import { describe, expect, it } from 'vitest';
import { createBuilder } from '../../../src/builder/create.ts';
import type { BuilderSpec } from '../../../src/builder/drivers/driver.ts';
import {
  type Answer,
  environmentOf,
  fakeSession,
  memoryFiles,
  plainNode,
  scriptedProcesses,
} from '../fakes.ts';

const spec: BuilderSpec = {
  name: 'multiarch-build-mhd2x9a0-80000000',
  driver: 'docker-container',
  nodes: [plainNode],
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

describe('a node that has a place of its own', () => {
  const nodes: BuilderSpec['nodes'] = [
    { ...spec.nodes[0], title: 'amd', endpoint: 'unix:///a.sock' },
    { ...spec.nodes[0], title: 'arm', endpoint: 'ssh://me@arm' },
  ];

  it('is created in its turn, and all are booted in one call', async () => {
    const processes = scriptedProcesses(() => ({}));
    const session = fakeSession({ processes });
    await createBuilder({ ...spec, nodes }, { file: '/tools/buildx', env: {} }, session);
    expect(processes.calls.map((call) => call.slice(1, 6))).toEqual([
      ['create', '--name', spec.name, '--node', `${spec.name}0`],
      ['create', '--name', spec.name, '--append', '--node'],
      ['inspect', '--bootstrap', '--timeout', '2m', spec.name],
    ]);
    expect(processes.calls.map((call) => call.at(-1))).toEqual(['unix:///a.sock', 'ssh://me@arm', spec.name]);
  });

  it.each<[name: string, said: string, code: string, message: string]>([
    [
      'that is away',
      `failed to initialize builder ${spec.name} (${spec.name}0): failed to connect to the docker API at unix:///a.sock`,
      'daemon-unreachable',
      "The node 'amd' at unix:///a.sock: Making the builder failed: failed to initialize",
    ],
    [
      'to which ssh does not come',
      `failed to initialize builder ${spec.name} (${spec.name}1): error during connect: Get "http://x": command [ssh -l me] has exited with exit status 255, make sure the URL is valid, and Docker 18.09 or later is installed on the remote host: stderr=Host key verification failed.`,
      'daemon-unreachable',
      "The node 'arm' at ssh://me@arm does not answer: Host key verification failed.",
    ],
    [
      'whose option is wrong',
      `failed to initialize builder ${spec.name} (${spec.name}1): invalid driver option foo for docker-container driver`,
      'builder-failed',
      "The node 'arm' at ssh://me@arm: Making the builder failed: failed to initialize",
    ],
  ])('is named: one %s', async (_, said, code, message) => {
    const processes = scriptedProcesses(() => ({ code: 1, stderr: `ERROR: ${said}` }));
    const done = createBuilder(
      { ...spec, nodes },
      { file: '/tools/buildx', env: {} },
      fakeSession({ processes }),
    );
    await expect(done).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });
});

describe('a BuildKit that runs already', () => {
  const folder = '/temp/multiarch-build-tools-x';
  const node = {
    ...spec.nodes[0],
    endpoint: 'tcp://b:1',
    driverOptions: ['servername=b'],
    certificates: { cacert: 'ca', key: 'secret' },
  };
  const written = JSON.stringify({ Name: spec.name, Nodes: [{ Name: 'b0', Endpoint: 'tcp://b:1' }] });

  it('is greeted with its certificates, and then registered with the files that hold them, and not booted', async () => {
    const entries: Record<string, string> = { [`/buildx/instances/${spec.name}`]: written };
    const processes = scriptedProcesses(() => ({}));
    const greeted: unknown[] = [];
    const session = fakeSession({
      processes,
      files: memoryFiles(entries),
      environment: environmentOf({ buildxConfig: '/buildx' }),
      greeter: {
        greet: async (_, tls) => {
          expect(processes.calls).toEqual([]);
          greeted.push(tls);
          return null;
        },
      },
    });
    const complete = { ...node, certificates: { cacert: 'ca', cert: 'cert', key: 'secret' } };
    const asked: BuilderSpec = { ...spec, driver: 'remote', nodes: [complete] };
    await createBuilder(asked, { file: `${folder}/buildx`, env: {} }, session);
    expect(greeted).toEqual([{ authority: 'ca', certificate: 'cert', key: 'secret', servername: 'b' }]);
    expect(processes.calls).toHaveLength(1);
    expect(processes.calls[0]).toEqual(
      expect.arrayContaining(['create', 'servername=b', `key=${folder}/node-0-key.pem`, 'tcp://b:1']),
    );
    expect(processes.calls.flat()).not.toContain('--buildkitd-config');
    expect(entries[`${folder}/node-0-key.pem`]).toBe('secret');
    expect(entries[`/buildx/instances/${spec.name}`]).toContain(`"MULTIARCH_BUILD_OWNER":"${spec.owner}"`);
  });

  it('is not registered if it does not answer', async () => {
    const processes = scriptedProcesses(() => ({}));
    const session = fakeSession({ processes, greeter: { greet: async () => 'ECONNREFUSED' } });
    const asked: BuilderSpec = {
      ...spec,
      driver: 'remote',
      nodes: [{ ...node, certificates: {}, driverOptions: [] }],
    };
    await expect(createBuilder(asked, { file: 'buildx', env: {} }, session)).rejects.toMatchObject({
      code: 'builder-failed',
      message: 'BuildKit at tcp://b:1 does not answer: nobody listens there.',
    });
    expect(processes.calls).toEqual([]);
  });
});
