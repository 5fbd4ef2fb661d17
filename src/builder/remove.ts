import type { Completed, Tool } from '../runner/processes.ts';
import type { Runner } from '../runner/runner.ts';
import { containerOf, volumeOf } from './name.ts';

/** Of each command. `--timeout` of buildx is only for finding out what there is to remove. */
const limitMs = 90_000;

/**
 * Removes a builder with its container and volume, whatever is left of them. Never throws: what could
 * not be removed is a warning, and true is returned only if nothing is left. `thorough` is for a builder
 * that may have died: buildx does not look for the volume of a container that is gone.
 */
export async function removeBuilder(
  name: string,
  buildx: Tool,
  docker: Tool,
  runner: Pick<Runner, 'processes' | 'log'>,
  thorough = false,
): Promise<boolean> {
  const { processes, log } = runner;
  // Not with the step's signal: a cancelled step must clean up all the more. But not for ever either.
  const run = (tool: Tool, args: readonly string[]): Promise<Completed | null> =>
    processes.run(tool, args, { signal: AbortSignal.timeout(limitMs) }).catch(() => null);
  const removed = await run(buildx, ['rm', '--force', '--timeout', '1m', name]);
  if (removed?.code === 0 && !thorough) {
    return true;
  }
  // buildx no longer knows the builder, or is gone itself; the daemon still has what it made.
  const container = await run(docker, ['rm', '--force', '--volumes', containerOf(name)]);
  const volume = await run(docker, ['volume', 'rm', '--force', volumeOf(name)]);
  if (container?.code === 0 && volume?.code === 0) {
    return true;
  }
  log.warning(
    `The builder ${name} could not be removed: ${(volume?.stderr || container?.stderr || 'the Docker daemon does not answer').trim()} ` +
      'A later run of this action on this machine removes it.',
  );
  return false;
}
