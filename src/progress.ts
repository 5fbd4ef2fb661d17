import { describeDeath } from './builder/death.ts';
import type { Leftovers } from './cleanup.ts';
import { docker } from './emulation/daemon.ts';
import { ActionError, messageOf } from './errors.ts';
import type { Inputs, Phase } from './inputs/inputs.ts';
import { formatPlatform } from './oci/platform.ts';
import type { Extent } from './report/failure.ts';
import { type Outcome, outputsOf } from './report/outputs.ts';
import { renderSummary } from './report/summary.ts';
import { isCode } from './runner/files.ts';
import type { Runner } from './runner/runner.ts';
import type { Workflow } from './runner/workflow.ts';
import type { Prepared } from './setup.ts';
import type { Verified } from './verify/verify.ts';

/** What is known so far: whatever happens, this is what gets reported. */
export interface Progress {
  readonly leftovers: Leftovers;
  phase: Phase;
  prepared: Prepared | null;
  extent: Extent;
  outcome: Outcome;
  verified: Verified | null;
}

const nothing: Outcome = {
  digest: null,
  images: [],
  repository: null,
  tags: [],
  metadata: null,
  builder: null,
};

export function newProgress(): Progress {
  return {
    leftovers: {},
    phase: 'setup',
    prepared: null,
    extent: { kind: 'nothing' },
    outcome: nothing,
    verified: null,
  };
}

/** What a time-out interrupted. */
export function doing(phase: Phase, inputs: Inputs): string {
  const registries = [...new Set(inputs.tags.map((tag) => tag.registry))].join(', ');
  switch (phase) {
    case 'setup':
      return `${inputs.login === null ? '' : `logging in to ${inputs.login.registry} and `}setting up buildx, the emulators and the builder (phase setup)`;
    case 'build':
      return inputs.push ? `building and pushing to ${registries} (phase build)` : 'building (phase build)';
    case 'verify':
      return inputs.push
        ? `verifying the image in ${registries} (phase verify)`
        : 'verifying the image (phase verify)';
    case 'publish':
      return inputs.push ? `tagging in ${registries} (phase publish)` : 'exporting the image (phase publish)';
  }
}

/** A file that this step could not write, or null if the error is another one. */
export function fullDisk(error: unknown): ActionError | null {
  if (!isCode(error, 'ENOSPC', 'EDQUOT')) {
    return null;
  }
  return new ActionError('disk-full', `A disk of this runner is full: ${messageOf(error)}.`, {
    hint: "The step writes to the runner's temporary folder (RUNNER_TEMP), a few hundred kilobytes in all. Free space there.",
    cause: error,
  });
}

/** A builder that died says how, while its container is still there to be asked. */
export async function withCauseOfDeath(error: unknown, progress: Progress, runner: Runner): Promise<unknown> {
  // Before the set-up is done, it is the one that this step was about to make.
  const builder = progress.prepared?.builder ?? progress.leftovers.builder;
  if (!(error instanceof ActionError) || error.code !== 'builder-died' || builder === undefined) {
    return error;
  }
  const death = await describeDeath(builder, docker, runner);
  return new ActionError(error.code, `${error.message}\n${death}`, {
    hint: "If its memory ran out, give it more ('driver-opts': memory=…) or build less at once. Otherwise a new run is worth a try.",
    cause: error,
  });
}

/** Outputs and summary. A failed step sets only what it had verified and tagged. */
export async function report(
  progress: Progress,
  failed: unknown,
  secrets: readonly string[],
  workflow: Workflow,
): Promise<void> {
  const { prepared, verified } = progress;
  const outcome = failed === null || progress.outcome.tags.length > 0 ? progress.outcome : nothing;
  for (const [name, value] of Object.entries(outputsOf(outcome))) {
    workflow.setOutput(name, value);
  }
  if (prepared === null) {
    return;
  }
  const native = new Set(prepared.emulation.native.map(formatPlatform));
  await workflow.addSummary(
    renderSummary({
      outcome: progress.outcome,
      ran: outcome.images.map(({ platform }) =>
        native.has(formatPlatform(platform)) ? 'native' : 'emulated',
      ),
      binaries: verified?.binaries ?? [],
      buildx: prepared.version,
      failure: failed instanceof ActionError ? failed : null,
      secrets,
    }),
  );
}
