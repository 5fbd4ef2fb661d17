import { type ElfMachine, parseElfMachine, processorOf } from '../../oci/elf-machines.ts';

/** The parts of an ELF header that tell on which machines a file runs (System V ABI, chapters 4 and 5). */
export interface Elf extends ElfMachine {
  /** e_type: 2 is an executable, 3 a position-independent one or a library. */
  readonly type: number;
  /** e_flags: what they mean depends on the machine. */
  readonly flags: number;
  /** PT_INTERP: the dynamic loader; null for a static binary, or where it lies beyond the bytes given. */
  readonly interpreter: string | null;
  /** The level of the x86-64 instruction set that the linker was told the program needs; null if it was not. */
  readonly x86Level: number | null;
  /** Linked by Go, whose linker leaves a note. */
  readonly go: boolean;
  /** How long the file is, as far as the bytes tell: the table of sections mostly stands at its end. */
  readonly length: number;
}

/** e_type. */
export const executable = 2;
export const shared = 3;

const segment = { interpreter: 3, note: 4 } as const;
const longestInterpreter = 4096;

/** The header in the first bytes of a file; null if they are no ELF header. */
export function parseElf(head: Uint8Array): Elf | null {
  const machine = parseElfMachine(head);
  if (machine === null || head.byteLength < (machine.bits === 32 ? 52 : 64)) {
    return null;
  }
  const reader = readerOf(head, machine);
  const segments = segmentsOf(reader);
  const interpreter = segments.find(({ type }) => type === segment.interpreter);
  const notes = segments
    .filter(({ type }) => type === segment.note)
    .flatMap((found) => notesOf(reader, found));
  return {
    ...machine,
    type: reader.half(16),
    flags: reader.word(machine.bits === 32 ? 36 : 48),
    interpreter: interpreter === undefined ? null : interpreterIn(reader, interpreter),
    x86Level: processorOf(machine) === 'x86-64' ? x86LevelIn(notes) : null,
    go: notes.some(({ name }) => name === 'Go'),
    length: Math.max(...segments.map(({ start, size }) => start + size), sectionsEnd(reader)),
  };
}

interface Reader {
  readonly bits: 32 | 64;
  readonly length: number;
  half(at: number): number;
  word(at: number): number;
  /** An address or offset, whose size is that of the class. */
  address(at: number): number;
  bytes(at: number, length: number): Uint8Array;
}

function readerOf(head: Uint8Array, { bits, endianness }: ElfMachine): Reader {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const little = endianness === 'little';
  return {
    bits,
    length: head.byteLength,
    half: (at) => view.getUint16(at, little),
    word: (at) => view.getUint32(at, little),
    address: (at) => (bits === 32 ? view.getUint32(at, little) : Number(view.getBigUint64(at, little))),
    bytes: (at, length) => head.subarray(at, at + length),
  };
}

interface Segment {
  readonly type: number;
  readonly start: number;
  readonly size: number;
}

/** The program headers, as far as the bytes hold them. */
function segmentsOf(reader: Reader): readonly Segment[] {
  const wide = reader.bits === 64;
  const table = reader.address(wide ? 32 : 28);
  const entrySize = reader.half(wide ? 54 : 42);
  const count = reader.half(wide ? 56 : 44);
  const smallest = wide ? 56 : 32;
  const segments: Segment[] = [];
  for (let index = 0; index < count && entrySize >= smallest; index++) {
    const entry = table + index * entrySize;
    if (entry + smallest > reader.length) {
      break;
    }
    segments.push({
      type: reader.word(entry),
      start: reader.address(entry + (wide ? 8 : 4)),
      size: reader.address(entry + (wide ? 32 : 16)),
    });
  }
  return segments;
}

const sectionWithoutBytes = 8;

/** Where the table of sections ends, and, if the bytes hold it, the last of the sections. */
function sectionsEnd(reader: Reader): number {
  const wide = reader.bits === 64;
  const table = reader.address(wide ? 40 : 32);
  const entrySize = reader.half(wide ? 58 : 46);
  const count = reader.half(wide ? 60 : 48);
  const end = table + count * entrySize;
  if (end > reader.length || entrySize < (wide ? 64 : 40)) {
    return end;
  }
  const ends = Array.from({ length: count }, (_, index) => sectionEnd(reader, table + index * entrySize));
  return Math.max(end, ...ends);
}

function sectionEnd(reader: Reader, entry: number): number {
  if (reader.word(entry + 4) === sectionWithoutBytes) {
    return 0;
  }
  const [start, size] = reader.bits === 64 ? [24, 32] : [16, 20];
  return reader.address(entry + start) + reader.address(entry + size);
}

function interpreterIn(reader: Reader, { start, size }: Segment): string | null {
  if (size > longestInterpreter || start + size > reader.length) {
    return null;
  }
  return textOf(reader.bytes(start, size));
}

/** Up to the first zero byte. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replace(/\0.*$/s, '');
}

interface Note {
  readonly name: string;
  readonly type: number;
  readonly content: Uint8Array;
}

/** The notes of a segment, as far as the bytes hold them. GNU aligns those of 64-bit properties to 8 bytes. */
function notesOf(reader: Reader, { start, size }: Segment): readonly Note[] {
  const notes: Note[] = [];
  const end = Math.min(start + size, reader.length);
  for (let at = start; at + 12 <= end; ) {
    const [nameSize, contentSize, type] = [reader.word(at), reader.word(at + 4), reader.word(at + 8)];
    const content = at + 12 + aligned(nameSize, 4);
    if (content + contentSize > end) {
      break;
    }
    const name = textOf(reader.bytes(at + 12, nameSize));
    notes.push({ name, type, content: reader.bytes(content, contentSize) });
    at = content + aligned(contentSize, 4);
  }
  return notes;
}

function aligned(size: number, to: number): number {
  return Math.ceil(size / to) * to;
}

/** NT_GNU_PROPERTY_TYPE_0 and GNU_PROPERTY_X86_ISA_1_NEEDED of the x86-64 psABI, whose bits are the levels. */
const gnuProperties = 5;
const isaNeeded = 0xc0008002;

function x86LevelIn(notes: readonly Note[]): number | null {
  const properties = notes.find(({ name, type }) => name === 'GNU' && type === gnuProperties);
  return properties === undefined ? null : x86LevelOf(properties.content);
}

function x86LevelOf(content: Uint8Array): number | null {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  for (let at = 0; at + 8 <= content.byteLength; ) {
    const size = view.getUint32(at + 4, true);
    if (view.getUint32(at, true) === isaNeeded && at + 12 <= content.byteLength) {
      // Bit 0 is the baseline, bit 1 is x86-64-v2, and so on.
      return 32 - Math.clz32(view.getUint32(at + 8, true));
    }
    at += 8 + aligned(size, 8);
  }
  return null;
}
