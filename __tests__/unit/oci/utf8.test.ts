import { expect, it } from 'vitest';
import { firstDamagedLine } from '../../../src/oci/utf8.ts';

it.each<[string, Buffer, number | null]>([
  ['nothing', Buffer.of(), null],
  ['ASCII', Buffer.from('FROM scratch\n'), null],
  ['UTF-8', Buffer.from('LABEL a=für\n'), null],
  ['Latin-1 on the second line', Buffer.from('FROM scratch\nLABEL a=für\n', 'latin1'), 2],
  ['Latin-1 without a newline at the end', Buffer.from('# für', 'latin1'), 1],
])('the damage of %s', (_, bytes, line) => {
  expect(firstDamagedLine(bytes)).toBe(line);
});
