// Several jobs at once on one machine: one tool cache, one home, one engine, and no emulator registered yet.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../command.ts';
import { writeContext } from './context.ts';
import { hold, type Scenario } from './scenario.ts';
import { Trial } from './trial.ts';

const group = 'Jobs that run at once';

const jobs = 4;

const binfmt = '/proc/sys/fs/binfmt_misc';

export function forgetEmulators(): void {
  for (const name of readdirSync(binfmt)) {
    if (name.startsWith('qemu-')) {
      writeFileSync(join(binfmt, name), '-1');
    }
  }
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
      const { toolCache, folder } = first.job;
      const env = { HOME: join(folder, 'home') };
      const steps = await Promise.all(
        trials.map((trial, index) => {
          writeContext(trial.job.workspace, running);
          const inputs = same ? {} : { 'build-args': `JOB=${index}`, 'driver-opts': 'network=host' };
          const foreign = ['linux/arm64', 'linux/s390x', 'linux/ppc64le', 'linux/riscv64'][index];
          const platforms = same ? 'linux/amd64,linux/arm64' : `linux/amd64,${foreign}`;
          return trial.step(
            { builder: '', emulation: 'auto', 'verify-binaries': 'entrypoint', platforms, ...inputs },
            { toolCache, env },
          );
        }),
      );
      const posts = steps.map((step, index) => trials[index]?.post(step));
      await Promise.all(posts);
      for (const [index, step] of steps.entries()) {
        const trial = trials[index] ?? first;
        hold(trial, step, { end: 'succeeded', published: 'all tags' });
      }
      for (const other of others) {
        first.join(await other.end());
      }
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
    async play(trial, nth) {
      forgetEmulators();
      const inputs = { builder: '', emulation: 'auto' };
      const step = await trial.step(inputs, {
        onStart: (child) => setTimeout(() => child.kill('SIGKILL'), 300 + 150 * nth),
      });
      await trial.post(step);
      trial.anew();
      const next = await trial.step(inputs);
      await trial.post(next);
      hold(trial, next, { end: 'succeeded', published: 'all tags' });
      const left = await run('docker', ['ps', '--all', '--format', '{{.Names}} {{.Status}}']);
      for (const name of left.match(/multiarch-build-binfmt-.*/g) ?? []) {
        trial.broken.push(`the container ${name} is left`);
      }
    },
  },
  {
    group,
    name: `SIGKILL to one of ${jobs} jobs, whose neighbours go on`,
    times: 2,
    quick: 1,
    alone: true,
    async play(first, nth) {
      const { rig } = first;
      const others = rig.slots.slice(1, jobs).map((slot) => new Trial(rig, slot));
      const inputs = { builder: '', emulation: 'none' };
      const env = { HOME: join(first.job.folder, 'home') };
      const victim = first.step(inputs, {
        env,
        onStart: (child) => setTimeout(() => child.kill('SIGKILL'), 600 + 600 * nth),
      });
      const steps = await Promise.all(others.map((trial) => trial.step(inputs, { env })));
      await Promise.all(steps.map((step, index) => others[index]?.post(step)));
      await first.post(await victim);
      for (const [index, step] of steps.entries()) {
        const trial = others[index] ?? first;
        hold(trial, step, { end: 'succeeded', published: 'all tags' });
      }
      for (const other of others) {
        first.join(await other.end());
      }
    },
  },
];
