import { isAbsolute, join } from 'node:path';
import { messageOf } from '../errors.ts';
import type { InputName } from './defaults.ts';
import { type Problems, quote } from './problems.ts';

export type FileKind = 'file' | 'directory' | 'other' | null;

/** What the inputs need to know of the machine besides the variables. */
export interface Facts {
  /** What is at an absolute path after following links; null if nothing is. */
  fileKind(path: string): Promise<FileKind>;
  /** Absolute; relative paths of inputs begin there, where the runner starts the action. */
  readonly workspace: string;
  readonly os: NodeJS.Platform;
  /** The JSON of the event that started the workflow; null where there is none. */
  readonly event: string | null;
}

export function absolute(path: string, facts: Facts): string {
  return isAbsolute(path) ? path : join(facts.workspace, path);
}

/** What is at a path of the user's; undefined after a problem with looking. */
export async function kindAt(
  input: InputName,
  path: string,
  facts: Facts,
  problems: Problems,
): Promise<FileKind | undefined> {
  try {
    return await facts.fileKind(absolute(path, facts));
  } catch (error) {
    problems.add(input, `${quote(path)} cannot be looked at: ${messageOf(error)}.`);
    return undefined;
  }
}

/** Says so if the path is no file. */
export async function requireFile(
  input: InputName,
  path: string,
  facts: Facts,
  problems: Problems,
): Promise<void> {
  const kind = await kindAt(input, path, facts, problems);
  if (kind === 'directory') {
    problems.add(input, `${quote(path)} is a directory, but expected was a file.`);
  }
  if (kind === null) {
    problems.add(input, `there is no file ${quote(path)}.`, missingHint(path, facts));
  }
}

/** Why a path may not be there. */
export function missingHint(path: string, facts: Facts): string {
  if (path.startsWith('~')) {
    return 'The tilde is not expanded; write the path in full.';
  }
  if (path.includes('\\') && facts.os !== 'win32') {
    return "Separate folders by '/'.";
  }
  if (isAbsolute(path)) {
    return 'Check the path, and that an earlier step made it.';
  }
  return `It was looked for in the workspace, ${facts.workspace}. Check the path, and that an earlier step (actions/checkout?) made it.`;
}
