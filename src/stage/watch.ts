import { noProgress, type Progress, progressAfter } from '../buildx/progress.ts';
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
  { clock, log }: Pick<Session, 'clock' | 'log'>,
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
    const unexported = unexportedCache(next, line);
    if (unexported !== null) {
      log.warning(unexported);
    }
    const steps = [...next.values()];
    ledger.steps(
      name,
      only === null
        ? steps
        : steps.map((step) => (step.instruction ? { ...step, platform: step.platform ?? only } : step)),
    );
  };
}

/** With `ignore-error` a build goes on without the cache that it was to leave, and ends well. */
function unexportedCache(progress: Progress, line: string): string | null {
  const [, id = '', reason] = /^#(\d+) ERROR: (.*)$/s.exec(line) ?? [];
  const title = progress.get(id)?.title ?? '';
  return reason !== undefined && title.startsWith('exporting cache ')
    ? `The cache could not be exported, so the next build will find less of it: ${reason}`
    : null;
}
