import { describe, expect, it } from 'vitest';
import { parseElf } from '../../../src/verify/elf.ts';
import { type HeadName, headOf } from './prefixes.ts';

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
