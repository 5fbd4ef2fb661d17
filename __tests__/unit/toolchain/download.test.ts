import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import { digestOf } from '../../../src/oci/digest.ts';
import { type Files, systemFiles } from '../../../src/runner/files.ts';
import { download } from '../../../src/toolchain/download.ts';
import { type FakeRunner, fakeRunner, steppingClock } from '../fakes.ts';
import { answeringHttp, type HttpAnswer } from './answers.ts';

const url = 'https://mirror.example/buildx';
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Files that keep what is streamed in memory. */
function keeping(): { files: Files; kept: Map<string, string> } {
  const kept = new Map<string, string>();
  const files: Files = {
    ...systemFiles(),
    stream: async (path, chunks) => {
      for await (const chunk of chunks) {
        kept.set(path, `${kept.get(path) ?? ''}${Buffer.from(chunk).toString('latin1')}`);
      }
    },
    remove: async (path) => void kept.delete(path),
  };
  return { files, kept };
}

async function downloading(
  expected: string,
  answer: HttpAnswer,
  overrides: Partial<FakeRunner> = {},
): Promise<{ error: unknown; kept: ReadonlyMap<string, string>; runner: FakeRunner; discarded: number }> {
  const { files, kept } = keeping();
  const http = answeringHttp(answer);
  const runner = fakeRunner({ files, http, ...overrides });
  const wanted = { what: 'buildx v1', url, sha256: digestOf(expected) };
  const error: unknown = await download(wanted, '/x', runner).catch((thrown: unknown) => thrown);
  return { error, kept, runner, discarded: http.discarded() };
}

it('keeps what has the digest', async () => {
  const { error, kept, discarded } = await downloading('abcdef', {
    chunks: ['abc', 'def'],
    headers: { 'content-length': '6' },
  });
  expect(error).toBeUndefined();
  expect([...kept]).toEqual([['/x', 'abcdef']]);
  expect(discarded).toBe(0);
});

it('removes what has another one, and ends the connection', async () => {
  const { error, kept, discarded } = await downloading('abc', { chunks: ['abd'] });
  expect(error).toMatchObject({
    code: 'buildx-checksum-mismatch',
    message: `${url} is not the buildx v1 that was expected: expected SHA-256 ${hash('abc')}, actual ${hash('abd')} (3 bytes). It was removed, and not run.`,
    hint: expect.stringContaining('between this machine and GitHub'),
  });
  expect(kept.size).toBe(0);
  expect(discarded).toBe(1);
});

describe('a page in its place', () => {
  it.each<[string, HttpAnswer]>([
    ['by its first bytes', { chunks: ['<html>'] }],
    ['by its doctype', { chunks: [' \n<!DOCTYPE html>'] }],
    ['in small pieces', { chunks: [' ', '<', 'h', 'tml>'] }],
    ['by its type', { chunks: ['x'], headers: { 'content-type': 'text/html; charset=utf-8' } }],
  ])('is told %s', async (_, answer) => {
    const { error } = await downloading('abc', answer);
    expect(error).toMatchObject({ code: 'buildx-checksum-mismatch', hint: expect.stringContaining('HTML') });
  });

  it.each<[string, HttpAnswer]>([
    ['a page later on', { chunks: [`${' '.repeat(512)}<html>`] }],
    ['a page after other bytes', { chunks: ['x<html>'] }],
    ['a page that begins after many', { chunks: [' '.repeat(600), '<html>'] }],
    ['another type', { chunks: ['x'], headers: { 'content-type': 'application/octet-stream' } }],
  ])('is not %s', async (_, answer) => {
    const { error } = await downloading('abc', answer);
    expect(error).toMatchObject({ hint: expect.not.stringContaining('HTML') });
  });
});

describe('a body that ends early', () => {
  it('is another attempt, and then a failure', async () => {
    const { error, runner, kept } = await downloading('abcdef', {
      chunks: ['abc'],
      headers: { 'content-length': '6' },
    });
    expect(error).toMatchObject({
      code: 'buildx-download-failed',
      message: `Download of buildx v1 failed: ${url}: it ended after 3 of 6 bytes (the connection was closed); expected SHA-256 ${hash('abcdef')}, what came has ${hash('abc')}.`,
    });
    expect(runner.clock.sleeps).toHaveLength(3);
    expect(kept.size).toBe(0);
  });

  it('is known by its length alone', async () => {
    const { error } = await downloading('abc', { chunks: ['abc'], headers: { 'content-length': '4' } });
    expect(error).toMatchObject({ code: 'buildx-download-failed' });
  });

  it('is not known without a length', async () => {
    const { error } = await downloading('abcdef', { chunks: ['abc'] });
    expect(error).toMatchObject({ code: 'buildx-checksum-mismatch' });
  });
});

it('breaks a body off that has no end, and keeps nothing of it', async () => {
  const files: Files = {
    ...systemFiles(),
    stream: async (_, chunks) => {
      for await (const _chunk of chunks) {
        // A disk that takes it all.
      }
    },
    remove: async () => undefined,
  };
  const chunk = 'x'.repeat(50_000_000);
  const { error, discarded } = await downloading(
    'abc',
    { chunks: [chunk, chunk, chunk, chunk, chunk, chunk, 'x', chunk] },
    { files },
  );
  expect(error).toMatchObject({
    code: 'buildx-download-failed',
    message: `${url} is larger than 300 MB, which buildx v1 is not.`,
  });
  expect(discarded).toBe(1);
});

describe('a body that drips', () => {
  const dripping = async (milliseconds: number) => {
    const clock = steppingClock();
    const onChunk = (n: number): void => clock.advance(n === 1 ? milliseconds : 0);
    return downloading('abc', { chunks: ['a', 'bc'], onChunk }, { clock });
  };

  it('may take ten minutes', async () => {
    expect((await dripping(600_000)).error).toBeUndefined();
  });

  it('may not take longer', async () => {
    const { error } = await dripping(600_001);
    expect(error).toMatchObject({
      code: 'buildx-download-failed',
      message: expect.stringContaining('it ended after 3 bytes (it took longer than 10 minutes)'),
    });
  });

  it.each<[number, Record<string, string>, readonly string[]]>([
    [4_999, {}, []],
    [5_000, {}, ['buildx v1: 2 MB']],
    [5_000, { 'content-length': '2000003' }, ['buildx v1: 2 of 2 MB']],
  ])('is told of after %i ms', async (milliseconds, headers, said) => {
    const clock = steppingClock();
    const chunks = ['abc', Buffer.alloc(2_000_000)];
    const onChunk = (n: number): void => clock.advance(n === 1 ? milliseconds : 0);
    const { runner } = await downloading('x', { chunks, onChunk, headers }, { clock });
    expect(runner.log.lines).toEqual(said);
  });
});

it('ends with the reason of the step', async () => {
  const control = new AbortController();
  const reason = new ActionError('cancelled', 'x');
  const onChunk = (): void => {
    control.abort(reason);
    throw new Error('aborted');
  };
  const { error, kept } = await downloading('abc', { chunks: ['abc'], onChunk }, { signal: control.signal });
  expect(error).toBe(reason);
  expect(kept.size).toBe(0);
});
