// Runs dist/ as GitHub's runner runs a step and its post step: inputs and defaults as INPUT_ variables, command
// files, state from the one to the other. Faster than a workflow, and every byte can be looked at.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parse } from 'yaml';

const project = join(import.meta.dirname, '..', '..');

export interface StepOptions {
  /** The folder of one of the other actions; default: the build action. */
  readonly action?: 'plan' | 'merge' | 'setup';
  readonly inputs: Readonly<Record<string, string>>;
  /** The checkout; default: an empty folder. */
  readonly workspace?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Default: a new one, so that buildx is downloaded. */
  readonly toolCache?: string;
  /** The job's temporary folder; steps of one job share it. */
  readonly temp?: string;
  readonly onLine?: (line: string) => void;
  readonly onStart?: (child: ChildProcess) => void;
  /** A command that starts the one given as its arguments, in a process group of its own, as a runner does. */
  readonly launcher?: readonly [string, ...string[]];
}

export interface StepResult {
  readonly code: number | null;
  /** From the start of the process to its end, in milliseconds. */
  readonly took: number;
  /** What the runner would read: standard output and standard error as they came. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
  /** What it exports to later steps of the job. */
  readonly exported: Readonly<Record<string, string>>;
  /** What it puts before their PATH. */
  readonly paths: readonly string[];
}

/** The folders of one job on one runner. */
export interface Job {
  readonly folder: string;
  readonly temp: string;
  readonly workspace: string;
  readonly toolCache: string;
  /** Runs the main step. */
  step(options: StepOptions): Promise<StepResult>;
  /** Runs the post step of a main step. */
  post(options: StepOptions, main: StepResult): Promise<StepResult>;
  /** Removes the job's folders, as the runner does. */
  end(): void;
}

export function startJob(): Job {
  const folder = mkdtempSync(join(tmpdir(), 'multiarch-job-'));
  const [temp, workspace, toolCache] = ['temp', 'workspace', 'tools'].map((name) => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  }) as [string, string, string];
  const defaults = { temp, workspace, toolCache };
  return {
    folder,
    ...defaults,
    step: (options) => run(folder, `${options.action ?? 'index'}.js`, { ...defaults, ...options }, {}),
    post: (options, main) => run(folder, 'post.js', { ...defaults, ...options }, main.state),
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const fileVariables = [
  'GITHUB_OUTPUT',
  'GITHUB_STATE',
  'GITHUB_STEP_SUMMARY',
  'GITHUB_ENV',
  'GITHUB_PATH',
] as const;

async function run(
  folder: string,
  entry: string,
  options: StepOptions & Required<Pick<StepOptions, 'temp' | 'workspace' | 'toolCache'>>,
  state: Readonly<Record<string, string>>,
): Promise<StepResult> {
  const files = mkdtempSync(join(folder, 'files-'));
  const paths = Object.fromEntries(fileVariables.map((name) => [name, join(files, name)]));
  for (const path of Object.values(paths)) {
    writeFileSync(path, '');
  }
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: join(folder, 'home'),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_SERVER_URL: 'https://github.com',
    RUNNER_ENVIRONMENT: 'self-hosted',
    ...Object.fromEntries(
      ['DOCKER_HOST', 'LANG'].flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
    ),
    ...paths,
    RUNNER_TEMP: options.temp,
    RUNNER_TOOL_CACHE: options.toolCache,
    GITHUB_WORKSPACE: options.workspace,
    ...inputVariables(options.inputs, options.action),
    ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])),
    ...options.env,
  };
  if (!existsSync(env.HOME)) {
    mkdirSync(env.HOME);
  }
  const { code, log, took } = await spawnNode(entry, env, options);
  const read = (name: string): string => readFileSync(paths[name] ?? '', 'utf8');
  return {
    code,
    took,
    log,
    outputs: parseCommandFile(read('GITHUB_OUTPUT')),
    state: parseCommandFile(read('GITHUB_STATE')),
    summary: read('GITHUB_STEP_SUMMARY'),
    exported: parseCommandFile(read('GITHUB_ENV')),
    paths: read('GITHUB_PATH').split('\n').filter(Boolean),
  };
}

function spawnNode(
  entry: string,
  env: NodeJS.ProcessEnv,
  { workspace, onLine, onStart, launcher }: StepOptions,
): Promise<Pick<StepResult, 'code' | 'log' | 'took'>> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const [file = '', ...args] = [...(launcher ?? []), process.execPath, join(project, 'dist', entry)];
    const child = spawn(file, args, {
      env,
      detached: launcher !== undefined,
      ...(workspace === undefined ? {} : { cwd: workspace }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onStart?.(child);
    let log = '';
    let rest = '';
    const take = (chunk: Buffer): void => {
      const text = chunk.toString('utf8');
      log += text;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        onLine?.(line);
      }
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, log, took: performance.now() - started }));
  });
}

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
}

// Once: the bench measures the step, and not this.
const declaredBy = Object.fromEntries(
  ['', 'plan', 'merge', 'setup'].map((action) => {
    const text = readFileSync(join(project, action, 'action.yml'), 'utf8');
    return [action, (parse(text) as ActionFile).inputs];
  }),
);

/** The runner fills in the defaults; expressions in them are empty here, where there is no GitHub. */
export function inputVariables(
  inputs: Readonly<Record<string, string>>,
  action: StepOptions['action'] | '' = '',
): Record<string, string> {
  const declared = declaredBy[action] ?? {};
  const unknown = Object.keys(inputs).filter((name) => !(name in declared));
  if (unknown.length > 0) {
    throw new Error(`action.yml declares no input ${unknown.join(', ')}`);
  }
  return Object.fromEntries(
    Object.entries(declared).map(([name, { default: value = '' }]) => [
      `INPUT_${name.toUpperCase()}`,
      inputs[name] ?? (value.startsWith('${{') ? '' : value),
    ]),
  );
}

/** The format of GITHUB_OUTPUT and its like: `name=value`, or `name<<delimiter`, lines, `delimiter`. */
export function parseCommandFile(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const heredoc = /^([^=]+?)<<(.+)$/.exec(line);
    if (heredoc?.[1] && heredoc[2]) {
      const end = lines.indexOf(heredoc[2], at + 1);
      if (end < 0) {
        throw new Error(`The value of ${heredoc[1]} has no end.`);
      }
      values[heredoc[1]] = lines.slice(at + 1, end).join('\n');
      at = end;
    } else if (line.includes('=')) {
      values[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
    } else if (line !== '') {
      throw new Error(`A line that is no assignment: ${line}`);
    }
  }
  return values;
}

/** A name that no other run uses. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomUUID().slice(0, 8)}`;
}
