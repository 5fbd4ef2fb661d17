import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ready } from '../../src/builder/builder.ts';
import type { NodeSpec } from '../../src/builder/drivers/driver.ts';
import type { BuildOptions } from '../../src/buildx/build-arguments.ts';
import { docker } from '../../src/docker/environment.ts';
import { digestOf } from '../../src/oci/digest.ts';
import type { Platform } from '../../src/oci/platform.ts';
import { systemBridges } from '../../src/runner/bridges.ts';
import type { Clock } from '../../src/runner/clock.ts';
import type { Environment } from '../../src/runner/environment.ts';
import { type Files, systemFiles } from '../../src/runner/files.ts';
import { systemGitHub } from '../../src/runner/github.ts';
import { systemGreeter } from '../../src/runner/greeting.ts';
import { systemHttp } from '../../src/runner/http.ts';
import type { Log } from '../../src/runner/log.ts';
import { type Processes, systemProcesses, type Tool } from '../../src/runner/processes.ts';
import type { Runner } from '../../src/runner/runner.ts';
import { systemTools } from '../../src/runner/tools.ts';
import { Journal } from '../../src/session/journal.ts';
import type { Session } from '../../src/session/session.ts';

export interface RecordedLog extends Log {
  /** Every line, annotations with their level before them: `warning: …`. */
  readonly lines: readonly string[];
  readonly masked: readonly string[];
}

export function recordingLog(): RecordedLog {
  const lines: string[] = [];
  const masked: string[] = [];
  return {
    lines,
    masked,
    info: (line) => void lines.push(line),
    warning: (message) => void lines.push(`warning: ${message}`),
    notice: (message) => void lines.push(`notice: ${message}`),
    error: (message) => void lines.push(`error: ${message}`),
    group: (title, body) => {
      lines.push(`group: ${title}`);
      return body();
    },
    mask: (secret) => void masked.push(secret),
  };
}

export interface RecordedClock extends Clock {
  /** Milliseconds of each sleep that was asked for. */
  readonly sleeps: readonly number[];
  advance(milliseconds: number): void;
}

/** Sleeps take no time but move its hands. `random` is always the same. */
export function steppingClock(random = 0.5, start = Date.now()): RecordedClock {
  const sleeps: number[] = [];
  let now = start;
  return {
    sleeps,
    now: () => now,
    random: () => random,
    advance: (milliseconds) => {
      now += milliseconds;
    },
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      sleeps.push(milliseconds);
      now += milliseconds;
    },
  };
}

export function environmentOf(overrides: Partial<Environment> = {}): Environment {
  const temp = overrides.temp ?? tmpdir();
  return {
    variables: { PATH: '' },
    os: 'linux',
    arch: 'x64',
    kernel: '6.8.0',
    armVersion: undefined,
    temp,
    toolCache: join(temp, 'tools'),
    workspace: join(temp, 'workspace'),
    disposable: false,
    dockerConfig: join(temp, 'docker'),
    buildxConfig: join(temp, 'docker', 'buildx'),
    apiUrl: 'http://127.0.0.1:9',
    processId: process.pid,
    parentId: process.ppid,
    ...overrides,
  };
}

export type FakeRunner = Runner & { readonly log: RecordedLog; readonly clock: RecordedClock };

/** Real files, processes and HTTP; a log that records and a clock that does not wait. */
export function fakeRunner(overrides: Partial<FakeRunner> = {}): FakeRunner {
  const http = overrides.http ?? systemHttp();
  return {
    processes: systemProcesses(),
    files: systemFiles(),
    http,
    bridges: systemBridges({}),
    greeter: systemGreeter(),
    github: systemGitHub(http),
    tools: systemTools(),
    clock: steppingClock(),
    environment: environmentOf(),
    log: recordingLog(),
    signal: new AbortController().signal,
    ...overrides,
  };
}

export type FakeSession = Session & Pick<FakeRunner, 'log' | 'clock'>;

/** A session of a step whose folder is the runner's temporary one. */
export function fakeSession(overrides: Partial<FakeSession> = {}): FakeSession {
  const runner = fakeRunner(overrides);
  return {
    folder: runner.environment.temp,
    retries: 0,
    docker,
    journal: new Journal(() => undefined),
    ...runner,
    ...overrides,
  };
}

