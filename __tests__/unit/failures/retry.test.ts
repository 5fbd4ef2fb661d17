import { expect, it } from 'vitest';
import { backoffMs, type Retry, withRetries } from '../../../src/failures/retry.ts';
import { recordingLog, steppingClock } from '../fakes.ts';

function harness(failures: readonly Error[], retry: (error: unknown) => Retry | null, attempts = 4) {
  const clock = steppingClock();
  const log = recordingLog();
  const control = new AbortController();
  const seen: number[] = [];
  const run = withRetries(
    { attempts, clock, log, signal: control.signal, what: 'Push' },
    async (n) => {
      seen.push(n);
      const failure = failures[n - 1];
      if (failure) {
        throw failure;
      }
      return 'done';
    },
    retry,
  );
  return { clock, log, control, seen, run };
}

const always = (): Retry => ({});
const failed = (text: string) => new Error(text);

it('returns the first success and says each wait', async () => {
  const { run, log, clock, seen } = harness([failed('503'), failed('Push failed: 502')], always);
  expect(await run).toBe('done');
  expect(seen).toEqual([1, 2, 3]);
  expect(clock.sleeps).toEqual([500, 1000]);
  expect(log.lines).toEqual([
    'Attempt 2 of 4 in 0.5 s: Push: 503',
    'Attempt 3 of 4 in 1.0 s: Push failed: 502',
  ]);
});

it('throws the last error when the attempts are used up', async () => {
  const errors = ['a', 'b', 'c', 'd'].map(failed);
  const { run, seen } = harness(errors, always);
  await expect(run).rejects.toThrow('d');
  expect(seen).toEqual([1, 2, 3, 4]);
});

it('makes one attempt when there is only one', async () => {
  const { run, clock } = harness([failed('a')], always, 1);
  await expect(run).rejects.toThrow('a');
  expect(clock.sleeps).toEqual([]);
});

it('does not try again what must not be', async () => {
  const { run, seen } = harness([failed('denied')], () => null);
  await expect(run).rejects.toThrow('denied');
  expect(seen).toEqual([1]);
});

it('tries an error marked once only once, among others', async () => {
  const { run, seen } = harness([failed('once'), failed('other'), failed('once')], (error) =>
    (error as Error).message === 'once' ? { once: true } : {},
  );
  await expect(run).rejects.toThrow('once');
  expect(seen).toEqual([1, 2, 3]);
});

it('counts only errors that are marked once', async () => {
  const { run, seen } = harness([failed('other'), failed('once')], (error) =>
    (error as Error).message === 'once' ? { once: true } : {},
  );
  expect(await run).toBe('done');
  expect(seen).toEqual([1, 2, 3]);
});

it('ends with the reason of the signal also where nothing would be tried again', async () => {
  const control = new AbortController();
  const run = withRetries(
    { attempts: 4, clock: steppingClock(), log: recordingLog(), signal: control.signal, what: 'Push' },
    async () => {
      control.abort(new Error('cancelled'));
      throw new Error('denied');
    },
    () => null,
  );
  await expect(run).rejects.toThrow('cancelled');
});

it.each([
  [9_949, '9.9'],
  [9_950, '10'],
  [30_000, '30'],
])('says a wait of %i ms as %s s', async (retryAfterMs, said) => {
  const { run, log } = harness([failed('503\nmore')], () => ({ retryAfterMs }));
  await run;
  expect(log.lines).toEqual([`Attempt 2 of 4 in ${said} s: Push: 503`]);
});

it('ends the wait, and the attempts, with the reason of the signal', async () => {
  const control = new AbortController();
  const seen: number[] = [];
  const run = withRetries(
    { attempts: 4, clock: steppingClock(), log: recordingLog(), signal: control.signal, what: 'Push' },
    async (n) => {
      seen.push(n);
      control.abort(new Error('cancelled'));
      throw new Error('503');
    },
    always,
  );
  await expect(run).rejects.toThrow('cancelled');
  expect(seen).toEqual([1]);
});

it.each([
  ['the first wait is up to one second', 1, 0, 0.999, 999],
  ['it doubles', 3, 0, 0.5, 2000],
  ['it is capped at 30 s', 12, 0, 1, 30_000],
  ['no jitter is no wait', 5, 0, 0, 0],
  ['Retry-After is a lower bound', 1, 7_000, 0.5, 7_000],
  ['a longer backoff stands', 5, 7_000, 0.9, 14_400],
  ['Retry-After is honoured up to two minutes', 1, 3_600_000, 0.5, 120_000],
])('backoff: %s', (_, n, retryAfter, random, expected) => {
  expect(backoffMs(n, retryAfter, random)).toBe(expected);
});
