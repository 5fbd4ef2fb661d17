import { type Cleaner, removeFolder, removeJobBuilder, savedLeftovers } from './cleanup.ts';
import { docker } from './emulation/daemon.ts';
import { messageOf } from './errors.ts';

/** The end of the job. Never fails it: what could not be removed is a warning. */
export async function post(runner: Cleaner): Promise<void> {
  const { environment, log } = runner;
  const leftovers = savedLeftovers(environment.variables);
  try {
    await removeFolder(leftovers, runner);
    if (!environment.disposable) {
      await removeJobBuilder(leftovers, docker, runner);
    }
  } catch (error) {
    log.warning(`Cleaning up failed: ${messageOf(error)}`);
  }
}
