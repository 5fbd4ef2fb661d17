import { removeFolder, removeJobBuilder, savedLeftovers } from './cleanup.ts';
import { messageOf } from './errors.ts';
import type { Runner } from './runner/runner.ts';
import { docker } from './setup.ts';

/** The end of the job. Never fails it: what could not be removed is a warning. */
export async function post(runner: Runner): Promise<void> {
  const { environment, log } = runner;
  const leftovers = savedLeftovers(environment.variables);
  try {
    await removeFolder(leftovers, runner);
    if (!environment.disposable) await removeJobBuilder(leftovers, docker, runner);
  } catch (error) {
    log.warning(`Cleaning up failed: ${messageOf(error)}`);
  }
}
