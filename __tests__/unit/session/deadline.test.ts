import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { withDeadline } from '../../../src/session/deadline.ts';
import { fakeSession } from '../fakes.ts';

function untilStopped({ signal }: { readonly signal: AbortSignal }): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

describe('withDeadline', () => {
  it('fires a time-out that says how long and at what', async () => {
    let activity = 'building';
    const work = withDeadline(
      fakeSession(),
      40,
      () => activity,
      (session) => {
        activity = 'pushing';
        return untilStopped(session);
      },
    );
    await expect(work).rejects.toMatchObject({
      code: 'timeout',
      message: 'The time limit of 0.04 s was reached while pushing.',
      hint: expect.stringContaining("raise 'timeout'"),
    });
  });

  it.each([
    ['a limit', 1_000],
    ['no limit', null],
  ])('gives the result with %s', async (_, limit) => {
    expect(
      await withDeadline(
        fakeSession(),
        limit,
        () => '',
        async () => 3,
      ),
    ).toBe(3);
  });

  it('is over with its body: the signal does not fire later', async () => {
    let signal: AbortSignal | undefined;
    await withDeadline(
      fakeSession(),
      20,
      () => '',
      async (session) => {
        signal = session.signal;
      },
    );
    await delay(40);
    expect(signal?.aborted).toBe(false);
  });

  it('passes a cancellation on', async () => {
    const control = new AbortController();
    const session = fakeSession({ signal: control.signal });
    const work = withDeadline(session, 10_000, () => '', untilStopped);
    control.abort('stop');
    await expect(work).rejects.toBe('stop');
  });
});
