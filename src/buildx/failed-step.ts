import type { BuildEvidence } from '../errors.ts';
import type { FailedStep } from '../failures/evidence.ts';
import { parseStepTitle } from './step-title.ts';

/** As many as fit into an annotation that people read to the end. */
const shownLines = 10;
const longestLine = 300;

/** As many steps as are told: BuildKit cancels the others, so there are hardly more. */
const shownSteps = 3;

/** What failed, for which platform, and the last lines that it printed. */
export function failedSteps(steps: readonly FailedStep[]): BuildEvidence['steps'] {
  return steps.slice(0, shownSteps).map(({ title, output }) => {
    const { what, platform, target } = parseStepTitle(title);
    return {
      platform: target === null ? platform : `${target}, on ${platform}`,
      what: shortened(what.split('\n', 1)[0] ?? ''),
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

function shortened(line: string): string {
  return line.length > longestLine ? `${line.slice(0, longestLine - 1)}…` : line;
}
