// Runs a workflow file on act, on this machine itself, against the lab's engine and registries.
//
// Where act differs from GitHub's runner:
// - `uses: ./` finds the action only after a step `uses: actions/checkout@v4`, which act replaces by copying the
//   checkout; `uses: $/` is not known, and of other repositories there is what `repositories` puts in their place.
// - GITHUB_STEP_SUMMARY is one file that act empties before each step and reads after it; nothing is kept. With
//   --json act says what it read, and what each step set as outputs, so both are returned from here.
// - It sets GITHUB_API_URL itself; only `env` of a step overrides that.
// - The exit status is 1 if any job failed; RUNNER_DEBUG and RUNNER_ENVIRONMENT are not set.
// - A run that is interrupted kills the step that is at work (SIGKILL; the real runner sends SIGINT first), then
//   runs the steps with `always()` and the post steps, and ends with 1.
// - It gives an action the whole environment of its own process, so it gets a small one.
// - The tool cache is one folder for all jobs of a run.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { copyCheckout } from './checkout.ts';
import { labEnvironment } from './environment.ts';
import { actBinary } from './gomodules.ts';
import { runsDir } from './paths.ts';

export interface WorkflowRun {
  readonly file: string;
  /** The working tree that `uses: ./` and the checkout are a copy of; default: this project. */
  readonly repo?: string;
  /** In the workflow's `env`, beside the lab's own variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folders in the place of other repositories, by `owner/name@ref`; each is a repository itself. */
  readonly repositories?: Readonly<Record<string, string>>;
  readonly onOutput?: (text: string) => void;
}

export interface WorkflowResult {
  readonly code: number;
  readonly output: string;
  /** By job and step id, as in `outputs['build']?.['image']?.['digest']`; of a matrix, the last job's. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
  /** What all steps wrote to their summaries, in the order in which they ended. */
  readonly summary: string;
}

export async function runWorkflow(workflow: WorkflowRun): Promise<WorkflowResult> {
  const lab = labEnvironment();
  const file = resolve(workflow.file);
  mkdirSync(runsDir, { recursive: true });
  const folder = mkdtempSync(join(runsDir, 'run-'));
  try {
    const checkout = join(folder, 'checkout');
    await copyCheckout(workflow.repo ?? join(import.meta.dirname, '..'), checkout);
    const { PATH, ...variables } = { ...lab, ...workflow.env };
    const args = await actArguments(file, folder, variables);
    for (const [repository, local] of Object.entries(workflow.repositories ?? {})) {
      args.push('--local-repository', `${repository}=${local}`);
    }
    return await runAct(
      args,
      checkout,
      actEnvironment(folder, PATH, variables['DOCKER_HOST']),
      workflow.onOutput ?? (() => undefined),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function actArguments(
  file: string,
  folder: string,
  variables: Readonly<Record<string, string>>,
): Promise<string[]> {
  return [
    '--json',
    '--detect-event',
    ['--workflows', file],
    ['--platform', 'ubuntu-latest=-self-hosted'],
    ['--platform', 'ubuntu-24.04-arm=-self-hosted'],
    '--action-offline-mode',
    '--pull=false',
    // Where act looks for an engine, it would want to mount its socket.
    ['--container-daemon-socket', '-'],
    // Without an artifact server there is no ACTIONS_RUNTIME_TOKEN, and BuildKit's type=gha cache needs one.
    ['--artifact-server-addr', '127.0.0.1'],
    ['--artifact-server-port', String(await freePort())],
    ['--artifact-server-path', join(folder, 'artifacts')],
    ['--cache-server-addr', '127.0.0.1'],
    ['--cache-server-path', join(folder, 'actions-cache')],
    // Its folder for workspaces, RUNNER_TEMP and RUNNER_TOOL_CACHE.
    ['--action-cache-path', join(folder, 'work')],
    ...Object.entries(variables).map(([name, value]) => ['--env', `${name}=${value}`]),
  ].flat();
}

function actEnvironment(
  folder: string,
  path: string | undefined,
  engine: string | undefined,
): NodeJS.ProcessEnv {
  const home = join(folder, 'home');
  mkdirSync(home);
  return {
    PATH: path,
    DOCKER_HOST: engine,
    HOME: home,
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_CONFIG_HOME: join(home, '.config'),
    LANG: 'C.UTF-8',
    USER: 'root',
    ACT_DISABLE_VERSION_CHECK: '1',
    GIT_CONFIG_NOSYSTEM: '1',
  };
}

function runAct(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  onOutput: (text: string) => void,
): Promise<WorkflowResult> {
  return new Promise((resolveRun, reject) => {
    // A group of its own: a terminal's Ctrl-C would reach act twice, and the second one makes it give up.
    const child = spawn(actBinary, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGINT', forward).on('SIGTERM', forward);
    const outputs: Record<string, Record<string, Record<string, string>>> = {};
    let output = '';
    let summary = '';
    const take = (line: string) => {
      const entry = readEntry(line);
      if (entry.command === 'set-output' && entry.jobID && entry.stepID) {
        outputs[entry.jobID] ??= {};
        const steps = outputs[entry.jobID] ?? {};
        steps[entry.stepID.join('-')] = {
          ...steps[entry.stepID.join('-')],
          [entry.name ?? '']: entry.arg ?? '',
        };
      } else if (entry.command === 'summary') {
        summary += entry.content ?? '';
      }
      const text = textOf(entry);
      output += text;
      onOutput(text);
    };
    const streams = [child.stdout, child.stderr].map((input) => createInterface({ input }).on('line', take));
    const closed = streams.map((lines) => new Promise((done) => lines.once('close', done)));
    child.on('error', (error) => reject(new Error(`act cannot be started: ${error.message}`)));
    child.on('close', async (code, signal) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      await Promise.all(closed);
      resolveRun({ code: code ?? (signal === 'SIGINT' ? 130 : 143), output, outputs, summary });
    });
  });
}

interface ActLine {
  readonly msg: string;
  readonly job?: string;
  readonly jobID?: string;
  readonly stepID?: readonly string[];
  readonly raw_output?: boolean;
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly content?: string;
}

/** A line of act's log; what is not JSON is what act said outside of its log. */
function readEntry(line: string): ActLine {
  try {
    return JSON.parse(line) as ActLine;
  } catch {
    return { msg: line };
  }
}

function textOf({ msg, job, raw_output }: ActLine): string {
  const [first = '', ...rest] = msg.replace(/\n$/, '').split('\n');
  const prefix = `${job ? `[${job}] ` : ''}${raw_output ? '  | ' : ''}`;
  // Of a step's script, the first line says enough.
  const lines = first.startsWith('⭐') || /^ +[✅❌]/u.test(first) ? [first] : [first, ...rest];
  return lines.map((line) => `${prefix}${line}\n`).join('');
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolvePort(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
