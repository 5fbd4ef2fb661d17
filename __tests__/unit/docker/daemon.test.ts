import { describe, expect, it } from 'vitest';
import { askDaemon, parseDaemon } from '../../../src/docker/daemon.ts';
import { type Answer, environmentOf, memoryFiles, scriptedProcesses } from '../fakes.ts';

const client = {
  Version: '28.2.2',
  ApiVersion: '1.50',
  DefaultAPIVersion: '1.50',
  Os: 'linux',
  Arch: 'amd64',
  Context: 'default',
};
const engine = {
  Name: 'Engine',
  Version: '28.5.2',
  Details: { ApiVersion: '1.51', Arch: 'amd64', Os: 'linux' },
};
const server = {
  Platform: { Name: 'Docker Engine - Community' },
  Components: [engine, { Name: 'containerd', Version: '2.1.9', Details: { GitCommit: '' } }],
  Version: '28.5.2',
  ApiVersion: '1.51',
  MinAPIVersion: '1.24',
  Os: 'linux',
  Arch: 'amd64',
  KernelVersion: '6.11.0-1018-azure',
};
const json = (changes: object, own: object = {}): string =>
  JSON.stringify({ Client: { ...client, ...own }, Server: { ...server, ...changes } });

interface Machine {
  readonly variables?: Readonly<Record<string, string>>;
  readonly os?: NodeJS.Platform;
  /** The docker configuration of the user. */
  readonly config?: string;
  /** What the engine answers over a socket. */
  readonly answers?: string | null;
}

/** Asks on a machine; gives what was asked, and how. */
async function asking(
  answer: Answer,
  { variables = {}, os = 'linux', config, answers = null }: Machine = {},
) {
  const processes = scriptedProcesses(() => answer);
  const sockets: string[] = [];
  const daemon = await askDaemon({
    processes,
    files: memoryFiles({
      '/usr/bin/docker': '',
      ...(config === undefined ? {} : { '/home/.docker/config.json': config }),
    }),
    environment: environmentOf({
      variables: { PATH: '/usr/local/bin:/usr/bin', ...variables },
      os,
      dockerConfig: '/home/.docker',
    }),
    signal: new AbortController().signal,
    engine: {
      get: async (socket, path) => {
        sockets.push(`${socket} ${path}`);
        return answers;
      },
    },
  }).catch((error: unknown) => error);
  return { daemon, sockets, calls: processes.calls };
}

async function ask(answer: Answer): Promise<unknown> {
  const { daemon } = await asking(answer, { variables: { DOCKER_HOST: 'tcp://10.0.0.1:2375' } });
  if (daemon instanceof Error) {
    throw daemon;
  }
  return daemon;
}

