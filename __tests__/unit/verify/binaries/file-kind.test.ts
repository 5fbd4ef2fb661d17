import { describe, expect, it } from 'vitest';
import { fileKind } from '../../../../src/verify/binaries/file-kind.ts';
import { headOf } from '../prefixes.ts';

const text = (content: string): Uint8Array => Buffer.from(content);

describe('fileKind', () => {
  it.each([
    ['a plain interpreter', '#!/bin/sh\necho', '/bin/sh', null],
    ['white space before it', '#! \t/bin/sh\n', '/bin/sh', null],
    ['one argument', '#!/bin/sh -e\n', '/bin/sh', '-e'],
    [
      'several words, which are one argument',
      '#!/usr/bin/env -S node --flag\n',
      '/usr/bin/env',
      '-S node --flag',
    ],
    ['white space at the end', '#!/bin/sh -e \t\n', '/bin/sh', '-e'],
    ['no newline', '#!/bin/sh', '/bin/sh', null],
    ['a carriage return', '#!/bin/sh\r\necho', '/bin/sh', null],
    ['a NUL after it', '#!/bin/sh\0x', '/bin/sh', null],
    ['a relative interpreter', '#!bin/run\n', 'bin/run', null],
  ])('reads a script with %s', (_, content, interpreter, argument) => {
    expect(fileKind(text(content))).toEqual({ kind: 'script', interpreter, argument });
  });

  it('reads no more of a script than Linux does', () => {
    const kind = fileKind(text(`#!/${'a'.repeat(400)}\n`));
    expect(kind.kind === 'script' && kind.interpreter.length).toBe(254);
  });

  it.each([
    ['an ELF binary', headOf('go amd64'), 'elf', null],
    ['an empty file', new Uint8Array(), 'foreign', 'an empty file'],
    ['Mach-O', headOf('go darwin arm64'), 'foreign', 'a Mach-O binary, built for macOS'],
    ['PE', headOf('go windows amd64'), 'foreign', 'a PE binary, built for Windows'],
    [
      'universal Mach-O',
      Uint8Array.of(0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 2),
      'foreign',
      'a universal Mach-O binary, built for macOS',
    ],
    [
      'a Java class, whose magic is the same',
      Uint8Array.of(0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 65),
      'other',
      'neither an ELF binary nor a script',
    ],
    ['WebAssembly', headOf('go wasm'), 'other', 'a WebAssembly module'],
    ['an ELF header that is cut off', headOf('go amd64').subarray(0, 30), 'other', 'a damaged ELF file'],
    ['a script without an interpreter', text('#!\n'), 'other', 'a script that names no interpreter'],
    ['text', text('echo hi\n'), 'other', 'neither an ELF binary nor a script'],
    ['one byte', text('#'), 'other', 'neither an ELF binary nor a script'],
  ])('recognises %s', (_, head, kind, what) => {
    expect(fileKind(head)).toMatchObject(what === null ? { kind } : { kind, what });
  });
});
