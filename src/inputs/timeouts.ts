import { type Phase, phases, type Timeouts } from '../session/session.ts';
import { parseDuration } from './durations.ts';
import type { Form } from './form.ts';
import { alternatives, quote } from './problems.ts';
import { didYouMean, nearest } from './suggestion.ts';

/** A job ends after 5 days anyway, and Node fires a timer of over 24 days at once. */
const longest = 5 * 24 * 3_600_000;

/** One duration for the step, `phase=duration` for a phase, one a line. */
export function readTimeouts(form: Form): Timeouts {
  const { problems } = form;
  let whole: number | null = null;
  const limits: Record<Phase, number | null> = { setup: null, build: null, verify: null, publish: null };
  const seen = new Set<string>();
  for (const { text } of form.list('timeout')) {
    const equals = text.indexOf('=');
    const name = equals < 0 ? '' : text.slice(0, equals).trim();
    const phase = phases.find((known) => known === name);
    if (equals >= 0 && phase === undefined) {
      problems.add(
        'timeout',
        `${quote(text)} is for the phase ${quote(name)}, expected ${alternatives(phases)}.`,
        didYouMean(nearest(name, phases)),
      );
      continue;
    }
    if (seen.has(name)) {
      problems.add(
        'timeout',
        `${quote(text)} is a second limit of ${phase === undefined ? 'the step' : `the phase '${phase}'`}.`,
      );
    }
    seen.add(name);
    const value = text.slice(equals + 1).trim();
    const limit = parseDuration(value);
    if (limit === null || limit > longest) {
      problems.add('timeout', ...refusal(text, value, limit));
    } else if (phase === undefined) {
      whole = limit;
    } else {
      limits[phase] = limit;
    }
  }
  return { whole, phases: limits };
}

function refusal(
  text: string,
  value: string,
  limit: number | null,
): [text: string, hint: string | undefined] {
  if (limit !== null) {
    return [`${quote(text)} is longer than the 120 hours that a job may run.`, undefined];
  }
  if (/^[0hms]+$/.test(value)) {
    return [
      `${quote(text)} is no time at all, expected a duration such as 45m.`,
      'For no limit, leave it out.',
    ];
  }
  return [
    `${quote(text)} is no duration, expected for example 45m, 1h30m or 90s.`,
    /^\d+$/.test(value) ? didYouMean(`${value}m`) : undefined,
  ];
}
