import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Daemon } from '../../../src/docker/daemon.ts';
import { ActionError } from '../../../src/errors.ts';
import type { Platform } from '../../../src/oci/platform.ts';
import type { Processes } from '../../../src/runner/processes.ts';
import { Journal } from '../../../src/session/journal.ts';
import { type SetupInputs, setUp } from '../../../src/setup/setup.ts';
import { removeBuilders, removeTools } from '../../../src/setup/undo.ts';
import {
  type Answer,
  environmentOf,
  fakeSession,
  memoryFiles,
  plainNode,
  scriptedProcesses,
  steppingClock,
} from '../fakes.ts';

const amd64: Platform = { os: 'linux', architecture: 'amd64' };
const arm64: Platform = { os: 'linux', architecture: 'arm64' };
const daemon: Daemon = { version: '28.5.2', platform: amd64, kernel: '6.8.0', context: 'default' };
const installed = '/bin/buildx';
/** Where the clock of the tests puts what the step runs. */
const toolFolder = '/temp/multiarch-build-tools-i00000';
const program = `${toolFolder}/buildx`;
const tools = { kind: 'tools', path: toolFolder };

const inputs: SetupInputs = {
  platforms: [amd64, arm64],
  login: null,
  registryAuth: { logins: [], skipped: [] },
  buildx: { version: 'runner', sha256: null, mirror: null },
  githubToken: null,
  builder: {
    existing: null,
    offered: null,
    driver: 'docker-container',
    nodes: [plainNode],
    image: 'moby/buildkit:v1',
    config: null,
  },
  cleanup: true,
  build: { allow: [] },
  emulation: 'auto',
  binfmtImage: 'tonistiigi/binfmt:qemu',
};
const login = { registry: 'ghcr.io', username: 'me', password: 'hunter2' };
/** With such a table the builder's configuration decides about platforms itself. */
const ownPlatforms = { ...inputs.builder, config: { inline: '[system]\n' } };

/** What a command is, for the order of things: `docker login`, `buildx create`. */
const nameOf = ([file, command]: readonly string[]): string => `${basename(file ?? '')} ${command}`;

const answers: Readonly<Record<string, Answer>> = {
  'buildx version': { stdout: 'github.com/docker/buildx v0.37.1 0a7b4c1\n' },
  'docker run': { stdout: '{"supported":["linux/amd64","linux/arm64"]}' },
};

interface Scripted {
  readonly script?: (command: string) => Answer | Promise<Answer> | undefined;
  readonly files?: Record<string, string>;
  /** What its clock draws. */
  readonly random?: number;
}

/** A machine on which everything works, unless the script says otherwise, and what happens on it in its order. */
function machine({ script = () => undefined, files = { [installed]: 'ELF' }, random = 0.5 }: Scripted = {}) {
  const events: string[] = [];
  const memory = memoryFiles(files);
  const processes = scriptedProcesses((command) => {
    const name = nameOf(command);
    events.push(name);
    return script(name) ?? answers[name] ?? {};
  });
  const journal = new Journal((text) => events.push(`journal ${JSON.parse(text).at(-1).kind}`));
  const session = fakeSession({
    processes,
    journal,
    clock: steppingClock(random),
    greeter: { greet: async () => null },
    folder: '/temp/step',
    environment: environmentOf({
      variables: { PATH: '/bin' },
      temp: '/temp',
      dockerConfig: '/home/me/.docker',
      buildxConfig: '/home/me/.docker/buildx',
    }),
    files: {
      ...memory,
      write: async (path, content) => {
        events.push(`write ${path.replace(/-[0-9a-f]{16}$/, '')}`);
        await memory.write(path, content);
      },
    },
  });
  return { session, processes, journal, events, files };
}

const made = ['journal tools', `write ${toolFolder}/owner`];
const record = 'write /temp/multiarch-build-builder';
const config = 'write /temp/step/buildkitd.toml';
const recordsIn = (files: Record<string, string>): readonly string[] =>
  Object.keys(files).filter((path) => path.startsWith('/temp/multiarch-build-builder-'));
