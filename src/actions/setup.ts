import { diagnose } from '../builder/diagnose.ts';
import type { AskDaemon } from '../docker/daemon.ts';
import { readSetupInputs, type SetupRequest } from '../inputs/setup.ts';
import { describeActivity } from '../report/activity.ts';
import { setupOutputs } from '../report/outputs.ts';
import { systemRunner } from '../runner/system.ts';
import { actionsWorkflow } from '../runner/workflow.ts';
import { installForJob } from '../setup/job-tools.ts';
import { setUp } from '../setup/setup.ts';
import { reapForgotten } from '../setup/undo.ts';
import { type Action, runAction, type Step } from './frame.ts';

/** Runs the set-up action in this process. */
export function runSetupStep(
  system: Parameters<typeof systemRunner>[0],
  askDaemon: AskDaemon,
): Promise<void> {
  return runAction(setupAction(askDaemon), systemRunner(system), actionsWorkflow());
}

/** A verified buildx, emulators and a builder, for the steps that come after. */
export function setupAction(askDaemon: AskDaemon): Action<SetupRequest> {
  return {
    read: readSetupInputs,
    activity: (phase, inputs) => describeActivity(phase, { ...inputs, tags: [], push: false }),
    diagnose,
    summary: () => null,
    outputs: ({ readied }) => (readied === null ? {} : setupOutputs(readied)),
    run: (step) => runSetup(step, askDaemon),
  };
}

async function runSetup(
  { inputs, ledger, phases, session }: Step<SetupRequest>,
  askDaemon: AskDaemon,
): Promise<void> {
  const { ready, program, close } = await phases.run(
    'setup',
    'Set up buildx, emulators and builder',
    session,
    (limited) => setUp(inputs, askDaemon, limited),
  );
  close();
  const { builder, executions } = ready;
  const job = await installForJob(program, builder.name, inputs, session);
  ledger.ready({ ...job, builder, executions });
  await reapForgotten(ready);
}
