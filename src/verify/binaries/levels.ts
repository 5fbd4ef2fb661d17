import { processorOf } from '../../oci/elf-machines.ts';
import type { Platform } from '../../oci/platform.ts';
import type { Elf } from './elf.ts';
import { type Marks, readLeb128 } from './marks.ts';

/**
 * The level of an instruction set: of the ARM architecture (7 is ARMv7), or of x86-64 (3 is x86-64-v3). A
 * processor of a lower level stops at the first instruction that it lacks.
 */
export interface Level {
  readonly value: number;
  readonly name: string;
}

const families = { ARM: 'ARMv', 'x86-64': 'x86-64-v' } as const;

function levelOf(family: keyof typeof families, value: number): Level {
  return { value, name: `${families[family]}${value}` };
}

/** The lowest level that the machines of a platform have; null where a platform has no levels. */
export function lowestLevel({ architecture, variant }: Platform): Level | null {
  const value = Number(/^v(\d+)$/.exec(variant ?? '')?.[1] ?? 1);
  switch (architecture) {
    case 'arm':
      return levelOf('ARM', value);
    case 'amd64':
      return levelOf('x86-64', value);
    default:
      return null;
  }
}

/** Whether the header alone does not tell the level, so that the whole file is read for its marks. */
export function isMarkedInside(elf: Elf, platform: Platform): boolean {
  // What ARMv7 lacks and ARMv8 has is rarely used in 32 bits, and never marked by Go.
  return platform.architecture === 'arm' && platform.variant !== 'v7' && processorOf(elf) === 'ARM';
}

/** The level that a program was built for; null if it does not say. */
export function neededLevel(elf: Elf, marks: Marks | null): Level | null {
  const family = processorOf(elf);
  switch (family) {
    case 'ARM':
      return highest(family, [armLevel(marks), goSetting(marks, 'GOARM')]);
    case 'x86-64':
      return highest(family, [elf.x86Level, goSetting(marks, 'GOAMD64')]);
    default:
      return null;
  }
}

function highest(family: keyof typeof families, values: readonly (number | null)[]): Level | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : levelOf(family, Math.max(...known));
}

/** A line of Go's build info, such as `build GOARM=6,softfloat` or `build GOAMD64=v3`. */
function goSetting(marks: Marks | null, name: string): number | null {
  const value = new RegExp(`^build\\t${name}=v?(\\d)`, 'm').exec(marks?.go ?? '')?.[1];
  return value === undefined ? null : Number(value);
}

/** Tag_CPU_arch of the ABI for the Arm Architecture, "Addenda to, and Errata in"; microcontrollers run no Linux. */
const armArchitectures: readonly (number | null)[] = [
  ...[4, 4, 4, 5, 5, 5, 6, 6, 6, 6, 7],
  // v6-M, v6S-M, v7E-M; v8-A, v8-R; v8-M twice; v8.1-A to v8.3-A; v8.1-M; v9-A.
  ...[null, null, null, 8, 8, null, null, 8, 8, 8, null, 9],
];
const tagCpuArchitecture = 6;

function armLevel(marks: Marks | null): number | null {
  const value = marks?.arm ? armAttribute(marks.arm, tagCpuArchitecture) : null;
  return value === null ? null : (armArchitectures[value] ?? null);
}

const tagCompatibility = 32;

/** Beside these, the odd ones from 33 on (the same, "Coding extensibility and compatibility"). */
const textTags = [4, 5, tagCompatibility, 65, 67];

/** The value of a numeric attribute; null if it is not among them. */
export function armAttribute(attributes: Uint8Array, wanted: number): number | null {
  for (let at = 0; at < attributes.byteLength; ) {
    const tag = readLeb128(attributes, at);
    const value = readLeb128(attributes, tag.end);
    if (tag.value === wanted) {
      return value.value;
    }
    at = isText(tag.value)
      ? endOfText(attributes, tag.value === tagCompatibility ? value.end : tag.end)
      : value.end;
  }
  return null;
}

function isText(tag: number): boolean {
  return textTags.includes(tag) || (tag > tagCompatibility && tag % 2 === 1);
}

function endOfText(bytes: Uint8Array, at: number): number {
  const zero = bytes.indexOf(0, at);
  return zero < 0 ? bytes.byteLength : zero + 1;
}
