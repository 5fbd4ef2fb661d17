// The sabotages of `npm run sabotage` still find their places, their tests and their rows.
import { describe, expect, it } from 'vitest';
import { edited, sabotages } from '../../scripts/sabotages.ts';
import { readProject } from './project.ts';

describe('the sabotages', () => {
  it.each(sabotages.map((sabotage) => [sabotage.name, sabotage] as const))(
    '%s: finds its place',
    (_, sabotage) => {
      const texts = new Map<string, string>();
      for (const edit of sabotage.edits) {
        const text = texts.get(edit.file) ?? readProject(edit.file);
        texts.set(edit.file, edited(text, edit));
        expect(texts.get(edit.file)).not.toBe(text);
      }
    },
  );

  it.each(
    sabotages.flatMap(({ noticedBy }) =>
      noticedBy.flatMap((check) => (check.kind === 'unit' ? [[check.file, check.title] as const] : [])),
    ),
  )('%s has a test with %s in its title', (file, title) => {
    expect(readProject(file)).toContain(title);
  });

  it('have names that no other has', () => {
    expect(new Set(sabotages.map(({ name }) => name)).size).toBe(sabotages.length);
  });

  it('were all noticed when docs/sabotage.md was written', () => {
    const rows = readProject('docs/sabotage.md')
      .split('\n')
      .filter((line) => /^\| .* \| (?:yes|\*\*no\*\*) \|$/.test(line));
    const names = rows.map((row) => row.split(' | ')[0]?.slice(2) ?? '').filter((name) => name.trim() !== '');
    expect(names.toSorted()).toEqual(sabotages.map(({ name }) => name).toSorted());
    expect(rows.filter((row) => row.includes('**no**'))).toEqual([]);
  });
});

describe('edited', () => {
  const text = 'export function f(a: string): string {\n  return a;\n}\nconst b = f("}");\n';
  it('gives a function another body', () => {
    expect(edited(text, { file: 'x', of: 'f', body: "return '';" })).toBe(
      'export function f(a: string): string { return \'\'; }\nconst b = f("}");\n',
    );
  });

  it('replaces a text', () => {
    expect(edited(text, { file: 'x', find: 'return a', replace: 'return b' })).toContain('return b;');
  });

  it.each([
    ['a function that is gone', { file: 'x', of: 'g', body: '' }],
    ['a text that is gone', { file: 'x', find: 'return c', replace: '' }],
    ['a text that stands there twice', { file: 'x', find: 'f(', replace: '' }],
  ])('fails for %s', (_, edit) => {
    expect(() => edited(text, edit)).toThrow(/^x /);
  });
});
