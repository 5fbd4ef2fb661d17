import { describe, expect, it } from 'vitest';
import { type Given, read } from './reading.ts';
import { refuses, rows } from './refusals.ts';

const app = 'ghcr.io/acme/app:1.0';

refuses(
  'a call',
  rows('call', [
    [
      'of something else',
      'chek',
      "expected build, check, outline or targets, got 'chek'. Did you mean 'check'?",
    ],
    [
      'by its old name',
      'lint',
      "expected build, check, outline or targets, got 'lint'. Did you mean 'check'?",
    ],
    [
      'with an option that is none',
      'check,format=yaml',
      "'format=yaml' in 'check,format=yaml' is not an option of a call; expected format=text, format=json, ignorestatus=true or ignorestatus=false.",
    ],
    [
      'with quotes that do not end',
      'check,"x',
      "expected build, check, outline or targets, got 'check,\"x'.",
    ],
  ]),
);

describe('a call', () => {
  it.each<[call: string, read: string | null]>([
    ['', null],
    ['build', null],
    ['check', 'check'],
    ['outline,format=json', 'outline,format=json'],
    ['check, ignorestatus=true', 'check,ignorestatus=true'],
  ])('%s', async (call, expected) => {
    expect((await read({ call })).inputs.call).toBe(expected);
  });

  it.each<[name: string, given: Given]>([
    ['publishes nothing', { push: 'true', tags: app, username: 'robot' }],
    ['needs no emulator', { emulation: 'binfmt' }],
  ])('%s', async (_, given) => {
    const { inputs } = await read({ ...given, call: 'check' });
    expect(inputs).toMatchObject({ push: false, emulation: 'none' });
  });
});
