import { describe, expect, it } from 'vitest';
import { emulatorCrash, emulatorMissing } from '../../../src/failures/emulator.ts';

const crash = 'qemu: uncaught target signal 11 (Segmentation fault) - core dumped';
const missing = 'exec /bin/sh: exec format error';

/** What buildx shows of a step that printed this. */
const printed = (text: string): string => `#7 [2/3] RUN x\n#7 0.123 ${text}\r\n#7 12.5 more\n0.9 and more`;

describe('a crash of the emulator', () => {
  it.each([
    crash,
    'qemu-aarch64: uncaught target signal 6 (Aborted) - core dumped',
    'x: qemu-arm: uncaught target signal 4 (Illegal instruction)',
  ])('%s', (text) => {
    expect(emulatorCrash(printed(text))).toBe(text);
    expect(emulatorMissing(printed(text))).toBeNull();
  });

  it.each([
    'Segmentation fault (core dumped)',
    'qemu: uncaught target signal x',
    'qemu-: uncaught target signal 1',
    '',
  ])('is not %j', (text) => {
    expect(emulatorCrash(printed(text))).toBeNull();
  });
});

describe('a missing emulator', () => {
  it.each([missing, 'exec /bin/sh: Exec format error', '.buildkit_qemu_emulator: exec format error'])(
    '%s',
    (text) => {
      expect(emulatorMissing(printed(text))).toBe(text);
      expect(emulatorCrash(printed(text))).toBeNull();
    },
  );
});

it.each([
  ['as buildx shows it', '#7 12.345 x exec format error', 'x exec format error'],
  ['in an excerpt', '0.123 x exec format error', 'x exec format error'],
  ['without a time', '#12 x exec format error  ', 'x exec format error'],
  ['with numbers of its own', 'x #7 0.123 exec format error', 'x #7 0.123 exec format error'],
  [
    'the last of several',
    '#7 0.1 a exec format error\n#7 0.2 b exec format error\n#7 0.3 c',
    'b exec format error',
  ],
])('is told by its line: %s', (_, stderr, expected) => {
  expect(emulatorMissing(stderr)).toBe(expected);
});