const failing = (error: unknown): Promise<Daemon> => {
  const asked = Promise.reject(error);
  // The entry does so too: the answer may come while nobody waits for it yet.
  asked.catch(() => {});
  return asked;
};

/** A process that runs until its signal fires. */
function runningUntilStopped(
  processes: Processes,
  hangs: (command: string) => boolean,
): Processes & { readonly stopped: readonly string[] } {
  const stopped: string[] = [];
  return {
    stopped,
    run: (tool, args, options = {}) => {
      const name = nameOf([tool.file, ...args]);
      if (!hangs(name)) {
        return processes.run(tool, args, options);
      }
      return new Promise((_, reject) => {
        options.signal?.addEventListener('abort', () => {
          stopped.push(name);
          reject(options.signal?.reason);
        });
      });
    },
  };
}

describe('setUp', () => {
  it('gives what the stages work with', async () => {
    const { session } = machine();
    const { ready, buildxVersion } = await setUp(inputs, async () => daemon, session);
    const { name } = ready.builder;
    expect(name).toMatch(/^multiarch-build-[0-9a-z]{8}-[0-9a-f]{8}$/);
    const node = { name: `${name}0`, title: name, endpoint: null, platform: amd64 };
    expect(buildxVersion).toBe('v0.37.1');
    expect(ready).toEqual({
      ...session,
      docker: { file: 'docker', env: {} },
      buildx: { file: program, env: { BUILDX_CONFIG: '/home/me/.docker/buildx', TMPDIR: '/temp/step' } },
      builder: { name, driver: 'docker-container', nodes: [node], owned: true },
      executions: [
        { platform: amd64, node, how: 'native' },
        { platform: arm64, node, how: 'registered' },
      ],
    });
  });

  it("builds for the daemon's own platform where none was asked for", async () => {
    const { session, events } = machine();
    const { ready } = await setUp({ ...inputs, platforms: null }, async () => daemon, session);
    expect(ready.executions.map(({ platform, how }) => [platform, how])).toEqual([[amd64, 'native']]);
    expect(events).not.toContain('docker run');
  });

  it('does all in its order, and the journal knows of the builder before there is anything of it', async () => {
    const { session, events, journal, files } = machine();
    const { ready } = await setUp({ ...inputs, login }, async () => daemon, session);
    expect(events.filter((event) => event !== 'docker run')).toEqual([
      'write /temp/step/docker/config.json',
      'docker login',
      ...made,
      'buildx version',
      'journal builder',
      config,
      record,
      'buildx create',
    ]);
    expect(events.indexOf('docker run')).toBeGreaterThan(events.indexOf('docker login'));
    const [path = ''] = recordsIn(files);
    expect(journal.leftovers).toEqual([
      tools,
      { kind: 'builder', name: ready.builder.name, record: path, buildx: program },
    ]);
  });

  it('lets everything after the login use it, and the login only', async () => {
    const { session, processes } = machine();
    const { ready } = await setUp({ ...inputs, login }, async () => daemon, session);
    const variables = { DOCKER_CONFIG: '/temp/step/docker', DOCKER_CERT_PATH: '/home/me/.docker' };
    expect(ready.docker).toEqual({ file: 'docker', env: variables });
    expect(ready.buildx.env).toEqual({
      BUILDX_CONFIG: '/home/me/.docker/buildx',
      TMPDIR: '/temp/step',
      ...variables,
    });
    const envOf = (name: string) =>
      processes.details[processes.calls.findIndex((call) => nameOf(call) === name)]?.env;
    expect(envOf('docker run')).toEqual(variables);
    expect(envOf('buildx create')).toEqual(ready.buildx.env);
  });

  it('boots the builder beside the registration of emulators', async () => {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const { session, events } = machine({
      script: (command) => {
        if (command === 'buildx create') {
          resolve(answers['docker run'] ?? {});
        }
        return command === 'docker run' ? promise : undefined;
      },
    });
    // Would never end if one waited for the other.
    await setUp(inputs, async () => daemon, session);
    expect(events.indexOf('docker run')).toBeGreaterThan(-1);
    expect(events.indexOf('docker run')).toBeLessThan(events.indexOf('buildx create'));
  });

  it('boots it behind the registration where its configuration would not let it look again', async () => {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const { session, events } = machine({
      script: (command) => (command === 'docker run' ? promise : undefined),
    });
    const set = setUp({ ...inputs, builder: ownPlatforms }, async () => daemon, session);
    await new Promise(setImmediate);
    expect(events).toContain('docker run');
    expect(events).not.toContain('buildx create');
    resolve(answers['docker run'] ?? {});
    await set;
    expect(events.at(-1)).toBe('buildx create');
  });
});

