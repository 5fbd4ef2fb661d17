import { removeBuilderArguments } from '../buildx/builder.ts';
import type { Remover } from './drivers/driver.ts';
import { driverOf } from './drivers/drivers.ts';
import { instanceOf } from './instance.ts';
import { firstNodeOf } from './name.ts';

/** Of each command. */
const limitMs = 90_000;

/**
 * Removes a builder with all that its driver made, whatever is left of it. Never throws: what could not be
 * removed is a warning, and true is returned only if nothing is left. `hasDied`: buildx does not look for the
 * volume of a container that is gone, so the driver does too.
 */
export async function removeBuilder(name: string, hasDied: boolean, remover: Remover): Promise<boolean> {
  const { processes, log, buildx } = remover;
  // Of one that buildx no longer knows, what the default driver makes is looked for.
  const instance = await instanceOf(name, remover);
  const driver = driverOf(instance?.driver ?? 'docker-container');
  // Not with the step's signal: a cancelled step must clean up all the more. But not for ever either.
  const removed = await processes
    .run(buildx, removeBuilderArguments(name), { signal: AbortSignal.timeout(limitMs) })
    .catch(() => null);
  if (removed?.code === 0 && !hasDied) {
    return true;
  }
  // buildx no longer knows the builder, or is gone itself; what the driver made may still be there.
  const left: string[] = [];
  for (const node of instance?.nodes.map((known) => known.name) ?? [firstNodeOf(name)]) {
    left.push((await driver.removeNode(node, remover)) ?? '');
  }
  const [reason] = left.filter((text) => text !== '');
  if (reason === undefined) {
    return true;
  }
  log.warning(
    `The builder ${name} could not be removed: ${reason} A later run of this action on this machine removes it.`,
  );
  return false;
}
