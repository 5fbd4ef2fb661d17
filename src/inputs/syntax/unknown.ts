import type { InputTable } from './form.ts';
import type { Problems } from './problems.ts';
import { didYouMean, nearest } from './suggestion.ts';

/**
 * Names what was given under a name that is not an input of the action. The runner hands such an input
 * over like any other, with a warning of its own.
 *
 * It is an error where it is clear what was meant: an input of another action, or a misspelt one. For
 * everything else it is a warning, because not every INPUT_ variable is an input: a job or a machine can
 * have one in its environment, and runners derived from act hand on those of a composite action in which
 * this one is a step. A failure would be beyond the reach of whoever wrote the step.
 */
export function checkNames<N extends string>(
  table: InputTable<N>,
  variables: Readonly<Record<string, string>>,
  problems: Problems,
): void {
  const known = Object.keys(table.defaults);
  const replacements = new Map(Object.entries(table.replacements));
  for (const name of Object.entries(variables)
    .flatMap(nameOf)
    .filter((given) => !known.includes(given))) {
    const spelt = name.replaceAll('_', '-');
    const replacement = replacements.get(spelt);
    const meant = nearest(spelt, known);
    if (replacement === undefined && meant === null) {
      problems.warn(name, 'this action has no input of that name, so it has no effect.');
    } else {
      problems.add(name, 'this action has no input of that name.', replacement ?? didYouMean(meant));
    }
  }
}

/** The name that a variable stands for. An input that is set to nothing asks for nothing. */
function nameOf([variable, value]: readonly [string, string]): readonly string[] {
  const isInput = variable.startsWith('INPUT_') && variable === variable.toUpperCase() && value.trim() !== '';
  return isInput ? [variable.slice('INPUT_'.length).toLowerCase()] : [];
}
