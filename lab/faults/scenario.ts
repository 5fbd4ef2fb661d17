// A scenario is data and one function: what is injected, how often, what must hold. The same ones run in
// `npm run faults` and, those that are marked, as tests.
import type { ErrorCode } from '../../src/errors.ts';
import type { Trial, TriedStep } from './trial.ts';

export interface Scenario {
  readonly group: string;
  /** What is injected. */
  readonly name: string;
  readonly times: number;
  /** How often in `npm test`; default: not at all. */
  readonly quick?: number;
  /** Waits for minutes, so that it begins first. */
  readonly slow?: boolean;
  /** Changes the machine for a moment, so that nothing else may run beside it. */
  readonly alone?: boolean;
  /** Injects nothing: it shows that what the others see is the fault's doing. */
  readonly control?: boolean;
  /**
   * Runs it once (`nth` counts from 0) and says in `trial.broken` what did not hold. It must find out for itself
   * whether its fault came to pass, and tell `trial.confirm`; if it did not, it is played again (`attempt` counts
   * from 0).
   */
  play(trial: Trial, nth: number, attempt: number): Promise<void>;
}

type End = 'succeeded' | ErrorCode;

/** What must hold after a step, besides what the judges look for every time. */
export interface Must {
  readonly end: End | readonly End[];
  /** As the verdict says it: `nothing`, `its digest, no tag`, `all tags`, `2 of 3 tags`. */
  readonly published?: string | readonly string[];
  /** What the error, or of a success the log, must tell. */
  readonly says?: readonly RegExp[];
  /** From the first request that fell under a rule to the end of the step; of the whole step if there was none. */
  readonly atMostSeconds?: number;
  readonly atLeastSeconds?: number;
  /** The outputs that must be there, and no other. */
  readonly outputs?: readonly string[];
  /** None of these requests was made more often: what nobody allows is not tried again. */
  readonly attempts?: Attempts;
}

export interface Attempts {
  readonly method: string;
  /** A regular expression; each path that it matches counts by itself. */
  readonly path: string;
  readonly most: number;
}

export function hold(trial: Trial, step: TriedStep, must: Must): void {
  const { verdict } = step;
  const ends = [must.end].flat();
  if (!ends.includes(verdict.end as End)) {
    trial.broken.push(`it ended with ${verdict.end} in place of ${ends.join(' or ')}: ${verdict.message}`);
  }
  const published = must.published === undefined ? null : [must.published].flat();
  if (published !== null && !published.includes(verdict.published)) {
    trial.broken.push(`published was ${verdict.published} in place of ${published.join(' or ')}`);
  }
  const said = verdict.message === '' ? step.log : verdict.message;
  const unsaid = (must.says ?? []).filter((pattern) => !pattern.test(said));
  trial.broken.push(
    ...unsaid.map((pattern) => `it does not say ${pattern}: ${said}`),
    ...wrongTime(step, must),
    ...(must.attempts === undefined ? [] : tooOften(must.attempts, step.record)),
    ...(must.outputs === undefined ? [] : wrongOutputs(step, must.outputs)),
  );
}

function wrongTime(
  { record, seconds, ended }: TriedStep,
  { atMostSeconds = Number.POSITIVE_INFINITY, atLeastSeconds = 0 }: Must,
): readonly string[] {
  const fault = record.find(({ ruleIndex }) => ruleIndex !== null);
  const since = fault === undefined ? seconds : (ended - fault.at) / 1000;
  return [
    ...(since > atMostSeconds ? [`it took ${since.toFixed(1)} s, over ${atMostSeconds}`] : []),
    ...(seconds < atLeastSeconds ? [`it took ${seconds.toFixed(1)} s, under ${atLeastSeconds}`] : []),
  ];
}

function wrongOutputs({ outputs }: TriedStep, expected: readonly string[]): readonly string[] {
  const names = Object.keys(outputs).toSorted().join();
  return names === expected.toSorted().join()
    ? []
    : [`the outputs are ${names || 'none'} in place of ${expected.join()}`];
}

/** A request without a login is no attempt: it asks what is wanted. */
function tooOften({ method, path, most }: Attempts, record: TriedStep['record']): readonly string[] {
  const counts = new Map<string, number>();
  for (const hit of record) {
    if (hit.authorization !== '' && hit.method === method && new RegExp(path).test(hit.path)) {
      counts.set(hit.path, (counts.get(hit.path) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count > most)
    .map(([asked, count]) => `${method} ${asked} came ${count} times, and ${most} are allowed`);
}
