/** What BuildKit's title of a step says; null for what it leaves out. */
export interface StepTitle {
  /** What stands in its brackets: `linux/arm64 builder 2/3`. */
  readonly inside: string;
  /** `RUN make`. */
  readonly what: string;
  /** The platform that it runs on, where a build has several. */
  readonly platform: string | null;
  /** What it builds for, where that is another one. */
  readonly target: string | null;
}

/**
 * Takes `[linux/arm64 builder 2/3] RUN make` apart, and `[linux/amd64->arm64 builder 2/3] RUN make`, where a stage
 * runs on one platform and builds for the other (frontend/dockerfile/dockerfile2llb/convert.go of moby/buildkit).
 */
export function parseStepTitle(title: string): StepTitle {
  const [, inside = '', what = title] = /^\[([^\]]*)\] (.*)$/s.exec(title) ?? [];
  const [, platform = null, target = null] =
    /^([a-z][a-z0-9]*\/[\w./]+)(?:->([\w./]+))?(?: |$)/.exec(inside) ?? [];
  return { inside, what, platform, target };
}
