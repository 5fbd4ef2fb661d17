import { describe, expect, it } from 'vitest';
import { judgeAll, patternOf } from '../../../../src/verify/binaries/all-findings.ts';
import type { ElfFile } from '../../../../src/verify/binaries/elf-look.ts';

const platform = { os: 'linux', architecture: 'arm64' };

function file(verdict: ElfFile['verdict'], executable = true): ElfFile {
  return { what: `an ELF binary that ${verdict}`, verdict, executable };
}

function judge(files: Readonly<Record<string, ElfFile>>, except: readonly string[] = []) {
  return judgeAll(platform, new Map(Object.entries(files)), { except });
}

describe('judgeAll', () => {
  it('counts what is as it should be', () => {
    expect(judge({ '/a': file('matches'), '/b.so': file('matches', false) })).toEqual({
      refused: [],
      notes: [],
      summary: '2 ELF files, all for AArch64',
    });
  });

  it.each([
    [{}, [], '0 ELF files'],
    [{ '/a': file('matches') }, [], '1 ELF file, all for AArch64'],
    [{ '/a': file('matches'), '/b': file('differs') }, [], '2 ELF files, 1 of them for AArch64'],
    [{ '/a': file('matches'), '/b': file('differs') }, ['/b'], '1 ELF file, all for AArch64; 1 left out'],
    [{ '/a': file('differs') }, ['/a'], '0 ELF files; 1 left out'],
  ])('of %j without %j: %s', (files, except, summary) => {
    expect(judge(files, except).summary).toBe(summary);
  });

  it.each<[string, string, ElfFile, boolean]>([
    ['a program for another architecture', '/opt/app', file('differs'), true],
    ['an executable library for another architecture', '/opt/lib.so.1', file('differs'), true],
    [
      'a file for another architecture that is not executable',
      '/opt/firmware',
      file('differs', false),
      false,
    ],
    ['a program for newer processors', '/opt/app', file('above'), true],
    ['a program for newer processors that is not executable', '/opt/app', file('above', false), false],
    ['a library for newer processors', '/opt/libx.so', file('above'), false],
    ['a library with a version', '/opt/libx.so.1.2', file('above'), false],
    ['a module of Node', '/opt/x.node', file('above'), false],
    ['a program whose directory is named like a library', '/opt/x.so/app', file('above'), true],
    ['a program whose name only begins like that', '/opt/x.sort', file('above'), true],
    ['32-bit code', '/opt/app', file('compatible'), false],
  ])('of %s', (_, path, found, refused) => {
    const { refused: findings, notes } = judge({ [path]: found });
    expect(findings).toEqual(refused ? [{ platform, path, what: found.what, verdict: found.verdict }] : []);
    expect(notes).toHaveLength(refused ? 0 : 1);
  });

  it('tells what is noted in one line for each kind', () => {
    const files = Object.fromEntries(
      Array.from({ length: 7 }, (_, index) => [`/firmware/${index}`, file('differs', false)]),
    );
    expect(judge({ ...files, '/lib32/a': file('compatible'), '/b.so': file('above') }).notes).toEqual([
      [
        'File for another architecture',
        'linux/arm64: for another architecture, but not executable: /firmware/0, /firmware/1, /firmware/2, /firmware/3, /firmware/4, and 2 more.',
      ],
      [
        'Binary of a sibling architecture',
        'linux/arm64: not run by all machines of this platform: /lib32/a.',
      ],
      [
        'Library for newer processors',
        'linux/arm64: built for newer processors than the platform promises: /b.so.',
      ],
    ]);
  });

  it('writes a path on one line', () => {
    expect(judge({ '/a\nb': file('differs') }).refused).toMatchObject([{ path: '/a b' }]);
    expect(judge({ '/a\nb': file('differs', false) }).notes[0]?.[1]).toContain('/a b.');
  });
});

describe('patternOf', () => {
  it.each([
    ['/usr/lib/grub', '/usr/lib/grub', true],
    ['/usr/lib/grub', '/usr/lib/grub/i386-pc/kernel.img', true],
    ['/usr/lib/grub/', '/usr/lib/grub/x', true],
    ['/usr/lib/grub', '/usr/lib/grub-x', false],
    ['/usr/lib/grub', '/opt/usr/lib/grub', false],
    ['/usr/lib/*-linux-gnu', '/usr/lib/arm-linux-gnu/x.so', true],
    ['/usr/lib/*-linux-gnu', '/usr/lib/a/b-linux-gnu/x.so', false],
    ['/app/**/prebuilds', '/app/node_modules/x/prebuilds/linux-arm/y.node', true],
    ['/app/**/prebuilds', '/app/prebuilds', false],
    ['/**/prebuilds', '/app/x/prebuilds/y', true],
    ['/a.b', '/axb', false],
    ['/a+(b)[c]{d}^$|?', '/a+(b)[c]{d}^$|?', true],
    ['/a\\b', '/a\\b', true],
    ['/a*', '/ab\nc', true],
    ['/', '/anything', true],
  ])('%s and %s: %s', (pattern, path, matches) => {
    expect(patternOf(pattern).test(path)).toBe(matches);
  });
});
