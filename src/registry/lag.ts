import type { Runner } from '../runner/runner.ts';

/**
 * How long a registry may serve the state before a write: another replica, or a cache on the way, may not
 * know of it yet. Waits before the second, third, … look; 12.6 s in all.
 */
const waitsMs = [200, 400, 800, 1600, 3200, 6400];

/** Looks until `settled` says so, or the registry has had its time; gives what was seen last. Throws what `look` throws. */
export async function lookUntil<T>(
  look: () => Promise<T>,
  settled: (seen: T) => boolean,
  { clock, signal }: Pick<Runner, 'clock' | 'signal'>,
): Promise<T> {
  let seen = await look();
  for (const wait of waitsMs) {
    // Nothing is waited for once the step was stopped.
    if (settled(seen) || signal.aborted) {
      break;
    }
    await clock.sleep(wait, signal);
    seen = await look();
  }
  return seen;
}
