/** The parts of an ELF header that tell on which machines a file runs (System V ABI, chapter 4). */
export interface Elf {
  readonly bits: 32 | 64;
  readonly endianness: 'little' | 'big';
  /** e_type: 2 is an executable, 3 a position-independent one or a library. */
  readonly type: number;
  readonly machine: number;
  /** e_flags: what they mean depends on the machine. */
  readonly flags: number;
  /** PT_INTERP: the dynamic loader; null for a static binary, or where it lies beyond the bytes given. */
  readonly interpreter: string | null;
}

const programInterpreter = 3;
const longestInterpreter = 4096;

/** The header in the first bytes of a file; null if they are no ELF header. */
export function parseElf(head: Uint8Array): Elf | null {
  if (head.byteLength < 20 || head[0] !== 0x7f || head[1] !== 0x45 || head[2] !== 0x4c || head[3] !== 0x46) {
    return null;
  }
  const bits = head[4] === 1 ? 32 : head[4] === 2 ? 64 : null;
  const endianness = head[5] === 1 ? 'little' : head[5] === 2 ? 'big' : null;
  if (bits === null || endianness === null) {
    return null;
  }
  if (head.byteLength < (bits === 32 ? 52 : 64)) {
    return null;
  }
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const little = endianness === 'little';
  return {
    bits,
    endianness,
    type: view.getUint16(16, little),
    machine: view.getUint16(18, little),
    flags: view.getUint32(bits === 32 ? 36 : 48, little),
    interpreter: interpreterIn(view, bits, little),
  };
}

function interpreterIn(view: DataView, bits: 32 | 64, little: boolean): string | null {
  const word = (at: number): number =>
    bits === 32 ? view.getUint32(at, little) : Number(view.getBigUint64(at, little));
  const table = word(bits === 32 ? 28 : 32);
  const entrySize = view.getUint16(bits === 32 ? 42 : 54, little);
  const count = view.getUint16(bits === 32 ? 44 : 56, little);
  const smallest = bits === 32 ? 32 : 56;
  if (entrySize < smallest) {
    return null;
  }
  for (let index = 0; index < count; index++) {
    const entry = table + index * entrySize;
    if (entry + smallest > view.byteLength) {
      return null;
    }
    if (view.getUint32(entry, little) !== programInterpreter) {
      continue;
    }
    const start = word(entry + (bits === 32 ? 4 : 8));
    const size = word(entry + (bits === 32 ? 16 : 32));
    if (size > longestInterpreter || start + size > view.byteLength) {
      return null;
    }
    const path = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + start, size));
    return path.replace(/\0.*$/s, '');
  }
  return null;
}
