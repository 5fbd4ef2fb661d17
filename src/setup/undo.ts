import { removeBuilder } from '../builder/remove.ts';
import { buildxTool, docker } from '../docker/environment.ts';
import type { Runner } from '../runner/runner.ts';
import type { Leftover } from '../session/journal.ts';

/** What undoing needs of the outside world. */
export type Undoer = Pick<Runner, 'processes' | 'files' | 'environment' | 'log'>;

/** Nothing that is gone already is an error: this may run after a failure, in the post step, and twice. */
export async function removeFolders(leftovers: readonly Leftover[], { files }: Undoer): Promise<void> {
  for (const leftover of leftovers) {
    if (leftover.kind === 'folder') {
      await files.remove(leftover.path);
    }
  }
}

/** Removes the job's builders, unless another step of the job has done so: their records are gone then. */
export async function removeBuilders(
  leftovers: readonly Leftover[],
  haveDied: boolean,
  undoer: Undoer,
): Promise<void> {
  for (const leftover of leftovers) {
    if (leftover.kind !== 'builder' || (await undoer.files.kind(leftover.record)) === null) {
      continue;
    }
    const buildx = buildxTool(leftover.buildx, null, undoer);
    await removeBuilder(leftover.name, haveDied, { ...undoer, buildx, docker });
    await undoer.files.remove(leftover.record);
  }
}
