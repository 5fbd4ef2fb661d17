// A machine on which an action runs from src/ in milliseconds: real files in a folder of its own, docker, buildx and
// a registry that are scripted. What happens is written down in the order in which it does.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { vi } from 'vitest';
import type { Daemon } from '../../../src/docker/daemon.ts';
import { ActionError } from '../../../src/errors.ts';
import { digestOf } from '../../../src/oci/digest.ts';
import type { Environment } from '../../../src/runner/environment.ts';
import { systemFiles } from '../../../src/runner/files.ts';
import type { Completed, Processes, RunOptions } from '../../../src/runner/processes.ts';
import type { Workflow } from '../../../src/runner/workflow.ts';
import { folderPrefix, journalState, recordPrefix, toolsPrefix } from '../../../src/session/journal.ts';
import { type Answer, environmentOf, type FakeRunner, fakeRunner, recordingLog } from '../fakes.ts';
import { type Given, variablesOf } from '../inputs/reading.ts';
import { type FakeBuildx, fakeBuildx } from '../verify/fake-buildx.ts';
import { headOf } from '../verify/prefixes.ts';

/** What the scripted tools are asked to do. */
export type Moment =
  | 'log in'
  | 'register emulators'
  | 'ask for the version'
  | 'create the builder'
  | 'look for the builder'
  | 'build'
  | 'try to push'
  | 'export'
  | 'read the image'
  | 'read a manifest'
  | 'read the configs'
  | 'copy files out'
  | 'smoke test'
  | 'tag'
  | 'read a tag'
  | 'list volumes'
  | 'inspect a container'
  | 'read its log'
  | 'remove the builder'
  | 'remove the container'
  | 'remove the volume';

/** How a moment goes instead: an answer, or `hang` until something ends it. */
export type Script = (call: Call, world: World) => Answer | 'hang' | 'as usual' | Promise<Answer>;

export interface Call {
  readonly moment: Moment;
  /** The file, then its arguments. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly input: string | undefined;
}

export interface WorldOptions {
  readonly disposable?: boolean;
  readonly variables?: Readonly<Record<string, string>>;
  readonly scripts?: Partial<Record<Moment, Script>>;
  readonly workflow?: Partial<Workflow>;
}

export interface World {
  readonly runner: FakeRunner;
  readonly workflow: Workflow;
  /** Masks, sections, moments, errors, outputs and removals, in their order. */
  readonly events: readonly string[];
  readonly calls: readonly Call[];
  readonly outputs: Readonly<Record<string, string>>;
  /** The journal, as it was saved each time. */
  readonly saved: readonly string[];
  readonly summary: string;
  readonly failed: boolean;
  /** What each tag points at. */
  readonly tags: Map<string, Buffer>;
  /** What the builds export, and its digest. */
  readonly built: Buffer;
  readonly digest: string;
  /** The daemon's answer. */
  readonly daemon: Promise<Daemon>;
  moments(): readonly Moment[];
  /** The error annotations; the title is the first line. */
  errors(): readonly string[];
  /** What is left in the runner's temporary folder: `folder` of the step, `tools` of the job, `record` of a builder. */
  left(): readonly string[];
  cancel(): void;
}

export const app = 'registry.test/acme/app';
export const [amd64, arm64] = ['linux/amd64', 'linux/arm64'];

/** A push of two platforms with two tags, one of which must be emulated. */
export const pushed: Given = {
  platforms: `${amd64},${arm64}`,
  tags: `${app}:1\n${app}:latest`,
  push: 'true',
  retries: '0',
  'buildx-version': 'runner',
};

const folders: string[] = [];

