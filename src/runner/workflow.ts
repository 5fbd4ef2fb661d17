import * as core from '@actions/core';

/** What a step hands to the workflow, and to its own post step. */
export interface Workflow {
  setOutput(name: string, value: string): void;
  saveState(name: string, value: string): void;
  /** Markdown, added to the job's summary. The runner takes at most 1 MiB a step. */
  addSummary(markdown: string): Promise<void>;
  fail(): void;
}

export function actionsWorkflow(): Workflow {
  return {
    setOutput: (name, value) => core.setOutput(name, value),
    saveState: (name, value) => core.saveState(name, value),
    async addSummary(markdown) {
      // Runners that are too old or are not GitHub's have no summary.
      if (process.env['GITHUB_STEP_SUMMARY']) await core.summary.addRaw(markdown, true).write();
    },
    fail: () => {
      process.exitCode = core.ExitCode.Failure;
    },
  };
}
