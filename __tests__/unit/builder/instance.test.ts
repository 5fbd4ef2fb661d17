import { describe, expect, it } from 'vitest';
import {
  changedInstance,
  parseInstance,
  pinnedInstance,
  remainingInstance,
} from '../../../src/builder/instance.ts';

const node = {
  Name: 'b0',
  Endpoint: 'multiarch-build',
  Platforms: null,
  DriverOpts: { image: 'moby/buildkit:v1' },
  Files: { 'buildkitd.toml': 'eA==' },
};
const instance = { Name: 'b', Driver: 'docker-container', Nodes: [node], Dynamic: false };
const nothing = { followsEnvironment: false, driverOptions: {} };
const owner = 'boot/1/2/3';

describe('changedInstance', () => {
  it.each<[name: string, changes: Parameters<typeof changedInstance>[1][number], expected: object]>([
    ['nothing', nothing, {}],
    ['the endpoint', { ...nothing, followsEnvironment: true }, { Endpoint: 'default' }],
    [
      'driver options, beside those that are there',
      { ...nothing, driverOptions: { 'env.HTTP_PROXY': 'http://a:b@p' } },
      { DriverOpts: { image: 'moby/buildkit:v1', 'env.HTTP_PROXY': 'http://a:b@p' } },
    ],
  ])('changes %s, and nothing else', (_, changes, expected) => {
    const text = changedInstance(JSON.stringify(instance), [changes], null);
    expect(JSON.parse(text)).toEqual({ ...instance, Nodes: [{ ...node, ...expected }] });
  });

  it('adds driver options where there are none', () => {
    const bare = { ...instance, Nodes: [{ ...node, DriverOpts: null }] };
    const text = changedInstance(JSON.stringify(bare), [{ ...nothing, driverOptions: { a: 'b' } }], null);
    expect(JSON.parse(text)).toEqual({ ...instance, Nodes: [{ ...node, DriverOpts: { a: 'b' } }] });
  });

  it('changes each node in its turn, and says whose the builder is where nothing else can', () => {
    const two = { ...instance, Nodes: [node, { ...node, Name: 'b1' }] };
    const changes = [nothing, { ...nothing, driverOptions: { a: 'b' } }];
    expect(JSON.parse(changedInstance(JSON.stringify(two), changes, owner))).toEqual({
      ...two,
      Nodes: [node, { ...two.Nodes[1], DriverOpts: { image: 'moby/buildkit:v1', a: 'b' } }],
      MULTIARCH_BUILD_OWNER: owner,
    });
  });

  it.each([
    ['nothing', ''],
    ['a list', '[]'],
    ['no nodes', '{"Nodes":null}'],
    ['two nodes', JSON.stringify({ Nodes: [node, node] })],
    ['a node without an endpoint', '{"Nodes":[{"Name":"b0"}]}'],
  ])('refuses %s', (_, text) => {
    expect(() => changedInstance(text, [nothing], null)).toThrow(
      expect.objectContaining({
        code: 'builder-failed',
        message: expect.stringContaining('does not hold its nodes, each with an endpoint'),
        hint: expect.stringContaining('0.37'),
      }),
    );
  });
});

describe('parseInstance', () => {
  it('reads the driver, and the nodes in their order', () => {
    const arm = { os: 'linux', architecture: 'arm', variant: 'v7' };
    const pinned = { ...node, Name: 'b1', DriverOpts: null, Platforms: [arm, {}] };
    expect(parseInstance(JSON.stringify({ ...instance, Driver: 'remote', Nodes: [node, pinned] }))).toEqual({
      driver: 'remote',
      nodes: [
        {
          name: 'b0',
          endpoint: 'multiarch-build',
          options: { image: 'moby/buildkit:v1' },
          pins: [],
        },
        { name: 'b1', endpoint: 'multiarch-build', options: {}, pins: [arm] },
      ],
    });
  });

  it.each([
    ['nothing', ''],
    ['another driver', JSON.stringify({ ...instance, Driver: 'cloud' })],
    ['no nodes', JSON.stringify({ ...instance, Nodes: [] })],
  ])('knows nothing of %s', (_, text) => {
    expect(parseInstance(text)).toBeNull();
  });
});

describe('the entry of several nodes', () => {
  const nodes = ['b0', 'b1', 'b2'].map((Name) => ({ ...node, Name }));
  const text = JSON.stringify({ ...instance, Nodes: nodes });
  const arm64 = { os: 'linux', architecture: 'arm64' };

  it('pins platforms to those that build any, and leaves the others out', () => {
    const pinned = pinnedInstance(
      text,
      new Map([
        ['b1', [arm64]],
        ['b0', []],
      ]),
    );
    expect(JSON.parse(pinned)).toEqual({
      ...instance,
      Nodes: [
        { ...nodes[0], Platforms: [] },
        { ...nodes[1], Platforms: [arm64] },
      ],
    });
  });

  it.each([
    ['of another form', '{}'],
    ['without the node', JSON.stringify(instance)],
  ])('is refused %s', (_, wrong) => {
    expect(() => pinnedInstance(wrong, new Map([['b1', [arm64]]]))).toThrow(
      expect.objectContaining({ code: 'builder-failed' }),
    );
  });

  it('keeps those that remain', () => {
    expect(JSON.parse(remainingInstance(text, ['b2']))).toEqual({ ...instance, Nodes: [nodes[2]] });
  });
});
