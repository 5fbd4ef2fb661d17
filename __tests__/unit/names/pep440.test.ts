// Normal forms as https://peps.python.org/pep-0440/ has them.
import { expect, it } from 'vitest';
import { parsePep440 } from '../../../src/names/pep440.ts';

it.each<[version: string, text: string, numbers: readonly number[], provisional: boolean]>([
  ['1.2.3', '1.2.3', [1, 2, 3], false],
  ['v1.2.3', '1.2.3', [1, 2, 3], false],
  ['V1.2', '1.2', [1, 2, 0], false],
  ['7', '7', [7, 0, 0], false],
  ['1.2.3.4', '1.2.3.4', [1, 2, 3], false],
  ['01.02', '1.2', [1, 2, 0], false],
  ['2020.01.10', '2020.1.10', [2020, 1, 10], false],
  ['1!2.0', '1!2.0', [2, 0, 0], false],
  ['0!2.0', '2.0', [2, 0, 0], false],
  ['1.2.3rc2', '1.2.3rc2', [1, 2, 3], true],
  ['1.2.3-RC.2', '1.2.3rc2', [1, 2, 3], true],
  ['1.1beta2', '1.1b2', [1, 1, 0], true],
  ['1.1-alpha', '1.1a0', [1, 1, 0], true],
  ['1.1c3', '1.1rc3', [1, 1, 0], true],
  ['1.1preview_04', '1.1rc4', [1, 1, 0], true],
  ['1.2.3post1', '1.2.3.post1', [1, 2, 3], true],
  ['1.2-1', '1.2.post1', [1, 2, 0], true],
  ['1.2.rev', '1.2.post0', [1, 2, 0], true],
  ['1.0dev4', '1.0.dev4', [1, 0, 0], true],
  ['1.0a2.post3.dev4', '1.0a2.post3.dev4', [1, 0, 0], true],
  ['1.0+Ubuntu.01', '1.0+ubuntu-1', [1, 0, 0], false],
])('%s is the version %s', (version, text, [major, minor, patch], provisional) => {
  expect(parsePep440(version)).toEqual({ text, major, minor, patch, provisional });
});

it.each(['', 'sometag', '1.2.x', '1.2.3-foo', 'v', '1..2', '1.0+', '1.0 2', ' 1.0', 'release1'])(
  '%s is no version',
  (text) => {
    expect(parsePep440(text)).toBeNull();
  },
);
