import { formatPlatforms } from '../oci/platform.ts';
import { formatTag } from '../oci/reference.ts';
import { formatDuration } from '../session/duration.ts';
import type { Outcome, PhaseTime } from '../session/ledger.ts';
import { type BuildStep, isRun } from '../session/steps.ts';
import { howOf } from './advice.ts';
import { clipped, listed } from './markup.ts';

/** How many steps a line names: the longest that run. */
const mostNamed = 3;
const longestStep = 100;

/** What runs now, for somebody who watches the log. `activity` says it where no step of a build is known. */
export function lifeLine(
  facts: Outcome,
  { phase, startedMs, nowMs }: Pick<PhaseTime, 'phase' | 'startedMs'> & { readonly nowMs: number },
  activity: string,
): string {
  const after = `After ${formatDuration(nowMs - startedMs)}`;
  const running = phase === 'build' ? facts.steps.filter(({ state }) => state === 'running') : [];
  if (running.length === 0) {
    return `${after}, still ${activity}.`;
  }
  const named = running
    .toSorted((a, b) => a.startedMs - b.startedMs)
    .slice(0, mostNamed)
    .map((step) => `${stepText(step, facts)} for ${formatDuration(nowMs - step.startedMs)}`);
  const more = running.length > mostNamed ? `; and ${running.length - mostNamed} more` : '';
  return `${after}, still running: ${named.join('; ')}${more}.`;
}

function stepText(step: BuildStep, facts: Outcome): string {
  const { platform, on, what, doing } = step;
  const how = isRun(step) && howOf(step, facts) !== 'unknown' ? ` (${howOf(step, facts)})` : '';
  const where = on === null ? how : ` on ${on}${how}`;
  const text = doing === '' ? what : `${what}, ${doing},`;
  return `${platform === null ? '' : `${platform}${where}: `}${clipped(text, longestStep)}${platform === null ? how : ''}`;
}

/** What stays visible below the sections of the log: names, digest, time and what was verified. */
export function closingLines(facts: Outcome, tookMs: number): readonly string[] {
  const { verified, tags, shard } = facts;
  if (verified === null) {
    return [];
  }
  const platforms = formatPlatforms(verified.images.map(({ platform }) => platform));
  const unpublished =
    shard === null
      ? `Built for ${platforms}, and published nowhere.`
      : `Staged ${platforms} for the merge, without a tag.`;
  return [
    tags.length === 0 ? unpublished : `Published ${listed(tags.map(formatTag))}.`,
    `Digest ${verified.digest}`,
    `Took ${formatDuration(tookMs)}. Verified: ${listed(verified.checks)}.`,
  ];
}
