import { describe, expect, it } from 'vitest';
import { watchNodes } from '../../../src/builder/watch.ts';
import { readySession, scriptedProcesses, steppingClock } from '../fakes.ts';

const amd64 = { os: 'linux', architecture: 'amd64' };
const arm64 = { os: 'linux', architecture: 'arm64' };
const node = (title: string) => ({ name: `b-${title}`, title, endpoint: `tcp://${title}`, platform: amd64 });
const [amd, arm, idle] = [node('amd'), node('arm'), node('idle')];

const inspected = (states: Readonly<Record<string, string>>): string =>
  `Name: b\n\nNodes:\n${Object.entries(states)
    .map(([name, state]) => `Name: ${name}\nStatus: ${state}\n`)
    .join('\n')}`;

/** `answers`: what buildx says at each look; the last one again and again. */
function watched(...answers: readonly string[]) {
  const processes = scriptedProcesses((_, n) => ({ stdout: answers[Math.min(n, answers.length) - 1] ?? '' }));
  const session = readySession([amd64, arm64], {
    processes,
    clock: {
      ...steppingClock(),
      // Others have their turn too.
      sleep: async (_, signal) => {
        await new Promise(setImmediate);
        signal?.throwIfAborted();
      },
    },
    builder: { name: 'b', driver: 'remote', nodes: [amd, arm, idle], owned: true },
    executions: [
      { platform: amd64, node: amd, how: 'native' },
      { platform: arm64, node: arm, how: 'native' },
    ],
  });
  return { session, processes };
}

/** A build that runs until it is ended, or so many looks are over. */
const building =
  (looks: number, calls: readonly unknown[]) =>
  async ({ signal }: { readonly signal: AbortSignal }): Promise<string> => {
    while (calls.length < looks) {
      signal.throwIfAborted();
      await new Promise(setImmediate);
    }
    return 'built';
  };

const fine = inspected({ 'b-amd': 'running', 'b-arm': 'running' });
const frozen = inspected({ 'b-amd': 'running', 'b-arm': 'inactive' });

describe('watchNodes', () => {
  it('lets a build end whose nodes answer, those that build nothing aside', async () => {
    const { session, processes } = watched(fine);
    await expect(watchNodes(session, building(10, processes.calls))).resolves.toBe('built');
    expect(processes.calls[0]).toEqual(['buildx', 'inspect', '--timeout', '8s', 'b']);
    const { length } = processes.calls;
    await new Promise(setImmediate);
    expect(processes.calls).toHaveLength(length);
  });

  it('ends one of which a node does not answer three times in a row, and names it', async () => {
    const { session, processes } = watched(fine, frozen);
    await expect(watchNodes(session, building(100, processes.calls))).rejects.toMatchObject({
      code: 'builder-died',
      message: "The node 'arm' at tcp://arm no longer answers: it was asked 3 times in a row.",
    });
    expect(processes.calls.length).toBeLessThan(10);
  });

  it('does not mind a node that does not answer now and then', async () => {
    const { session, processes } = watched(frozen, frozen, fine, frozen, frozen, fine);
    await expect(watchNodes(session, building(12, processes.calls))).resolves.toBe('built');
  });

  it('throws what the build throws', async () => {
    const { session } = watched(fine);
    await expect(watchNodes(session, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it("asks nothing of a builder on the runner's own daemon", async () => {
    const processes = scriptedProcesses(() => ({}));
    const session = readySession([amd64], { processes });
    await watchNodes(session, () => new Promise((resolve) => setTimeout(resolve, 5)));
    expect(processes.calls).toEqual([]);
  });
});
