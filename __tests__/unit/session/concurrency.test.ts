import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import type { Runner } from '../../../src/runner/runner.ts';
import { together, within } from '../../../src/runner/together.ts';
import { fakeRunner } from '../fakes.ts';

/** Ends only when its signal fires, and notes when it has. */
function waiting(ended: string[], name: string) {
  return (runner: Runner): Promise<never> =>
    new Promise((_, reject) => {
      runner.signal.addEventListener('abort', () => {
        setTimeout(() => {
          ended.push(name);
          reject(runner.signal.reason);
        }, 30);
      });
    });
}

const fails = (error: unknown) => async (): Promise<never> => {
  throw error;
};

describe('together', () => {
  it('gives the results in order, whichever is first', async () => {
    const slow = async () => delay(20, 'slow');
    const fast = async () => 7;
    expect(await together<[string, number]>(fakeRunner(), slow, fast)).toEqual(['slow', 7]);
  });

  it('throws the first failure when the others have ended', async () => {
    const ended: string[] = [];
    const broken = new Error('broken');
    const work = together(fakeRunner(), waiting(ended, 'a'), fails(broken), waiting(ended, 'b'));
    await expect(work).rejects.toBe(broken);
    expect(ended).toEqual(['a', 'b']);
  });

  it('throws the first of two failures, not the last', async () => {
    const work = together(fakeRunner(), async () => delay(10).then(fails('second')), fails('first'));
    await expect(work).rejects.toBe('first');
  });

  it('throws undefined if that is what was thrown', async () => {
    await expect(together(fakeRunner(), fails(undefined))).rejects.toBeUndefined();
  });

  it('passes a cancellation on to all', async () => {
    const control = new AbortController();
    const ended: string[] = [];
    const runner = fakeRunner({ signal: control.signal });
    const work = together(runner, waiting(ended, 'a'), waiting(ended, 'b'));
    const reason = new ActionError('cancelled', 'The job was cancelled.');
    control.abort(reason);
    await expect(work).rejects.toBe(reason);
    expect(ended).toEqual(['a', 'b']);
  });

  it('does not end the signal of those who called', async () => {
    const runner = fakeRunner();
    await together(runner, fails(1)).catch(() => {});
    expect(runner.signal.aborted).toBe(false);
  });

  it('does nothing with nothing', async () => {
    expect(await together(fakeRunner())).toEqual([]);
  });
});

describe('within', () => {
  it('fires a time-out that says how long and at what', async () => {
    let doing = 'building';
    const work = within(
      fakeRunner(),
      40,
      () => doing,
      (runner) => {
        doing = 'pushing';
        return waiting([], 'a')(runner);
      },
    );
    await expect(work).rejects.toMatchObject({
      code: 'timeout',
      message: 'The time was over after 0.04 s, while pushing.',
    });
  });

  it.each([
    ['a limit', 1_000],
    ['no limit', null],
  ])('gives the result with %s', async (_, limit) => {
    expect(
      await within(
        fakeRunner(),
        limit,
        () => '',
        async () => 3,
      ),
    ).toBe(3);
  });

  it('is over with its body: the signal does not fire later', async () => {
    let signal: AbortSignal | undefined;
    await within(
      fakeRunner(),
      20,
      () => '',
      async (runner) => {
        signal = runner.signal;
      },
    );
    await delay(40);
    expect(signal?.aborted).toBe(false);
  });

  it('passes a cancellation on', async () => {
    const control = new AbortController();
    const runner = fakeRunner({ signal: control.signal });
    const work = within(runner, 10_000, () => '', waiting([], 'a'));
    control.abort('stop');
    await expect(work).rejects.toBe('stop');
  });
});
