import { describe, expect, it } from 'vitest';
import { describeCsvError, formatCsv, isCsvError, parseCsv } from '../../../src/oci/csv.ts';
import fixture from './csv.fixture.json' with { type: 'json' };

type Answer = [line: string, fields: string[]] | [line: string, reason: string, column?: number];

describe('parseCsv', () => {
  it(`answers as ${fixture.source}`, () => {
    const answers = fixture.answers as Answer[];
    expect(answers.length).toBeGreaterThan(500);
    for (const [line, expected, byteColumn] of answers) {
      const parsed = parseCsv(line);
      const actual = isCsvError(parsed)
        ? [line, parsed.reason, parsed.reason === 'empty' ? undefined : bytesBefore(line, parsed.column) + 1]
        : [line, parsed, undefined];
      expect(actual).toEqual([line, expected, byteColumn]);
    }
  });

  it.each([
    ['', 'it is empty'],
    ['a=b"c', 'column 4 has a double quote inside an unquoted field'],
    ['"a"b', 'a double quote is not closed properly at column 3'],
  ])('explains %j', (line, expected) => {
    const parsed = parseCsv(line);
    expect(isCsvError(parsed) && describeCsvError(parsed)).toBe(expected);
  });
});

describe('formatCsv', () => {
  it.each([
    [['a', 'b'], 'a,b'],
    [['name=a,b', 'x'], '"name=a,b",x'],
    [['say "hi"'], '"say ""hi"""'],
    [['a\nb'], '"a\nb"'],
    [[''], '""'],
    [['', ''], ','],
    [['a\r'], '"a\r"'],
  ])('writes %j', (fields, expected) => {
    expect(formatCsv(fields)).toBe(expected);
    expect(parseCsv(expected)).toEqual(fields);
  });

  it('writes what parseCsv reads back, for every field of the corpus', () => {
    for (const [, fields] of fixture.answers as Answer[]) {
      if (Array.isArray(fields)) {
        expect(parseCsv(formatCsv(fields))).toEqual(fields);
      }
    }
  });
});

function bytesBefore(line: string, column: number): number {
  return Buffer.byteLength(line.slice(0, column - 1));
}
