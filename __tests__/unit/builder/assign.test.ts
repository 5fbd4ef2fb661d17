import { describe, expect, it } from 'vitest';
import { type AnsweringNode, assignPlatforms } from '../../../src/builder/assign.ts';
import { formatPlatform, type Platform, parsePlatform } from '../../../src/oci/platform.ts';

const list = (text: string): readonly Platform[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((name) => {
      const platform = parsePlatform(name);
      if (platform === null) {
        throw new Error(`no platform: ${name}`);
      }
      return platform;
    });

/** A node on a machine, which emulates some platforms, and may be for some alone. */
const node = (title: string, machine: string, emulated = '', pins = ''): AnsweringNode => {
  const [platform] = list(machine);
  if (platform === undefined) {
    throw new Error('no machine');
  }
  return {
    name: title,
    title,
    endpoint: null,
    platform,
    pins: list(pins),
    runs: list(`${machine} ${emulated}`),
  };
};

const amd = node('amd', 'linux/amd64', 'linux/arm64 linux/386 linux/s390x');
const arm = node('arm', 'linux/arm64', 'linux/amd64 linux/arm/v7');

describe('assignPlatforms', () => {
  it.each<[name: string, nodes: readonly AnsweringNode[], wanted: string, expected: string]>([
    ['each to its native node', [amd, arm], 'linux/arm64 linux/amd64', 'arm native, amd native'],
    ['each to its native node, in whatever order the nodes are', [arm, amd], 'linux/amd64', 'amd native'],
    ['several to one', [amd, arm], 'linux/amd64 linux/386', 'amd native, amd native'],
    [
      'what none has to the first that emulates it',
      [amd, arm],
      'linux/arm/v7 linux/s390x',
      'arm builtin, amd builtin',
    ],
    ['a variant to the node of its architecture', [arm, amd], 'linux/amd64/v3', 'amd native'],
    ['all to one node', [amd], 'linux/amd64 linux/arm64', 'amd native, amd builtin'],
    [
      'what is pinned to its node, whatever the others are',
      [amd, node('pinned', 'linux/amd64', 'linux/arm64', 'linux/arm64'), arm],
      'linux/amd64 linux/arm64',
      'amd native, pinned builtin',
    ],
    [
      'nothing else to a node with pins',
      [node('pinned', 'linux/amd64', '', 'linux/386'), amd],
      'linux/amd64 linux/386',
      'amd native, pinned native',
    ],
    [
      'the first of two that are pinned, the native one before',
      [node('one', 'linux/amd64', '', 'linux/arm64'), node('two', 'linux/arm64', '', 'linux/arm64')],
      'linux/arm64',
      'two native',
    ],
  ])('gives %s', (_, nodes, wanted, expected) => {
    const executions = assignPlatforms(list(wanted), nodes, true);
    expect(executions.map(({ platform }) => formatPlatform(platform)).join(' ')).toBe(wanted);
    expect(executions.map(({ node: { name }, how }) => `${name} ${how}`).join(', ')).toBe(expected);
  });

  it('gives what nothing is run of to the first node, where nothing is emulated', () => {
    const [execution] = assignPlatforms(list('linux/riscv64'), [amd, arm], false);
    expect(execution).toMatchObject({ node: { name: 'amd' }, how: 'none' });
  });

  it.each<[name: string, nodes: readonly AnsweringNode[], emulated: boolean, said: string]>([
    ['no node emulates', [amd, arm], true, "linux/riscv64. 'amd' runs linux/amd64, linux/arm64,"],
    [
      'every node is for others alone',
      [node('pinned', 'linux/amd64', 'linux/riscv64', 'linux/386')],
      false,
      "'pinned' is for linux/386 alone.",
    ],
  ])('refuses what %s', (_, nodes, emulated, said) => {
    expect(() => assignPlatforms(list('linux/riscv64'), nodes, emulated)).toThrow(
      expect.objectContaining({ code: 'emulation-unavailable', message: expect.stringContaining(said) }),
    );
  });
});
