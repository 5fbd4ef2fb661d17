import type { Runner } from '../runner/runner.ts';

/**
 * Runs independent work at once: `start` begins all of it, and may let one part wait for another. The
 * first failure ends the rest, and is thrown when all have ended: nothing goes on in the background of a
 * step that has failed.
 */
export async function together<S extends Pick<Runner, 'signal'>, T extends readonly unknown[]>(
  session: S,
  start: (part: S) => { readonly [K in keyof T]: Promise<T[K]> },
): Promise<T> {
  const stop = new AbortController();
  const work = start({ ...session, signal: AbortSignal.any([session.signal, stop.signal]) });
  let first: { readonly error: unknown } | null = null;
  const results = await Promise.all(
    work.map((part) =>
      part.catch((error: unknown) => {
        first ??= { error };
        stop.abort(error);
        return undefined;
      }),
    ),
  );
  const failed = first as { readonly error: unknown } | null;
  if (failed) {
    throw failed.error;
  }
  return results as unknown as T;
}
