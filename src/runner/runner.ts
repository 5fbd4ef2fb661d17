import type { Bridges } from './bridges.ts';
import type { Clock } from './clock.ts';
import type { Environment } from './environment.ts';
import type { Files } from './files.ts';
import type { GitHub } from './github.ts';
import type { Greeter } from './greeting.ts';
import type { Http } from './http.ts';
import type { Log } from './log.ts';
import type { Processes } from './processes.ts';
import type { Tools } from './tools.ts';

/** Everything outside the action that a stage may touch. */
export interface Runner {
  readonly processes: Processes;
  readonly files: Files;
  readonly http: Http;
  readonly bridges: Bridges;
  readonly greeter: Greeter;
  readonly github: GitHub;
  readonly tools: Tools;
  readonly clock: Clock;
  readonly environment: Environment;
  readonly log: Log;
  /** Fires when the job is cancelled or the step's time is over; its reason is an ActionError. */
  readonly signal: AbortSignal;
}
