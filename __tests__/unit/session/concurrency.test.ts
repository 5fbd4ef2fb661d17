import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import { together } from '../../../src/session/concurrency.ts';
import type { Session } from '../../../src/session/session.ts';
import { fakeSession } from '../fakes.ts';

/** Ends only when its signal fires, and notes when it has. */
function waiting(ended: string[], name: string, { signal }: Pick<Session, 'signal'>): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      setTimeout(() => {
        ended.push(name);
        reject(signal.reason);
      }, 30);
    });
  });
}

const fails = async (error: unknown): Promise<never> => {
  throw error;
};

describe('together', () => {
  it('gives the results in order, whichever is first', async () => {
    const slow = async () => delay(20, 'slow');
    const fast = async () => 7;
    const results: readonly [string, number] = await together(fakeSession(), () => [slow(), fast()]);
    expect(results).toEqual(['slow', 7]);
  });

  it('throws the first failure when the others have ended', async () => {
    const ended: string[] = [];
    const broken = new Error('broken');
    const work = together(fakeSession(), (part) => [
      waiting(ended, 'a', part),
      fails(broken),
      waiting(ended, 'b', part),
    ]);
    await expect(work).rejects.toBe(broken);
    expect(ended).toEqual(['a', 'b']);
  });

  it('throws the first of two failures, not the last', async () => {
    const work = together(fakeSession(), () => [delay(10).then(() => fails('second')), fails('first')]);
    await expect(work).rejects.toBe('first');
  });

  it('throws undefined if that is what was thrown', async () => {
    await expect(together(fakeSession(), () => [fails(undefined)])).rejects.toBeUndefined();
  });

  it('passes a cancellation on to all', async () => {
    const control = new AbortController();
    const ended: string[] = [];
    const session = fakeSession({ signal: control.signal });
    const work = together(session, (part) => [waiting(ended, 'a', part), waiting(ended, 'b', part)]);
    const reason = new ActionError('cancelled', 'The job was cancelled.');
    control.abort(reason);
    await expect(work).rejects.toBe(reason);
    expect(ended).toEqual(['a', 'b']);
  });

  it('does not end the signal of those who called', async () => {
    const session = fakeSession();
    await together(session, () => [fails(1)]).catch(() => {});
    expect(session.signal.aborted).toBe(false);
  });

  it('does nothing with nothing', async () => {
    expect(await together(fakeSession(), () => [])).toEqual([]);
  });

  it('gives each part all that the session has', async () => {
    const session = fakeSession({ folder: '/step' });
    const [part] = await together(session, (of) => [Promise.resolve(of)]);
    expect(part).toEqual({ ...session, signal: expect.any(AbortSignal) });
  });

  it('lets one part wait for another, and throws what that one threw', async () => {
    const broken = new Error('broken');
    const ran: string[] = [];
    const work = together(fakeSession(), () => {
      const first = delay(10).then(() => fails(broken));
      return [first, first.then(() => ran.push('second'))];
    });
    await expect(work).rejects.toBe(broken);
    expect(ran).toEqual([]);
  });
});
