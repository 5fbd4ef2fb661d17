import type { Tool } from '../runner/processes.ts';
import type { Runner } from '../runner/runner.ts';
import { containerOf, volumeOf } from './name.ts';

/**
 * Removes a builder with its container and volume, whatever is left of them. Never throws: what could
 * not be removed is a warning, and true is returned only if nothing is left.
 */
export async function removeBuilder(
  name: string,
  buildx: Tool,
  docker: Tool,
  runner: Pick<Runner, 'processes' | 'log'>,
): Promise<boolean> {
  const { processes, log } = runner;
  // Not with the step's signal: a cancelled step must clean up all the more.
  const removed = await processes.run(buildx, ['rm', '--force', '--timeout', '1m', name]).catch(() => null);
  if (removed?.code === 0) return true;
  // buildx no longer knows the builder, or is gone itself; the daemon still has what it made.
  const containers = await processes
    .run(docker, ['rm', '--force', '--volumes', containerOf(name)])
    .catch(() => null);
  const volume = await processes.run(docker, ['volume', 'rm', '--force', volumeOf(name)]).catch(() => null);
  if (containers?.code === 0 && volume?.code === 0) return true;
  log.warning(
    `The builder ${name} could not be removed: ${(volume?.stderr || containers?.stderr || 'the Docker daemon does not answer').trim()} ` +
      'A later run of this action on this machine removes it.',
  );
  return false;
}
