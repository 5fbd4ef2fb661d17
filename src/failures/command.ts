import { ActionError, type ErrorCode } from '../errors.ts';
import type { Completed, Tool } from '../runner/processes.ts';
import type { Runner } from '../runner/runner.ts';
import { classifyFailure, type Failure } from './classify.ts';
import { withRetries } from './retry.ts';

/** A child process that ended with another exit code than 0. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly what: string;
  readonly failure: Failure;
  readonly completed: Completed;

  constructor(what: string, completed: Completed) {
    const failure = classifyFailure(completed.stderr, completed.code);
    super(`${what} failed: ${failure.detail}`);
    this.what = what;
    this.completed = completed;
    this.failure = failure;
  }
}

export interface CommandOptions {
  readonly runner: Runner;
  /** Further attempts after a transient failure. */
  readonly retries: number;
  readonly input?: string;
  readonly onLine?: (line: string) => void;
}

/**
 * Runs a command until it succeeds, trying again after transient failures. `argsOf` is told how the
 * attempt before ended. Throws CommandFailed.
 */
export async function tryCommand(
  what: string,
  tool: Tool,
  argsOf: (previous: CommandFailed | null) => readonly string[],
  options: CommandOptions,
): Promise<Completed> {
  const { runner, retries, input, onLine } = options;
  const { clock, signal, log } = runner;
  let previous: CommandFailed | null = null;
  return withRetries(
    { attempts: retries + 1, clock, signal, log, what },
    async () => {
      const completed = await runner.processes.run(tool, argsOf(previous), {
        signal,
        ...(input === undefined ? {} : { input }),
        ...(onLine === undefined ? {} : { onLine }),
      });
      if (completed.code !== 0) {
        previous = new CommandFailed(what, completed);
        throw previous;
      }
      return completed;
    },
    retryOf,
  );
}

/** As tryCommand, but throws an ActionError whose code follows from the kind of failure. */
export async function runOrThrow(
  what: string,
  tool: Tool,
  args: readonly string[],
  options: CommandOptions,
): Promise<Completed> {
  try {
    return await tryCommand(what, tool, () => args, options);
  } catch (error) {
    throw error instanceof CommandFailed ? asActionError(error, 'build-failed') : error;
  }
}

/** When a failed command may be tried again; null if it may not. */
export function retryOf(error: unknown): { retryAfterMs?: number; once?: boolean } | null {
  if (!(error instanceof CommandFailed) || error.failure.class !== 'transient') return null;
  return {
    ...(error.failure.retryAfterMs === undefined ? {} : { retryAfterMs: error.failure.retryAfterMs }),
    ...(error.failure.once === undefined ? {} : { once: error.failure.once }),
  };
}

const codes: Readonly<Record<Exclude<Failure['class'], 'user' | 'unknown'>, ErrorCode>> = {
  transient: 'registry-unavailable',
  permission: 'registry-denied',
  daemon: 'builder-died',
  disk: 'disk-full',
  cancelled: 'cancelled',
};

const hints: Readonly<Partial<Record<Failure['class'], string>>> = {
  transient: "The other side did not recover in time. Run the job again, or raise 'retries'.",
  permission:
    "Is the step logged in ('registry', 'username', 'password'), and may that account write there? " +
    'For ghcr.io the job needs permissions: packages: write; a pull request from a fork has no write access.',
  disk: 'Free space on the machine of the Docker daemon: docker system df shows what takes it, docker buildx prune frees build cache.',
};

export function asActionError(error: CommandFailed, otherwise: ErrorCode): ActionError {
  const kind = error.failure.class;
  const code = kind === 'user' || kind === 'unknown' ? otherwise : codes[kind];
  const hint = hints[kind];
  return new ActionError(code, error.message, { cause: error, ...(hint === undefined ? {} : { hint }) });
}