/** After each test. */
export function endWorlds(): void {
  vi.useRealTimers();
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a cancelled step is told. */
export const cancellation = 'The step was cancelled (SIGTERM).';

/** A world in which the step runs with these inputs. */
export function startWorld(given: Given, options: WorldOptions = {}): World {
  const events: string[] = [];
  const environment = environmentFor(given, options);
  const control = new AbortController();
  const outputs: Record<string, string> = {};
  const saved: string[] = [];
  let failed = false;
  let summary = '';
  const calls: Call[] = [];
  const machine = newMachine(given);
  const world: World = {
    runner: fakeRunner({
      environment,
      signal: control.signal,
      log: watchedLog(events),
      files: watchedFiles(events),
      processes: scripted(calls, events, machine, options.scripts ?? {}, () => world),
    }),
    workflow: {
      setOutput: (name, value) => {
        events.push(`output ${name}`);
        outputs[name] = value;
      },
      saveState: (name, value) => {
        events.push(name === journalState ? 'save the journal' : `state ${name}`);
        saved.push(value);
      },
      exportVariable: (name, value) => {
        events.push(`variable ${name}=${value}`);
      },
      addPath: (folder) => {
        events.push(`path ${folder}`);
      },
      addSummary: async (markdown) => {
        events.push('summary');
        summary += markdown;
      },
      fail: () => {
        failed = true;
      },
      ...options.workflow,
    },
    events,
    calls,
    outputs,
    saved,
    get summary() {
      return summary;
    },
    get failed() {
      return failed;
    },
    tags: machine.tags,
    built: machine.buildx.index,
    digest: digestOf(machine.buildx.index),
    // Another kernel than this machine's: nothing is known of its emulators.
    daemon: Promise.resolve({
      version: '28.0.0',
      platform: { os: 'linux', architecture: 'amd64' },
      kernel: 'another',
      context: 'default',
    }),
    moments: () => calls.map(({ moment }) => moment),
    errors: () =>
      world.runner.log.lines
        .filter((line) => line.startsWith('error: '))
        .map((line) => line.slice('error: '.length)),
    left: () => readdirSync(environment.temp).flatMap((name) => kindOf(name) ?? []),
    cancel: () => control.abort(new ActionError('cancelled', cancellation)),
  };
  return world;
}

/** Hangs until the step is cancelled, which is at once. */
export const cancelling: Script = (_, world) => {
  world.cancel();
  return 'hang';
};

/** Hangs for so many seconds of the step's time limits. */
export function lasting(seconds: number): Script {
  return () => {
    vi.advanceTimersByTime(seconds * 1000);
    return 'hang';
  };
}

/** As usual, but so many seconds later. */
export function slow(seconds: number): Script {
  return () => {
    vi.advanceTimersByTime(seconds * 1000);
    return 'as usual';
  };
}

/** Fails without any reason that would be known. */
export const failing =
  (stderr: string): Script =>
  () => ({ code: 1, stderr: `ERROR: ${stderr}` });

function environmentFor(given: Given, { disposable = false, variables = {} }: WorldOptions): Environment {
  const folder = mkdtempSync(join(tmpdir(), 'world-'));
  folders.push(folder);
  const [temp, workspace, bin] = ['temp', 'workspace', 'bin'].map((name) => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  }) as [string, string, string];
  writeFileSync(join(workspace, 'Dockerfile'), 'FROM scratch\n');
  writeFileSync(join(bin, 'buildx'), 'not run');
  return environmentOf({
    temp,
    workspace,
    disposable,
    dockerConfig: join(folder, 'docker'),
    buildxConfig: join(folder, 'docker', 'buildx'),
    variables: variablesOf(given, { PATH: bin, ...variables }),
  });
}

function watchedLog(events: string[]): FakeRunner['log'] {
  const log = recordingLog();
  return {
    ...log,
    mask: (secret) => {
      events.push(`mask ${secret}`);
      log.mask(secret);
    },
    group: (title, body) => {
      events.push(`section ${title}`);
      return log.group(title, body);
    },
    warning: (message, title) => {
      events.push('warning');
      log.warning(message, title);
    },
    error: (message, title) => {
      events.push('error');
      log.error(`${title}\n${message}`, title);
    },
  };
}

function watchedFiles(events: string[]): FakeRunner['files'] {
  const files = systemFiles();
  return {
    ...files,
    kind: (path) => {
      events.push('look at a file');
      return files.kind(path);
    },
    remove: (path) => {
      const kind = kindOf(basename(path));
      if (kind !== null && existsSync(path)) {
        events.push(`remove the ${kind}`);
      }
      return files.remove(path);
    },
  };
}

const kinds = { folder: folderPrefix, tools: toolsPrefix, record: recordPrefix } as const;

function kindOf(name: string): keyof typeof kinds | null {
  for (const kind of ['folder', 'tools', 'record'] as const) {
    if (name.startsWith(kinds[kind])) {
      return kind;
    }
  }
  return null;
}

interface Machine {
  readonly buildx: FakeBuildx;
  readonly tags: Map<string, Buffer>;
  /** The tags that a direct push moves. */
  readonly given: readonly string[];
}

function newMachine(given: Given): Machine {
  const image = (architecture: string, head: 'go amd64' | 'go arm64') => ({
    config: { os: 'linux', architecture, config: { Entrypoint: ['/app'] } },
    files: { '/app': headOf(head) },
  });
  const images = { [amd64]: image('amd64', 'go amd64'), [arm64]: image('arm64', 'go arm64') };
  const wanted = (given.platforms ?? amd64).split(',');
  const buildx = fakeBuildx(
    Object.fromEntries(Object.entries(images).filter(([name]) => wanted.includes(name))),
  );
  return { buildx, tags: new Map(), given: (given.tags ?? '').split('\n') };
}

function scripted(
  calls: Call[],
  events: string[],
  machine: Machine,
  scripts: Partial<Record<Moment, Script>>,
  world: () => World,
): Processes {
  return {
    async run(tool, args, options = {}) {
      options.signal?.throwIfAborted();
      const command = [tool.file, ...args];
      const moment = momentOf(command);
      const other = moment === 'read the image' && !command.at(-1)?.endsWith(digestOf(machine.buildx.index));
      const call = {
        moment: other ? ('read a manifest' as const) : moment,
        command,
        env: tool.env,
        input: options.input,
      };
      calls.push(call);
      events.push(call.moment);
      const answer = await (scripts[call.moment]?.(call, world()) ?? 'as usual');
      if (answer === 'hang') {
        return ended(options.signal);
      }
      const completed =
        answer === 'as usual' ? await usual(call, machine, [args, options]) : completedOf(answer);
      for (const line of completed.stderr === '' ? [] : completed.stderr.split('\n')) {
        options.onLine?.(line);
      }
      return completed;
    },
  };
}

