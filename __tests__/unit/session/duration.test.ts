import { expect, it } from 'vitest';
import { formatDuration } from '../../../src/session/duration.ts';

it.each<[milliseconds: number, text: string]>([
  [-1, '0.0 s'],
  [0, '0.0 s'],
  [449, '0.4 s'],
  [9_940, '9.9 s'],
  [9_950, '10 s'],
  [59_400, '59 s'],
  [59_600, '1 min'],
  [72_000, '1 min 12 s'],
  [3_599_600, '1 h'],
  [3_900_000, '1 h 5 min'],
])('%d ms are %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});
