import { runPost } from './actions/post.ts';
import { askDaemon, type Daemon } from './docker/daemon.ts';
import { ActionError } from './errors.ts';
import { systemClock } from './runner/clock.ts';
import { systemEngine } from './runner/engine.ts';
import { systemEnvironment } from './runner/environment.ts';
import { systemFiles } from './runner/files.ts';
import { actionsLog } from './runner/log.ts';
import { systemProcesses } from './runner/processes.ts';
import { actionsWorkflow } from './runner/workflow.ts';

/**
 * The one program of dist/. Which action or phase it is is decided by the file that the runner starts: a state
 * that a killed step did not come to write must not turn the end of the job into a second step. The
 * daemon is asked its first question before the stages are loaded, unless the driver has no use for one.
 */
const cancelled = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => cancelled.abort(new ActionError('cancelled', `The step was cancelled (${name}).`)));
}
const system = { processes: systemProcesses(), files: systemFiles(), environment: systemEnvironment() };

if (process.argv[2] === 'post') {
  await runPost({ ...system, log: actionsLog() }, actionsWorkflow());
} else if (process.argv[2] === 'plan') {
  const { runPlan } = await import('./actions/plan.ts');
  await runPlan({ ...system, clock: systemClock(), log: actionsLog() }, actionsWorkflow());
} else if (process.argv[2] === 'merge') {
  const { runMergeStep } = await import('./actions/merge.ts');
  await runMergeStep({ ...system, signal: cancelled.signal });
} else {
  const over = new AbortController();
  const asking = AbortSignal.any([cancelled.signal, over.signal]);
  const ask = (): Promise<Daemon> => askDaemon({ ...system, engine: systemEngine(), signal: asking });
  const needless = ['remote', 'kubernetes'].includes(system.environment.variables['INPUT_DRIVER'] ?? '');
  const asked = needless ? null : ask();
  // It may fail before anybody waits for it.
  asked?.catch(() => undefined);
  const stage = { ...system, signal: cancelled.signal };
  const daemon = (): Promise<Daemon> => asked ?? ask();
  if (process.argv[2] === 'setup') {
    const { runSetupStep } = await import('./actions/setup.ts');
    await runSetupStep(stage, daemon);
  } else {
    const { runImageStep } = await import('./actions/image.ts');
    await runImageStep(stage, daemon);
  }
  over.abort();
}
