import { isAbsolute, join } from 'node:path';
import { messageOf } from '../../errors.ts';
import type { Facts, FileKind } from './facts.ts';
import type { Form } from './form.ts';
import { quote } from './quote.ts';

export function absolute(path: string, facts: Facts): string {
  return isAbsolute(path) ? path : join(facts.workspace, path);
}

/** What is at a path of the user's; undefined after a problem with looking. */
export async function kindAt<N extends string>(
  form: Form<N>,
  input: N,
  path: string,
): Promise<FileKind | undefined> {
  try {
    return await form.facts.fileKind(absolute(path, form.facts));
  } catch (error) {
    form.refuse(input, `${quote(path)} cannot be looked at: ${messageOf(error)}.`);
    return undefined;
  }
}

/** Says so if the path is no file. */
export async function requireFile<N extends string>(form: Form<N>, input: N, path: string): Promise<void> {
  const kind = await kindAt(form, input, path);
  if (kind === 'directory') {
    form.refuse(input, `${quote(path)} is a directory, but expected was a file.`);
  }
  if (kind === null) {
    form.refuse(input, `there is no file ${quote(path)}.`, missingHint(path, form.facts));
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
