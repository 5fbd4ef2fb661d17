import type { Ready } from '../builder/builder.ts';
import { reapBuilders } from '../builder/reap.ts';
import { removeBuilder } from '../builder/remove.ts';
import { instancePath } from '../buildx/builder.ts';
import { buildxTool, docker } from '../docker/environment.ts';
import { messageOf } from '../errors.ts';
import type { Runner } from '../runner/runner.ts';
import type { Workflow } from '../runner/workflow.ts';
import { reapStepFolders } from '../session/folder.ts';
import type { Leftover } from '../session/journal.ts';

/** What undoing needs of the outside world. */
export type Undoer = Pick<Runner, 'processes' | 'files' | 'environment' | 'log'>;

/**
 * Removes what the step has written. Never throws, here and below: what cannot be removed is a warning, and
 * what is gone already is none. This may run after a failure, in the post step, and twice.
 */
export async function removeFolders(leftovers: readonly Leftover[], undoer: Undoer): Promise<void> {
  await removePaths(leftovers, 'folder', undoer);
}

/** Removes the job's builders, unless another step of the job has done so, and then the program that does it. */
export async function removeBuilders(
  leftovers: readonly Leftover[],
  haveDied: boolean,
  undoer: Undoer,
): Promise<void> {
  for (const leftover of leftovers) {
    if (leftover.kind === 'builder' && (await isThere(leftover, undoer))) {
      const buildx = buildxTool(leftover.buildx, null, null, undoer);
      if (await removeBuilder(leftover.name, haveDied, { ...undoer, buildx, docker })) {
        // It stays behind where the daemon had to remove the rest.
        await removePath(instancePath(leftover.name, undoer), undoer);
      }
      await removePath(leftover.record, undoer);
    }
  }
  await removeTools(leftovers, undoer);
}

/**
 * Gives the variables of the job back what they were, unless a later step has changed them: the ends of
 * earlier steps, such as that of a login, look for the user's docker configuration.
 */
export function restoreVariables(
  leftovers: readonly Leftover[],
  { environment }: Undoer,
  workflow: Pick<Workflow, 'exportVariable'>,
): void {
  for (const leftover of leftovers) {
    if (leftover.kind === 'variable' && environment.variables[leftover.name] === leftover.value) {
      workflow.exportVariable(leftover.name, leftover.before);
    }
  }
}

/** Removes what killed runs left on this machine; one that is thrown away has none. Never throws. */
export async function reapForgotten(ready: Ready): Promise<void> {
  if (!ready.environment.disposable) {
    await Promise.all([reapBuilders(ready.builder, ready), reapStepFolders(ready.folder, ready)]);
  }
}

/** For a step that leaves no builder behind. */
export async function removeTools(leftovers: readonly Leftover[], undoer: Undoer): Promise<void> {
  await removePaths(leftovers, 'tools', undoer);
}

/** Its record tells, and, where somebody emptied the temporary folder, buildx's own file. */
async function isThere(builder: Extract<Leftover, { kind: 'builder' }>, undoer: Undoer): Promise<boolean> {
  const paths = [builder.record, instancePath(builder.name, undoer)];
  const kinds = await Promise.all(paths.map((path) => undoer.files.kind(path).catch(() => null)));
  return kinds.some((kind) => kind !== null);
}

async function removePaths(
  leftovers: readonly Leftover[],
  kind: 'folder' | 'tools',
  undoer: Undoer,
): Promise<void> {
  for (const leftover of leftovers) {
    if (leftover.kind === kind) {
      await removePath(leftover.path, undoer);
    }
  }
}

async function removePath(path: string, { files, log }: Undoer): Promise<void> {
  try {
    await files.remove(path);
  } catch (error) {
    log.warning(`${path} could not be removed: ${messageOf(error)}`);
  }
}
