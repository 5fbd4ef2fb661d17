import { ActionError } from '../errors.ts';
import type { Runner } from '../runner/runner.ts';

/**
 * Gives the body a signal that fires with a `timeout` error after so many milliseconds; null is no
 * limit. `activity` says what was going on then.
 */
export async function withDeadline<S extends Pick<Runner, 'signal'>, T>(
  session: S,
  limitMs: number | null,
  activity: () => string,
  body: (session: S) => Promise<T>,
): Promise<T> {
  if (limitMs === null) {
    return body(session);
  }
  const limit = new AbortController();
  const timer = setTimeout(() => {
    limit.abort(
      new ActionError('timeout', `The time limit of ${limitMs / 1000} s was reached while ${activity()}.`, {
        hint: "If the other side hangs, its status page says so. If the work takes longer than that, raise 'timeout'.",
      }),
    );
  }, limitMs);
  try {
    return await body({ ...session, signal: AbortSignal.any([session.signal, limit.signal]) });
  } finally {
    clearTimeout(timer);
  }
}
