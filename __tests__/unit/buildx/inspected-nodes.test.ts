import { describe, expect, it } from 'vitest';
import { parseInspectedNodes } from '../../../src/buildx/inspected-nodes.ts';
import { formatPlatform } from '../../../src/oci/platform.ts';

const head = `Name:          two
Driver:        remote
Last Activity: 2026-11-24 12:00:00 +0000 UTC

Nodes:
`;
const running = `Name:                  two0
Endpoint:              tcp://127.0.0.1:1234
Driver Options:        cacert="/x/Platforms: y"
Status:                running
BuildKit daemon flags: --allow-insecure-entitlement=device
BuildKit version:      v0.33.1
Platforms:             linux/arm64*, linux/amd64, linux/amd64/v2, linux/386
Labels:
 org.mobyproject.buildkit.worker.executor: oci
GC Policy rule#0:
 All:           false
File#buildkitd.toml:
 > Name: nobody
`;
const away = 'Name:     two1\nEndpoint: ssh://there\nError:    failed to connect\n';
const inactive = 'Name:      two1\nEndpoint:  tcp://there\nStatus:    inactive\nPlatforms: linux/arm64*\n';

const shown = (text: string) =>
  parseInspectedNodes(text).map(({ platforms, ...node }) => ({
    ...node,
    platforms: platforms.map(({ platform, pinned }) => `${formatPlatform(platform)}${pinned ? '*' : ''}`),
  }));

describe('parseInspectedNodes', () => {
  it('reads each node', () => {
    expect(shown(`${head}${running}\n${away}`)).toEqual([
      {
        name: 'two0',
        endpoint: 'tcp://127.0.0.1:1234',
        state: 'running',
        platforms: ['linux/arm64*', 'linux/amd64', 'linux/amd64/v2', 'linux/386'],
      },
      { name: 'two1', endpoint: 'ssh://there', state: 'failed to connect', platforms: [] },
    ]);
  });

  it('tells a node that is not there', () => {
    expect(shown(`${head}${inactive}`)).toEqual([
      { name: 'two1', endpoint: 'tcp://there', state: 'inactive', platforms: ['linux/arm64*'] },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['no nodes', head],
  ])('finds none in %s', (_, text) => {
    expect(parseInspectedNodes(text)).toEqual([]);
  });
});
