import { describe, expect, it } from 'vitest';
import { Ledger } from '../../../src/session/ledger.ts';
import { Phases } from '../../../src/session/phases.ts';
import { phases as names, type Phase, type Timeouts } from '../../../src/session/session.ts';
import { fakeSession } from '../fakes.ts';

function phasesOf(limits: Partial<Timeouts['phases']> = {}, ledger = new Ledger()): Phases {
  const none = { setup: null, build: null, verify: null, publish: null };
  const texts = {
    activity: (phase: Phase) => `in ${phase}`,
    life: (phase: Phase, startedMs: number, nowMs: number) => `${phase} goes on, ${nowMs - startedMs} ms`,
  };
  return new Phases({ whole: null, phases: { ...none, ...limits } }, texts, ledger);
}

function untilStopped({ signal }: { readonly signal: AbortSignal }): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

describe('Phases', () => {
  it('begin with the set-up, which is when the inputs were read', () => {
    expect(phasesOf().activity()).toBe('in setup');
  });

  it.each(names)('%s is a section of the log, and gives what its body gives', async (phase) => {
    const phases = phasesOf();
    const session = fakeSession({ folder: '/step' });
    const given = await phases.run(phase, 'Title', session, async (limited) => {
      limited.log.info(phases.activity());
      return limited.folder;
    });
    expect(given).toBe('/step');
    expect(session.log.lines).toEqual(['group: Title', `in ${phase}`, 'This took 0.0 s.']);
  });

  it('are said to go on until the next one begins', async () => {
    const phases = phasesOf();
    await phases.run('build', '', fakeSession(), async () => {});
    expect(phases.activity()).toBe('in build');
    await phases.run('verify', '', fakeSession(), async () => {});
    expect(phases.activity()).toBe('in verify');
  });

  it('are ended by their own limit, which says what was going on', async () => {
    const session = fakeSession();
    const work = phasesOf({ verify: 30 }).run('verify', 'Verify', session, untilStopped);
    await expect(work).rejects.toMatchObject({
      code: 'timeout',
      message: 'The time limit of 0.03 s was reached while in verify.',
    });
    expect(session.signal.aborted).toBe(false);
  });

  it('do not take the limit of another one', async () => {
    const phases = phasesOf({ setup: 1, build: 1, publish: 1 });
    const slow = () => new Promise((resolve) => setTimeout(() => resolve('done'), 40));
    expect(await phases.run('verify', '', fakeSession(), slow)).toBe('done');
  });

  it('pass a failure on as it is', async () => {
    const broken = new Error('broken');
    await expect(phasesOf().run('build', '', fakeSession(), () => Promise.reject(broken))).rejects.toBe(
      broken,
    );
  });
});
