import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DriverName } from '../../../src/builder/drivers/driver.ts';
import { containerOf, firstNodeOf, newBuilderName, volumeOf } from '../../../src/builder/name.ts';
import { type Candidate, isForgotten, reapBuilders } from '../../../src/builder/reap.ts';
import { formatOwner, type Owner } from '../../../src/session/owner.ts';
import {
  type Answer,
  environmentOf,
  memoryFiles,
  readySession,
  scriptedProcesses,
  steppingClock,
} from '../fakes.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const now = Date.UTC(2026, 10, 24, 12);

describe('isForgotten', () => {
  it.each<[owner: Candidate['owner'], age: number, forgotten: boolean]>([
    ['ended', 0, true],
    ['ended', 30 * day, true],
    ['alive', 0, false],
    ['alive', 30 * day, false],
    ['kept', 365 * day, false],
    ['unknown', 5 * day, false],
    ['unknown', 5 * day + 1, true],
    ['none', 10 * minute, false],
    ['none', 10 * minute + 1, true],
    // A clock that was put back, or another machine's.
    ['none', -day, false],
    ['unknown', -day, false],
  ])('owner %s, %d ms old: %s', (owner, age, forgotten) => {
    expect(isForgotten({ born: now - age, owner }, now)).toBe(forgotten);
  });
});

const here: Omit<Owner, 'process' | 'started'> = { boot: 'boot', namespace: '4026531836' };
const living: Owner = { ...here, process: 30, started: '300' };
const dead: Owner = { ...here, process: 31, started: '310' };
const elsewhere: Owner = { ...dead, boot: 'other' };
const stat = (pid: number, started: number) =>
  `${pid} (Runner.Worker) S 1 ${pid} ${pid} 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 ${started} 0 0`;

interface Machine {
  /** Owner by name of the builder; null for none. In containers, in buildx's store, or only volumes. */
  readonly containers?: Record<string, Owner | 'unknown' | null>;
  readonly instances?: Record<string, Owner | 'unknown' | null>;
  readonly volumes?: readonly string[];
  /** Of the builder of this very job. */
  readonly own?: DriverName;
  readonly answer?: (command: readonly string[]) => Answer | undefined;
}

const text = (owner: Owner | 'unknown'): string => (owner === 'unknown' ? owner : formatOwner(owner));

async function reaping({
  containers = {},
  instances = {},
  volumes = [],
  answer = () => undefined,
  own = 'docker-container',
}: Machine) {
  const environment = environmentOf({ buildxConfig: '/home/me/.docker/buildx' });
  const files: Record<string, string> = {
    '/proc/sys/kernel/random/boot_id': 'boot\n',
    '/proc/self/ns/pid': 'pid:[4026531836]',
    '/proc/1/stat': stat(1, 1),
    '/proc/30/stat': stat(30, 300),
  };
  for (const [name, owner] of Object.entries(instances)) {
    const options =
      owner === null ? { image: 'x' } : { image: 'x', 'env.MULTIARCH_BUILD_OWNER': text(owner) };
    files[join(environment.buildxConfig, 'instances', name)] = JSON.stringify({
      Name: name,
      Driver: 'docker-container',
      Nodes: [{ Name: `${name}0`, DriverOpts: options }],
    });
  }
  const processes = scriptedProcesses((command) => {
    const scripted = answer(command);
    if (scripted) {
      return scripted;
    }
    const [, first, second] = command;
    if (first === 'volume' && second === 'ls') {
      return {
        stdout: [...Object.keys(containers), ...volumes]
          .map((name) => volumeOf(firstNodeOf(name)))
          .join('\n'),
      };
    }
    if (first === 'inspect') {
      const found = Object.entries(containers).find(
        ([name]) => command.at(-1) === containerOf(firstNodeOf(name)),
      );
      if (!found) {
        return { code: 1, stderr: `error: no such container: ${command.at(-1)}` };
      }
      const owner = found[1];
      return {
        stdout: JSON.stringify([
          'PATH=/bin',
          ...(owner === null ? [] : [`MULTIARCH_BUILD_OWNER=${text(owner)}`]),
          'X=y',
        ]),
      };
    }
    return {};
  });
  const session = readySession([], {
    processes,
    environment,
    files: memoryFiles(files),
    clock: steppingClock(0.5, now),
  });
  await reapBuilders({ name: 'multiarch-build-own00000-00000000', driver: own }, session);
  const removed = processes.calls.filter(([file, command]) => file === 'buildx' && command === 'rm');
  return { removed: removed.map((call) => call.at(-1)), log: session.log.lines, calls: processes.calls };
}

