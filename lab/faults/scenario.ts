// A scenario is data and one function: what is injected, how often, what must hold. The same ones run in
// `npm run faults` and, those that are marked, as tests.
import type { ErrorCode } from '../../src/errors.ts';
import type { Step, Trial } from './trial.ts';

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
  readonly published?: string;
  /** What the error, or of a success the log, must tell. */
  readonly says?: readonly RegExp[];
  readonly atMostSeconds?: number;
  readonly atLeastSeconds?: number;
  /** The outputs that must be there, and no other. */
  readonly outputs?: readonly string[];
  /** Of these requests to the registry, none was made twice: what nobody allows is not tried again. */
  readonly once?: { readonly method: string; readonly path: string };
}

export function hold(trial: Trial, step: Step, must: Must): void {
  const { verdict, seconds, outputs } = step;
  const ends = [must.end].flat();
  const fail = (text: string): void => void trial.broken.push(text);
  if (!ends.includes(verdict.end as End)) {
    fail(`it ended with ${verdict.end} in place of ${ends.join(' or ')}: ${verdict.message}`);
  }
  if (must.published !== undefined && verdict.published !== must.published) {
    fail(`published was ${verdict.published} in place of ${must.published}`);
  }
  const said = verdict.message === '' ? step.log : verdict.message;
  for (const pattern of must.says ?? []) {
    if (!pattern.test(said)) {
      fail(`it does not say ${pattern}: ${said}`);
    }
  }
  if (must.atMostSeconds !== undefined && seconds > must.atMostSeconds) {
    fail(`it took ${seconds.toFixed(1)} s, over ${must.atMostSeconds}`);
  }
  if (must.atLeastSeconds !== undefined && seconds < must.atLeastSeconds) {
    fail(`it took ${seconds.toFixed(1)} s, under ${must.atLeastSeconds}`);
  }
  for (const path of must.once === undefined ? [] : repeated(must.once, step.record)) {
    fail(`${path} was asked for more than once`);
  }
  const names = Object.keys(outputs).toSorted().join();
  if (must.outputs !== undefined && names !== must.outputs.toSorted().join()) {
    fail(`the outputs are ${names || 'none'} in place of ${must.outputs.join()}`);
  }
}

/** Paths of these requests that came more than once. The first one without a login is no attempt: it asks what is wanted. */
function repeated(
  { method, path }: { method: string; path: string },
  record: Step['record'],
): readonly string[] {
  const paths = record
    .filter((hit) => hit.authorization !== '' && hit.method === method && new RegExp(path).test(hit.path))
    .map((hit) => hit.path);
  return [...new Set(paths.filter((one, at) => paths.indexOf(one) !== at))];
}
