import { ActionError, type ErrorCode } from '../errors.ts';
import type { Completed, Tool } from '../runner/processes.ts';
import type { Runner } from '../runner/runner.ts';
import type { Session } from '../session/session.ts';
import { adviceOn, codeOf } from './advice.ts';
import { classifyFailure, type Failure } from './classify.ts';
import { readEvidence } from './evidence.ts';
import { withRetries } from './retry.ts';

/** A child process that ended with another exit code than 0. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly what: string;
  readonly failure: Failure;
  readonly completed: Completed;

  constructor(
    what: string,
    completed: Completed,
    failure: Failure = classifyFailure(completed.stderr, completed.code),
  ) {
    super(`${what} failed: ${failure.detail}`);
    this.what = what;
    this.completed = completed;
    this.failure = failure;
  }
}

/** A child process, and what it is for. */
export interface Command {
  /** For messages: `The build`. */
  readonly what: string;
  readonly tool: Tool;
  readonly args: readonly string[];
  /** What the process reads; without it, nothing. */
  readonly input?: string;
  /** Takes each line of stderr as it comes. */
  readonly onLine?: (line: string) => void;
  /** Milliseconds after which an attempt is ended, and counts as a transient failure. Default: none. */
  readonly limitMs?: number;
  /** Milliseconds that the process has to end by itself once the session is aborted. Default: as any process has. */
  readonly graceMs?: number;
  /** A reference that was pushed a moment ago: that it is not found means that it is not there yet. */
  readonly pushed?: string;
}

export interface RetriedCommand extends Command {
  /** What a failure means to the user; of the last attempt. */
  readonly explain: (failed: CommandFailed) => ActionError;
  /** Arguments of a further attempt, where they depend on how the one before failed. Default: the same. */
  readonly argsAfter?: (failed: CommandFailed) => readonly string[];
}

/**
 * For what asks little of a registry. buildx and BuildKit wait for ever for one that is silent; the slowest
 * that answers needs seconds.
 */
export const longestRequestMs = 120_000;

/** Runs a command until it succeeds, trying again after transient failures. Throws what `explain` makes of the last one. */
export async function runCommand(command: RetriedCommand, session: Session): Promise<Completed> {
  const { clock, signal, log, retries } = session;
  let previous: CommandFailed | null = null;
  try {
    return await withRetries(
      { attempts: retries + 1, clock, signal, log, what: command.what },
      async () => {
        const args = previous === null ? null : command.argsAfter?.(previous);
        try {
          return await runOnce({ ...command, args: args ?? command.args }, session);
        } catch (error) {
          previous = error instanceof CommandFailed ? error : null;
          throw error;
        }
      },
      retryOf,
    );
  } catch (error) {
    throw error instanceof CommandFailed ? command.explain(error) : error;
  }
}

/** One attempt. Throws CommandFailed. */
export async function runOnce(command: Command, runner: Runner): Promise<Completed> {
  const { what, tool, args, input, onLine, limitMs, graceMs, pushed } = command;
  const limit = new AbortController();
  const timer = limitMs === undefined ? undefined : setTimeout(() => limit.abort(), limitMs);
  let completed: Completed;
  try {
    completed = await runner.processes.run(tool, args, {
      signal: AbortSignal.any([runner.signal, limit.signal]),
      ...(input === undefined ? {} : { input }),
      ...(onLine === undefined ? {} : { onLine }),
      ...(graceMs === undefined ? {} : { graceMs }),
    });
  } catch (error) {
    runner.signal.throwIfAborted();
    if (!limit.signal.aborted || limitMs === undefined) {
      throw error;
    }
    const detail = `it had not ended after ${limitMs / 1000} s`;
    throw new CommandFailed(what, ended, { class: 'transient', detail });
  } finally {
    clearTimeout(timer);
  }
  if (completed.code === 0) {
    return completed;
  }
  const failed = new CommandFailed(what, completed);
  if (pushed === undefined || !readEvidence(completed.stderr).final.endsWith(`${pushed}: not found`)) {
    throw failed;
  }
  throw new CommandFailed(what, completed, { class: 'transient', detail: failed.failure.detail });
}

const ended: Completed = { code: null, stdout: Buffer.alloc(0), stderr: '' };

/** When a failed command may be tried again; null if it may not. */
export function retryOf(error: unknown): { retryAfterMs?: number; once?: boolean } | null {
  if (!(error instanceof CommandFailed)) {
    return null;
  }
  const { class: kind, once, retryAfterMs } = error.failure;
  if (kind !== 'transient' && !once) {
    return null;
  }
  return {
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(once === undefined ? {} : { once }),
  };
}

export function asActionError(error: CommandFailed, otherwise: ErrorCode): ActionError {
  const hint = adviceOn(error.failure);
  return new ActionError(codeOf(error.failure, otherwise), error.message, {
    cause: error,
    hint,
  });
}
