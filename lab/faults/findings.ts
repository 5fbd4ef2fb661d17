// What the judges found in one play of a scenario.
import type { Judgement } from './judge.ts';

export interface Findings {
  /** Whether the fault came to pass; without it, the try says nothing of how the step copes. */
  readonly injected: boolean;
  /** Of the steps, in order. */
  readonly verdicts: readonly Judgement[];
  readonly leaks: readonly string[];
  readonly leftovers: readonly string[];
  /**
   * What a killed step left and no later step removes so soon: volumes without a container, which go when they are ten
   * minutes old.
   */
  readonly abandoned: readonly string[];
  /** What happened otherwise than the scenario says, each in one sentence. */
  readonly broken: readonly string[];
  /** The secrets that somebody who was meant to have them got. */
  readonly received: readonly string[];
}

/** Those of a scenario with several jobs, the first of which says for all whether the fault came to pass. */
export function joinFindings(all: readonly Findings[]): Findings {
  return {
    injected: all[0]?.injected ?? false,
    verdicts: all.flatMap(({ verdicts }) => verdicts),
    leaks: all.flatMap(({ leaks }) => leaks),
    leftovers: all.flatMap((findings) => findings.leftovers),
    abandoned: all.flatMap(({ abandoned }) => abandoned),
    broken: all.flatMap(({ broken }) => broken),
    received: [...new Set(all.flatMap(({ received }) => received))],
  };
}
