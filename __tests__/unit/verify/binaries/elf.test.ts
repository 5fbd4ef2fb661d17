import { describe, expect, it } from 'vitest';
import { type Elf, parseElf } from '../../../../src/verify/binaries/elf.ts';
import { type HeadName, headOf } from '../prefixes.ts';

describe('parseElf', () => {
  it.each<[HeadName, 32 | 64, 'little' | 'big', number, string | null]>([
    ['go amd64', 64, 'little', 62, null],
    ['go arm64', 64, 'little', 183, null],
    ['go 386', 32, 'little', 3, null],
    ['go armv7', 32, 'little', 40, null],
    ['go ppc64le', 64, 'little', 21, null],
    ['go s390x', 64, 'big', 22, null],
    ['go riscv64', 64, 'little', 243, null],
    ['go mips64', 64, 'big', 8, null],
    ['go mips64le', 64, 'little', 8, null],
    ['go loong64', 64, 'little', 258, null],
    ['debian amd64', 64, 'little', 62, '/lib64/ld-linux-x86-64.so.2'],
    ['debian arm64', 64, 'little', 183, '/lib/ld-linux-aarch64.so.1'],
    ['debian i386', 32, 'little', 3, '/lib/ld-linux.so.2'],
    ['debian armel', 32, 'little', 40, '/lib/ld-linux.so.3'],
    ['debian armhf', 32, 'little', 40, '/lib/ld-linux-armhf.so.3'],
    ['debian ppc64el', 64, 'little', 21, '/lib64/ld64.so.2'],
    ['debian s390x', 64, 'big', 22, '/lib/ld64.so.1'],
    // Its loader's path lies 13 KB into the file.
    ['debian mips64el', 64, 'little', 8, null],
  ])('reads the header of %s', (name, bits, endianness, machine, interpreter) => {
    expect(parseElf(headOf(name))).toMatchObject({ bits, endianness, machine, interpreter });
  });

  it('tells the float ABIs of arm apart', () => {
    const flags = (name: HeadName): number => (parseElf(headOf(name))?.flags ?? 0) & 0x600;
    expect(flags('debian armhf')).toBe(0x400);
    expect(flags('debian armel')).toBe(0x200);
  });

  it('tells executables from position-independent ones', () => {
    expect(parseElf(headOf('go amd64'))?.type).toBe(2);
    expect(parseElf(headOf('debian amd64'))?.type).toBe(3);
  });

  const amd64 = headOf('debian amd64');
  const changed = (at: number, ...bytes: number[]): Uint8Array => {
    const copy = Uint8Array.from(amd64);
    copy.set(bytes, at);
    return copy;
  };
  it.each([
    ['no bytes', new Uint8Array()],
    ['the magic alone', amd64.subarray(0, 4)],
    ['a header that is cut off', amd64.subarray(0, 63)],
    ['another magic', changed(0, 0x7e)],
    ['a class that does not exist', changed(4, 3)],
    ['a byte order that does not exist', changed(5, 0)],
  ])('takes %s for no ELF file', (_, head) => {
    expect(parseElf(head)).toBeNull();
  });

  it.each([
    ['program headers beyond the bytes', changed(32, 0, 0, 0, 1)],
    ['a program header table at the end of the address space', changed(32, ...Array<number>(8).fill(0xff))],
    ['program headers of size 0', changed(54, 0, 0)],
    ['no program headers', changed(56, 0, 0)],
    ['bytes that end before the interpreter', amd64.subarray(0, 792)],
  ])('knows no interpreter with %s', (_, head) => {
    expect(parseElf(head)).toMatchObject({ machine: 62, interpreter: null });
  });

  it('reads a view that does not begin at its buffer', () => {
    const moved = new Uint8Array(amd64.byteLength + 3);
    moved.set(amd64, 3);
    expect(parseElf(moved.subarray(3))).toEqual(parseElf(amd64));
  });
});

/** A header of 64 bits for x86-64, with one segment and what stands in it, and a table of sections. */
function x86(segment: {
  readonly type: number;
  readonly content: Uint8Array;
  readonly size?: number;
}): Buffer {
  const start = 64 + 56;
  const head = Buffer.alloc(start);
  head.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  head.writeUInt16LE(2, 16);
  head.writeUInt16LE(62, 18);
  head.writeBigUInt64LE(64n, 32);
  head.writeUInt16LE(56, 54);
  head.writeUInt16LE(1, 56);
  head.writeUInt32LE(segment.type, 64);
  head.writeBigUInt64LE(BigInt(start), 64 + 8);
  head.writeBigUInt64LE(BigInt(segment.size ?? segment.content.byteLength), 64 + 32);
  return Buffer.concat([head, segment.content]);
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) {
    bytes.writeUInt32LE(value, 4 * index);
  }
  return bytes;
}

const note = (name: string, type: number, content: Uint8Array): Buffer =>
  Buffer.concat([
    words(name.length + 1, content.byteLength, type),
    Buffer.from(`${name}\0`.padEnd(Math.ceil((name.length + 1) / 4) * 4, '\0')),
    content,
    Buffer.alloc((4 - (content.byteLength % 4)) % 4),
  ]);

