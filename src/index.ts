import { ActionError } from './errors.ts';
import { main } from './main.ts';
import { post } from './post.ts';
import { systemClock } from './runner/clock.ts';
import { systemEnvironment } from './runner/environment.ts';
import { systemFiles } from './runner/files.ts';
import { systemGitHub } from './runner/github.ts';
import { systemHttp } from './runner/http.ts';
import { actionsLog } from './runner/log.ts';
import { systemProcesses } from './runner/processes.ts';
import type { Runner } from './runner/runner.ts';
import { systemTools } from './runner/tools.ts';
import { actionsWorkflow } from './runner/workflow.ts';

/** The one entry of dist/: action.yml names it for the step and for its end, and state tells which it is. */
const cancelled = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => cancelled.abort(new ActionError('cancelled', `The step was cancelled (${name}).`)));
}

const http = systemHttp();
const runner: Runner = {
  processes: systemProcesses(),
  files: systemFiles(),
  http,
  github: systemGitHub(http),
  tools: systemTools(),
  clock: systemClock(),
  environment: systemEnvironment(),
  log: actionsLog(),
  signal: cancelled.signal,
};
const workflow = actionsWorkflow();

if (process.env['STATE_post']) {
  await post(runner);
} else {
  workflow.saveState('post', 'true');
  await main(runner, workflow);
}
