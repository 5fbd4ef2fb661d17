import { describe, expect, it } from 'vitest';
import { changedInstance } from '../../../src/builder/instance.ts';

const node = {
  Name: 'b0',
  Endpoint: 'multiarch-build',
  Platforms: null,
  DriverOpts: { image: 'moby/buildkit:v1' },
  Files: { 'buildkitd.toml': 'eA==' },
};
const instance = { Name: 'b', Driver: 'docker-container', Nodes: [node], Dynamic: false };
const nothing = { followsEnvironment: false, driverOptions: {} };

describe('changedInstance', () => {
  it.each<[name: string, changes: Parameters<typeof changedInstance>[1], expected: object]>([
    ['nothing', nothing, {}],
    ['the endpoint', { ...nothing, followsEnvironment: true }, { Endpoint: 'default' }],
    [
      'driver options, beside those that are there',
      { ...nothing, driverOptions: { 'env.HTTP_PROXY': 'http://a:b@p' } },
      { DriverOpts: { image: 'moby/buildkit:v1', 'env.HTTP_PROXY': 'http://a:b@p' } },
    ],
  ])('changes %s, and nothing else', (_, changes, expected) => {
    const text = changedInstance(JSON.stringify(instance), changes);
    expect(JSON.parse(text)).toEqual({ ...instance, Nodes: [{ ...node, ...expected }] });
  });

  it('adds driver options where there are none', () => {
    const bare = { ...instance, Nodes: [{ ...node, DriverOpts: null }] };
    const text = changedInstance(JSON.stringify(bare), { ...nothing, driverOptions: { a: 'b' } });
    expect(JSON.parse(text)).toEqual({ ...instance, Nodes: [{ ...node, DriverOpts: { a: 'b' } }] });
  });

  it.each([
    ['nothing', ''],
    ['a list', '[]'],
    ['no nodes', '{"Nodes":null}'],
    ['two nodes', JSON.stringify({ Nodes: [node, node] })],
    ['a node without an endpoint', '{"Nodes":[{"Name":"b0"}]}'],
  ])('refuses %s', (_, text) => {
    expect(() => changedInstance(text, nothing)).toThrow(
      expect.objectContaining({
        code: 'builder-failed',
        message: expect.stringContaining('one node with an endpoint'),
        hint: expect.stringContaining('0.37'),
      }),
    );
  });
});