describe('a builder that is not to be removed', () => {
  it('is not in the journal if it is to stay', async () => {
    const { session, events, journal, files } = machine();
    const { ready } = await setUp({ ...inputs, cleanup: false }, async () => daemon, session);
    expect(journal.leftovers).toEqual([tools]);
    expect(recordsIn(files)).toHaveLength(1);
    expect(events).toContain('buildx create');
    expect(ready.builder).toMatchObject({ driver: 'docker-container', owned: false });
  });

  it("is not in the journal if it is the user's, and is only looked at", async () => {
    const { session, events, journal, files } = machine({
      script: (command) =>
        command === 'buildx inspect' ? { stdout: 'Platforms: linux/amd64, linux/arm64' } : undefined,
    });
    const named = { ...inputs, builder: { ...inputs.builder, existing: 'mine' } };
    const { ready } = await setUp(named, async () => daemon, session);
    expect(journal.leftovers).toEqual([tools]);
    expect(recordsIn(files)).toEqual([]);
    expect(events).toContain('buildx inspect');
    expect(events).not.toContain('buildx create');
    expect(ready.builder).toEqual({
      name: 'mine',
      driver: 'docker',
      nodes: [{ name: 'mine0', title: 'mine', endpoint: null, platform: amd64 }],
      owned: false,
    });
  });
});

