import { expect, it } from 'vitest';
import { didYouMean, nearest } from '../../../../src/inputs/syntax/suggestion.ts';

const words = ['staged', 'direct', 'latest', 'linux/arm64', 'linux/amd64'];

it.each([
  ['a swapped pair', 'linux/amr64', 'linux/arm64'],
  ['a letter too many', 'stagged', 'staged'],
  ['a missing letter', 'latst', 'latest'],
  ['a wrong letter', 'dirext', 'direct'],
  ['another case', 'STAGED', 'staged'],
  ['nothing like any', 'xyzzy', null],
  ['nothing at all', '', null],
  ['something very long', 'staged'.repeat(20), null],
])('nearest to %s', (_, text, expected) => {
  expect(nearest(text, words)).toBe(expected);
});

it('asks nothing without a suggestion', () => {
  expect([didYouMean('x'), didYouMean(null)]).toEqual(["Did you mean 'x'?", undefined]);
});
