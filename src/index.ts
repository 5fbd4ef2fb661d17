import { askDaemon } from './emulation/daemon.ts';
import { ActionError } from './errors.ts';
import { post } from './post.ts';
import { deferredLog } from './runner/deferred-log.ts';
import { systemEnvironment } from './runner/environment.ts';
import { systemFiles } from './runner/files.ts';
import { systemProcesses } from './runner/processes.ts';

/**
 * The one program of dist/. Which phase it is in is decided by the file that the runner starts: a state
 * that a killed step did not come to write must not turn the end of the job into a second step. What is imported here starts in a moment; the rest, with @actions/core, takes twice as long
 * as Node itself and is loaded while the Docker daemon answers the first question.
 */
const cancelled = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => cancelled.abort(new ActionError('cancelled', `The step was cancelled (${name}).`)));
}
const system = { processes: systemProcesses(), files: systemFiles(), environment: systemEnvironment() };

if (process.argv[2] === 'post') {
  const { log, flush } = deferredLog();
  await post({ ...system, log });
  await flush();
} else {
  const over = new AbortController();
  const daemon = askDaemon({ ...system, signal: AbortSignal.any([cancelled.signal, over.signal]) });
  // It may fail before anybody waits for it.
  daemon.catch(() => undefined);
  const { runStep } = await import('./step.ts');
  await runStep(system, daemon, cancelled.signal);
  over.abort();
}
