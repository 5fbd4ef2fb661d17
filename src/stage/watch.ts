import { noProgress, progressAfter } from '../buildx/progress.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import type { Ledger } from '../session/ledger.ts';
import type { Session } from '../session/session.ts';

/** Of several builds at once, each has its name; BuildKit names no platform where a build has one only. */
export interface WatchedBuild {
  readonly name: string;
  readonly platforms: readonly Platform[];
}

/** Takes the lines of a build's progress, and keeps the ledger informed. */
export function watchBuild(
  { name, platforms }: WatchedBuild,
  ledger: Ledger,
  { clock }: Pick<Session, 'clock'>,
): (line: string) => void {
  const [first, ...others] = platforms;
  const only = first === undefined || others.length > 0 ? null : formatPlatform(first);
  let progress = noProgress;
  return (line) => {
    const next = progressAfter(progress, line, clock.now());
    if (next === progress) {
      return;
    }
    progress = next;
    const steps = [...next.values()];
    ledger.steps(
      name,
      only === null
        ? steps
        : steps.map((step) => (step.instruction ? { ...step, platform: step.platform ?? only } : step)),
    );
  };
}