const named = (age: number, random = 0.5): string => newBuilderName(now - age, () => random);
const young = named(minute);
const old = named(6 * day);

describe('reapBuilders', () => {
  it.each<[name: string, machine: Machine, removed: readonly string[]]>([
    ['nothing there', {}, []],
    ['a container whose owner is dead', { containers: { [young]: dead } }, [young]],
    ['a container whose owner lives', { containers: { [old]: living } }, []],
    ['a container of before the boot, or of another machine', { containers: { [young]: elsewhere } }, []],
    ['the same, very old', { containers: { [old]: elsewhere } }, [old]],
    ['a container whose owner was not known', { containers: { [young]: 'unknown' } }, []],
    ['the same, very old', { containers: { [old]: 'unknown' } }, [old]],
    ['a container that is to stay', { containers: { [old]: null } }, []],
    ['only an entry of buildx, its owner dead', { instances: { [young]: dead } }, [young]],
    ['only an entry of buildx, its owner alive', { instances: { [old]: living } }, []],
    ['only an entry of buildx that is to stay', { instances: { [old]: null } }, []],
    ['an orphaned volume', { volumes: [named(11 * minute)] }, [named(11 * minute)]],
    ['a volume whose container is not there yet', { volumes: [young] }, []],
    ['a volume and its container, the owner alive', { containers: { [old]: living }, volumes: [old] }, []],
    ['a volume and an entry, the owner alive', { instances: { [old]: living }, volumes: [old] }, []],
    [
      'all three, the owner dead',
      { containers: { [young]: dead }, instances: { [young]: dead }, volumes: [young] },
      [young],
    ],
    [
      'several',
      { containers: { [named(1)]: dead, [named(2)]: living, [named(3)]: dead } },
      [named(1), named(3)],
    ],
    ['the builder of this very job', { containers: { 'multiarch-build-own00000-00000000': dead } }, []],
    [
      "names of others'",
      {
        containers: { 'multiarch-buildx': dead, builder: dead, [`my-${old}`]: dead },
        instances: { 'multiarch-buildx': dead },
        volumes: ['multiarch-build-x', `${old}-mine`],
      },
      [],
    ],
  ])('%s', async (_, machine, removed) => {
    const reaped = await reaping(machine);
    expect(reaped.removed).toEqual(removed);
    expect(reaped.log).toEqual(
      removed.map((name) => `Removing the builder ${name}, which a killed run left behind.`),
    );
  });

  it('asks no daemon where the builder needs none', async () => {
    const { removed, calls } = await reaping({ instances: { [young]: dead }, own: 'remote' });
    expect(removed).toEqual([young]);
    expect(calls.filter(([file]) => file === 'docker')).toEqual([]);
  });

  const failing =
    (part: string) =>
    (command: readonly string[]): Answer | undefined =>
      command.includes(part) ? { code: 1, stderr: 'daemon is busy' } : undefined;

  it('removes nothing if the volumes cannot be listed', async () => {
    const { removed, log } = await reaping({ containers: { [young]: dead }, answer: failing('volume') });
    expect(removed).toEqual([]);
    expect(log).toEqual([
      expect.stringMatching(/^The search for forgotten builders was given up: .*daemon is busy$/),
    ]);
  });

  it('leaves a container alone that cannot be looked at', async () => {
    const { removed } = await reaping({ containers: { [old]: dead }, answer: failing('inspect') });
    expect(removed).toEqual([]);
  });

  it('never throws', async () => {
    const { removed } = await reaping({
      containers: { [young]: dead },
      answer: () => {
        throw new Error('no docker');
      },
    });
    expect(removed).toEqual([]);
  });
});
