import { describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import { asActionError, CommandFailed, runCommand, runOnce } from '../../../src/failures/command.ts';
import type { Processes } from '../../../src/runner/processes.ts';
import { type Answer, fakeRunner, fakeSession, scriptedProcesses } from '../fakes.ts';

const command = { what: 'Reading', tool: { file: 'buildx', env: {} }, args: ['x'] };
const explain = (failed: CommandFailed): ActionError => asActionError(failed, 'build-failed');
const digest = `sha256:${'1'.repeat(64)}`;
const pushed = `R/a@${digest}`;

/** Runs until its signal fires, as a command that waits for a silent registry does. */
const silent: Processes = {
  run: (_tool, _args, options = {}) =>
    new Promise((_, reject) => {
      options.signal?.addEventListener('abort', () => reject(options.signal?.reason), { once: true });
    }),
};

/** What `explain` was given. */
function causeOf(thrown: unknown): unknown {
  return thrown instanceof ActionError ? thrown.cause : undefined;
}

async function trying(answers: readonly Answer[], options: { retries?: number; pushed?: string } = {}) {
  const processes = scriptedProcesses((_, n) => answers[n - 1] ?? {});
  const session = fakeSession({ processes, retries: options.retries ?? 3 });
  const { pushed: reference } = options;
  const error: unknown = await runCommand(
    { ...command, explain, ...(reference === undefined ? {} : { pushed: reference }) },
    session,
  ).catch((thrown: unknown) => thrown);
  return { calls: processes.calls.length, error };
}

describe('an attempt that goes on for too long', () => {
  it('is ended, and is a transient failure', async () => {
    const runner = fakeRunner({ processes: silent });
    const error = await runOnce({ ...command, limitMs: 20 }, runner).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(CommandFailed);
    expect(error.message).toBe('Reading failed: it had not ended after 0.02 s');
    expect(asActionError(error, 'build-failed').code).toBe('registry-unavailable');
  });

  it('is made again', async () => {
    let calls = 0;
    const processes: Processes = {
      run: (...call) => (++calls === 1 ? silent.run(...call) : scriptedProcesses(() => ({})).run(...call)),
    };
    const session = fakeSession({ processes, retries: 1 });
    await runCommand({ ...command, explain, limitMs: 20 }, session);
    expect(calls).toBe(2);
    expect(session.log.lines).toEqual([
      'Attempt 2 of 2 in 0.5 s: Reading failed: it had not ended after 0.02 s',
    ]);
  });

  it('is not confused with a step that is stopped', async () => {
    const stopped = new Error('stopped');
    const runner = fakeRunner({ processes: silent, signal: AbortSignal.abort(stopped) });
    const later = new AbortController();
    await expect(
      Promise.all([
        runOnce({ ...command, limitMs: 60_000 }, { ...runner, signal: later.signal }),
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
    expect(causeOf(tried.error)).toBeInstanceOf(CommandFailed);
  });

  it('until it succeeds', async () => {
    expect((await trying([notFound, notFound, {}], { pushed })).calls).toBe(3);
  });

  it('keeps the kind of failure of what was tried once more', async () => {
    const { error: thrown } = await trying(many(notFound));
    expect(causeOf(thrown)).toBeInstanceOf(CommandFailed);
    expect(thrown).toMatchObject({ code: 'build-failed' });
  });
});

describe('runCommand', () => {
  const down: Answer = { code: 1, stderr: 'ERROR: x: 503 toomanyrequests' };
  const refused: Answer = { code: 1, stderr: 'ERROR: failed to push R/a: denied: no' };

  it('gives the arguments, the input and each line of stderr', async () => {
    const processes = scriptedProcesses(() => ({ stdout: 'out', stderr: 'one\ntwo' }));
    const lines: string[] = [];
    const completed = await runCommand(
      { ...command, explain, input: 'in', onLine: (line) => lines.push(line) },
      fakeSession({ processes }),
    );
    expect(completed.stdout.toString()).toBe('out');
    expect(lines).toEqual(['one', 'two']);
    expect(processes.calls).toEqual([['buildx', 'x']]);
    expect(processes.details).toEqual([{ env: {}, input: 'in' }]);
  });

  it('asks for the arguments of each further attempt, with how the one before failed', async () => {
    const processes = scriptedProcesses((_, n) => (n < 3 ? down : {}));
    const seen: string[] = [];
    await runCommand(
      {
        ...command,
        explain,
        argsAfter: (failed) => [String(seen.push(failed.completed.stderr))],
      },
      fakeSession({ processes, retries: 3 }),
    );
    expect(processes.calls).toEqual([
      ['buildx', 'x'],
      ['buildx', '1'],
      ['buildx', '2'],
    ]);
    expect(seen).toEqual([down.stderr, down.stderr]);
  });

  it('throws what is made of the last failure, and makes it once', async () => {
    const processes = scriptedProcesses((_, n) => (n < 3 ? down : refused));
    const explained: string[] = [];
    const error = new ActionError('tag-failed', 'x');
    const run = runCommand(
      {
        ...command,
        explain: (failed) => {
          explained.push(failed.completed.stderr);
          return error;
        },
      },
      fakeSession({ processes, retries: 5 }),
    );
    await expect(run).rejects.toBe(error);
    expect(explained).toEqual([refused.stderr]);
  });

  it('leaves alone what did not come of the exit code', async () => {
    const missing = new ActionError('docker-missing', 'x');
    const processes = scriptedProcesses(() => Promise.reject(missing));
    const explained: CommandFailed[] = [];
    const run = runCommand(
      {
        ...command,
        explain: (failed) => {
          explained.push(failed);
          return explain(failed);
        },
      },
      fakeSession({ processes, retries: 5 }),
    );
    await expect(run).rejects.toBe(missing);
    expect(processes.calls).toHaveLength(1);
    expect(explained).toEqual([]);
  });
});
