import { describe, expect, it } from 'vitest';
import { parsePlatform } from '../../../../src/oci/platform.ts';
import { type Elf, parseElf } from '../../../../src/verify/binaries/elf.ts';
import {
  armAttribute,
  isMarkedInside,
  lowestLevel,
  neededLevel,
} from '../../../../src/verify/binaries/levels.ts';
import type { Marks } from '../../../../src/verify/binaries/marks.ts';
import { type HeadName, headOf } from '../prefixes.ts';

function elfOf(name: HeadName, changes: Partial<Elf> = {}): Elf {
  const elf = parseElf(headOf(name));
  if (elf === null) {
    throw new Error(name);
  }
  return { ...elf, ...changes };
}

function platformOf(text: string) {
  const platform = parsePlatform(text);
  if (platform === null) {
    throw new Error(text);
  }
  return platform;
}

const marks = (found: Partial<Marks>): Marks => ({ arm: null, go: null, ...found });

describe('lowestLevel', () => {
  it.each([
    ['linux/arm/v5', { value: 5, name: 'ARMv5' }],
    ['linux/arm/v6', { value: 6, name: 'ARMv6' }],
    ['linux/arm/v7', { value: 7, name: 'ARMv7' }],
    ['linux/amd64', { value: 1, name: 'x86-64-v1' }],
    ['linux/amd64/v3', { value: 3, name: 'x86-64-v3' }],
    ['linux/arm64', null],
    ['linux/arm64/v9', null],
    ['linux/386', null],
  ])('%s: %o', (platform, level) => {
    expect(lowestLevel(platformOf(platform))).toEqual(level);
  });
});

describe('isMarkedInside', () => {
  it.each<[HeadName, string, boolean]>([
    ['debian armhf', 'linux/arm/v6', true],
    ['go armv7', 'linux/arm/v5', true],
    ['debian armhf', 'linux/arm/v7', false],
    ['debian armhf', 'linux/arm64', false],
    ['go amd64', 'linux/arm/v6', false],
    ['go amd64', 'linux/amd64', false],
  ])('%s in %s: %s', (name, platform, inside) => {
    expect(isMarkedInside(elfOf(name), platformOf(platform))).toBe(inside);
  });
});

describe('neededLevel', () => {
  it.each<[number, number | null]>([
    [0, 4],
    [1, 4],
    [2, 4],
    [3, 5],
    [4, 5],
    [5, 5],
    [6, 6],
    [7, 6],
    [8, 6],
    [9, 6],
    [10, 7],
    [11, null],
    [12, null],
    [13, null],
    [14, 8],
    [15, 8],
    [16, null],
    [17, null],
    [18, 8],
    [19, 8],
    [20, 8],
    [21, null],
    [22, 9],
    [23, null],
  ])('Tag_CPU_arch %i of arm is %s', (value, level) => {
    const needed = neededLevel(elfOf('debian armhf'), marks({ arm: Buffer.of(6, value) }));
    expect(needed?.value ?? null).toBe(level);
  });

  it.each<[string, Elf, Marks | null, string | null]>([
    ['an ARM program without marks', elfOf('debian armhf'), null, null],
    ['an ARM program whose marks say nothing', elfOf('debian armhf'), marks({}), null],
    ['attributes without an architecture', elfOf('debian armhf'), marks({ arm: Buffer.of(8, 1) }), null],
    ['GOARM', elfOf('go armv7'), marks({ go: 'build\tGOARM=5\n' }), 'ARMv5'],
    ['GOARM with a float ABI', elfOf('go armv7'), marks({ go: 'x\nbuild\tGOARM=7,softfloat\n' }), 'ARMv7'],
    [
      'GOARM in a value of another setting',
      elfOf('go armv7'),
      marks({ go: 'build\t-tags=build\tGOARM=7\n' }),
      null,
    ],
    ['another setting', elfOf('go armv7'), marks({ go: 'build\tGOARMX=7\n' }), null],
    [
      'the higher of both',
      elfOf('go armv7'),
      marks({ go: 'build\tGOARM=6\n', arm: Buffer.of(6, 10) }),
      'ARMv7',
    ],
    [
      'the higher of both, if Go says it',
      elfOf('go armv7'),
      marks({ go: 'build\tGOARM=7\n', arm: Buffer.of(6, 4) }),
      'ARMv7',
    ],
    ['an x86-64 program that does not say', elfOf('go amd64'), null, null],
    ['the property of GNU', elfOf('go amd64', { x86Level: 3 }), null, 'x86-64-v3'],
    ['GOAMD64', elfOf('go amd64'), marks({ go: 'build\tGOAMD64=v2\n' }), 'x86-64-v2'],
    ['GOARM in an x86-64 program', elfOf('go amd64'), marks({ go: 'build\tGOARM=7\n' }), null],
    ['GOAMD64 in an ARM program', elfOf('go armv7'), marks({ go: 'build\tGOAMD64=v2\n' }), null],
    ['a processor without levels', elfOf('go arm64'), marks({ go: 'build\tGOARM64=v9.0\n' }), null],
  ])('%s', (_, elf, found, name) => {
    expect(neededLevel(elf, found)?.name ?? null).toBe(name);
  });
});

describe('armAttribute', () => {
  const of = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');

  it.each<[string, string, number, number | null]>([
    ['the first', '06 0a 08 01', 6, 10],
    ['one behind a name', '05 37 2d 41 00 06 0a', 6, 10],
    ['one behind a raw name', '04 06 09 00 06 04', 6, 4],
    ['one behind Tag_compatibility, which has a number and a text', '20 06 06 00 06 04', 6, 4],
    ['one behind an unknown text', '43 06 00 06 04', 6, 4],
    ['one behind texts of other tags', '41 06 00 43 78 00 06 04', 6, 4],
    ['one behind an unknown number', '46 06 06 04', 6, 4],
    ['one behind tags below 32, odd or not', '09 06 0a 06 07 41 06 04', 6, 4],
    ['one behind a number of two bytes', '08 86 01 06 04', 6, 4],
    ['a tag of two bytes', '8001 05 06 04', 128, 5],
    ['none', '08 01', 6, null],
    ['none, behind a text without an end', '05 37 06 0a', 6, null],
    ['nothing in no bytes', '', 6, null],
  ])('finds %s', (_, hex, tag, value) => {
    expect(armAttribute(of(hex), tag)).toBe(value);
  });
});
