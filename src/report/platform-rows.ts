import { formatPlatform } from '../oci/platform.ts';
import { formatDuration } from '../session/duration.ts';
import type { Outcome } from '../session/ledger.ts';
import { type PlatformWork, workOf } from '../session/steps.ts';
import { cellCode, clipped, escapeMarkup, narrow, table } from './markup.ts';

/** What the build did for each platform, whoever built it. */
export function workIn({ steps, setUp, legs }: Outcome): readonly PlatformWork[] {
  return legs.length > 0 ? legs.flatMap(({ work }) => work) : workOf(steps, setUp?.executions ?? []);
}

/** One row a platform of the verified image. */
export function platformTable(facts: Outcome): readonly string[] {
  const { verified } = facts;
  if (verified === null) {
    return [];
  }
  const work = workIn(facts);
  const rows = verified.images.map(({ platform, digest }, index) => {
    const name = formatPlatform(platform);
    return [
      name,
      size(verified.downloads[index] ?? null),
      ...workCells(work.find((candidate) => candidate.platform === name)),
      escapeMarkup(program(verified.binaries[index] ?? '')),
      cellCode(shortDigest(digest)),
    ];
  });
  return table(['Platform', 'Download', 'Build time', 'Cached steps', 'Ran', 'Program', 'Digest'], rows, [
    'Download',
    'Build time',
    'Cached steps',
  ]);
}

/** A platform whose instructions are all another one's too has none of its own: BuildKit runs them once. */
function workCells(own: PlatformWork | undefined): readonly [time: string, cached: string, ran: string] {
  if (own === undefined || own.instructions === 0) {
    return ['', '', own === undefined ? '' : ranIn[own.ran]];
  }
  // In a narrow column, a time on two lines is hard to read.
  const time = formatDuration(own.seconds * 1000).replaceAll(' ', '\u00a0');
  return [time, `${own.cached} of ${own.instructions}`, ranIn[own.ran]];
}

const ranIn: Readonly<Record<PlatformWork['ran'], string>> = {
  native: 'native',
  emulated: 'emulated',
  nothing: 'nothing ran',
};

/** `3.4 MB`, as registries count. */
export function size(bytes: number | null): string {
  if (bytes === null) {
    return '';
  }
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let [value, unit] = [bytes, 0];
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 9.95 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

const longestProgram = 60;
const longestWord = 26;

/** What the check of the binaries saw, in the space of a cell: `/app: AArch64`. */
function program(found: string): string {
  const short = found
    .split('; ')
    .map((part) => part.replace(/an ELF binary for ([^,]+),.*/, '$1'))
    .join('; ');
  return clipped(narrow(short, longestWord), longestProgram);
}

/** `sha256:` and twelve digits: enough to tell digests apart. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}
