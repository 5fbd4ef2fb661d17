// Plays a transcript: runs the shipped dist/ as the runner does, main and post, with the fake docker and buildx.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { type Job, type StepOptions, type StepResult, startJob } from '../harness/step.ts';
import type { Played } from './fake-tool.ts';
import { type ScenarioName, scenarioOf, writeCheckout } from './scenarios.ts';
import { toolFolder } from './tools.ts';
import { callText, readsSize, type Transcript } from './transcript.ts';

export interface PlayOptions {
  /** Beside, or instead of, the scenario's own. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Looked at after the main step and before the post step. */
  readonly between?: (job: Job) => void;
  /** The calls may be others than the transcript's: each that it does not know is then in `unexpected`. */
  readonly lenient?: true;
}

export interface PlayResult extends StepResult {
  readonly post: StepResult;
  /** In the order in which they began. */
  readonly calls: readonly Played[];
  /** Calls of the transcript that nobody made. */
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
  /** What is left in the runner's temporary folder and the home directory after the post step: path to content. */
  readonly left: Readonly<Record<string, string>>;
  /** Runs a further post step with this state, over the same transcript. */
  again(state: Readonly<Record<string, string>>): Promise<StepResult>;
  /** Removes the play's folders. */
  end(): void;
}

/** Plays main and post. Whoever starts a play ends it. */
export async function startPlay(
  name: ScenarioName,
  transcript: Transcript,
  options: PlayOptions = {},
): Promise<PlayResult> {
  const scenario = scenarioOf(name);
  const job = startJob();
  try {
    writeCheckout(scenario, job.workspace);
    const folder = join(job.folder, 'play');
    for (const part of ['taken', 'played', 'names']) {
      mkdirSync(join(folder, part), { recursive: true });
    }
    writeFileSync(join(folder, 'transcript.json'), JSON.stringify(transcript));
    const step: StepOptions = {
      inputs: { ...scenario.inputs, ...options.inputs },
      env: {
        PATH: [toolFolder(join(job.folder, 'bin'), 'fake-tool.ts'), process.env['PATH']].join(':'),
        FAKE_TOOLS: folder,
        // Never a real one: what escapes the fakes must reach nothing.
        DOCKER_HOST: 'unix:///run/nobody-listens.sock',
        ...scenario.env,
        ...options.env,
      },
    };
    const main = await job.step(step);
    options.between?.(job);
    const post = await job.post(step, main);
    const calls = playedCalls(folder).filter(
      (played) => played.call !== null || !readsSize(played, transcript.calls),
    );
    const made = new Set(calls.map(({ call }) => call));
    const unexpected = calls.filter(({ call }) => call === null).map(callText);
    if (options.lenient === undefined && unexpected.length > 0) {
      throw new Error(`Calls that the transcript does not have:\n${unexpected.join('\n')}\n\n${main.log}`);
    }
    return {
      ...main,
      post,
      calls,
      missing: transcript.calls.filter((_, index) => !made.has(index)).map(callText),
      unexpected,
      left: { ...filesIn(job.temp), ...filesIn(join(job.folder, 'home')) },
      again: (state) => job.post(step, { ...main, state }),
      end: job.end,
    };
  } catch (error) {
    job.end();
    throw error;
  }
}

/** A play that has ended. */
export async function play(
  name: ScenarioName,
  transcript: Transcript,
  options: PlayOptions = {},
): Promise<PlayResult> {
  const result = await startPlay(name, transcript, options);
  result.end();
  return result;
}

function playedCalls(folder: string): readonly Played[] {
  return readdirSync(join(folder, 'played'))
    .map((name) => JSON.parse(readFileSync(join(folder, 'played', name), 'utf8')) as Played)
    .toSorted((a, b) => (BigInt(a.started) < BigInt(b.started) ? -1 : 1));
}

export function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path, readFileSync(path, 'latin1')]),
  );
}
