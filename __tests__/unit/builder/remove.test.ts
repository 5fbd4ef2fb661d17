import { expect, it } from 'vitest';
import { removeBuilder } from '../../../src/builder/remove.ts';
import { type Answer, readySession, scriptedProcesses } from '../fakes.ts';

const name = 'multiarch-build-mhd2x9a0-80000000';

async function removing(
  script: (command: readonly string[]) => Answer | Promise<Answer>,
  signal?: AbortSignal,
  hasDied = false,
) {
  const processes = scriptedProcesses(script);
  const session = readySession([], { processes, ...(signal ? { signal } : {}) });
  const gone = await removeBuilder(name, hasDied, session);
  return { gone, calls: processes.calls.map((call) => call.join(' ')), log: session.log.lines };
}

const rm = `buildx rm --force --timeout 1m ${name}`;
const rmContainer = `docker rm --force --volumes buildx_buildkit_${name}0`;
const rmVolume = `docker volume rm --force buildx_buildkit_${name}0_state`;

it('leaves it to buildx', async () => {
  expect(await removing(() => ({}))).toEqual({ gone: true, calls: [rm], log: [] });
});

it('removes the volume of a container that is gone, which buildx does not look for', async () => {
  expect((await removing(() => ({}), undefined, true)).calls).toEqual([rm, rmContainer, rmVolume]);
});

it('works after a cancellation too', async () => {
  expect((await removing(() => ({}), AbortSignal.abort())).calls).toEqual([rm]);
});

it.each<[name: string, answer: () => Answer | Promise<Answer>]>([
  ['buildx does not know it', () => ({ code: 1, stderr: `ERROR: no builder "${name}" found` })],
  ['buildx is gone', () => Promise.reject(new Error('not there'))],
  ['buildx was killed', () => ({ code: null })],
])('removes container and volume itself if %s', async (_, answer) => {
  const removed = await removing(([file]) => (file === 'buildx' ? answer() : {}));
  expect(removed).toEqual({ gone: true, calls: [rm, rmContainer, rmVolume], log: [] });
});

it.each<[name: string, answer: () => Answer | Promise<Answer>, reason: string]>([
  ['the daemon refuses', () => ({ code: 1, stderr: 'volume is in use\n' }), 'volume is in use'],
  ['the daemon is away', () => Promise.reject(new Error('x')), 'the Docker daemon does not answer'],
])('warns if %s', async (_, answer, reason) => {
  const { gone, calls, log } = await removing(() => answer());
  expect(gone).toBe(false);
  expect(calls).toEqual([rm, rmContainer, rmVolume]);
  expect(log).toEqual([
    expect.stringMatching(new RegExp(`^warning: The builder ${name} could not .*: ${reason} A later run`)),
  ]);
});
