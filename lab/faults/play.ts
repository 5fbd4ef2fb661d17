// Runs scenarios, several at a time, and gathers what the judges found.
import { messageOf } from '../../src/errors.ts';
import type { Findings } from './findings.ts';
import type { Rig, Slot } from './rig.ts';
import type { Scenario } from './scenario.ts';
import { NotInjected, Trial } from './trial.ts';

/** What came of one scenario. */
export interface Row {
  readonly scenario: Scenario;
  /** One for each time that it was to be tried. */
  readonly tries: readonly Findings[];
  /** Of plays whose fault had no occasion, so that they were played again; what the judges found in them counts too. */
  readonly without: readonly Findings[];
}

/** A fault that waits for a certain request or moment may miss it once. */
const mostPlays = 4;

export async function playAll(
  scenarios: readonly Scenario[],
  rig: Rig,
  onTry: (scenario: Scenario, plays: readonly Findings[]) => void = () => undefined,
): Promise<readonly Row[]> {
  const results = new Map(scenarios.map((scenario) => [scenario, [] as (readonly Findings[])[]]));
  const slowFirst = scenarios.toSorted((a, b) => Number(b.slow ?? false) - Number(a.slow ?? false));
  const tasks = (alone: boolean) =>
    slowFirst
      .filter((scenario) => (scenario.alone ?? false) === alone)
      .flatMap((scenario) => Array.from({ length: scenario.times }, (_, nth) => ({ scenario, nth })));
  const work = async (queue: { scenario: Scenario; nth: number }[], slot: Slot): Promise<void> => {
    for (let task = queue.shift(); task; task = queue.shift()) {
      const plays = await playUntilInjected(task.scenario, task.nth, rig, slot);
      results.get(task.scenario)?.push(plays);
      onTry(task.scenario, plays);
    }
  };
  const [beside, alone] = [tasks(false), tasks(true)];
  await Promise.all(rig.slots.map((slot) => work(beside, slot)));
  for (const slot of rig.slots.slice(0, 1)) {
    await work(alone, slot);
  }
  return scenarios.map((scenario) => {
    const all = results.get(scenario) ?? [];
    return {
      scenario,
      tries: all.flatMap((plays) => plays.slice(-1)),
      without: all.flatMap((plays) => plays.slice(0, -1)),
    };
  });
}

/** The findings of each play, the last of which is the one that counts. */
async function playUntilInjected(
  scenario: Scenario,
  nth: number,
  rig: Rig,
  slot: Slot,
): Promise<readonly Findings[]> {
  const plays: Findings[] = [];
  for (let attempt = 0; attempt < mostPlays; attempt++) {
    const trial = new Trial(rig, slot);
    try {
      await scenario.play(trial, nth, attempt);
    } catch (error) {
      if (!(error instanceof NotInjected)) {
        trial.broken.push(`the scenario itself failed: ${messageOf(error)}`);
      }
    }
    const findings = await trial.end();
    plays.push(findings);
    if (findings.injected || scenario.control || findings.broken.length > 0) {
      break;
    }
  }
  return plays;
}
