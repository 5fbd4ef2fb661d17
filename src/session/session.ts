import type { Tool } from '../runner/processes.ts';
import type { Runner } from '../runner/runner.ts';
import type { Journal } from './journal.ts';

/** What every stage of a step works with: the outside world, and what this step has of its own. */
export interface Session extends Runner {
  /** The step's private folder, for credentials, secrets and metadata; gone when the step ends. */
  readonly folder: string;
  /** Further attempts after a transient failure. */
  readonly retries: number;
  /** The docker CLI, with the credentials of this step once there are any. */
  readonly docker: Tool;
  /** What must be undone, whatever happens. */
  readonly journal: Journal;
}

export const phases = ['setup', 'build', 'verify', 'publish'] as const;
export type Phase = (typeof phases)[number];

/** In milliseconds; null is no limit of the user's. */
export interface Timeouts {
  readonly whole: number | null;
  readonly phases: Readonly<Record<Phase, number | null>>;
}

/** What an action asks of the frame around its stages. */
export interface SessionRequest {
  readonly retries: number;
  readonly timeouts: Timeouts;
}
