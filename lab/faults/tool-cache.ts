// What a tool cache can look like after installs that were killed at any step, or with damaged or hostile content.
// The next run either repairs it or refuses it, and the run after that one succeeds.
import type { ChildProcess } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
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
import { digestOf } from '../../src/oci/digest.ts';
import { startProxy } from '../proxy.ts';
import { filesBelow } from './canaries.ts';
import { isRunning } from './engine.ts';
import { mountSmall, unmount } from './mounts.ts';
import { hold, type Must, type Scenario } from './scenario.ts';
import type { Trial } from './trial.ts';

const group = 'A tool cache that is damaged';

interface Cached {
  readonly root: string;
  readonly binary: string;
  readonly marker: string;
}

/** The buildx that a tool cache holds. */
export function binaryIn(root: string): string {
  return filesBelow(root).find((path) => path.endsWith('/buildx')) ?? '';
}

/** What stands in a tool cache, so that a damage can be told from none. */
function fingerprint(root: string): string {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const content = entry.isFile() ? digestOf(readFileSync(path)) : '';
    return [path, lstatSync(path).mode, content].join(' ');
  });
  return entries.toSorted().join('\n');
}

/** A copy of a good tool cache. */
function goodCache(trial: Trial): Cached {
  const root = trial.job.toolCache;
  cpSync(trial.rig.toolCache, root, { recursive: true });
  const binary = binaryIn(root);
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

function isWritable(folder: string): boolean {
  try {
    writeFileSync(join(folder, 'probe'), '');
    return true;
  } catch {
    return false;
  }
}

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
        const good = fingerprint(cached.root);
        damage(cached);
        const damaged = fingerprint(cached.root) !== good;
        const options = { toolCache: cached.root };
        const step = await trial.step({}, options);
        await trial.post(step);
        trial.confirm(damaged);
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
        const lay = existsSync(folder);
        const step = await trial.step({}, { toolCache: root });
        await trial.post(step);
        trial.confirm(lay);
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
        trial.confirm(!isWritable(toolCache));
        hold(trial, step, repaired);
      } finally {
        unmount(toolCache);
      }
    },
  },
  {
    group,
    name: 'SIGKILL during the install, at 10 moments from the request for the file on; then a run to the end',
    times: 10,
    async play(trial, nth, attempt) {
      const { toolCache } = trial.job;
      const { host, pathname } = new URL(trial.rig.lab['LAB_RELEASES'] ?? '');
      const proxy = await startProxy({ upstream: host, port: 0 });
      let sent = false;
      let whole = true;
      let child: ChildProcess | null = null;
      const kill = (): void => {
        whole = filesBelow(toolCache).some((path) => path.endsWith('.complete'));
        sent = child !== null && isRunning(child) && child.kill('SIGKILL');
      };
      // The install begins with the request for the file.
      const onHit = (): void => void setTimeout(kill, (30 * nth) / 2 ** attempt);
      proxy.add({ kind: 'lag', delayMs: 0, times: 1, onHit });
      try {
        const step = await trial.step(
          { 'buildx-mirror': `http://${proxy.address}${pathname}` },
          {
            toolCache,
            onStart: (started) => {
              child = started;
            },
          },
        );
        await trial.post(step);
        trial.confirm(sent && !whole && step.code === null);
      } finally {
        await proxy.close();
      }
      const binary = filesBelow(toolCache).find((path) => /\/x64[^/]*\/buildx$/.test(path));
      if (binary !== undefined && !readFileSync(binary).equals(readFileSync(binaryIn(trial.rig.toolCache)))) {
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
