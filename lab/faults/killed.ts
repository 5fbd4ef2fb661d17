// A step that is ended from outside, at moments spread over all that it does; then its post step, and a later run.
import type { ChildProcess } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { StepOptions } from '../../__tests__/harness/step.ts';
import { firstNodeOf, newBuilderName, volumeOf } from '../../src/builder/name.ts';
import { run } from '../command.ts';
import type { Hit } from '../proxy.ts';
import { isRunning } from './engine.ts';
import { hold, type Scenario } from './scenario.ts';
import type { Trial, TriedStep } from './trial.ts';

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

/** Ends a process; whether the signal was sent. */
type Kill = (child: ChildProcess) => boolean;

interface Killed {
  readonly step: TriedStep;
  /** When the signal was sent, by performance.now(); null if the step had ended before that. */
  readonly sent: number | null;
}

/** A signal for a process that has ended already tells nothing. */
function kills(kill: Kill): Kill {
  return (child) => isRunning(child) && kill(child);
}

/** Runs the step, kills it at the nth moment, and gives what became of it. */
async function killed(
  trial: Trial,
  { nth, attempt }: { readonly nth: number; readonly attempt: number },
  kill: Kill,
  options: Omit<StepOptions, 'inputs'> = {},
): Promise<Killed> {
  stageTimes ??= measure(trial);
  const stage = Math.floor(nth / inEach);
  // A stage that was over before its moment is tried at an earlier one.
  const share = (nth % inEach) / inEach / 2 ** attempt;
  const delay = share * ((await stageTimes)[stage] ?? 0);
  const begins = stages[stage] ?? null;
  let sent: number | null = null;
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => {
    timer ??= setTimeout(() => {
      sent = child !== null && kills(kill)(child) ? performance.now() : null;
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
  return { step, sent };
}

/** Another step of the same job: what the killed one left must not be in its way. */
async function later(trial: Trial, options: Omit<StepOptions, 'inputs'> = {}): Promise<TriedStep> {
  trial.anew();
  const step = await trial.step(own, options);
  hold(trial, step, { end: 'succeeded', published: 'all tags' });
  return step;
}

/** GitHub's runner sends SIGINT, 7.5 s later SIGTERM, and after 2.5 s more ends what is left. */
const patienceMs = 7_500;

/** A signal takes that long to reach the command that is at work, on a machine that is busy. */
const reachesMs = 500;

/** A step that got a signal ends as cancelled, unless it had nothing left to do but to say so. */
function holdCancelled(trial: Trial, { step, sent }: Killed): void {
  const { end, message } = step.verdict;
  const at = sent ?? 0;
  const lastTag = Math.max(...step.record.filter(isTag).map((hit) => hit.at));
  // Before Node has loaded the action, a signal ends it as it ends any process.
  const early = end === 'killed' && step.log === '';
  if (end === 'succeeded' && lastTag > at + reachesMs) {
    trial.broken.push(`it went on, and set a tag ${seconds(lastTag - at)} after the signal`);
  } else if (end !== 'cancelled' && end !== 'succeeded' && !early) {
    trial.broken.push(`it ended with ${end} in place of cancelled: ${message}`);
  }
  if (step.ended - at > patienceMs) {
    trial.broken.push(`it ended ${seconds(step.ended - at)} after the signal`);
  }
}

function isTag({ method, path }: Hit): boolean {
  return method === 'PUT' && /\/manifests\/(?!sha256:)/.test(path);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function cancelled(signal: 'SIGINT' | 'SIGTERM'): Scenario {
  return {
    group,
    name: `${signal} at ${moments} moments, ${inEach} in each stage; the post step, twice; every other time a later step of the job`,
    times: moments,
    async play(trial, nth, attempt) {
      const outcome = await killed(trial, { nth, attempt }, (child) => child.kill(signal));
      await trial.post(outcome.step);
      await trial.post(outcome.step);
      trial.confirm(outcome.sent !== null);
      holdCancelled(trial, outcome);
      if (nth % 2 === 1) {
        await trial.post(await later(trial));
      }
    },
  };
}

/** The registry holds the step up while it sets the first of two tags. */
function cancelledAtTag(signal: 'SIGINT' | 'SIGTERM'): Scenario {
  return {
    group,
    name: `${signal} while the registry takes 5 s to store the first of two tags`,
    times: 1,
    quick: 1,
    async play(trial) {
      let child: ChildProcess | null = null;
      let sent: number | null = null;
      trial.proxy.add({
        kind: 'lag',
        delayMs: 5_000,
        method: 'PUT',
        path: '/manifests/1$',
        times: 1,
        onHit: () => {
          sent = child !== null && kills((each) => each.kill(signal))(child) ? performance.now() : null;
        },
      });
      const step = await trial.step(
        {},
        {
          onStart: (started) => {
            child = started;
          },
        },
      );
      await trial.post(step);
      trial.confirm(sent !== null);
      holdCancelled(trial, { step, sent });
      hold(trial, step, { end: 'cancelled' });
      if (step.verdict.moved.some((tag) => tag.endsWith(':latest'))) {
        trial.broken.push('it set the second tag after the signal');
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
  cancelledAtTag('SIGINT'),
  cancelledAtTag('SIGTERM'),
  {
    group,
    name: `SIGKILL at ${moments} moments, ${inEach} in each stage; the post step, every other time before or after a later step of the job`,
    times: moments,
    async play(trial, nth, attempt) {
      const { step, sent } = await killed(trial, { nth, attempt }, (child) => child.kill('SIGKILL'));
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
      trial.confirm(sent !== null && step.code === null);
    },
  },
  {
    group,
    name: `SIGKILL to the runner and all it started, at ${moments} moments, ${inEach} in each stage; no post step; a later job`,
    times: moments,
    async play(trial, nth, attempt) {
      const kill: Kill = ({ pid }) => pid !== undefined && process.kill(-pid, 'SIGKILL');
      const launcher = worker(trial);
      const { step, sent } = await killed(trial, { nth, attempt }, kill, { launcher });
      const next = await later(trial, { launcher });
      await trial.post(next);
      trial.confirm(sent !== null && step.code === null);
    },
  },
  {
    group,
    name: 'volumes whose containers are gone, of builders that are 5 and 11 minutes old; a later step',
    times: 1,
    quick: 1,
    async play(trial) {
      const [young = '', old = ''] = [5, 11].map((minutes) =>
        volumeOf(firstNodeOf(newBuilderName(Date.now() - minutes * 60_000, Math.random))),
      );
      await Promise.all([young, old].map((name) => run('docker', ['volume', 'create', name])));
      const present = async (): Promise<readonly string[]> =>
        (await run('docker', ['volume', 'ls', '--format', '{{.Name}}'])).split('\n');
      const before = await present();
      const step = await trial.step();
      await trial.post(step);
      const after = await present();
      await run('docker', ['volume', 'rm', '--force', young, old]);
      trial.confirm(before.includes(young) && before.includes(old));
      hold(trial, step, { end: 'succeeded', published: 'all tags' });
      if (after.includes(old)) {
        trial.broken.push('the volume that is 11 minutes old was left');
      }
      if (!after.includes(young)) {
        trial.broken.push(
          'the volume that is 5 minutes old was removed, though its container may be in the making',
        );
      }
    },
  },
];