describe('the notes of a program', () => {
  const level = (...bits: readonly number[]): Buffer => words(0xc0008002, 4, ...bits, 0);
  const other = words(0xc0000002, 4, 3, 0);
  const parse = (content: Uint8Array, type = 4, size?: number): Elf | null =>
    parseElf(x86({ type, content, ...(size === undefined ? {} : { size }) }));

  it.each<[string, Uint8Array, number | null]>([
    ['the baseline', note('GNU', 5, level(1)), 1],
    ['v2', note('GNU', 5, level(2)), 2],
    ['v3 among lower ones', note('GNU', 5, level(7)), 3],
    ['v4', note('GNU', 5, level(8)), 4],
    ['none', note('GNU', 5, level(0)), 0],
    ['one behind another property', note('GNU', 5, Buffer.concat([other, level(4)])), 3],
    [
      'one behind another note',
      Buffer.concat([note('GNU', 1, words(0, 3, 2, 0)), note('GNU', 5, level(4))]),
      3,
    ],
    [
      'one behind a note of odd size',
      Buffer.concat([note('Go', 4, Buffer.from('build')), note('GNU', 5, level(2))]),
      2,
    ],
    ['no level in other properties', note('GNU', 5, other), null],
    ['no level that is cut off', note('GNU', 5, words(0xc0008002, 4)), null],
    ['nothing in a note of another type', note('GNU', 3, level(4)), null],
    ['nothing in a note of another owner', note('ABC', 5, level(4)), null],
  ])('tell of %s', (_, content, x86Level) => {
    expect(parse(content)).toMatchObject({ x86Level });
  });

  it('tell nothing of a segment that is not for notes', () => {
    expect(parse(note('GNU', 5, level(4)), 1)).toMatchObject({ x86Level: null, go: false });
  });

  it('tell what the bytes hold of them', () => {
    const content = Buffer.concat([note('Go', 4, Buffer.from('id')), note('GNU', 5, level(4))]);
    expect(parse(content.subarray(0, -1), 4, content.byteLength)).toMatchObject({ x86Level: null, go: true });
  });

  it('tell of Go', () => {
    expect(parse(note('Go', 4, Buffer.from('id')))).toMatchObject({ go: true });
    expect(parse(note('GNU', 5, level(1)))).toMatchObject({ go: false });
  });

  it('tell no x86-64 level of another processor', () => {
    const bytes = x86({ type: 4, content: note('GNU', 5, level(4)) });
    bytes.writeUInt16LE(183, 18);
    expect(parseElf(bytes)).toMatchObject({ x86Level: null });
  });
});

describe('the length of a program', () => {
  /** A table of sections at this offset, with sections of these types and places. */
  function withSections(
    table: number,
    sections: readonly (readonly [type: number, start: number, size: number])[],
  ): Buffer {
    const head = x86({ type: 1, content: Buffer.alloc(400), size: 300 });
    head.writeBigUInt64LE(BigInt(table), 40);
    head.writeUInt16LE(64, 58);
    head.writeUInt16LE(sections.length, 60);
    for (const [index, [type, start, size]] of sections.entries()) {
      const entry = table + 64 * index;
      if (entry + 64 <= head.byteLength) {
        head.writeUInt32LE(type, entry + 4);
        head.writeBigUInt64LE(BigInt(start), entry + 24);
        head.writeBigUInt64LE(BigInt(size), entry + 32);
      }
    }
    return head;
  }

  it.each<[string, Buffer, number]>([
    ['the end of a segment', x86({ type: 1, content: Buffer.alloc(10), size: 5000 }), 120 + 5000],
    [
      'the end of the table of sections, where that is beyond the bytes',
      withSections(9000, [
        [1, 1, 1],
        [1, 2, 2],
      ]),
      9000 + 128,
    ],
    [
      'the end of the last section, where the table is in the bytes',
      withSections(200, [
        [1, 1000, 500],
        [3, 7000, 5],
      ]),
      7005,
    ],
    [
      'the end of a section that is not the last',
      withSections(200, [
        [3, 7000, 5],
        [1, 1000, 500],
      ]),
      7005,
    ],
    ['the end of a segment, where a section has no bytes', withSections(200, [[8, 7000, 5]]), 420],
  ])('is %s', (_, head, length) => {
    expect(parseElf(head)).toMatchObject({ length });
  });

  it('is that of its headers, where these are too small to be read', () => {
    const head = withSections(200, [[1, 7000, 5]]);
    head.writeUInt16LE(40, 58);
    expect(parseElf(head)).toMatchObject({ length: 420 });
  });

  it.each<[HeadName, number]>([
    ['go armv7', 1_200_288],
    ['debian armhf', 67_032],
  ])('is what the header says, of %s', (name, length) => {
    expect(parseElf(headOf(name))?.length).toBe(length);
  });
});
