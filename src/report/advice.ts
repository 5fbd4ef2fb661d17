import { formatPlatform } from '../oci/platform.ts';
import { formatDuration } from '../session/duration.ts';
import type { Outcome } from '../session/ledger.ts';
import { type BuildStep, isRun } from '../session/steps.ts';
import { clipped, code } from './markup.ts';

/** In seconds. What cost less is no reason to change anything. */
const worthTelling = 60;
const mostSteps = 3;
/** In seconds. A step of less is not named. */
const worthNaming = 5;

/** An instruction that ran under emulation, and what that cost. */
export interface EmulationCost {
  readonly step: BuildStep;
  /** What the same instruction took on a platform that ran natively; null where there is none. */
  readonly nativeSeconds: number | null;
  /** In seconds: what it took more than that, or all of it. */
  readonly cost: number;
}

/** The instructions that ran under emulation, the dearest first. */
export function emulationCosts(facts: Outcome): readonly EmulationCost[] {
  const ran = facts.steps.filter((step) => isRun(step) && step.on === null && step.seconds !== null);
  return ran
    .filter((step) => howOf(step, facts) === 'emulated')
    .map((step) => {
      const sibling = ran.find(
        (other) =>
          other !== step &&
          other.state === 'done' &&
          stageOf(other) === stageOf(step) &&
          howOf(other, facts) === 'native',
      );
      const nativeSeconds = sibling?.seconds ?? null;
      return { step, nativeSeconds, cost: Math.max((step.seconds ?? 0) - (nativeSeconds ?? 0), 0) };
    })
    .toSorted((a, b) => b.cost - a.cost);
}

/** How the programs of a step ran. */
export function howOf({ platform, on }: BuildStep, { setUp }: Outcome): 'native' | 'emulated' | 'unknown' {
  const executions = setUp?.executions ?? [];
  const name = on ?? platform ?? (executions.length === 1 ? nameOf(executions[0]) : null);
  const execution = executions.find((candidate) => nameOf(candidate) === name);
  if (execution === undefined) {
    // A stage of the build platform where that is not among the image's own.
    return on === null ? 'unknown' : 'native';
  }
  return execution.how === 'native' ? 'native' : 'emulated';
}

/** What to do about emulation, where it cost more than a minute. */
export function advice(facts: Outcome, guide: string): readonly string[] {
  const costs = emulationCosts(facts);
  const whole = costs.reduce((sum, { cost }) => sum + cost, 0);
  if (whole < worthTelling) {
    return [];
  }
  const dear = costs.filter(({ cost }) => cost >= worthNaming).slice(0, mostSteps);
  const lines = dear.map(({ step, nativeSeconds }) => {
    const native = nativeSeconds === null ? '' : `, natively ${formatDuration(nativeSeconds * 1000)}`;
    const took = formatDuration((step.seconds ?? 0) * 1000);
    return `> - ${code(clipped(step.what, 80))} on ${step.platform ?? 'this platform'}: ${took}${native}`;
  });
  return [
    `> **Emulation cost about ${formatDuration(whole * 1000)}.** [A native runner for each platform](${guide}) avoids that, and so does cross-compiling in a stage \`FROM --platform=$BUILDPLATFORM\`.`,
    '>',
    ...lines,
    '',
  ];
}

/** An instruction's place in its Dockerfile: `builder 2/3 RUN make`. */
function stageOf({ title, platform, on }: BuildStep): string {
  const prefix = on === null ? platform : null;
  return prefix === null ? title : title.replace(`[${prefix} `, '[');
}

type Execution = NonNullable<Outcome['setUp']>['executions'][number];

function nameOf(execution: Execution | undefined): string | null {
  return execution === undefined ? null : formatPlatform(execution.platform);
}
