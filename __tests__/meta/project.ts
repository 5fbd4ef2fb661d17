// The project's own files, as the tests about them read them.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ActionFile } from '../../scripts/docs.ts';

export const root = join(import.meta.dirname, '..', '..');

export function readProject(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** What a commit of everything would hold. */
export const projectFiles: readonly string[] = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(root, path)));

export const sourceFiles = projectFiles.filter((path) => path.startsWith('src/'));

export const action = parse(readProject('action.yml')) as ActionFile;

/** A file's blocks of YAML: the whole of a YAML file, the fenced ones of Markdown. */
export function yamlBlocks(path: string): readonly { readonly line: number; readonly text: string }[] {
  const text = readProject(path);
  if (!path.endsWith('.md')) {
    return [{ line: 1, text }];
  }
  return [...text.matchAll(/^([ ]*)```ya?ml\n([\s\S]*?)^ *```/gm)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length + 1,
    text: (match[2] ?? '').replace(new RegExp(`^${match[1] ?? ''}`, 'gm'), ''),
  }));
}

/** Every object in a parsed document. */
export function objectsIn(value: unknown): readonly Record<string, unknown>[] {
  if (Array.isArray(value)) {
    return value.flatMap(objectsIn);
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)];
}
