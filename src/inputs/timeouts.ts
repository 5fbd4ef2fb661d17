import { type Phase, phases, type Timeouts } from '../session/session.ts';
import { parseDuration } from './syntax/durations.ts';
import type { Form } from './syntax/form.ts';
import type { Complaint } from './syntax/problems.ts';
import { alternatives, quote } from './syntax/quote.ts';
import { didYouMean, nearest } from './syntax/suggestion.ts';

/** A job ends after 5 days anyway, and Node fires a timer of over 24 days at once. */
const longest = 5 * 24 * 3_600_000;

/** A limit for the step, or for one of its phases. */
interface Limit {
  readonly phase: Phase | null;
  readonly milliseconds: number;
}

/** One duration for the step, `phase=duration` for a phase, one per line. */
export function readTimeouts(form: Form<'timeout'>): Timeouts {
  const seen = new Set<Phase | null>();
  const limits = form.list('timeout').flatMap(({ text }) => {
    const limit = readLimit(form, text);
    if (limit === null) {
      return [];
    }
    if (seen.has(limit.phase)) {
      form.refuse(
        'timeout',
        `${quote(text)} sets a second limit for ${limit.phase === null ? 'the step' : `the phase '${limit.phase}'`}.`,
      );
    }
    seen.add(limit.phase);
    return [limit];
  });
  const of = (phase: Phase | null): number | null =>
    limits.find((limit) => limit.phase === phase)?.milliseconds ?? null;
  return {
    whole: of(null),
    phases: { setup: of('setup'), build: of('build'), verify: of('verify'), publish: of('publish') },
  };
}

function readLimit(form: Form<'timeout'>, text: string): Limit | null {
  const equals = text.indexOf('=');
  const name = text.slice(0, Math.max(equals, 0)).trim();
  const phase = phases.find((known) => known === name) ?? null;
  if (equals >= 0 && phase === null) {
    form.refuse(
      'timeout',
      `${quote(text)} names the unknown phase ${quote(name)}; expected ${alternatives(phases)}.`,
      didYouMean(nearest(name, phases)),
    );
    return null;
  }
  const value = text.slice(equals + 1).trim();
  const milliseconds = parseDuration(value);
  if (milliseconds === null) {
    form.refuse('timeout', ...durationComplaint(text, value));
    return null;
  }
  if (milliseconds > longest) {
    form.refuse('timeout', `${quote(text)} is longer than 120 hours, the most that a job may run.`);
  }
  return { phase, milliseconds };
}

function durationComplaint(text: string, value: string): Complaint {
  if (/^[0hms]+$/.test(value)) {
    return [
      `${quote(text)} is not more than zero; expected a duration such as 45m.`,
      'For no limit, leave it out.',
    ];
  }
  return [
    `${quote(text)} is not a duration; expected for example 45m, 1h30m or 90s.`,
    /^\d+$/.test(value) ? didYouMean(`${value}m`) : undefined,
  ];
}
