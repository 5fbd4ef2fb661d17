// npm run docs: writes the tables of README.md that say what action.yml declares. A test holds them together.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parse } from 'yaml';

export interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly main: string; readonly post: string };
}

export function withTables(readme: string, action: ActionFile): string {
  const inputs = Object.entries(action.inputs).map(([name, { description, default: value = '' }]) => [
    code(name),
    value === '' ? '' : code(value),
    description,
  ]);
  const outputs = Object.entries(action.outputs).map(([name, { description }]) => [code(name), description]);
  const filled = withBlock(readme, 'inputs', table(['Name', 'Default', 'Description'], inputs));
  return withBlock(filled, 'outputs', table(['Name', 'Description'], outputs));
}

function withBlock(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [before, after] = [text.indexOf(start), text.indexOf(end)];
  if (before < 0 || after < before) {
    throw new Error(`README.md has no ${start} … ${end}`);
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
  const file = join(root, 'README.md');
  const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as ActionFile;
  writeFileSync(file, withTables(readFileSync(file, 'utf8'), action));
}