describe('a builder that needs no daemon', () => {
  const remoteInputs: SetupInputs = {
    ...inputs,
    builder: {
      ...inputs.builder,
      driver: 'remote',
      nodes: [{ ...inputs.builder.nodes[0], endpoint: 'unix:///b.sock' }],
    },
  };
  const inspected = () =>
    [
      `Name: b\nDriver: remote\n\nNodes:\nName: b0\nEndpoint: unix:///b.sock\nStatus: running`,
      'Platforms: linux/arm64, linux/amd64\n',
    ].join('\n');
  const nobody = () => {
    throw new Error('the daemon was asked');
  };

  const entry = (files: Record<string, string>) => async (command: string) => {
    if (command === 'buildx create') {
      const name = Object.keys(files).find((path) => path.startsWith('/temp/multiarch-build-builder-'));
      const [builder = ''] = (files[name ?? ''] ?? '').split('\n');
      files[`/home/me/.docker/buildx/instances/${builder}`] = JSON.stringify({
        Name: builder,
        Driver: 'remote',
        Nodes: [{ Name: 'b0', Endpoint: 'unix:///b.sock' }],
      });
    }
    return command === 'buildx inspect' ? { stdout: inspected() } : (answers[command] ?? {});
  };

  it('is asked itself what it runs, and says in its entry whose it is', async () => {
    const files: Record<string, string> = { [installed]: 'ELF' };
    const { session, processes, journal } = machine({ files, script: entry(files) });
    const { ready } = await setUp(remoteInputs, nobody, session);
    const node = expect.objectContaining({ name: 'b0', title: 'the builder', platform: arm64 });
    expect(ready.builder).toEqual({ name: ready.builder.name, driver: 'remote', nodes: [node], owned: true });
    expect(ready.executions).toEqual([
      { platform: amd64, node, how: 'builtin' },
      { platform: arm64, node, how: 'native' },
    ]);
    // There is nothing to boot.
    expect(processes.calls.map(nameOf)).toEqual(['buildx version', 'buildx create', 'buildx inspect']);
    expect(processes.calls[1]?.slice(-3)).toEqual(['--driver', 'remote', 'unix:///b.sock']);
    expect(files[`/home/me/.docker/buildx/instances/${ready.builder.name}`]).toContain(
      '"MULTIARCH_BUILD_OWNER":"unknown"',
    );
    expect(journal.leftovers.map(({ kind }) => kind)).toEqual(['tools', 'builder']);
  });

  it('builds for its own platform where none was asked for', async () => {
    const files: Record<string, string> = { [installed]: 'ELF' };
    const { session } = machine({ files, script: entry(files) });
    const { ready } = await setUp({ ...remoteInputs, platforms: null }, nobody, session);
    expect(ready.executions.map(({ platform, how }) => [platform, how])).toEqual([[arm64, 'native']]);
  });

  it('is told by its name if it does not answer', async () => {
    const files: Record<string, string> = { [installed]: 'ELF' };
    const script = entry(files);
    const { session } = machine({
      files,
      script: async (command) =>
        command === 'buildx inspect'
          ? { stdout: inspected().replace('running', 'inactive') }
          : script(command),
    });
    await expect(setUp(remoteInputs, nobody, session)).rejects.toMatchObject({
      code: 'builder-failed',
      message: "The node 'the builder' at unix:///b.sock does not answer: inactive.",
    });
  });
});

it('takes the builder of an earlier step of the job, and the journal of this step has it too', async () => {
  const first = machine();
  const earlier = await setUp(inputs, async () => daemon, first.session);
  const { name } = earlier.ready.builder;
  const files = { ...first.files, [`/home/me/.docker/buildx/instances/${name}`]: '{}' };
  const second = machine({
    files,
    random: 0.25,
    script: (command) =>
      command === 'buildx inspect' ? { stdout: 'Platforms: linux/amd64, linux/arm64' } : undefined,
  });
  const { ready } = await setUp(inputs, async () => daemon, second.session);
  expect(ready.builder).toEqual(earlier.ready.builder);
  expect(second.events).not.toContain('buildx create');
  const [own, builder] = second.journal.leftovers;
  expect(own).not.toEqual(tools);
  // Each step removes it with a program of its own.
  expect(builder).toEqual({
    ...first.journal.leftovers[1],
    buildx: own?.kind === 'tools' ? `${own.path}/buildx` : null,
  });
});

