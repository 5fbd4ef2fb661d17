import { instancePath, removeBuilderArguments } from '../buildx/builder.ts';
import type { Remover } from './drivers/driver.ts';
import { driverOf } from './drivers/drivers.ts';
import { parseInstance, remainingInstance } from './instance.ts';
import { firstNodeOf } from './name.ts';

/** Of each command. */
const limitMs = 90_000;

/**
 * Removes a builder with all that its driver made, whatever is left of it. Never throws: what could not be
 * removed is a warning, and true is returned only if nothing is left. `hasDied`: buildx does not look for the
 * volume of a container that is gone, so the driver does too.
 */
export async function removeBuilder(name: string, hasDied: boolean, remover: Remover): Promise<boolean> {
  const { log, files } = remover;
  const path = instancePath(name, remover);
  const entry = await files.read(path).then(String, () => '');
  const instance = parseInstance(entry);
  // Of one that buildx no longer knows, what the default driver makes is looked for.
  const driver = driverOf(instance?.driver ?? 'docker-container');
  if ((await removedByBuildx(name, remover)) && !hasDied) {
    return true;
  }
  // buildx no longer knows the builder, is gone itself, or did not reach a node; what the driver made may be there.
  const nodes = instance?.nodes ?? [{ name: firstNodeOf(name), endpoint: null }];
  const kept = new Map<string, string>();
  for (const node of nodes) {
    const reason = await driver.removeNode(node, remover);
    if (reason !== null) {
      kept.set(node.name, reason);
    }
  }
  if (kept.size === 0) {
    return true;
  }
  if (nodes.length > 1) {
    // buildx has forgotten all of it (commands/rm.go), and a later run must find what is left.
    await files.write(path, remainingInstance(entry, [...kept.keys()])).catch(() => undefined);
  }
  for (const [node, reason] of kept) {
    log.warning(
      `The builder ${name} could not be removed${nodes.length > 1 ? ` from its node ${node}` : ''}: ${reason} ` +
        'A later run of this action on this machine removes it.',
    );
  }
  return false;
}

/** Not with the step's signal: a cancelled step must clean up all the more. But not for ever either. */
async function removedByBuildx(name: string, { processes, buildx }: Remover): Promise<boolean> {
  const signal = AbortSignal.timeout(limitMs);
  const removed = await processes.run(buildx, removeBuilderArguments(name), { signal }).catch(() => null);
  return removed?.code === 0;
}
