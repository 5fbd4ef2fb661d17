/** What an ELF header says of the processor: e_machine, with the class and the byte order that belong to it. */
export interface ElfMachine {
  readonly machine: number;
  readonly bits: 32 | 64;
  readonly endianness: 'little' | 'big';
}

/** The machine of an OCI platform's programs. */
interface PlatformMachine extends ElfMachine {
  /** What e_machine stands for, whatever the class and the byte order. */
  readonly processor: string;
  /** With as much of the class and the byte order as tells it from its siblings. */
  readonly name: string;
}

const [little, big] = ['little', 'big'] as const;

/** By architecture; e_machine from the registry of the System V ABI. */
const machines: Readonly<Record<string, PlatformMachine>> = {
  amd64: { machine: 62, bits: 64, endianness: little, processor: 'x86-64', name: 'x86-64' },
  '386': { machine: 3, bits: 32, endianness: little, processor: 'x86', name: 'x86, 32-bit' },
  arm64: { machine: 183, bits: 64, endianness: little, processor: 'AArch64', name: 'AArch64' },
  arm: { machine: 40, bits: 32, endianness: little, processor: 'ARM', name: 'ARM, 32-bit' },
  ppc64le: {
    machine: 21,
    bits: 64,
    endianness: little,
    processor: 'PowerPC64',
    name: 'PowerPC64, little-endian',
  },
  s390x: { machine: 22, bits: 64, endianness: big, processor: 'S/390', name: 'S/390, 64-bit' },
  riscv64: { machine: 243, bits: 64, endianness: little, processor: 'RISC-V', name: 'RISC-V, 64-bit' },
  mips64le: { machine: 8, bits: 64, endianness: little, processor: 'MIPS', name: 'MIPS64, little-endian' },
  mips64: { machine: 8, bits: 64, endianness: big, processor: 'MIPS', name: 'MIPS64, big-endian' },
  loong64: { machine: 258, bits: 64, endianness: little, processor: 'LoongArch', name: 'LoongArch, 64-bit' },
};

/** null for an architecture that is not known here. */
export function elfMachineOf(architecture: string): PlatformMachine | null {
  return machines[architecture] ?? null;
}

/** The architecture whose own programs these are; null if it is not known here. */
export function architectureOf(found: ElfMachine): string | null {
  const own = Object.entries(machines).find(([, machine]) => isSameMachine(machine, found));
  return own?.[0] ?? null;
}

/** Like `AArch64`, of any class and byte order; the number where it is the processor of no platform here. */
export function processorOf({ machine }: ElfMachine): string {
  const known = Object.values(machines).find((candidate) => candidate.machine === machine);
  return known?.processor ?? `machine ${machine}`;
}

export function isSameMachine(a: ElfMachine, b: ElfMachine): boolean {
  return a.machine === b.machine && a.bits === b.bits && a.endianness === b.endianness;
}

const magic = [0x7f, 0x45, 0x4c, 0x46];
/** e_machine ends here. */
const shortest = 20;

/** Reads the beginning of an ELF header (System V ABI, chapter 4); null if these bytes are none. */
export function parseElfMachine(head: Uint8Array): ElfMachine | null {
  if (head.byteLength < shortest || magic.some((byte, index) => head[index] !== byte)) {
    return null;
  }
  const bits = ([null, 32, 64] as const)[head[4] ?? 0] ?? null;
  const endianness = ([null, 'little', 'big'] as const)[head[5] ?? 0] ?? null;
  if (bits === null || endianness === null) {
    return null;
  }
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  return { machine: view.getUint16(18, endianness === 'little'), bits, endianness };
}
