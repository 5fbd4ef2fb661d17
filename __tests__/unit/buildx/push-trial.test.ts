import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { besidePushTrial } from '../../../src/buildx/push-trial.ts';
import type { BuildxSession } from '../../../src/buildx/session.ts';
import { type Answer, readySession, scriptedProcesses } from '../fakes.ts';

const repositories = ['r.io/acme/app', 'ghcr.io/acme/app'];
const trial = { builder: 'b', repositories };
const deniedPush = {
  code: 1,
  stderr:
    'ERROR: failed to solve: failed to push r.io/acme/app: push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
};

/** A build that runs until it is let go, or its signal fires. */
function running() {
  const { promise, resolve } = Promise.withResolvers<string>();
  const build = ({ signal }: BuildxSession): Promise<string> =>
    Promise.race([
      promise,
      new Promise<string>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    ]);
  return { build, end: () => resolve('built') };
}

describe('besidePushTrial', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function trying(script: () => Answer | Promise<Answer> = () => ({})) {
    const processes = scriptedProcesses(script);
    const session = readySession([], { processes });
    const { build, end } = running();
    const outcome = besidePushTrial(trial, session, build).catch((error: unknown) => error);
    return { processes, outcome, end };
  }

  it('tries nothing beside a build that ends soon', async () => {
    const { processes, outcome, end } = trying();
    await vi.advanceTimersByTimeAsync(2_999);
    end();
    expect(await outcome).toBe('built');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(processes.calls).toEqual([]);
  });

  it('pushes an empty image to where the build pushes, once', async () => {
    const { processes, outcome, end } = trying();
    await vi.advanceTimersByTimeAsync(60_000);
    end();
    expect(await outcome).toBe('built');
    expect(processes.calls).toHaveLength(1);
    const [call = []] = processes.calls;
    expect(call).not.toContain('--platform');
    expect(call.slice(-3)).toEqual([
      '--output',
      'type=image,"name=r.io/acme/app,ghcr.io/acme/app",push-by-digest=true,name-canonical=true,push=true',
      '-',
    ]);
    expect(processes.details[0]?.input).toBe('FROM scratch\n');
  });

  it('ends the build if the account may not push, and says which registry and inputs are meant', async () => {
    const { outcome } = trying(() => deniedPush);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await outcome).toMatchObject({
      code: 'registry-denied',
      message: expect.stringContaining('r.io/acme/app'),
      hint: expect.stringContaining("'password'"),
    });
  });

  it.each<[name: string, answer: Answer]>([
    ['a registry that is down', { code: 1, stderr: 'ERROR: failed to push r.io/a: 503 Service Unavailable' }],
    ['a builder that cannot', { code: 1, stderr: 'ERROR: push-by-digest is not supported' }],
  ])('leaves it to the build to tell of %s', async (_, answer) => {
    const { processes, outcome, end } = trying(() => answer);
    await vi.advanceTimersByTimeAsync(10_000);
    end();
    expect(await outcome).toBe('built');
    expect(processes.calls).toHaveLength(1);
  });

  it('is over with the build', async () => {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const { outcome, end } = trying(() => promise);
    await vi.advanceTimersByTimeAsync(3_000);
    end();
    // Its process has been told to end; what it says then does not count.
    resolve(deniedPush);
    expect(await outcome).toBe('built');
  });
});
