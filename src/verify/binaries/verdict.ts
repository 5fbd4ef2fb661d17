import type { Platform } from '../../oci/platform.ts';
import type { Elf } from './elf.ts';
import type { Finding } from './findings.ts';
import { lowestLevel, neededLevel } from './levels.ts';
import { describeElf, judgeMachine, machineOf } from './machine.ts';
import type { Marks } from './marks.ts';

/** What an ELF file is to a platform. `marks`: what all of it says; null where only its beginning was read. */
export function judgeElf(
  elf: Elf,
  marks: Marks | null,
  platform: Platform,
): Pick<Finding, 'what' | 'verdict'> {
  const machine = machineOf(platform);
  const what = describeElf(elf);
  if (machine === null) {
    return { what, verdict: 'unchecked' };
  }
  const verdict = judgeMachine(elf, machine);
  const [needed, lowest] = [neededLevel(elf, marks), lowestLevel(platform)];
  if (verdict !== 'matches' || needed === null || lowest === null || needed.value <= lowest.value) {
    return { what, verdict };
  }
  return {
    what: `${what}, built for ${needed.name} where ${lowest.name} is all that the platform promises`,
    verdict: 'above',
  };
}
