// What a tool cache can look like after installs that were killed at any step, or with damaged or hostile content.
// The next run either repairs it or refuses it, and the run after that one succeeds.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { filesBelow } from './canaries.ts';
import { mountSmall, unmount } from './mounts.ts';
import { hold, type Must, type Scenario } from './scenario.ts';
import type { Trial } from './trial.ts';

const group = 'A tool cache that is damaged';

interface Cached {
  readonly root: string;
  readonly binary: string;
  readonly marker: string;
}

/** A copy of a good tool cache. */
function goodCache(trial: Trial): Cached {
  const root = trial.job.toolCache;
  cpSync(trial.rig.toolCache, root, { recursive: true });
  const binary = filesBelow(root).find((path) => path.endsWith('/buildx')) ?? '';
  return { root, binary, marker: `${dirname(binary)}.complete` };
}

const repaired: Must = { end: 'succeeded', published: 'all tags' };
const refused: Must = { end: 'buildx-checksum-mismatch', published: 'nothing', outputs: [] };

interface Damage {
  readonly name: string;
  readonly damage: (cached: Cached) => void;
  readonly must: Must;
  readonly quick?: number;
}

const flip = (path: string): void => {
  const bytes = readFileSync(path);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(path, bytes);
};
/** What `install` writes to beside the entry, before it moves it in. */
const halfInstalled = (root: string, ageHours: number): string => {
  const folder = join(root, '.multiarch-build-abcdef');
  mkdirSync(folder);
  writeFileSync(join(folder, 'buildx'), 'half');
  const then = new Date(Date.now() - ageHours * 3_600_000);
  utimesSync(folder, then, then);
  return folder;
};

const damages: readonly Damage[] = [
  {
    name: 'a flipped bit in the binary',
    damage: ({ binary }) => flip(binary),
    must: { ...refused, says: [/expected [0-9a-f]{64}/] },
    quick: 1,
  },
  {
    name: 'a script in place of the binary',
    damage: ({ binary }) => writeFileSync(binary, '#!/bin/sh\ntouch "$RUNNER_TEMP/ran"\n'),
    must: refused,
  },
  { name: 'the binary is empty', damage: ({ binary }) => truncateSync(binary, 0), must: repaired },
  {
    name: 'the binary is half, and marked as complete',
    damage: ({ binary }) => truncateSync(binary, 1 << 20),
    must: refused,
  },
  {
    name: 'the binary is half, and not marked as complete',
    damage: ({ binary, marker }) => {
      truncateSync(binary, 1 << 20);
      rmSync(marker);
    },
    must: repaired,
  },
  { name: 'the binary is missing', damage: ({ binary }) => rmSync(binary), must: repaired },
  { name: 'the marker is missing', damage: ({ marker }) => rmSync(marker), must: repaired },
  {
    name: 'the binary may not be executed',
    damage: ({ binary }) => chmodSync(binary, 0o644),
    must: repaired,
  },
  {
    name: 'the binary is a link that leads nowhere',
    damage: ({ binary }) => {
      rmSync(binary);
      symlinkSync('/nowhere', binary);
    },
    must: repaired,
  },
  {
    name: 'a folder in place of the binary',
    damage: ({ binary }) => {
      rmSync(binary);
      mkdirSync(join(binary, 'x'), { recursive: true });
    },
    must: repaired,
  },
  {
    name: 'a file in place of the folder',
    damage: ({ binary, marker }) => {
      rmSync(dirname(binary), { recursive: true });
      rmSync(marker);
      writeFileSync(dirname(binary), '');
    },
    must: repaired,
  },
];

export const toolCaches: readonly Scenario[] = [
  ...damages.map(
    ({ name, damage, must, quick = 0 }): Scenario => ({
      group,
      name,
      times: 1,
      quick,
      async play(trial) {
        const cached = goodCache(trial);
        damage(cached);
        const options = { toolCache: cached.root };
        const step = await trial.step({}, options);
        await trial.post(step);
        hold(trial, step, must);
        if (existsSync(join(trial.job.temp, 'ran'))) {
          trial.broken.push('what was not verified has run');
        }
        trial.anew();
        const next = await trial.step({}, options);
        await trial.post(next);
        hold(trial, next, must.end === refused.end ? repaired : must);
      },
    }),
  ),
  ...[1, 25].map(
    (hours): Scenario => ({
      group,
      name: `what a killed install left ${hours} ${hours === 1 ? 'hour' : 'hours'} ago`,
      times: 1,
      async play(trial) {
        const root = trial.job.toolCache;
        const folder = halfInstalled(root, hours);
        const step = await trial.step({}, { toolCache: root });
        await trial.post(step);
        hold(trial, step, repaired);
        // Another job may still be at it, until a day has passed.
        if (existsSync(folder) !== hours < 24) {
          trial.broken.push(`${folder} was not treated by its age`);
        }
      },
    }),
  ),
  {
    group,
    name: 'it cannot be written to',
    times: 1,
    async play(trial) {
      const { toolCache } = trial.job;
      mountSmall(toolCache, 1024, 'ro');
      try {
        const step = await trial.step({}, { toolCache });
        await trial.post(step);
        hold(trial, step, repaired);
      } finally {
        unmount(toolCache);
      }
    },
  },
  {
    group,
    name: 'SIGKILL during the install, at 10 moments; then a run to the end',
    times: 10,
    async play(trial, nth) {
      const { toolCache } = trial.job;
      const step = await trial.step(
        {},
        { toolCache, onStart: (child) => setTimeout(() => child.kill('SIGKILL'), 150 + 40 * nth) },
      );
      await trial.post(step);
      const binary = filesBelow(toolCache).find((path) => /\/x64[^/]*\/buildx$/.test(path));
      const good = filesBelow(trial.rig.toolCache).find((path) => path.endsWith('/buildx')) ?? '';
      if (binary !== undefined && !readFileSync(binary).equals(readFileSync(good))) {
        trial.broken.push('a binary that is not whole is in its place');
      }
      trial.anew();
      const next = await trial.step({}, { toolCache });
      await trial.post(next);
      hold(trial, next, repaired);
      const temporary = readdirSync(toolCache).filter(
        (name) => !/^(buildx|\.multiarch-build-\w+)$/.test(name),
      );
      if (temporary.length > 0) {
        trial.broken.push(`in the tool cache is ${temporary.join(', ')}`);
      }
    },
  },
];
