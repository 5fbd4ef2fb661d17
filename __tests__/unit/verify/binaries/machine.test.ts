import { describe, expect, it } from 'vitest';
import { parsePlatform } from '../../../../src/oci/platform.ts';
import { parseElf } from '../../../../src/verify/binaries/elf.ts';
import { describeElf, judgeMachine, machineOf } from '../../../../src/verify/binaries/machine.ts';
import { type HeadName, headOf } from '../prefixes.ts';

function verdict(name: HeadName, platform: string): string {
  const elf = parseElf(headOf(name));
  const parsed = parsePlatform(platform);
  const machine = parsed && machineOf(parsed);
  if (!elf || !machine) {
    throw new Error(`no case: ${name} on ${platform}`);
  }
  return judgeMachine(elf, machine);
}

const own: readonly [HeadName, string][] = [
  ['go amd64', 'linux/amd64'],
  ['go amd64', 'linux/amd64/v3'],
  ['debian amd64', 'linux/amd64'],
  ['go arm64', 'linux/arm64'],
  ['debian arm64', 'linux/arm64/v9'],
  ['go 386', 'linux/386'],
  ['debian i386', 'linux/386'],
  ['go armv5', 'linux/arm/v5'],
  ['go armv5', 'linux/arm/v7'],
  ['go armv7', 'linux/arm/v7'],
  ['debian armel', 'linux/arm/v5'],
  ['debian armel', 'linux/arm/v6'],
  ['debian armhf', 'linux/arm/v6'],
  ['debian armhf', 'linux/arm/v7'],
  ['go ppc64le', 'linux/ppc64le'],
  ['debian ppc64el', 'linux/ppc64le'],
  ['go s390x', 'linux/s390x'],
  ['debian s390x', 'linux/s390x'],
  ['go riscv64', 'linux/riscv64'],
  ['go mips64', 'linux/mips64'],
  ['go mips64le', 'linux/mips64le'],
  ['debian mips64el', 'linux/mips64le'],
  ['go loong64', 'linux/loong64'],
];
const siblings: readonly [HeadName, string][] = [
  ['go 386', 'linux/amd64'],
  ['debian i386', 'linux/amd64'],
  ['go armv7', 'linux/arm64'],
  ['debian armhf', 'linux/arm64'],
  ['debian armel', 'linux/arm64'],
  ['debian armhf', 'linux/arm/v5'],
];

describe('judgeMachine', () => {
  it.each(own)('lets %s be a binary of %s', (name, platform) => {
    expect(verdict(name, platform)).toBe('matches');
  });

  it.each(siblings)('lets %s pass on %s, with a warning', (name, platform) => {
    expect(verdict(name, platform)).toBe('compatible');
  });

  it.each<[HeadName, string]>([
    ['go amd64', 'linux/arm64'],
    ['go arm64', 'linux/amd64'],
    ['go amd64', 'linux/386'],
    ['go arm64', 'linux/arm/v7'],
    ['go mips64', 'linux/mips64le'],
    ['go mips64le', 'linux/mips64'],
    ['go 386', 'linux/arm64'],
    ['debian armhf', 'linux/amd64'],
    ['go ppc64le', 'linux/s390x'],
    ['go loong64', 'linux/riscv64'],
  ])('refuses %s on %s', (name, platform) => {
    expect(verdict(name, platform)).toBe('differs');
  });

  it('lets every architecture pass on its own platform and its siblings alone', () => {
    const platforms = [
      'amd64',
      '386',
      'arm64',
      'arm/v7',
      'ppc64le',
      's390x',
      'riscv64',
      'mips64',
      'mips64le',
      'loong64',
    ];
    const names: HeadName[] = [
      'go amd64',
      'go arm64',
      'go ppc64le',
      'go s390x',
      'go riscv64',
      'go mips64',
      'go mips64le',
      'go loong64',
    ];
    for (const name of names) {
      const accepting = platforms.filter((platform) => verdict(name, `linux/${platform}`) !== 'differs');
      expect(accepting).toEqual([name.slice('go '.length)]);
    }
  });

  it('takes a 32-bit pointer ABI of the same processor for a sibling', () => {
    const x32 = Uint8Array.from(headOf('debian i386'));
    x32[18] = 62;
    const elf = parseElf(x32);
    const machine = machineOf({ os: 'linux', architecture: 'amd64' });
    expect(elf && machine && judgeMachine(elf, machine)).toBe('compatible');
  });

  it.each(['sparc64', 'wasm', 'amr64'])('knows no machine for %s', (architecture) => {
    expect(machineOf({ os: 'linux', architecture })).toBeNull();
  });
});

describe('describeElf', () => {
  it.each<[HeadName, string]>([
    ['go arm64', 'an ELF binary for AArch64, 64-bit, little-endian'],
    [
      'debian armhf',
      'an ELF binary for ARM, 32-bit, little-endian, hard float, loaded by /lib/ld-linux-armhf.so.3',
    ],
    [
      'debian armel',
      'an ELF binary for ARM, 32-bit, little-endian, soft float, loaded by /lib/ld-linux.so.3',
    ],
    ['debian s390x', 'an ELF binary for S/390, 64-bit, big-endian, loaded by /lib/ld64.so.1'],
  ])('describes %s', (name, text) => {
    const elf = parseElf(headOf(name));
    expect(elf && describeElf(elf)).toBe(text);
  });

  it('gives the number of a machine without a name here', () => {
    const head = Uint8Array.from(headOf('go amd64'));
    head[18] = 200;
    const elf = parseElf(head);
    expect(elf && describeElf(elf)).toContain('machine 200');
  });
});
