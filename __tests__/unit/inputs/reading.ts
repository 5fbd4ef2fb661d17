import { ActionError } from '../../../src/errors.ts';
import { type InputName, inputNames } from '../../../src/inputs/defaults.ts';
import { variableOf } from '../../../src/inputs/form.ts';
import type { FileKind } from '../../../src/inputs/paths.ts';
import { type ReadInputs, readImageInputs } from '../../../src/inputs/read.ts';

export interface Machine {
  /** By absolute path, in addition to a workspace with a Dockerfile. */
  readonly files?: Readonly<Record<string, FileKind>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly os?: NodeJS.Platform;
}

export type Given = Readonly<Partial<Record<InputName, string>>>;

/** The variables as the runner sets them: every input, those not given empty. */
export function variablesOf(
  given: Given,
  others: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const inputs = inputNames.map((name): [string, string] => [variableOf(name), given[name] ?? '']);
  return { ...others, ...Object.fromEntries(inputs) };
}

export function read(given: Given, machine: Machine = {}): Promise<ReadInputs> {
  const files: Readonly<Record<string, FileKind>> = {
    '/work': 'directory',
    '/work/Dockerfile': 'file',
    ...machine.files,
  };
  return readImageInputs(variablesOf(given, machine.variables), {
    fileKind: async (path) => files[path.replace(/(?<=.)\/+$/, '')] ?? null,
    workspace: '/work',
    event: null,
    os: machine.os ?? 'linux',
  });
}

/** Message and hint of the error that the inputs end in. */
export async function refusalOf(given: Given, machine: Machine = {}): Promise<string> {
  try {
    await read(given, machine);
  } catch (error) {
    if (error instanceof ActionError && error.code === 'input-invalid') {
      return error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
    }
    throw error;
  }
  throw new Error('the inputs were accepted');
}
