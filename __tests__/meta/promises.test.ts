// docs/promises.md names tests that are there, and docs/security.md what it is for.
import { describe, expect, it } from 'vitest';
import { readProject } from './project.ts';

describe('docs/promises.md', () => {
  const rows = readProject('docs/promises.md')
    .split('\n')
    .filter((line) => /^\| \d+ \|/.test(line))
    .map((line) => line.slice(2, -2).split(' | '));

  it('has a row for each, in order', () => {
    expect(rows.map(([number]) => Number(number))).toEqual(
      Array.from({ length: 37 }, (_, index) => index + 1),
    );
    expect(rows.filter((cells) => cells.length !== 5)).toEqual([]);
  });

  it.each(rows.map((cells) => [cells[0], cells[4] ?? ''] as const))(
    'row %s names a test that is there',
    (_, cell) => {
      const [, file = '', title = ''] = /^`(__tests__\/\S+\.test\.ts)`: (.+)$/.exec(cell) ?? [];
      expect(file).not.toBe('');
      const quoted = [title, title.replaceAll("'", "\\'")];
      expect(quoted.some((text) => readProject(file).includes(text))).toBe(true);
    },
  );
});

describe('docs/security.md', () => {
  it.each(['forks', '`pull_request_target`', 'Caches', 'Self-hosted runners', '`workflow_run`'])(
    'has a page about %s',
    (subject) => {
      expect(readProject('docs/security.md').toLowerCase()).toContain(subject.toLowerCase());
    },
  );
});