describe('a set-up that fails', () => {
  const down = new ActionError('daemon-unreachable', 'The Docker daemon does not answer');

  it('begins nothing if there is no daemon', async () => {
    const { session, events, journal, files } = machine();
    await expect(setUp(inputs, () => failing(down), session)).rejects.toBe(down);
    expect(events.filter((event) => !made.includes(event))).toEqual([]);
    await removeTools(journal.leftovers, session);
    expect(files).toEqual({ [installed]: 'ELF' });
  });

  it('makes nothing before the daemon has answered, and leaves nothing to remove', async () => {
    const { session, events, files } = machine();
    const asked = Promise.withResolvers<Daemon>();
    const noted = Promise.withResolvers<void>();
    const journal = new Journal((text) => (text.includes('builder-') ? noted.resolve() : undefined));
    const set = setUp(inputs, () => asked.promise, { ...session, journal });
    await noted.promise;
    await new Promise(setImmediate);
    asked.reject(down);
    await expect(set).rejects.toBe(down);
    expect(events).toEqual([made[1], 'buildx version']);
    expect(recordsIn(files)).toEqual([]);
    await removeBuilders(journal.leftovers, false, session);
    expect(events).toEqual([made[1], 'buildx version']);
    expect(files).toEqual({ [installed]: 'ELF' });
  });

  it('makes nothing after a login that is refused', async () => {
    const { session, events, journal } = machine({
      script: () => ({ code: 1, stderr: 'unauthorized: incorrect username or password' }),
    });
    await expect(setUp({ ...inputs, login }, async () => daemon, session)).rejects.toMatchObject({
      code: 'registry-denied',
    });
    expect(events).toEqual(['write /temp/step/docker/config.json', 'docker login']);
    expect(journal.leftovers).toEqual([]);
  });

  it('makes nothing without a buildx, and does not begin what has not begun', async () => {
    const { session, events, journal, files } = machine({ files: {} });
    const asked = Promise.withResolvers<Daemon>();
    const set = setUp(inputs, () => asked.promise, session);
    setTimeout(() => asked.resolve(daemon), 20);
    await expect(set).rejects.toMatchObject({ code: 'buildx-missing' });
    expect(events).toEqual(made);
    expect(journal.leftovers).toEqual([tools]);
    await removeTools(journal.leftovers, session);
    expect(files).toEqual({});
  });

  it('stops the registration of emulators when buildx cannot be had', async () => {
    const { session } = machine({ files: {} });
    const missing = Promise.withResolvers<void>();
    const processes = runningUntilStopped(session.processes, (command) => {
      // Only now may buildx be found missing.
      missing.resolve();
      return command === 'docker run';
    });
    const files = {
      ...session.files,
      kind: async (path: string) => {
        await missing.promise;
        return session.files.kind(path);
      },
    };
    await expect(setUp(inputs, async () => daemon, { ...session, processes, files })).rejects.toMatchObject({
      code: 'buildx-missing',
    });
    expect(processes.stopped).toEqual(['docker run']);
  });

  it('makes no builder without emulators where it has to wait for them', async () => {
    const { session, events, journal, files } = machine({
      script: (command) => (command === 'docker run' ? { stderr: 'cannot mount binfmt_misc' } : undefined),
    });
    await expect(
      setUp({ ...inputs, builder: ownPlatforms }, async () => daemon, session),
    ).rejects.toMatchObject({ code: 'emulation-unavailable' });
    expect(events).not.toContain('buildx create');
    expect(events).not.toContain(record);
    expect(recordsIn(files)).toEqual([]);
    await removeBuilders(journal.leftovers, false, session);
    expect(events).not.toContain('buildx rm');
  });

  it('stops a builder that boots when emulators cannot be had, and knows what to remove', async () => {
    const booting = Promise.withResolvers<void>();
    const { session, events, journal } = machine({
      script: async (command) => {
        if (command === 'docker run') {
          await booting.promise;
          return { stderr: 'cannot mount binfmt_misc' };
        }
        return answers[command] ?? {};
      },
    });
    const processes = runningUntilStopped(session.processes, (command) => {
      if (command === 'buildx create') {
        booting.resolve();
      }
      return command === 'buildx create';
    });
    await expect(setUp(inputs, async () => daemon, { ...session, processes })).rejects.toMatchObject({
      code: 'emulation-unavailable',
    });
    expect(processes.stopped).toEqual(['buildx create']);
    await removeBuilders(journal.leftovers, false, session);
    expect(events.at(-1)).toBe('buildx rm');
  });

  it('leaves in the journal a builder that could not be made: it may be there in part', async () => {
    const { session, events, journal, files } = machine({
      script: (command) =>
        command === 'buildx create'
          ? { code: 1, stderr: 'ERROR: failed to parse config: toml: x' }
          : undefined,
    });
    await expect(setUp(inputs, async () => daemon, session)).rejects.toMatchObject({
      code: 'builder-failed',
    });
    await removeBuilders(journal.leftovers, false, session);
    expect(events.at(-1)).toBe('buildx rm');
    expect(recordsIn(files)).toEqual([]);
  });
});
