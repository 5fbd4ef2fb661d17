import { formatPlatform, type Platform } from '../oci/platform.ts';

/** A step of a build: an instruction of the Dockerfile, or something that BuildKit does around them. */
export interface BuildStep {
  /** Unique in its build. */
  readonly id: string;
  /** As BuildKit writes it: `[linux/arm64 builder 2/3] RUN make`. */
  readonly title: string;
  /** An instruction, on one line, or what BuildKit does: `RUN make`. */
  readonly what: string;
  readonly instruction: boolean;
  /** For which platform; null where BuildKit names none, since the build has only one. */
  readonly platform: string | null;
  /** On which platform, where it is another one: a stage of `--platform=$BUILDPLATFORM`. */
  readonly on: string | null;
  /** Milliseconds since the epoch. */
  readonly startedMs: number;
  readonly state: 'running' | 'done' | 'cached' | 'failed' | 'cancelled';
  /** As BuildKit says it; null while it runs. */
  readonly seconds: number | null;
  /** What BuildKit does just now within a step of its own: `pushing layers`. */
  readonly doing: string;
}

/** What the build did for one platform. */
export interface PlatformWork {
  readonly platform: string;
  /** What its instructions took, one after another. */
  readonly seconds: number;
  readonly instructions: number;
  readonly cached: number;
  /** How its programs ran; nothing, where no instruction ran one. */
  readonly ran: 'native' | 'emulated' | 'nothing';
}

/** How a platform's programs run: the parts of an execution that count here. */
export interface PlatformExecution {
  readonly platform: Platform;
  readonly how: string;
}

/** Of each platform, in their order, what the build did for it. */
export function workOf(
  steps: readonly BuildStep[],
  executions: readonly PlatformExecution[],
): readonly PlatformWork[] {
  return executions.map(({ platform, how }) => {
    const name = formatPlatform(platform);
    const own = steps.filter(
      (step) => step.instruction && (step.platform ?? (executions.length === 1 ? name : null)) === name,
    );
    const running = own.some((step) => isRun(step) && step.on === null && step.state !== 'cached');
    const ran = how === 'native' ? 'native' : 'emulated';
    return {
      platform: name,
      seconds: own.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0),
      instructions: own.length,
      cached: own.filter(({ state }) => state === 'cached').length,
      ran: running ? ran : 'nothing',
    };
  });
}

/** An instruction that runs a program. */
export function isRun({ what }: BuildStep): boolean {
  return /^(?:ONBUILD )?RUN\b/.test(what);
}
