import type { BuildEvidence } from '../errors.ts';
import type { FailedStep } from '../failures/evidence.ts';

/** As many as fit into an annotation that people read to the end. */
const shownLines = 10;
const longestLine = 300;

/** As many steps as are told: BuildKit cancels the others, so there are hardly more. */
const shownSteps = 3;

/** What failed, for which platform, and the last lines that it printed. */
export function failedSteps(steps: readonly FailedStep[]): BuildEvidence['steps'] {
  return steps.slice(0, shownSteps).map(({ title, output }) => {
    const [, inside = '', instruction = title] = /^\[([^\]]*)\] (.*)$/s.exec(title) ?? [];
    return {
      platform: platformIn(inside),
      what: shortened(instruction.split('\n', 1)[0] ?? ''),
      output: output.slice(-shownLines).map(shortened),
    };
  });
}

/** The same, for the text of an error. */
export function describeFailedSteps(steps: readonly FailedStep[]): readonly string[] {
  return failedSteps(steps).flatMap(({ platform, what, output }) => {
    const where = platform === null ? '' : ` for ${platform}`;
    if (output.length === 0) {
      return platform === null ? [] : [`It failed${where}: ${what}`];
    }
    return [`It failed${where}: ${what}`, 'The last lines that it printed:', ...output];
  });
}

/**
 * BuildKit names the platform of a step where a build has several, and both where a stage runs on one and
 * builds for the other: `linux/amd64->arm64 builder 2/3` (frontend/dockerfile/dockerfile2llb).
 */
function platformIn(inside: string): string | null {
  const [, platform, target] = /^([a-z][a-z0-9]*\/[\w./]+)(?:->([\w./]+))?(?: |$)/.exec(inside) ?? [];
  if (platform === undefined) {
    return null;
  }
  return target === undefined ? platform : `${target}, on ${platform}`;
}

function shortened(line: string): string {
  return line.length > longestLine ? `${line.slice(0, longestLine - 1)}…` : line;
}
