import { describe, expect, it } from 'vitest';
import { LineSplitter, Tail } from '../../../src/runner/lines.ts';

function split(...chunks: readonly (string | Buffer)[]): readonly string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  for (const chunk of chunks) {
    splitter.add(Buffer.from(chunk as Buffer));
  }
  splitter.end();
  return lines;
}

describe('LineSplitter', () => {
  const umlaut = Buffer.from('ä');
  const emoji = Buffer.from('🚀');
  it.each<[name: string, chunks: readonly (string | Buffer)[], lines: readonly string[]]>([
    ['nothing', [], []],
    ['empty chunks', ['', ''], []],
    ['one line', ['a\n'], ['a']],
    ['no end of line at the end', ['a\nb'], ['a', 'b']],
    ['empty lines', ['\n\na\n\n'], ['', '', 'a', '']],
    ['a line over several chunks', ['a', 'b', 'c\nd'], ['abc', 'd']],
    ['CRLF', ['a\r\nb\r\n'], ['a', 'b']],
    ['CRLF cut in the middle', ['a\r', '\nb'], ['a', 'b']],
    ['CR as progress bars write it', ['1%\r2%\r3%\n'], ['1%', '2%', '3%']],
    ['CR at the end of a chunk', ['1%\r', '2%\r'], ['1%', '2%']],
    ['CR CR LF', ['a\r\r\nb'], ['a', '', 'b']],
    ['a character of two bytes cut in the middle', [umlaut.subarray(0, 1), umlaut.subarray(1), '\n'], ['ä']],
    ['one of four bytes, byte by byte', [...emoji].map((byte) => Buffer.from([byte])), ['🚀']],
    ['bytes that are no UTF-8', [Buffer.from([0xff, 0x0a, 0xc3])], ['\ufffd', '\ufffd']],
    ['U+2028 and U+0085 end no line', ['a\u2028b\u0085c\n'], ['a\u2028b\u0085c']],
  ])('%s', (_, chunks, lines) => {
    expect(split(...chunks)).toEqual(lines);
  });

  it('hands a long line out in pieces before it ends, whole in one chunk or not', () => {
    const long = 'x'.repeat(150_000);
    const pieces = [65_536, 65_536, 18_928];
    expect(split(`${long}\nnext\n`).map((line) => line.length)).toEqual([...pieces, 4]);
    expect(split(long).map((line) => line.length)).toEqual(pieces);
    const seen: number[] = [];
    const splitter = new LineSplitter((line) => seen.push(line.length));
    for (let n = 0; n < 5; n++) {
      splitter.add(Buffer.from('y'.repeat(30_000)));
    }
    expect(seen).toEqual([65_536, 65_536]);
  });
});

describe('Tail', () => {
  it.each<[name: string, limit: number, chunks: readonly string[], text: string]>([
    ['everything while it is short', 10, ['ab', 'cd'], 'abcd'],
    ['whole chunks from the front go', 4, ['ab', 'cd', 'ef'], 'cdef'],
    ['never less than the limit', 3, ['ab', 'cd'], 'abcd'],
    ['a chunk over the limit stays', 2, ['ab', 'cdefgh'], 'cdefgh'],
    ['nothing', 5, [], ''],
  ])('%s', (_, limit, chunks, text) => {
    const tail = new Tail(limit);
    for (const chunk of chunks) {
      tail.add(Buffer.from(chunk));
    }
    expect(tail.text()).toBe(text);
  });
});
