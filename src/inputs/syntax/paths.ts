import { isAbsolute, join } from 'node:path';
import { messageOf } from '../../errors.ts';
import type { Facts, FileKind } from './facts.ts';
import type { Form } from './form.ts';
import { quote } from './quote.ts';

export function absolute(path: string, { workspace }: Pick<Facts, 'workspace'>): string {
  return isAbsolute(path) ? path : join(workspace, path);
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
    form.refuse(input, `${quote(path)} cannot be accessed: ${messageOf(error)}.`);
    return undefined;
  }
}

/** Refuses a path that is not a file. */
export async function requireFile<N extends string>(form: Form<N>, input: N, path: string): Promise<void> {
  const kind = await kindAt(form, input, path);
  if (kind === 'directory') {
    form.refuse(input, `${quote(path)} is a directory, but a file was expected.`);
  }
  if (kind === null) {
    form.refuse(input, `the file ${quote(path)} does not exist.`, missingHint(path, form.facts));
  }
}

/** What a shell would replace. */
const variable = /\$(?:\w+|\{\w+\})/;

/** Refuses a path to be written to that only a shell would understand: a folder of that very name would be made. */
export function requireExpanded<N extends string>(form: Form<N>, input: N, path: string): void {
  if (path.startsWith('~') || variable.test(path)) {
    form.refuse(input, `${quote(path)} is a path for a shell, but there is none here.`, expandedHint(path));
  }
}

function expandedHint(path: string): string {
  if (path.startsWith('~')) {
    return "'~' is not expanded; write the path in full.";
  }
  const inWorkspace = path.replace(/^\$(?:GITHUB_WORKSPACE|\{GITHUB_WORKSPACE\})\//, '');
  return variable.test(inWorkspace)
    ? `Variables are not expanded; use an expression, such as \${{ runner.temp }}/out.`
    : `Variables are not expanded; relative paths are resolved in the workspace. Did you mean ${quote(inWorkspace)}?`;
}

/** Why a path may not be there. */
export function missingHint(path: string, facts: Facts): string {
  if (path.startsWith('~') || variable.test(path)) {
    return expandedHint(path);
  }
  if (path.includes('\\') && facts.os !== 'win32') {
    return "Use '/' between folders.";
  }
  if (isAbsolute(path)) {
    return 'Check the path, and whether an earlier step created it.';
  }
  return `It is resolved in the workspace, ${facts.workspace}. Check the path, and whether an earlier step (such as actions/checkout) created it.`;
}
