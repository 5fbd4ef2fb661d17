import { existsSync } from 'node:fs';
import { issueCommand, issueFileCommand, prepareKeyValueMessage, summary } from './core.ts';

/** What a step hands to the workflow, and to its own post step. */
export interface Workflow {
  setOutput(name: string, value: string): void;
  saveState(name: string, value: string): void;
  /** For all later steps of the job, and their ends. */
  exportVariable(name: string, value: string): void;
  /** A folder that comes first on PATH, likewise. */
  addPath(folder: string): void;
  /** Markdown, added to the job's summary. The runner takes at most 1 MiB a step. */
  addSummary(markdown: string): Promise<void>;
  fail(): void;
}

export function actionsWorkflow(): Workflow {
  return {
    setOutput: (name, value) => assign('OUTPUT', 'set-output', name, value),
    saveState: (name, value) => assign('STATE', 'save-state', name, value),
    exportVariable: (name, value) => assign('ENV', 'set-env', name, value),
    addPath: (folder) => issueFileCommand('PATH', folder),
    async addSummary(markdown) {
      // Runners that are too old or are not GitHub's have no summary.
      if (process.env['GITHUB_STEP_SUMMARY']) {
        await summary.addRaw(markdown, true).write();
      }
    },
    fail: () => {
      process.exitCode = 1;
    },
  };
}

/** Into the runner's file, or by the command of runners that have none. */
function assign(file: 'OUTPUT' | 'STATE' | 'ENV', command: string, name: string, value: string): void {
  const path = process.env[`GITHUB_${file}`];
  if (path && !existsSync(path)) {
    throw Object.assign(new Error(`GITHUB_${file} names '${path}', and no file is there`), {
      code: 'ENOENT',
      path,
    });
  }
  if (path) {
    issueFileCommand(file, prepareKeyValueMessage(name, value));
  } else {
    issueCommand(command, { name }, value);
  }
}
