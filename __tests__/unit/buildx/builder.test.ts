import { describe, expect, it } from 'vitest';
import {
  bootOptions,
  createArguments,
  inspectBuilderArguments,
  type NodeCreation,
  rebootArguments,
  removeBuilderArguments,
} from '../../../src/buildx/builder.ts';

const creation: NodeCreation = {
  builder: 'b',
  driver: 'docker-container',
  node: null,
  append: false,
  endpoint: null,
  platforms: [],
  options: ['image=moby/buildkit:v0.33.1', '"env.X=a,b"'],
  flags: '--debug --x=y',
  config: '/tmp/a b/buildkitd.toml',
};

describe('createArguments', () => {
  it('of one node', () => {
    expect(createArguments(creation)).toEqual([
      ...['create', '--name', 'b', '--driver', 'docker-container'],
      ...['--driver-opt', 'image=moby/buildkit:v0.33.1', '--driver-opt', '"env.X=a,b"'],
      ...['--buildkitd-flags', '--debug --x=y', '--buildkitd-config', '/tmp/a b/buildkitd.toml'],
    ]);
  });

  it('of a further node, with a place and platforms of its own, where nothing is booted', () => {
    const further = {
      ...creation,
      driver: 'remote',
      node: 'b1',
      append: true,
      options: [],
      flags: null,
      config: null,
    };
    const platforms = ['arm64', 'arm'].map((architecture) => ({ os: 'linux', architecture }));
    expect(createArguments({ ...further, endpoint: 'tcp://b:1234', platforms })).toEqual([
      ...['create', '--name', 'b', '--append', '--node', 'b1', '--driver', 'remote'],
      ...['--platform', 'linux/arm64,linux/arm', 'tcp://b:1234'],
    ]);
  });

  it('wait for the boot where that is asked for', () => {
    expect(bootOptions).toEqual(['--bootstrap', '--timeout', '2m']);
  });
});

describe('the other commands about builders', () => {
  it.each<[name: string, args: readonly string[], expected: readonly string[]]>([
    ['boot it again', rebootArguments('b'), ['inspect', '--bootstrap', '--timeout', '2m', 'b']],
    ['look at it', inspectBuilderArguments('b'), ['inspect', '--timeout', '1m', 'b']],
    ['remove it', removeBuilderArguments('b'), ['rm', '--force', '--timeout', '1m', 'b']],
  ])('%s', (_, args, expected) => {
    expect(args).toEqual(expected);
  });
});
