// npm run docs: writes what the action.yml files declare into docs/reference.md and action-types.yml. A test holds
// them together.
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { parse } from 'yaml';
import { actionTypes } from './action-types.ts';

export interface ActionFile {
  readonly description: string;
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly main: string; readonly post: string };
}

/** The folders that hold an action.yml, `.` first. */
export function actionFolders(root: string): readonly string[] {
  const others = globSync('*/action.yml', { cwd: root }).map(dirname);
  return ['.', ...others.toSorted()];
}

export function readAction(root: string, folder: string): ActionFile {
  const action = parse(readFileSync(join(root, folder, 'action.yml'), 'utf8')) as Partial<ActionFile>;
  return { inputs: {}, outputs: {}, ...action } as ActionFile;
}

/** Each file that is made, by its path, as it should be. */
export async function generated(root: string): Promise<ReadonlyMap<string, string>> {
  const reference = 'docs/reference.md';
  const [own = '.', ...others] = actionFolders(root);
  const files = new Map<string, string>();
  const text = withTables(readFileSync(join(root, reference), 'utf8'), readAction(root, own));
  const sections = others.map((folder) => section(folder, readAction(root, folder)));
  files.set(reference, withBlock(text, 'actions', sections.join('\n')));
  for (const folder of [own, ...others]) {
    const types = await actionTypes(root, folder, readAction(root, folder));
    files.set(join(folder, 'action-types.yml'), types);
  }
  return files;
}

/** The tables of the build action. */
export function withTables(text: string, action: ActionFile): string {
  return withBlock(withBlock(text, 'inputs', inputTable(action)), 'outputs', outputTable(action));
}

function section(folder: string, action: ActionFile): string {
  return [
    `## The action ${folder}`,
    `${action.description} Used as \`org/multiarch-build/${folder}@v1\`.`,
    inputTable(action).trimEnd(),
    outputTable(action),
  ].join('\n\n');
}

function inputTable({ inputs }: ActionFile): string {
  const rows = Object.entries(inputs).map(([name, { description, default: value = '' }]) => [
    code(name),
    value === '' ? '' : code(value),
    description,
  ]);
  return table(['Input', 'Default', 'Description'], rows);
}

function outputTable({ outputs }: ActionFile): string {
  const rows = Object.entries(outputs).map(([name, { description }]) => [code(name), description]);
  return rows.length === 0 ? 'It has no outputs.\n' : table(['Output', 'Description'], rows);
}

function withBlock(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [before, after] = [text.indexOf(start), text.indexOf(end)];
  if (before < 0 || after < before) {
    throw new Error(`docs/reference.md has no ${start} … ${end}`);
  }
  return `${text.slice(0, before)}${start}\n\n${content}\n${text.slice(after)}`;
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [titles, titles.map(() => '---'), ...rows.map((row) => row.map(cell))];
  return cells.map((row) => `| ${row.join(' | ')} |\n`).join('');
}

function cell(text: string): string {
  return text.trim().replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function code(text: string): string {
  return `\`${text}\``;
}

if (process.argv[1] === import.meta.filename) {
  const root = join(import.meta.dirname, '..');
  for (const [path, text] of await generated(root)) {
    const file = join(root, path);
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
      writeFileSync(file, text);
    }
  }
}
