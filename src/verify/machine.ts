import type { Platform } from '../oci/platform.ts';
import type { Elf } from './elf.ts';

/** What an executable for a platform is, and which other ones its machines may run as well. */
interface Machine {
  readonly name: string;
  readonly own: (elf: Elf) => boolean;
  readonly sibling?: (elf: Elf) => boolean;
}

/**
 * - matches: of the platform's own architecture
 * - compatible: 32-bit code of the same family, or with a float ABI that the weakest machines of the
 *   platform lack: many of its machines run it, not all
 */
export type MachineVerdict = 'matches' | 'compatible' | 'differs';

/** e_machine, from the registry of the System V ABI. */
const em = {
  '386': 3,
  mips: 8,
  ppc: 20,
  ppc64: 21,
  s390: 22,
  arm: 40,
  x86: 62,
  aarch64: 183,
  riscv: 243,
  loong: 258,
} as const;

/** Of e_flags on arm, for EABI version 5; absent in what a compiler did not mark. */
const armHardFloat = 0x400;
const armSoftFloat = 0x200;

function is(machine: number, bits: 32 | 64, endianness: Elf['endianness'] = 'little'): (elf: Elf) => boolean {
  return (elf) => elf.machine === machine && elf.bits === bits && elf.endianness === endianness;
}

const arm32 = is(em.arm, 32);
const hardFloat = (elf: Elf): boolean => (elf.flags & armHardFloat) !== 0;

/**
 * What runs natively on the machines of a platform; null for an architecture that is not known here.
 * The instruction set level of a variant (v6 or v7 of arm, v3 of amd64) is not in the header; of arm/v5
 * it is known that its machines have no floating-point unit.
 */
export function machineOf({ architecture, variant }: Platform): Machine | null {
  switch (architecture) {
    case 'amd64':
      return {
        name: 'x86-64',
        own: is(em.x86, 64),
        sibling: (elf) => is(em['386'], 32)(elf) || is(em.x86, 32)(elf),
      };
    case '386':
      return { name: 'x86, 32-bit', own: is(em['386'], 32) };
    case 'arm64':
      return {
        name: 'AArch64',
        own: is(em.aarch64, 64),
        sibling: (elf) => arm32(elf) || is(em.aarch64, 32)(elf),
      };
    case 'arm':
      return variant === 'v5'
        ? { name: 'ARM, 32-bit, soft float', own: (elf) => arm32(elf) && !hardFloat(elf), sibling: arm32 }
        : { name: 'ARM, 32-bit', own: arm32 };
    case 'ppc64le':
      return { name: 'PowerPC64, little-endian', own: is(em.ppc64, 64) };
    case 's390x':
      return { name: 'S/390, 64-bit', own: is(em.s390, 64, 'big'), sibling: is(em.s390, 32, 'big') };
    case 'riscv64':
      return { name: 'RISC-V, 64-bit', own: is(em.riscv, 64) };
    case 'mips64le':
      return { name: 'MIPS64, little-endian', own: is(em.mips, 64), sibling: is(em.mips, 32) };
    case 'mips64':
      return { name: 'MIPS64, big-endian', own: is(em.mips, 64, 'big'), sibling: is(em.mips, 32, 'big') };
    case 'loong64':
      return { name: 'LoongArch, 64-bit', own: is(em.loong, 64) };
    default:
      return null;
  }
}

export function judgeMachine(elf: Elf, machine: Machine): MachineVerdict {
  if (machine.own(elf)) {
    return 'matches';
  }
  return machine.sibling?.(elf) ? 'compatible' : 'differs';
}

const names: Readonly<Record<number, string>> = {
  [em['386']]: 'x86',
  [em.mips]: 'MIPS',
  [em.ppc]: 'PowerPC',
  [em.ppc64]: 'PowerPC64',
  [em.s390]: 'S/390',
  [em.arm]: 'ARM',
  [em.x86]: 'x86-64',
  [em.aarch64]: 'AArch64',
  [em.riscv]: 'RISC-V',
  [em.loong]: 'LoongArch',
};

/** Like `an ELF binary for AArch64, 64-bit, little-endian, loaded by /lib/ld-musl-aarch64.so.1`. */
export function describeElf(elf: Elf): string {
  const float =
    elf.machine === em.arm && (elf.flags & (armHardFloat | armSoftFloat)) !== 0
      ? [hardFloat(elf) ? 'hard float' : 'soft float']
      : [];
  const parts = [
    names[elf.machine] ?? `machine ${elf.machine}`,
    `${elf.bits}-bit`,
    `${elf.endianness}-endian`,
    ...float,
    ...(elf.interpreter === null ? [] : [`loaded by ${elf.interpreter}`]),
  ];
  return `an ELF binary for ${parts.join(', ')}`;
}
