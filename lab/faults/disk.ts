// Disks that are full: the builder's, the tool cache's, the runner's.
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { containerOf, firstNodeOf } from '../../src/builder/name.ts';
import { run } from '../command.ts';
import { filesBelow } from './canaries.ts';
import { writeContext } from './context.ts';
import { builderStartedBy } from './engine.ts';
import { bytesLeft, fill, mountSmall, unmount } from './mounts.ts';
import { hold, type Scenario } from './scenario.ts';
import { binaryIn } from './tool-cache.ts';

const group = 'A disk that is full';

/** A container's /dev/shm is a file system of 64 MiB, on which this builder keeps its state. */
const onSmallDisk = (config: string): Record<string, string> => ({
  builder: '',
  emulation: 'none',
  platforms: 'linux/amd64',
  'buildkitd-config-inline': `root = "/dev/shm/buildkit"\n${config}`,
});

/** /dev/shm of a container, in KiB. What the scenarios write is larger. */
const smallDisk = 64 << 10;

/** Asks a builder for the size of the disk that it has its state on, as soon as it builds: afterwards it is gone. */
function diskOfBuilder(): { readonly onLine: (line: string) => void; kibibytes(): Promise<number> } {
  let builder = '';
  let asked: Promise<string> | null = null;
  return {
    onLine: (line) => {
      builder ||= builderStartedBy(line);
      if (line.startsWith('::group::Build')) {
        const df = 'df -k /dev/shm/buildkit | tail -n 1';
        asked ??= run('docker', ['exec', containerOf(firstNodeOf(builder)), 'busybox', 'sh', '-c', df]).catch(
          () => '',
        );
      }
    },
    kibibytes: async () => Number((await asked)?.split(/\s+/)[1]),
  };
}

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
      const disk = diskOfBuilder();
      const step = await trial.step(onSmallDisk(trial.rig.buildkitdConfig), { onLine: disk.onLine });
      await trial.post(step);
      trial.confirm((await disk.kibibytes()) === smallDisk);
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
      const disk = diskOfBuilder();
      const step = await trial.step(onSmallDisk(trial.rig.buildkitdConfig), { onLine: disk.onLine });
      await trial.post(step);
      trial.confirm((await disk.kibibytes()) === smallDisk);
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
        const left = bytesLeft(toolCache);
        const step = await trial.step({}, { toolCache });
        await trial.post(step);
        trial.confirm(left < statSync(binaryIn(trial.rig.toolCache)).size);
        hold(trial, step, { ...full, says: [/tool cache/] });
        const files = filesBelow(toolCache);
        if (files.length > 0) {
          trial.broken.push(`in the tool cache is ${files.join(', ')}`);
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
          const room = bytesLeft(temp);
          const step = await trial.step(
            { builder: '', emulation: 'none', platforms: 'linux/amd64,linux/arm64' },
            { temp },
          );
          await trial.post(step);
          trial.confirm(room <= leaving);
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
