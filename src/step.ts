import type { Daemon } from './emulation/daemon.ts';
import { main } from './main.ts';
import { systemClock } from './runner/clock.ts';
import { systemGitHub } from './runner/github.ts';
import { systemHttp } from './runner/http.ts';
import { actionsLog } from './runner/log.ts';
import type { Runner } from './runner/runner.ts';
import { systemTools } from './runner/tools.ts';
import { actionsWorkflow } from './runner/workflow.ts';

/** Gives the step the outside world. */
export async function runStep(
  system: Pick<Runner, 'processes' | 'files' | 'environment'>,
  daemon: Promise<Daemon>,
  signal: AbortSignal,
): Promise<void> {
  const http = systemHttp();
  await main(
    {
      ...system,
      http,
      github: systemGitHub(http),
      tools: systemTools(),
      clock: systemClock(),
      log: actionsLog(),
      signal,
    },
    actionsWorkflow(),
    daemon,
  );
}
