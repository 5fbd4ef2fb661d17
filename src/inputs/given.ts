import { variableOf } from './syntax/form.ts';

/** Inputs whose text is never shown, whatever it is. */
const hidden: readonly string[] = ['password', 'github-token', 'registry-auth'];

/**
 * The inputs that are not as the action has them by default, for people to read: of secrets only the names,
 * as far as they could be read; of credentials only that they are there.
 */
export function givenInputs(
  defaults: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, string>>,
  secretNames: readonly string[],
): readonly (readonly [name: string, value: string])[] {
  return Object.entries(defaults).flatMap(([name, usual]) => {
    const text = variables[variableOf(name)]?.trim() ?? '';
    // The token of the job is there in every step.
    if (text === '' || text === usual || name === 'github-token') {
      return [];
    }
    if (name === 'secrets') {
      return [[name, secretNames.length === 0 ? '***' : secretNames.join(', ')] as const];
    }
    return [[name, hidden.includes(name) ? '***' : text] as const];
  });
}
