import { expect, it } from 'vitest';
import { removeBuilder } from '../../../src/builder/remove.ts';
import { type Answer, environmentOf, memoryFiles, readySession, scriptedProcesses } from '../fakes.ts';

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

it('waits for another job that is removing the container', async () => {
  let asked = 0;
  const { gone, calls, log } = await removing((command) => {
    if (command[0] === 'buildx') {
      return { code: 1 };
    }
    asked += 1;
    return asked === 1
      ? {
          code: 1,
          stderr: `Error response from daemon: removal of container ${name}0 is already in progress`,
        }
      : {};
  });
  expect({ gone, calls, log }).toEqual({
    gone: true,
    calls: [rm, rmContainer, rmContainer, rmVolume],
    log: [],
  });
});

it('removes what is left node by node, and keeps an entry of what could not be removed', async () => {
  const instance = `/buildx/instances/${name}`;
  const nodes = ['default', 'ssh://there', 'away'].map((Endpoint, n) => ({ Name: `${name}${n}`, Endpoint }));
  const entries: Record<string, string> = {
    [instance]: JSON.stringify({ Name: name, Driver: 'docker-container', Nodes: nodes }),
  };
  const processes = scriptedProcesses(([file, ...args]) => {
    if (file === 'buildx') {
      // It forgets a builder of which it could not remove a node.
      delete entries[instance];
      return { code: 1, stderr: 'ERROR: failed to stop node' };
    }
    return args.join(' ').includes(`${name}2`) ? { code: 1, stderr: 'no route to host\n' } : {};
  });
  const session = readySession([], {
    processes,
    files: memoryFiles(entries),
    environment: environmentOf({ buildxConfig: '/buildx' }),
  });
  expect(await removeBuilder(name, false, session)).toBe(false);
  expect(processes.details.slice(1).map(({ env }) => env)).toEqual([
    ...[{}, {}],
    ...[{ DOCKER_HOST: 'ssh://there' }, { DOCKER_HOST: 'ssh://there' }],
    ...[
      { DOCKER_HOST: '', DOCKER_CONTEXT: 'away' },
      { DOCKER_HOST: '', DOCKER_CONTEXT: 'away' },
    ],
  ]);
  expect(JSON.parse(entries[instance] ?? '{}')).toEqual({
    Name: name,
    Driver: 'docker-container',
    Nodes: [nodes[2]],
  });
  expect(session.log.lines).toEqual([
    `warning: The builder ${name} could not be removed from its node ${name}2: no route to host A later run of this action on this machine removes it.`,
  ]);
});
