// A step that is ended from outside, at moments spread over all that it does; then its post step, and a later run.
import type { ChildProcess } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { StepOptions } from '../../__tests__/harness/step.ts';
import { hold, type Scenario } from './scenario.ts';
import type { Step, Trial } from './trial.ts';

const group = 'A step that is killed';

/** What a step does, each from the line of its log that it begins with; the first has none. */
const stages: readonly (RegExp | null)[] = [
  null,
  /^::group::Set up/,
  /^::group::Build/,
  /^::group::Verify/,
  /^::group::Publish/,
  // The first tag.
  /^#\d+ \d+\.\d+ pushing sha256:/,
];
const inEach = 4;
const moments = stages.length * inEach;

/** How long each stage takes, in milliseconds; measured before the first step is killed. */
let stageTimes: Promise<readonly number[]> | null = null;

const own = { builder: '', emulation: 'auto' };

async function measure(trial: Trial): Promise<readonly number[]> {
  const began = [performance.now()];
  const onLine = (line: string): void => {
    if (stages[began.length]?.test(line)) {
      began.push(performance.now());
    }
  };
  const step = await trial.step(own, { onLine });
  began.push(performance.now());
  await trial.post(step);
  hold(trial, step, { end: 'succeeded' });
  return stages.map((_, stage) => (began[stage + 1] ?? 0) - (began[stage] ?? 0));
}

type Kill = (child: ChildProcess) => void;

/** Runs the step, kills it at the nth moment, and gives what became of it. */
async function killed(
  trial: Trial,
  nth: number,
  kill: Kill,
  options: Omit<StepOptions, 'inputs'> = {},
): Promise<{ step: Step; afterMs: number }> {
  stageTimes ??= measure(trial);
  const stage = Math.floor(nth / inEach);
  const delay = ((nth % inEach) / inEach) * ((await stageTimes)[stage] ?? 0);
  const begins = stages[stage] ?? null;
  let killedAt = 0;
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => {
    timer = setTimeout(() => {
      killedAt = performance.now();
      if (child) {
        kill(child);
      }
    }, delay);
  };
  trial.anew();
  const step = await trial.step(own, {
    ...options,
    onStart: (started) => {
      child = started;
      if (begins === null) {
        begin();
      }
    },
    onLine: (line) => {
      if (begins?.test(line)) {
        begin();
      }
    },
  });
  clearTimeout(timer);
  return { step, afterMs: killedAt === 0 ? 0 : performance.now() - killedAt };
}

/** Another step of the same job: what the killed one left must not be in its way. */
async function later(trial: Trial, options: Omit<StepOptions, 'inputs'> = {}): Promise<Step> {
  trial.anew();
  const step = await trial.step(own, options);
  hold(trial, step, { end: 'succeeded', published: 'all tags' });
  return step;
}

/** GitHub's runner sends SIGINT, 7.5 s later SIGTERM, and after 2.5 s more ends what is left. */
const patienceMs = 7_500;

function cancelled(signal: 'SIGINT' | 'SIGTERM'): Scenario {
  return {
    group,
    name: `${signal} at ${moments} moments, ${inEach} in each stage; the post step, twice; every other time a later step of the job`,
    times: moments,
    async play(trial, nth) {
      const { step, afterMs } = await killed(trial, nth, (child) => child.kill(signal));
      const { end } = step.verdict;
      // Before Node has loaded the action, a signal ends it as it ends any process.
      if (end !== 'cancelled' && end !== 'succeeded' && !(end === 'killed' && nth < inEach)) {
        trial.broken.push(`it ended with ${end} in place of cancelled: ${step.verdict.message}`);
      }
      if (afterMs > patienceMs) {
        trial.broken.push(`it ended ${(afterMs / 1000).toFixed(1)} s after the signal`);
      }
      await trial.post(step);
      await trial.post(step);
      if (nth % 2 === 1) {
        await trial.post(await later(trial));
      }
    },
  };
}

/** The runner's process, which stands for the job. Not a shell: those drop variables such as INPUT_BUILD-ARGS. */
function worker(trial: Trial): readonly [string, ...string[]] {
  const file = join(trial.job.folder, 'Runner.Worker');
  symlinkSync('/usr/bin/perl', file);
  return [file, '-e', 'system(@ARGV); exit($? >> 8)'];
}

export const killedSteps: readonly Scenario[] = [
  cancelled('SIGINT'),
  cancelled('SIGTERM'),
  {
    group,
    name: `SIGKILL at ${moments} moments, ${inEach} in each stage; the post step, every other time before or after a later step of the job`,
    times: moments,
    async play(trial, nth) {
      const { step } = await killed(trial, nth, (child) => child.kill('SIGKILL'));
      if (nth % 4 === 1) {
        await trial.post(step);
      }
      // The runner ends a job's steps in the reverse order.
      if (nth % 2 === 1) {
        await trial.post(await later(trial));
      }
      if (nth % 4 !== 1) {
        await trial.post(step);
      }
    },
  },
  {
    group,
    name: `SIGKILL to the runner and all it started, at ${moments} moments, ${inEach} in each stage; no post step; a later job`,
    times: moments,
    async play(trial, nth) {
      const kill: Kill = ({ pid }) => {
        if (pid !== undefined) {
          process.kill(-pid, 'SIGKILL');
        }
      };
      const launcher = worker(trial);
      await killed(trial, nth, kill, { launcher });
      const next = await later(trial, { launcher });
      await trial.post(next);
    },
  },
];
