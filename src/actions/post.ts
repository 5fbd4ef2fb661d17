import type { Workflow } from '../runner/workflow.ts';
import { journalState, parseJournal } from '../session/journal.ts';
import { removeBuilders, removeFolders, restoreVariables, type Undoer } from '../setup/undo.ts';

/** The end of the job. Never fails it: what could not be removed is a warning. */
export async function runPost(undoer: Undoer, workflow: Pick<Workflow, 'exportVariable'>): Promise<void> {
  const { environment } = undoer;
  const leftovers = parseJournal(environment.variables[`STATE_${journalState}`] ?? '', environment.temp);
  await removeFolders(leftovers, undoer);
  if (!environment.disposable) {
    await removeBuilders(leftovers, false, undoer);
  }
  restoreVariables(leftovers, undoer, workflow);
}
