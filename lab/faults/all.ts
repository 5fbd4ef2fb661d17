import { builderDeaths } from './builder.ts';
import { content } from './content.ts';
import { direct } from './direct.ts';
import { fullDisks } from './disk.ts';
import { hostile } from './hostile.ts';
import { killedSteps } from './killed.ts';
import { machines } from './machines.ts';
import { parallelJobs } from './parallel.ts';
import { registryLasting } from './registry-lasting.ts';
import { registryOnce, registryOnceSample } from './registry-once.ts';
import { registrySilent } from './registry-silent.ts';
import { registryTokens } from './registry-tokens.ts';
import { releaseServer } from './releases.ts';
import type { Rig } from './rig.ts';
import type { Scenario } from './scenario.ts';
import { toolCaches } from './tool-cache.ts';

/** All, in the order of the report. */
export async function allScenarios(rig: Rig): Promise<readonly Scenario[]> {
  return [...(await registryOnce(rig)), ...others];
}

const others: readonly Scenario[] = [
  ...registryLasting,
  ...registrySilent,
  ...registryTokens,
  ...content,
  ...direct,
  ...releaseServer,
  ...machines,
  ...toolCaches,
  ...builderDeaths,
  ...fullDisks,
  ...hostile,
  ...killedSteps,
  ...parallelJobs,
];

/** Those that `npm test` runs, as often as it does. */
export const quickScenarios: readonly Scenario[] = [...registryOnceSample, ...others].flatMap((scenario) =>
  scenario.quick ? [{ ...scenario, times: scenario.quick }] : [],
);
