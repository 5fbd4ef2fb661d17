import { removeBuilderArguments } from '../buildx/builder.ts';
import type { BuildxSession } from '../buildx/session.ts';
import type { Completed, Tool } from '../runner/processes.ts';
import { containerOf, firstNodeOf, volumeOf } from './name.ts';

/** What it takes to remove a builder. */
export type Remover = Pick<BuildxSession, 'buildx' | 'docker' | 'processes' | 'log'>;

/** Of each command. */
const limitMs = 90_000;

/**
 * Removes a builder with its container and volume, whatever is left of them. Never throws: what could
 * not be removed is a warning, and true is returned only if nothing is left. `hasDied`: buildx does not
 * look for the volume of a container that is gone, so the daemon is asked too.
 */
export async function removeBuilder(name: string, hasDied: boolean, remover: Remover): Promise<boolean> {
  const { processes, log, buildx, docker } = remover;
  // Not with the step's signal: a cancelled step must clean up all the more. But not for ever either.
  const run = (tool: Tool, args: readonly string[]): Promise<Completed | null> =>
    processes.run(tool, args, { signal: AbortSignal.timeout(limitMs) }).catch(() => null);
  const removed = await run(buildx, removeBuilderArguments(name));
  if (removed?.code === 0 && !hasDied) {
    return true;
  }
  // buildx no longer knows the builder, or is gone itself; the daemon still has what it made.
  const container = await run(docker, ['rm', '--force', '--volumes', containerOf(firstNodeOf(name))]);
  const volume = await run(docker, ['volume', 'rm', '--force', volumeOf(firstNodeOf(name))]);
  if (container?.code === 0 && volume?.code === 0) {
    return true;
  }
  log.warning(
    `The builder ${name} could not be removed: ${(volume?.stderr || container?.stderr || 'the Docker daemon does not answer').trim()} ` +
      'A later run of this action on this machine removes it.',
  );
  return false;
}
