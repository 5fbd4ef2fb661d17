import type { FailedStep } from '../failures/evidence.ts';

/** As many as fit into an annotation that people read to the end. */
const shownLines = 10;
const longestLine = 300;

/**
 * What failed, for which platform, and the last lines that it printed. Of several steps the first three:
 * BuildKit cancels the others, so there are hardly more.
 */
export function describeFailedSteps(steps: readonly FailedStep[]): readonly string[] {
  return steps.slice(0, 3).flatMap(describeStep);
}

function describeStep({ title, output }: FailedStep): readonly string[] {
  const [, inside = '', instruction = title] = /^\[([^\]]*)\] (.*)$/s.exec(title) ?? [];
  const what = shortened(instruction.split('\n', 1)[0] ?? '');
  const platform = platformIn(inside);
  const where = platform === null ? '' : ` for ${platform}`;
  if (output.length === 0) {
    return platform === null ? [] : [`It failed${where}: ${what}`];
  }
  return [
    `It failed${where}: ${what}`,
    'The last lines that it printed:',
    ...output.slice(-shownLines).map(shortened),
  ];
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
