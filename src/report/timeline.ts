import type { Outcome, PhaseTime } from '../session/ledger.ts';
import type { BuildStep } from '../session/steps.ts';
import { howOf } from './advice.ts';
import { clipped, fenced } from './markup.ts';

/** In milliseconds. Of a shorter step the table says enough. */
const shortestStep = 60_000;
/** Share of the whole from which an instruction has a bar, and how many have one. */
const shortestShare = 0.03;
const mostBars = 15;

const phaseNames: Readonly<Record<PhaseTime['phase'], string>> = {
  setup: 'Set up',
  build: 'Build',
  verify: 'Verify',
  publish: 'Publish',
};

/** A Mermaid chart of the phases and the long instructions, where the step took longer than a minute. */
export function timeline(facts: Outcome): readonly string[] {
  const { phases, steps } = facts;
  const startedMs = Math.min(...phases.map((phase) => phase.startedMs));
  const endedMs = Math.max(...phases.map((phase) => phase.endedMs));
  const whole = endedMs - startedMs;
  if (phases.length === 0 || whole < shortestStep) {
    return [];
  }
  const long = steps
    .filter(({ seconds }) => (seconds ?? 0) * 1000 >= whole * shortestShare)
    .toSorted((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0))
    .slice(0, mostBars)
    .toSorted((a, b) => a.startedMs - b.startedMs);
  const platforms = [...new Set(long.map(({ platform }) => platform ?? 'every platform'))];
  const lines = [
    'gantt',
    '  dateFormat x',
    '  axisFormat %H:%M:%S',
    '  todayMarker off',
    '  section Phases',
    ...phases.map((phase) => bar(phaseNames[phase.phase], '', phase.startedMs, phase.endedMs)),
    ...platforms.flatMap((platform) => [
      `  section ${harmless(platform)}`,
      ...long
        .filter((step) => (step.platform ?? 'every platform') === platform)
        .map((step) => bar(titleOf(step, facts), markOf(step, facts), step.startedMs, endOf(step))),
    ]),
  ];
  return ['**Timeline**', '', ...fenced(lines.join('\n'), 'mermaid')];
}

function bar(title: string, mark: string, startedMs: number, endedMs: number): string {
  // A bar of no length at all would not be drawn.
  return `  ${title} :${mark}${startedMs}, ${Math.max(endedMs, startedMs + 1)}`;
}

function endOf({ startedMs, seconds }: BuildStep): number {
  return startedMs + Math.round((seconds ?? 0) * 1000);
}

function titleOf(step: BuildStep, facts: Outcome): string {
  const how = howOf(step, facts) === 'emulated' && step.what.startsWith('RUN') ? ' (emulated)' : '';
  return `${harmless(clipped(step.what, 50))}${how}`;
}

/** What failed and what was emulated stands out. */
function markOf(step: BuildStep, facts: Outcome): string {
  if (step.state === 'failed') {
    return 'crit, ';
  }
  return howOf(step, facts) === 'emulated' ? 'active, ' : '';
}

/**
 * Text that means nothing to Mermaid, which ends a title at a colon, takes `#…;` for a character and `%%` for a
 * comment, and knows words that begin a line.
 */
function harmless(text: string): string {
  const plain = text
    .replace(/[^\p{L}\p{N} ./=+_,()-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return /^(?:RUN|COPY|ADD|FROM|WORKDIR|ONBUILD|exporting|importing|resolve|load|pushing|linux\/|windows\/|every|auth)/.test(
    plain,
  )
    ? plain
    : `step ${plain}`.trim();
}
