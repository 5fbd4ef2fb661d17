import { describe, expect, it } from 'vitest';
import {
  architectureOf,
  type ElfMachine,
  elfMachineOf,
  isSameMachine,
  parseElfMachine,
  processorOf,
} from '../../../src/oci/elf-machines.ts';
import { knownPlatforms } from '../../../src/oci/platform.ts';

const aarch64: ElfMachine = { machine: 183, bits: 64, endianness: 'little' };

describe('the table of machines', () => {
  const architectures = [...new Set(knownPlatforms.map((platform) => platform.split('/')[1] ?? ''))];

  it('has every architecture that images are built for, and leads back to it', () => {
    expect(architectures).toHaveLength(10);
    for (const architecture of architectures) {
      const machine = elfMachineOf(architecture);
      expect(machine && architectureOf(machine)).toBe(architecture);
    }
  });

  it.each([
    ['amd64', 62, 64, 'little', 'x86-64', 'x86-64'],
    ['386', 3, 32, 'little', 'x86', 'x86, 32-bit'],
    ['arm64', 183, 64, 'little', 'AArch64', 'AArch64'],
    ['arm', 40, 32, 'little', 'ARM', 'ARM, 32-bit'],
    ['ppc64le', 21, 64, 'little', 'PowerPC64', 'PowerPC64, little-endian'],
    ['s390x', 22, 64, 'big', 'S/390', 'S/390, 64-bit'],
    ['riscv64', 243, 64, 'little', 'RISC-V', 'RISC-V, 64-bit'],
    ['mips64le', 8, 64, 'little', 'MIPS', 'MIPS64, little-endian'],
    ['mips64', 8, 64, 'big', 'MIPS', 'MIPS64, big-endian'],
    ['loong64', 258, 64, 'little', 'LoongArch', 'LoongArch, 64-bit'],
  ])('%s is e_machine %i, %i bits, %s-endian', (architecture, machine, bits, endianness, processor, name) => {
    expect(elfMachineOf(architecture)).toEqual({ machine, bits, endianness, processor, name });
  });

  it('knows no other architecture, and none for another class or byte order', () => {
    expect(elfMachineOf('sparc64')).toBeNull();
    expect(architectureOf({ ...aarch64, bits: 32 })).toBeNull();
    expect(architectureOf({ ...aarch64, endianness: 'big' })).toBeNull();
    expect(architectureOf({ ...aarch64, machine: 2 })).toBeNull();
  });
});

describe('processorOf', () => {
  it.each([
    [{ ...aarch64, bits: 32 as const }, 'AArch64'],
    [{ machine: 8, bits: 32 as const, endianness: 'big' as const }, 'MIPS'],
    [{ ...aarch64, machine: 2 }, 'machine 2'],
  ])('%o is %s', (machine, name) => {
    expect(processorOf(machine)).toBe(name);
  });
});

describe('isSameMachine', () => {
  it.each<[Partial<ElfMachine>, boolean]>([
    [{}, true],
    [{ machine: 40 }, false],
    [{ bits: 32 }, false],
    [{ endianness: 'big' }, false],
  ])('with %o: %s', (change, same) => {
    expect(isSameMachine(aarch64, { ...aarch64, ...change })).toBe(same);
  });
});

describe('parseElfMachine', () => {
  const header = (...changes: readonly (readonly [number, number])[]): Uint8Array => {
    const bytes = Uint8Array.from(Buffer.from('7f454c460201010000000000000000000200b700', 'hex'));
    for (const [at, byte] of changes) {
      bytes[at] = byte;
    }
    return bytes;
  };

  it.each<[string, Uint8Array, ElfMachine]>([
    ['64 bits, little-endian', header(), aarch64],
    ['32 bits', header([4, 1]), { ...aarch64, bits: 32 }],
    ['big-endian', header([5, 2], [18, 0x01], [19, 0x02]), { machine: 0x102, bits: 64, endianness: 'big' }],
    ['more bytes than it takes', Buffer.concat([header(), Buffer.from('rest')]), aarch64],
  ])('reads %s', (_, bytes, machine) => {
    expect(parseElfMachine(bytes)).toEqual(machine);
  });

  it.each([
    ['19 bytes', header().subarray(0, 19)],
    ['another first byte', header([0, 0x7e])],
    ['another last byte of the magic', header([3, 0x47])],
    ['class 0', header([4, 0])],
    ['class 3', header([4, 3])],
    ['byte order 0', header([5, 0])],
    ['byte order 3', header([5, 3])],
  ])('null: %s', (_, bytes) => {
    expect(parseElfMachine(bytes)).toBeNull();
  });
});