/** A session that is set up: a builder of one node, on which these platforms run natively unless said otherwise. */
export function readySession(
  platforms: readonly Platform[],
  overrides: Partial<Ready & FakeSession> = {},
): Ready & FakeSession {
  const node = {
    name: 'fake0',
    title: 'fake',
    endpoint: null,
    platform: { os: 'linux', architecture: 'amd64' },
  };
  return {
    buildx: { file: 'buildx', env: {} },
    builder: { name: 'fake', driver: 'docker-container', nodes: [node], owned: true },
    executions: platforms.map((platform) => ({ platform, node, how: 'native' })),
    ...fakeSession(overrides),
    ...overrides,
  };
}

/** What a scripted process answers; left out, it succeeds without a word. */
export interface Answer {
  readonly code?: number | null;
  readonly stdout?: string;
  readonly stderr?: string;
}

export interface ScriptedProcesses extends Processes {
  /** The command lines that were run: the file, then its arguments. */
  readonly calls: readonly (readonly string[])[];
  /** The environment and input of each call. */
  readonly details: readonly { readonly env: Tool['env']; readonly input: string | undefined }[];
}

/** Answers by the command line; an error that the script throws is one of starting the process. */
export function scriptedProcesses(
  script: (command: readonly string[], n: number) => Answer | Promise<Answer>,
): ScriptedProcesses {
  const calls: (readonly string[])[] = [];
  const details: { env: Tool['env']; input: string | undefined }[] = [];
  return {
    calls,
    details,
    async run(tool, args, options = {}) {
      options.signal?.throwIfAborted();
      const command = [tool.file, ...args];
      calls.push(command);
      details.push({ env: tool.env, input: options.input });
      const { code = 0, stdout = '', stderr = '' } = await script(command, calls.length);
      for (const line of stderr === '' ? [] : stderr.split('\n')) {
        options.onLine?.(line);
      }
      return { code, stdout: Buffer.from(stdout), stderr };
    },
  };
}

/** Files by their paths; what is not among them is not there. Directories are what the paths imply. */
export function memoryFiles(entries: Record<string, string>): Files {
  const missing = (path: string): never => {
    throw Object.assign(new Error(`ENOENT: no such file or directory, open '${path}'`), { code: 'ENOENT' });
  };
  const inside = (directory: string): string[] =>
    Object.keys(entries).filter((path) => path.startsWith(`${directory}/`));
  return {
    ...systemFiles(),
    read: async (path) => Buffer.from(entries[path] ?? missing(path)),
    write: async (path, content) => {
      entries[path] = Buffer.from(content).toString('utf8');
    },
    kind: async (path) => {
      if (entries[path] !== undefined) {
        return 'file';
      }
      return inside(path).length > 0 ? 'directory' : null;
    },
    list: async (directory) => {
      const names = inside(directory).map((path) => path.slice(directory.length + 1).split('/')[0] ?? '');
      return names.length > 0 ? [...new Set(names)] : missing(directory);
    },
    makeDirectory: async () => {},
    makePrivateDirectory: async () => {},
    digest: async (path) => digestOf(entries[path] ?? missing(path)),
    copyProgram: async (from, to) => {
      const content = entries[from] ?? missing(from);
      entries[to] = content;
      return digestOf(content);
    },
    linkTarget: async (path) => entries[path] ?? missing(path),
    remove: async (path) => {
      for (const key of [path, ...inside(path)]) {
        delete entries[key];
      }
    },
    symlink: async (target, path) => {
      entries[path] = target;
    },
  };
}

/** The one node of a builder about which nothing is said. */
export const plainNode: NodeSpec = {
  title: 'the builder',
  endpoint: null,
  driverOptions: [],
  certificates: {},
  flags: null,
  platforms: [],
};

/** A build for which nothing is asked. */
export const plainBuild: BuildOptions = {
  buildArgs: [],
  buildContexts: [],
  labels: [],
  annotations: [],
  attests: [],
  provenance: null,
  sbom: null,
  noCache: false,
  noCacheFilters: [],
  pull: false,
  cacheFrom: [],
  cacheTo: [],
  addHosts: [],
  allow: [],
  network: null,
  shmSize: null,
  ulimit: [],
  cgroupParent: null,
  ssh: [],
};
