import { ActionError } from '../../../src/errors.ts';
import {
  type ImageInputName,
  type ImageInputs,
  imageTable,
  readImageInputs,
} from '../../../src/inputs/image.ts';
import type { ReadInputs } from '../../../src/inputs/read.ts';
import type { FileKind } from '../../../src/inputs/syntax/facts.ts';
import { variableOf } from '../../../src/inputs/syntax/form.ts';

export interface Machine {
  /** By absolute path, in addition to a workspace with a Dockerfile. */
  readonly files?: Readonly<Record<string, FileKind>>;
  /** By absolute path, the first line that is not UTF-8. */
  readonly damaged?: Readonly<Record<string, number>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly os?: NodeJS.Platform;
  /** The payload of the event. */
  readonly event?: string;
  readonly now?: Date;
}

export type Given = Readonly<Partial<Record<ImageInputName, string>>>;

/** The variables as the runner sets them: every input, those not given empty. */
export function variablesOf(
  given: Given,
  others: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const inputs = Object.keys(imageTable.defaults).map((name) => [variableOf(name), '']);
  const set = Object.entries(given).map(([name, value]) => [variableOf(name), value]);
  return { ...others, ...Object.fromEntries([...inputs, ...set]) };
}

export function read(given: Given, machine: Machine = {}): Promise<ReadInputs<ImageInputs>> {
  const files: Readonly<Record<string, FileKind>> = {
    '/work': 'directory',
    '/work/Dockerfile': 'file',
    ...machine.files,
  };
  return readImageInputs(variablesOf(given, machine.variables), {
    fileKind: async (path) => files[path.replace(/(?<=.)\/+$/, '')] ?? null,
    damagedLine: async (path) => machine.damaged?.[path] ?? null,
    workspace: '/work',
    event: machine.event ?? null,
    now: machine.now ?? new Date('2020-01-10T00:30:00.000Z'),
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
