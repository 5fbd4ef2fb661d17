// Several jobs at once on one machine: one tool cache, one home, one engine, and no emulator registered yet.
import type { ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StepOptions } from '../../__tests__/harness/step.ts';
import { writeContext } from './context.ts';
import { forgetEmulators, isEmulated } from './emulators.ts';
import { isRunning } from './engine.ts';
import { hold, type Scenario } from './scenario.ts';
import { Trial, type TriedStep } from './trial.ts';

const group = 'Jobs that run at once';

const jobs = 4;

/** A step that runs beside others, and when it ran. */
interface Timed {
  readonly step: TriedStep;
  readonly from: number;
  readonly to: number;
}

async function timed(
  trial: Trial,
  inputs: Readonly<Record<string, string>>,
  options: Omit<StepOptions, 'inputs'>,
): Promise<Timed> {
  let [from, to] = [0, 0];
  const step = await trial.step(inputs, {
    ...options,
    onStart: (child) => {
      from = performance.now();
      child.once('close', () => {
        to = performance.now();
      });
      options.onStart?.(child);
    },
  });
  return { step, from, to };
}

/** There was a moment at which all of them ran. */
function ranAtOnce(steps: readonly Timed[]): boolean {
  return Math.max(...steps.map(({ from }) => from)) < Math.min(...steps.map(({ to }) => to));
}

/** Something to run on each platform, so that the emulators are needed. */
const running = 'FROM busybox\nCOPY amd64 /file\nRUN uname -m > /machine\nENTRYPOINT ["/bin/sh"]\n';

function jobsAtOnce(name: string, same: boolean): Scenario {
  return {
    group,
    name: `${jobs} jobs with ${name}: one new tool cache, one home, emulators not registered`,
    times: 2,
    alone: true,
    async play(first) {
      const { rig } = first;
      const others = rig.slots.slice(1, jobs).map((slot) => new Trial(rig, slot));
      const trials = [first, ...others];
      forgetEmulators();
      const without = ['arm64', 's390x', 'ppc64le', 'riscv64'].every((name) => !isEmulated(name));
      const { toolCache, folder } = first.job;
      const empty = readdirSync(toolCache).length === 0;
      const env = { HOME: join(folder, 'home') };
      const steps = await Promise.all(
        trials.map((trial, index) => {
          writeContext(trial.job.workspace, running);
          const inputs = same ? {} : { 'build-args': `JOB=${index}`, 'driver-opts': 'network=host' };
          const foreign = ['linux/arm64', 'linux/s390x', 'linux/ppc64le', 'linux/riscv64'][index];
          const platforms = same ? 'linux/amd64,linux/arm64' : `linux/amd64,${foreign}`;
          return timed(
            trial,
            { builder: '', emulation: 'auto', 'verify-binaries': 'entrypoint', platforms, ...inputs },
            { toolCache, env },
          );
        }),
      );
      const posts = steps.map(({ step }, index) => trials[index]?.post(step));
      await Promise.all(posts);
      for (const [index, { step }] of steps.entries()) {
        const trial = trials[index] ?? first;
        hold(trial, step, { end: 'succeeded', published: 'all tags' });
      }
      for (const other of others) {
        first.join(await other.end());
      }
      first.confirm(without && empty && ranAtOnce(steps));
    },
  };
}

export const parallelJobs: readonly Scenario[] = [
  jobsAtOnce('the same inputs', true),
  jobsAtOnce('different inputs and platforms', false),
  {
    group: 'A step that is killed',
    name: 'SIGKILL while emulators are being registered, at 4 moments; a later job',
    times: 4,
    alone: true,
    async play(trial, nth, attempt) {
      forgetEmulators();
      const inputs = { builder: '', emulation: 'auto' };
      let child: ChildProcess | null = null;
      let sent = false;
      const step = await trial.step(inputs, {
        onStart: (started) => {
          child = started;
        },
        onLine: (line) => {
          // The container that registers them is started next, and is gone 200 ms later.
          if (line.startsWith('Registering emulators')) {
            setTimeout(
              () => {
                sent = child !== null && isRunning(child) && child.kill('SIGKILL');
              },
              (60 * nth) / 2 ** attempt,
            );
          }
        },
      });
      await trial.post(step);
      trial.confirm(sent && step.code === null);
      trial.anew();
      const next = await trial.step(inputs);
      await trial.post(next);
      hold(trial, next, { end: 'succeeded', published: 'all tags' });
    },
  },
  {
    group,
    name: `SIGKILL to one of ${jobs} jobs, whose neighbours go on`,
    times: 2,
    quick: 1,
    alone: true,
    async play(first, nth, attempt) {
      const { rig } = first;
      const others = rig.slots.slice(1, jobs).map((slot) => new Trial(rig, slot));
      const inputs = { builder: '', emulation: 'none' };
      const env = { HOME: join(first.job.folder, 'home') };
      let sent = false;
      const victim = timed(first, inputs, {
        env,
        onStart: (child) =>
          setTimeout(
            () => {
              sent = isRunning(child) && child.kill('SIGKILL');
            },
            (600 + 600 * nth) / 2 ** attempt,
          ),
      });
      const steps = await Promise.all(others.map((trial) => timed(trial, inputs, { env })));
      await Promise.all(steps.map(({ step }, index) => others[index]?.post(step)));
      const killed = await victim;
      await first.post(killed.step);
      for (const [index, { step }] of steps.entries()) {
        const trial = others[index] ?? first;
        hold(trial, step, { end: 'succeeded', published: 'all tags' });
      }
      for (const other of others) {
        first.join(await other.end());
      }
      first.confirm(sent && killed.step.code === null && ranAtOnce([killed, ...steps]));
    },
  },
];
