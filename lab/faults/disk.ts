// Disks that are full: the builder's, the tool cache's, the runner's.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './canaries.ts';
import { writeContext } from './context.ts';
import { fill, mountSmall, unmount } from './mounts.ts';
import { hold, type Scenario } from './scenario.ts';

const group = 'A disk that is full';

/** A container's /dev/shm is a file system of 64 MiB, on which this builder keeps its state. */
const onSmallDisk = (config: string): Record<string, string> => ({
  builder: '',
  emulation: 'none',
  platforms: 'linux/amd64',
  'buildkitd-config-inline': `root = "/dev/shm/buildkit"\n${config}`,
});

const full = { end: 'disk-full', published: 'nothing', outputs: [] } as const;

export const fullDisks: readonly Scenario[] = [
  {
    group,
    name: "a RUN writes more than the builder's disk holds",
    times: 1,
    quick: 1,
    async play(trial) {
      const write = 'busybox dd if=/dev/zero of=/big bs=1M count=100';
      writeContext(trial.job.workspace, `FROM busybox\nCOPY amd64 /app\nRUN ${write}\n`);
      const step = await trial.step(onSmallDisk(trial.rig.buildkitdConfig));
      await trial.post(step);
      hold(trial, step, { ...full, says: [/no space left on device/i, /docker system df|prune/] });
    },
  },
  {
    group,
    name: "the context is larger than the builder's disk",
    times: 1,
    async play(trial) {
      writeContext(trial.job.workspace, 'FROM scratch\nCOPY . /\n');
      writeFileSync(join(trial.job.workspace, 'big'), Buffer.alloc(100 << 20, 1));
      const step = await trial.step(onSmallDisk(trial.rig.buildkitdConfig));
      await trial.post(step);
      hold(trial, step, { ...full, says: [/no space left on device/i] });
    },
  },
  {
    group,
    name: 'the tool cache has 5 MB left',
    times: 1,
    async play(trial) {
      const { toolCache } = trial.job;
      mountSmall(toolCache, 5 << 10);
      try {
        const step = await trial.step({}, { toolCache });
        await trial.post(step);
        hold(trial, step, { ...full, says: [/tool cache/] });
        const left = filesBelow(toolCache);
        if (left.length > 0) {
          trial.broken.push(`in the tool cache is ${left.join(', ')}`);
        }
      } finally {
        unmount(toolCache);
      }
    },
  },
  ...[0, 4 << 10, 16 << 10, 40 << 10].map(
    (leaving): Scenario => ({
      group,
      name: `the runner's temporary folder has ${leaving >> 10} KiB left`,
      times: 1,
      async play(trial) {
        const temp = join(trial.job.folder, 'small');
        mkdirSync(temp);
        mountSmall(temp, 1 << 10);
        try {
          fill(temp, leaving);
          const step = await trial.step(
            { builder: '', emulation: 'none', platforms: 'linux/amd64,linux/arm64' },
            { temp },
          );
          await trial.post(step);
          hold(trial, step, { end: ['disk-full', 'succeeded'] });
          const left = filesBelow(temp).filter((path) => !path.endsWith('/filler'));
          if (left.length > 0) {
            trial.broken.push(`in the temporary folder is ${left.join(', ')}`);
          }
        } finally {
          unmount(temp);
        }
      },
    }),
  ),
];