/** As a process that is sent a signal. */
function ended(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => reject(signal?.reason);
    if (signal?.aborted) {
      end();
    }
    signal?.addEventListener('abort', end, { once: true });
  });
}

function completedOf({ code = 0, stdout = '', stderr = '' }: Answer): Completed {
  return { code, stdout: Buffer.from(stdout), stderr };
}

const dockerMoments: Readonly<Record<string, Moment>> = {
  login: 'log in',
  run: 'register emulators',
  inspect: 'inspect a container',
  logs: 'read its log',
  rm: 'remove the container',
  'volume ls': 'list volumes',
  'volume rm': 'remove the volume',
};
const buildxMoments: Readonly<Record<string, Moment>> = {
  version: 'ask for the version',
  create: 'create the builder',
  inspect: 'look for the builder',
  rm: 'remove the builder',
  'imagetools create': 'tag',
};

function momentOf(command: readonly string[]): Moment {
  const [file = '', first = '', second = ''] = command;
  const of = basename(file) === 'docker' ? dockerMoments : buildxMoments;
  const known = of[first] ?? of[`${first} ${second}`];
  if (known !== undefined) {
    return known;
  }
  if (first === 'build') {
    return buildMoment(command);
  }
  if (`${first} ${second}` === 'imagetools inspect') {
    return readMoment(command);
  }
  throw new Error(`nobody answers ${command.join(' ')}`);
}

function buildMoment(command: readonly string[]): Moment {
  const output = command[command.indexOf('--output') + 1] ?? '';
  if (command.at(-1) === '-' && output.endsWith(',push=true')) {
    return 'try to push';
  }
  if (command.at(-1) === '-') {
    return command.includes('type=cacheonly') ? 'smoke test' : 'copy files out';
  }
  // Where an image is staged; the exporters of the tests' are others.
  return /,push=true$|,tar=false,/.test(output) ? 'build' : 'export';
}

function readMoment(command: readonly string[]): Moment {
  if (command.includes('--format')) {
    return 'read the configs';
  }
  return command.at(-1)?.includes('@') ? 'read the image' : 'read a tag';
}

/** What the tools do if nothing is wrong. */
function usual(
  { moment, command }: Call,
  { buildx, tags, given }: Machine,
  [args, options]: [readonly string[], RunOptions],
): Promise<Completed> | Completed {
  const after = (flag: string): string => command[command.indexOf(flag) + 1] ?? '';
  const pointAll = (names: readonly string[]): void => {
    for (const name of names) {
      tags.set(name, buildx.index);
    }
  };
  switch (moment) {
    case 'ask for the version':
      return completedOf({ stdout: 'github.com/docker/buildx v0.37.1 abc\n' });
    case 'register emulators':
      return completedOf({ stdout: JSON.stringify({ supported: [amd64, arm64] }) });
    case 'look for the builder':
      return completedOf({ stdout: `Platforms: ${amd64}, ${arm64}` });
    case 'build':
    case 'export':
      writeFileSync(
        after('--metadata-file'),
        JSON.stringify({ 'containerimage.digest': digestOf(buildx.index), of: moment }),
      );
      if (/,push=true$/.test(after('--output')) && !after('--output').includes('push-by-digest')) {
        pointAll(given);
      }
      return completedOf({});
    case 'read the image':
    case 'read a manifest':
    case 'read the configs':
    case 'copy files out':
    case 'smoke test':
      return buildx.run({ file: 'buildx', env: {} }, args, options);
    case 'tag':
      pointAll(tagsIn(command));
      return completedOf({});
    case 'read a tag': {
      const bytes = tags.get(command.at(-1) ?? '');
      return bytes === undefined
        ? completedOf({ code: 1, stderr: `ERROR: ${command.at(-1)}: not found` })
        : { code: 0, stdout: bytes, stderr: '' };
    }
    default:
      return completedOf({});
  }
}

/** The tags that a call of `imagetools create` moves. */
export function tagsIn(command: readonly string[]): readonly string[] {
  return command.filter((_, n) => command[n - 1] === '--tag');
}

/** The text of the file that a record or the step's folder holds, for whoever looks while the step runs. */
export function textIn(world: World, name: string): string | null {
  const folder = readdirSync(world.runner.environment.temp).find((entry) => entry.startsWith(folderPrefix));
  const path = join(world.runner.environment.temp, folder ?? '', name);
  return folder !== undefined && existsSync(path) ? readFileSync(path, 'utf8') : null;
}
