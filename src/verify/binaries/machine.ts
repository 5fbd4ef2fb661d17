import { type ElfMachine, elfMachineOf, isSameMachine, processorOf } from '../../oci/elf-machines.ts';
import type { Platform } from '../../oci/platform.ts';
import type { Elf } from './elf.ts';

/** What an executable for a platform is, and which other ones its machines may run as well. */
export interface Machine {
  readonly name: string;
  readonly own: (elf: Elf) => boolean;
  readonly sibling: (elf: Elf) => boolean;
}

/**
 * - matches: of the platform's own architecture
 * - compatible: 32-bit code of the same family, or with a float ABI that the weakest machines of the
 *   platform lack: many of its machines run it, not all
 */
export type MachineVerdict = 'matches' | 'compatible' | 'differs';

/** Of e_flags on arm, for EABI version 5; absent in what a compiler did not mark. */
const armHardFloat = 0x400;
const armSoftFloat = 0x200;

/** Architectures of 64 bits whose processors have a 32-bit mode, or an ABI with pointers of 32 bits (x32, ILP32, n32). */
const withNarrow = ['amd64', 'arm64', 's390x', 'mips64le', 'mips64'];
/** The platform that the 32-bit mode of another one's processors is. */
const older: Readonly<Record<string, string>> = { amd64: '386', arm64: 'arm' };

/**
 * What runs natively on the machines of a platform; null for an architecture that is not known here. Of
 * arm/v5 it is known that its machines have no floating-point unit; what else a variant means is a level
 * of the instruction set, see levels.ts.
 */
export function machineOf({ architecture, variant }: Platform): Machine | null {
  const machine = elfMachineOf(architecture);
  if (machine === null) {
    return null;
  }
  const own = (elf: Elf): boolean => isSameMachine(elf, machine);
  if (architecture === 'arm' && variant === 'v5') {
    return { name: `${machine.name}, soft float`, own: (elf) => own(elf) && !hardFloat(elf), sibling: own };
  }
  const siblings = siblingsOf(architecture, machine);
  return { name: machine.name, own, sibling: (elf) => siblings.some((other) => isSameMachine(elf, other)) };
}

export function judgeMachine(elf: Elf, machine: Machine): MachineVerdict {
  if (machine.own(elf)) {
    return 'matches';
  }
  return machine.sibling(elf) ? 'compatible' : 'differs';
}

function siblingsOf(architecture: string, machine: ElfMachine): readonly ElfMachine[] {
  const mode = elfMachineOf(older[architecture] ?? '');
  return [
    ...(mode === null ? [] : [mode]),
    ...(withNarrow.includes(architecture) ? [{ ...machine, bits: 32 } as const] : []),
  ];
}

function hardFloat({ flags }: Elf): boolean {
  return (flags & armHardFloat) !== 0;
}

/** Like `an ELF binary for AArch64, 64-bit, little-endian, loaded by /lib/ld-musl-aarch64.so.1`. */
export function describeElf(elf: Elf): string {
  const parts = [
    processorOf(elf),
    `${elf.bits}-bit`,
    `${elf.endianness}-endian`,
    ...floatAbi(elf),
    ...(elf.interpreter === null ? [] : [`loaded by ${elf.interpreter}`]),
  ];
  return `an ELF binary for ${parts.join(', ')}`;
}

function floatAbi(elf: Elf): readonly string[] {
  if (processorOf(elf) !== 'ARM' || (elf.flags & (armHardFloat | armSoftFloat)) === 0) {
    return [];
  }
  return [hardFloat(elf) ? 'hard float' : 'soft float'];
}