describe('parseDaemon', () => {
  it('reads what Docker 28 answers', () => {
    expect(parseDaemon(json({}))).toEqual({
      version: '28.5.2',
      platform: { os: 'linux', architecture: 'amd64' },
      kernel: '6.11.0-1018-azure',
      context: 'default',
    });
  });

  it('normalises its platform, and says the context', () => {
    const remote = parseDaemon(json({ Arch: 'aarch64' }, { Context: 'build-farm' }));
    expect(remote.platform).toEqual({ os: 'linux', architecture: 'arm64' });
    expect(remote.context).toBe('build-farm');
  });

  it('goes without what is only shown', () => {
    const { version, kernel } = parseDaemon(json({ Version: undefined, KernelVersion: null }));
    expect([version, kernel]).toEqual(['unknown', '']);
  });

  const podmanClient = {
    Client: {
      APIVersion: '5.4.0',
      Version: '5.4.0',
      GoVersion: 'go1.23',
      Built: 1,
      OsArch: 'linux/amd64',
      Os: 'linux',
    },
  };
  it.each<[name: string, text: string, code: string, message: string]>([
    ['podman under the name docker', JSON.stringify(podmanClient), 'daemon-unsupported', 'is Podman'],
    [
      "podman's service behind the docker CLI",
      json({ Components: [{ Name: 'Podman Engine', Version: '5.4.0' }, engine] }),
      'daemon-unsupported',
      'is Podman',
    ],
    [
      'a daemon for Windows containers',
      json({ Os: 'windows' }),
      'daemon-unsupported',
      'runs windows containers',
    ],
    ['no server', JSON.stringify({ Client: client, Server: null }), 'daemon-unreachable', 'does not answer'],
    [
      'a server without a platform',
      json({ Os: undefined }),
      'daemon-unsupported',
      'does not say what it runs on',
    ],
    ['no JSON', 'Client: Docker Engine', 'daemon-unsupported', 'did not answer in JSON'],
    ['nothing', '', 'daemon-unsupported', 'did not answer in JSON'],
    ['null', 'null', 'daemon-unsupported', 'did not answer in JSON'],
    ['a list', '[]', 'daemon-unsupported', 'did not answer in JSON'],
  ])('refuses: %s', (_, text, code, message) => {
    expect(() => parseDaemon(text)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});

describe('askDaemon', () => {
  const cli = [['docker', 'version', '--format', '{{json .}}']];

  it('asks the CLI without a plugin', async () => {
    const { calls } = await asking({ stdout: json({}) }, { variables: { DOCKER_HOST: 'ssh://far' } });
    expect(calls).toEqual(cli);
  });

  it.each<[name: string, machine: Machine, socket: string]>([
    ['its usual socket', {}, '/var/run/docker.sock'],
    [
      'the usual one where the configuration names no context',
      { config: '{"auths":{}}' },
      '/var/run/docker.sock',
    ],
    [
      'the usual one in the default context',
      { config: '{"currentContext":"default"}' },
      '/var/run/docker.sock',
    ],
    ['the one of DOCKER_HOST', { variables: { DOCKER_HOST: 'unix:///run/x.sock' } }, '/run/x.sock'],
  ])('asks this machine over %s, and no CLI', async (_, machine, socket) => {
    const asked = await asking({}, { ...machine, answers: JSON.stringify(server) });
    expect(asked).toEqual({
      daemon: {
        version: '28.5.2',
        platform: { os: 'linux', architecture: 'amd64' },
        kernel: '6.11.0-1018-azure',
        context: 'default',
      },
      sockets: [`${socket} /version`],
      calls: [],
    });
  });

  it.each<[name: string, machine: Machine]>([
    ['a context of the environment', { variables: { DOCKER_CONTEXT: 'farm' } }],
    ['a context of the configuration', { config: '{"currentContext":"rootless"}' }],
    ['a configuration that cannot be read', { config: '[]' }],
    ['a daemon over TCP', { variables: { DOCKER_HOST: 'tcp://10.0.0.1:2376' } }],
    ['Windows', { os: 'win32' }],
    ['a machine without a CLI', { variables: { PATH: '/usr/local/bin::/bin' } }],
    ['a machine without a PATH', { variables: { PATH: '' } }],
  ])('leaves %s to the CLI', async (_, machine) => {
    const { sockets, calls } = await asking({ stdout: json({}) }, { ...machine, answers: '{}' });
    expect([sockets, calls]).toEqual([[], cli]);
  });

  it.each([
    ['no answer', null],
    ['another answer than JSON', '<html>'],
    ['JSON that is not an object', '[]'],
  ])('leaves it to the CLI to say what is wrong after %s', async (_, answers) => {
    const { daemon, calls } = await asking({ stdout: json({}) }, { answers });
    expect(calls).toEqual(cli);
    expect(daemon).toMatchObject({ version: '28.5.2' });
  });

  it('finds Podman behind the socket', async () => {
    const answers = JSON.stringify({ ...server, Components: [{ Name: 'Podman Engine' }] });
    const { daemon } = await asking({}, { answers });
    expect(daemon).toMatchObject({ code: 'daemon-unsupported', message: expect.stringContaining('Podman') });
  });

  it.each<[name: string, stderr: string, code: string]>([
    [
      'no daemon',
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
      'daemon-unreachable',
    ],
    [
      'no right to its socket',
      'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.50/version": dial unix /var/run/docker.sock: connect: permission denied',
      'daemon-denied',
    ],
    [
      'no right to its socket, as Docker 29 says it',
      'permission denied while trying to connect to the docker API at unix:///var/run/docker.sock',
      'daemon-denied',
    ],
    [
      'a client that is too old',
      'Error response from daemon: client version 1.12 is too old. Minimum supported API version is 1.24, please upgrade your client to a newer version',
      'daemon-unsupported',
    ],
    [
      'a client that is too new',
      'Error response from daemon: client version 1.52 is too new. Maximum supported API version is 1.43',
      'daemon-unsupported',
    ],
    [
      'a wrong host',
      'error during connect: Get "http://nope:2375/version": dial tcp: no such host',
      'daemon-unreachable',
    ],
    [
      'a daemon over TLS',
      'Error response from daemon: Client sent an HTTP request to an HTTPS server.',
      'daemon-unreachable',
    ],
    ['no reason', '', 'daemon-unreachable'],
  ])('tells apart: %s', async (_, stderr, code) => {
    // The CLI prints its own part on stdout even so.
    const asked = ask({ code: 1, stdout: JSON.stringify({ Client: client, Server: null }), stderr });
    await expect(asked).rejects.toMatchObject({
      code,
      message: expect.stringContaining(stderr || 'no reason given'),
      hint: expect.any(String),
    });
  });

  it('is not fooled by an exit code of 0 without a server', async () => {
    await expect(ask({ stdout: JSON.stringify({ Client: client, Server: null }) })).rejects.toMatchObject({
      code: 'daemon-unreachable',
    });
  });
});

it('names the variables of TLS for a daemon that expects it', async () => {
  const stderr = 'Error response from daemon: Client sent an HTTP request to an HTTPS server.';
  await expect(ask({ code: 1, stderr })).rejects.toMatchObject({
    hint: expect.stringMatching(/DOCKER_TLS_VERIFY=1.*DOCKER_CERT_PATH/),
  });
});
