import { describe, expect, it } from 'vitest';
import { builderIn, containerOf, firstNodeOf, newBuilderName, volumeOf } from '../../../src/builder/name.ts';

const now = Date.UTC(2026, 10, 24, 12);
const name = newBuilderName(now, () => 0.5);

describe('newBuilderName', () => {
  it.each<[name: string, now: number, random: number, expected: string]>([
    ['today', now, 0.5, `multiarch-build-${now.toString(36)}-80000000`],
    ['the smallest random number', now, 0, `multiarch-build-${now.toString(36)}-00000000`],
    ['the largest', now, 1 - 2 ** -53, `multiarch-build-${now.toString(36)}-ffffffff`],
    [
      'a time of nine digits',
      Date.UTC(2060, 0),
      0.5,
      `multiarch-build-${Date.UTC(2060, 0).toString(36)}-80000000`,
    ],
  ])('%s', (_, at, random, expected) => {
    const made = newBuilderName(at, () => random);
    expect(made).toBe(expected);
    expect(builderIn(made)).toEqual({ name: made, born: at });
  });
});

describe('builderIn', () => {
  it.each([
    ['its own name', name],
    ['its first node', firstNodeOf(name)],
    ['its container', containerOf(firstNodeOf(name))],
    ['its volume', volumeOf(firstNodeOf(name))],
  ])('finds it in %s', (_, text) => {
    expect(builderIn(text)).toEqual({ name, born: now });
  });

  it.each([
    ['nothing', ''],
    ['a builder of another tool', 'buildx_buildkit_builder-5c7f0'],
    ['a builder that a user named after us', 'buildx_buildkit_multiarch-build-x0'],
    ['the examples of others', 'buildx_buildkit_multiarch-buildx0'],
    ['a registrar of emulators', 'multiarch-build-binfmt-mhd2x9a0-1f3k9'],
    ["another volume of someone's", `${volumeOf(firstNodeOf(name))}_copy`],
    ['a name around it', `my-${name}`],
    ['a name after it', `${name}-mine`],
    ['another one behind a line break', `x\n${name}`],
    ['capital letters', name.toUpperCase()],
    ['a time that is too short', 'multiarch-build-abc-12345678'],
  ])('does not take for ours: %s', (_, text) => {
    expect(builderIn(text)).toBeNull();
  });
});
