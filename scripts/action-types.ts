// What an action-types.yml says of an action: the types of its inputs and outputs, in the format of
// typesafegithub/github-actions-typing. What the code refuses tells the type of an input.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { messageOf } from '../src/errors.ts';
import { variableOf } from '../src/inputs/syntax/form.ts';
import type { ActionFile } from './docs.ts';

type Type =
  | { readonly type: 'string' | 'boolean' | 'integer' }
  | { readonly type: 'enum'; readonly 'allowed-values': readonly string[] }
  | { readonly type: 'list'; readonly separator: string; readonly 'list-item': { readonly type: 'string' } };

type Reader = (variables: Readonly<Record<string, string>>, facts: object) => Promise<unknown>;

/** `folder`: of the action.yml, the project's own is `.`. */
export async function actionTypes(root: string, folder: string, action: ActionFile): Promise<string> {
  const read = await readerOf(root, folder);
  const inputs: [string, Type][] = [];
  for (const [name, { description }] of Object.entries(action.inputs)) {
    inputs.push([name, refusedType(name, await complaintOn(name, read)) ?? listType(description)]);
  }
  const outputs = Object.entries(action.outputs).map(([name, { description }]): [string, Type] => [
    name,
    /^How many\b/.test(description) ? { type: 'integer' } : listType(description),
  ]);
  const document = { inputs: Object.fromEntries(inputs), outputs: Object.fromEntries(outputs) };
  return `# Made by npm run docs, for typesafegithub/github-actions-typing.\n${stringify(document, { blockQuote: false })}`;
}

/** `setup/action.yml` is read by `src/inputs/setup.ts`, the project's own by `image.ts`. */
async function readerOf(root: string, folder: string): Promise<Reader> {
  const file = join(root, 'src', 'inputs', `${folder === '.' ? 'image' : folder}.ts`);
  if (!existsSync(file)) {
    throw new Error(`${file} is to read the inputs of ${folder}/action.yml, and is not there`);
  }
  const module = (await import(file)) as Readonly<Record<string, unknown>>;
  const [, read] = Object.entries(module).find(([name]) => /^read\w*Inputs$/.test(name)) ?? [];
  if (typeof read !== 'function') {
    throw new Error(`${file} exports no function read…Inputs`);
  }
  return read as Reader;
}

/** What is said of a value that nothing can be. */
async function complaintOn(name: string, read: Reader): Promise<string> {
  const facts = { fileKind: async () => null, workspace: '/', event: null, os: 'linux' };
  try {
    await read({ [variableOf(name)]: '~' }, facts);
    return '';
  } catch (error) {
    return messageOf(error);
  }
}

function refusedType(name: string, complaint: string): Type | null {
  const [, expected] = new RegExp(`'${name}': expected (.*), got '~'`).exec(complaint) ?? [];
  if (expected === undefined) {
    return null;
  }
  if (expected === 'true or false') {
    return { type: 'boolean' };
  }
  if (/^a whole number/.test(expected)) {
    return { type: 'integer' };
  }
  return /^[a-z-]+(?:, [a-z-]+)* or [a-z-]+$/.test(expected)
    ? { type: 'enum', 'allowed-values': expected.split(/, | or /) }
    : null;
}

function listType(description: string): Type {
  const list = (separator: string): Type => ({ type: 'list', separator, 'list-item': { type: 'string' } });
  if (/\bcommas? or newlines?|newlines? or commas?|\bcomma.separated\b/.test(description)) {
    return list(',');
  }
  return /\b(?:one\b.* a line|a list)\b/i.test(description) ? list('\n') : { type: 'string' };
}
