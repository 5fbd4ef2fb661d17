import { describe, expect, it } from 'vitest';
import type { ImageInputName } from '../../../src/inputs/image.ts';
import { type Given, type Machine, refusalOf } from './reading.ts';

export type Row = [name: string, given: Given, text: string, machine?: Machine];

/** One input, one problem: the whole text that the user reads. */
export function rows(
  input: ImageInputName,
  texts: readonly [name: string, value: string, text: string][],
): Row[] {
  return texts.map(([name, value, text]) => [name, { [input]: value }, `'${input}': ${text}`]);
}

/** Expects of each row that its inputs end in exactly this message and hint. */
export function refuses(title: string, table: readonly Row[]): void {
  describe(title, () => {
    it.each(table)('%s', async (_, given, text, machine) => {
      expect(await refusalOf(given, machine)).toBe(text);
    });
  });
}
