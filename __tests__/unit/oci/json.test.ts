import { describe, expect, it } from 'vitest';
import { isRecord, parseJson, stringsIn } from '../../../src/oci/json.ts';

describe('parseJson', () => {
  it.each<[text: string, value: unknown]>([
    ['{"a":[1,null]}', { a: [1, null] }],
    [' 5 ', 5],
    ['"x"', 'x'],
    ['false', false],
    ['null', null],
  ])('reads %s', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  it.each(['', '{', '{"a":1}{"b":2}', "{'a':1}", 'undefined', '<html>', '{"a":1,}'])(
    'is undefined for %j',
    (text) => {
      expect(parseJson(text)).toBeUndefined();
    },
  );
});

describe('isRecord', () => {
  it.each([{}, { a: 1 }, Object.create(null)])('%j is one', (value) => {
    expect(isRecord(value)).toBe(true);
  });

  it.each([[], [{}], null, undefined, 'x', 5, true, () => ({})].map((value) => [value]))(
    '%s is none',
    (value) => {
      expect(isRecord(value)).toBe(false);
    },
  );
});

describe('stringsIn', () => {
  it.each<[value: unknown, strings: readonly string[]]>([
    [
      ['a', '', 'b'],
      ['a', '', 'b'],
    ],
    [
      ['a', 5, null, ['b'], { c: 'd' }, 'e'],
      ['a', 'e'],
    ],
    [[], []],
    ['abc', []],
    [null, []],
    [undefined, []],
    [{ 0: 'a', length: 1 }, []],
  ])('%j: %j', (value, strings) => {
    expect(stringsIn(value)).toEqual(strings);
  });
});
