import { describe, expect, it } from 'vitest';
import { asActionError, CommandFailed, runOnce, tryCommand } from '../../../src/failures/command.ts';
import type { Processes } from '../../../src/runner/processes.ts';
import { type Answer, fakeRunner, scriptedProcesses } from '../fakes.ts';

const tool = { file: 'buildx', env: {} };
const digest = `sha256:${'1'.repeat(64)}`;
const pushed = `R/a@${digest}`;

/** Runs until its signal fires, as a command that waits for a silent registry does. */
const silent: Processes = {
  run: (_tool, _args, options = {}) =>
    new Promise((_, reject) => {
      options.signal?.addEventListener('abort', () => reject(options.signal?.reason), { once: true });
    }),
};

async function trying(answers: readonly Answer[], options: { retries?: number; pushed?: string } = {}) {
  const processes = scriptedProcesses((_, n) => answers[n - 1] ?? {});
  const runner = fakeRunner({ processes });
  const error: unknown = await tryCommand('Reading', tool, () => [], {
    runner,
    retries: options.retries ?? 3,
    ...(options.pushed === undefined ? {} : { pushed: options.pushed }),
  }).catch((thrown: unknown) => thrown);
  return { calls: processes.calls.length, error };
}

describe('an attempt that goes on for too long', () => {
  it('is ended, and is a transient failure', async () => {
    const runner = fakeRunner({ processes: silent });
    const error = await runOnce('Reading', tool, [], { runner, limitMs: 20 }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(CommandFailed);
    expect(error.message).toBe('Reading failed: it had not ended after 0.02 s');
    expect(asActionError(error, 'build-failed').code).toBe('registry-unavailable');
  });

  it('is made again', async () => {
    let calls = 0;
    const processes: Processes = {
      run: (...call) => (++calls === 1 ? silent.run(...call) : scriptedProcesses(() => ({})).run(...call)),
    };
    const runner = fakeRunner({ processes });
    await tryCommand('Reading', tool, () => [], { runner, retries: 1, limitMs: 20 });
    expect(calls).toBe(2);
    expect(runner.log.lines).toEqual([
      'Attempt 2 of 2 in 0.5 s: Reading failed: it had not ended after 0.02 s',
    ]);
  });

  it('is not confused with a step that is stopped', async () => {
    const stopped = new Error('stopped');
    const runner = fakeRunner({ processes: silent, signal: AbortSignal.abort(stopped) });
    const later = new AbortController();
    await expect(
      Promise.all([
        runOnce('Reading', tool, [], { runner: { ...runner, signal: later.signal }, limitMs: 60_000 }),
        Promise.resolve().then(() => later.abort(stopped)),
      ]),
    ).rejects.toBe(stopped);
  });
});

describe('what is tried again', () => {
  const error = (text: string): Answer => ({ code: 1, stderr: `ERROR: ${text}` });
  const notFound = error(
    `failed to build: failed to solve: ${pushed}: failed to resolve source metadata for ${pushed}: ${pushed}: not found`,
  );
  const many = (answer: Answer): readonly Answer[] => Array.from({ length: 9 }, () => answer);

  it.each<[string, readonly Answer[], { pushed?: string }, number]>([
    ['a transient failure, to the end', many(error('x: 503 toomanyrequests')), {}, 4],
    ['a refusal', many(error('failed to push R/a: denied: no')), {}, 1],
    ['a base image that is not found by its digest, once', many(notFound), {}, 2],
    ['what was just pushed and is not found, to the end', many(notFound), { pushed }, 4],
    ['another one that is not found, once', many(notFound), { pushed: 'R/b' }, 2],
    [
      'a step that only prints that it is not found',
      many({
        code: 1,
        stderr: `#7 0.1 ${pushed}: not found\nERROR: failed to build: failed to solve: process "/bin/sh" did not complete successfully: exit code: 1`,
      }),
      { pushed },
      1,
    ],
  ])('%s', async (_, answers, options, calls) => {
    const tried = await trying(answers, options);
    expect(tried.calls).toBe(calls);
    expect(tried.error).toBeInstanceOf(CommandFailed);
  });

  it('until it succeeds', async () => {
    expect((await trying([notFound, notFound, {}], { pushed })).calls).toBe(3);
  });

  it('keeps the kind of failure of what was tried once more', async () => {
    const { error: thrown } = await trying(many(notFound));
    expect(thrown instanceof CommandFailed && asActionError(thrown, 'build-failed').code).toBe(
      'build-failed',
    );
  });
});
