import { systemBridges } from './bridges.ts';
import { systemClock } from './clock.ts';
import { systemGitHub } from './github.ts';
import { systemGreeter } from './greeting.ts';
import { systemHttp } from './http.ts';
import { actionsLog } from './log.ts';
import type { Runner } from './runner.ts';
import { systemTools } from './tools.ts';

/** The outside world as it is, around the parts of it that are there already. */
export function systemRunner(parts: Pick<Runner, 'processes' | 'files' | 'environment' | 'signal'>): Runner {
  const http = systemHttp();
  return {
    ...parts,
    http,
    bridges: systemBridges(parts.environment.variables),
    greeter: systemGreeter(),
    github: systemGitHub(http),
    tools: systemTools(),
    clock: systemClock(),
    log: actionsLog(),
  };
}
