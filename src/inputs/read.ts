import { sensitiveValues } from './sensitive.ts';
import type { Facts } from './syntax/facts.ts';
import { Form, type InputTable } from './syntax/form.ts';
import { Problems } from './syntax/problems.ts';
import { checkNames } from './syntax/unknown.ts';

export interface ReadInputs<I> {
  /** Frozen, to its leaves. */
  readonly inputs: I;
  /** What works, but is hardly meant. */
  readonly warnings: readonly string[];
}

/**
 * Reads the INPUT_ variables of an action. Throws one `input-invalid` that lists everything that is
 * wrong; its text and the warnings hold no sensitive value.
 */
export async function readInputs<N extends string, I>(
  table: InputTable<N>,
  variables: Readonly<Record<string, string>>,
  facts: Facts,
  read: (form: Form<N>) => Promise<I>,
): Promise<ReadInputs<I>> {
  const problems = new Problems(sensitiveValues(variables));
  const form = new Form(table, variables, facts, problems);
  checkNames(table, variables, problems);
  form.checkCharacters();
  const inputs = await read(form);
  problems.throwIfAny();
  return { inputs: frozen(inputs), warnings: problems.warnings };
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) {
      frozen(part);
    }
  }
  return value;
}
