import { ActionError } from '../errors.ts';
import type { Runner } from './runner.ts';

/**
 * Runs independent work at once. The first failure ends the rest, and is thrown when all have ended:
 * nothing goes on in the background of a step that has failed.
 */
export async function together<T extends readonly unknown[]>(
  runner: Runner,
  ...work: { readonly [K in keyof T]: (runner: Runner) => Promise<T[K]> }
): Promise<T> {
  const stop = new AbortController();
  const each = { ...runner, signal: AbortSignal.any([runner.signal, stop.signal]) };
  let first: { readonly error: unknown } | null = null;
  const results = await Promise.all(
    work.map(async (part) => {
      try {
        return await part(each);
      } catch (error) {
        first ??= { error };
        stop.abort(error);
        return undefined;
      }
    }),
  );
  const failed = first as { readonly error: unknown } | null;
  if (failed) {
    throw failed.error;
  }
  return results as unknown as T;
}

/** Gives the body a signal that fires with a `timeout` error after so many milliseconds; null is no limit. */
export async function within<T>(
  runner: Runner,
  limitMs: number | null,
  doing: () => string,
  body: (runner: Runner) => Promise<T>,
): Promise<T> {
  if (limitMs === null) {
    return body(runner);
  }
  const limit = new AbortController();
  const timer = setTimeout(() => {
    limit.abort(
      new ActionError('timeout', `The time was over after ${limitMs / 1000} s, while ${doing()}.`, {
        hint: "See 'timeout'. If the other side hangs, its status page tells; a run that only needs longer needs a higher limit.",
      }),
    );
  }, limitMs);
  try {
    return await body({ ...runner, signal: AbortSignal.any([runner.signal, limit.signal]) });
  } finally {
    clearTimeout(timer);
  }
}
