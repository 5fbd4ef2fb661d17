// Runs scenarios, several at a time, and gathers what the judges found.
import { messageOf } from '../../src/errors.ts';
import type { Rig, Slot } from './rig.ts';
import type { Scenario } from './scenario.ts';
import { type Findings, NotInjected, Trial } from './trial.ts';

/** What came of one scenario. */
export interface Row {
  readonly scenario: Scenario;
  readonly tries: readonly Findings[];
  /** Tries in which the fault never came to pass, so that they say nothing. */
  readonly idle: number;
}

export async function playAll(
  scenarios: readonly Scenario[],
  rig: Rig,
  onTry: (scenario: Scenario, findings: Findings | null) => void = () => undefined,
): Promise<readonly Row[]> {
  const results = new Map(scenarios.map((scenario) => [scenario, [] as (Findings | null)[]]));
  const slowFirst = scenarios.toSorted((a, b) => Number(b.slow ?? false) - Number(a.slow ?? false));
  const tasks = (alone: boolean) =>
    slowFirst
      .filter((scenario) => (scenario.alone ?? false) === alone)
      .flatMap((scenario) => Array.from({ length: scenario.times }, (_, nth) => ({ scenario, nth })));
  const work = async (queue: { scenario: Scenario; nth: number }[], slot: Slot): Promise<void> => {
    for (let task = queue.shift(); task; task = queue.shift()) {
      const findings = await playOnce(task.scenario, task.nth, rig, slot);
      results.get(task.scenario)?.push(findings);
      onTry(task.scenario, findings);
    }
  };
  const [beside, alone] = [tasks(false), tasks(true)];
  await Promise.all(rig.slots.map((slot) => work(beside, slot)));
  for (const slot of rig.slots.slice(0, 1)) {
    await work(alone, slot);
  }
  return scenarios.map((scenario) => {
    const all = results.get(scenario) ?? [];
    const tries = all.filter((findings) => findings !== null);
    return { scenario, tries, idle: all.length - tries.length };
  });
}

/** null if the fault did not come to pass. */
async function playOnce(scenario: Scenario, nth: number, rig: Rig, slot: Slot): Promise<Findings | null> {
  const trial = new Trial(rig, slot);
  let idle = false;
  try {
    await scenario.play(trial, nth);
  } catch (error) {
    idle = error instanceof NotInjected;
    if (!idle) {
      trial.broken.push(`the scenario itself failed: ${messageOf(error)}`);
    }
  }
  const findings = await trial.end();
  return idle && findings.broken.length === 0 ? null : findings;
}
