import { messageOf } from '../errors.ts';
import type { Clock } from '../runner/clock.ts';
import type { Log } from '../runner/log.ts';

export interface RetryOptions {
  /** All of them, the first included. */
  readonly attempts: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: Log;
  /** What is tried, for the log: `Download of buildx v0.37.1`. */
  readonly what: string;
}

/** What an error allows. */
export interface Retry {
  /** The other side asked for at least this long. */
  readonly retryAfterMs?: number;
  /** Not more than one further attempt for errors of this kind. */
  readonly once?: boolean;
}

const baseMs = 1_000;
const capMs = 30_000;
/** Nobody's job should sleep for an hour because a rate limit says so. */
const longestRetryAfterMs = 120_000;

/**
 * Runs `attempt` (it gets 1, 2, …) until it succeeds, the attempts are used up or `shouldRetry`
 * says null. Waits in between with exponential backoff and full jitter, so that parallel jobs that
 * failed together do not come back together, and says each wait in the log. Throws the last error,
 * or the signal's reason.
 */
export async function withRetries<T>(
  options: RetryOptions,
  attempt: (n: number) => Promise<T>,
  shouldRetry: (error: unknown) => Retry | null,
): Promise<T> {
  const { attempts, clock, signal, log, what } = options;
  let onceUsed = false;
  for (let n = 1; ; n++) {
    try {
      return await attempt(n);
    } catch (error) {
      signal.throwIfAborted();
      const retry = shouldRetry(error);
      if (retry === null || n >= attempts || (retry.once && onceUsed)) {
        throw error;
      }
      onceUsed ||= retry.once === true;
      const wait = backoffMs(n, retry.retryAfterMs ?? 0, clock.random());
      const reason = firstLine(messageOf(error));
      log.info(
        `Attempt ${n + 1} of ${attempts} in ${seconds(wait)} s: ${reason.startsWith(what) ? reason : `${what}: ${reason}`}`,
      );
      await clock.sleep(wait, signal);
    }
  }
}

/** Milliseconds to wait after the n-th attempt failed; `random` is in [0, 1). */
export function backoffMs(n: number, retryAfterMs: number, random: number): number {
  const backoff = Math.round(random * Math.min(capMs, baseMs * 2 ** (n - 1)));
  return Math.max(backoff, Math.min(retryAfterMs, longestRetryAfterMs));
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(milliseconds < 9_950 ? 1 : 0);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
