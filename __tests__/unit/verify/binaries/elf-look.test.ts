import { describe, expect, it } from 'vitest';
import { parsePlatform } from '../../../../src/oci/platform.ts';
import { type ElfFile, elfLook } from '../../../../src/verify/binaries/elf-look.ts';
import { elfHeader } from '../../../harness/elf.ts';
import { type HeadName, headOf } from '../prefixes.ts';
import { armSection, goBuildInfo } from './marked.ts';

function lookAt(
  bytes: Uint8Array,
  platform = 'linux/arm64',
  { mode = 0o755, step = 1000 } = {},
): ElfFile | null {
  const parsed = parsePlatform(platform);
  if (parsed === null) {
    throw new Error(platform);
  }
  const look = elfLook(parsed)('/path', mode);
  for (let at = 0; at < bytes.byteLength; at += step) {
    look.add(bytes.subarray(at, at + step));
  }
  return look.end();
}

/** A program with something far behind its header. */
function withTail(name: HeadName, ...tail: readonly Uint8Array[]): Buffer {
  return Buffer.concat([headOf(name), Buffer.alloc(20_000, 'code'), ...tail]);
}

const attributes = (architecture: number): Buffer => armSection(Buffer.of(6, architecture));

describe('elfLook', () => {
  it.each([1, 3, 100, 16_384, 100_000])('tells what an ELF file is, in pieces of %i bytes', (step) => {
    expect(lookAt(withTail('go amd64'), 'linux/arm64', { step })).toEqual({
      what: 'an ELF binary for x86-64, 64-bit, little-endian',
      verdict: 'differs',
      executable: true,
    });
  });

  it.each<[string, Uint8Array, string, ElfFile['verdict']]>([
    ['one that matches', headOf('go arm64'), 'linux/arm64', 'matches'],
    ['one that is as short as its header', elfHeader('arm64'), 'linux/arm64', 'matches'],
    ['a position-independent one', headOf('debian arm64'), 'linux/arm64', 'matches'],
    ['one of a sibling', headOf('go armv7'), 'linux/arm64', 'compatible'],
    ['one for another machine', headOf('go s390x'), 'linux/arm64', 'differs'],
    ['an ARMv7 one in an ARMv6 image', withTail('debian armhf', attributes(10)), 'linux/arm/v6', 'above'],
    ['an ARMv6 one in an ARMv6 image', withTail('debian armhf', attributes(6)), 'linux/arm/v6', 'matches'],
    ['an ARMv7 one in an ARMv7 image', withTail('debian armhf', attributes(10)), 'linux/arm/v7', 'matches'],
    [
      'one of Go for ARMv7 in an ARMv6 image',
      withTail('go armv7', goBuildInfo('go1.26.0', 'build\tGOARM=7\n')),
      'linux/arm/v6',
      'above',
    ],
  ])('tells %s', (_, bytes, platform, verdict) => {
    expect(lookAt(bytes, platform)?.verdict).toBe(verdict);
  });

  it('reads programs of Go for their level of x86-64', () => {
    const head = Buffer.from(headOf('go amd64'));
    // A note of Go where the header says that notes are.
    const note = Buffer.alloc(24);
    note.writeUInt32LE(4, 0);
    note.writeUInt32LE(4, 4);
    note.writeUInt32LE(4, 8);
    note.write('Go\0\0id\0\0', 12);
    const file = Buffer.concat([head, Buffer.alloc(20_000)]);
    note.copy(file, 0xf78);
    const level3 = Buffer.concat([file, goBuildInfo('go1.26.0', 'build\tGOAMD64=v3\n')]);
    expect(lookAt(level3, 'linux/amd64')).toMatchObject({
      verdict: 'above',
      what: expect.stringContaining('built for x86-64-v3'),
    });
    expect(lookAt(level3, 'linux/amd64/v3')).toMatchObject({ verdict: 'matches' });
    expect(
      lookAt(Buffer.concat([file, goBuildInfo('go1.26.0', 'build\tGOAMD64=v1\n')]), 'linux/amd64'),
    ).toMatchObject({
      verdict: 'matches',
    });
  });

  it.each([
    ['text', Buffer.from('#!/bin/sh\n')],
    ['nothing', Buffer.of()],
    ['the magic alone', Buffer.from('7f454c46', 'hex')],
    ['something like it', Buffer.from(`7f454c${'47'.repeat(200)}`, 'hex')],
  ])('tells nothing of %s', (_, bytes) => {
    expect(lookAt(bytes)).toBeNull();
  });

  it.each([
    [0, false],
    [1, false],
    [2, true],
    [3, true],
    [4, false],
    [0xff00, false],
  ])('of e_type %i: %s', (type, is) => {
    const bytes = Buffer.from(headOf('go arm64'));
    bytes.writeUInt16LE(type, 16);
    expect(lookAt(bytes) !== null).toBe(is);
  });

  it.each([
    [0o755, true],
    [0o100, true],
    [0o010, true],
    [0o001, true],
    [0o644, false],
    [0o4644, false],
  ])('of mode %o: %s', (mode, executable) => {
    expect(lookAt(headOf('go arm64'), 'linux/arm64', { mode })?.executable).toBe(executable);
  });

  it('gives one object for all that are alike', () => {
    const platform = { os: 'linux', architecture: 'arm64' };
    const look = elfLook(platform);
    const files = [headOf('go arm64'), headOf('go arm64'), headOf('go amd64')].map((bytes) => {
      const one = look('/x', 0o755);
      one.add(bytes);
      return one.end();
    });
    expect(files[0]).toBe(files[1]);
    expect(files[0]).not.toBe(files[2]);
  });
});
