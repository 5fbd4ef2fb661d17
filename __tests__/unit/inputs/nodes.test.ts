import { describe, expect, it } from 'vitest';
import type { NodeSpec } from '../../../src/builder/drivers/driver.ts';
import type { Given, Machine } from './reading.ts';
import { read } from './reading.ts';
import { type Row, refuses } from './refusals.ts';

const nodesOf = async (given: Given, machine?: Machine): Promise<readonly NodeSpec[]> =>
  (await read(given, machine)).inputs.builder.nodes;
const bare: NodeSpec = {
  title: 'the builder',
  endpoint: null,
  driverOptions: [],
  certificates: {},
  flags: null,
  platforms: [],
};
const remote = 'driver';
const certificate = (text: string): string =>
  `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`;

describe('the nodes of a builder', () => {
  it('are one, on the daemon, where nothing is said', async () => {
    expect(await nodesOf({})).toEqual([bare]);
  });

  it('are one, where endpoint says', async () => {
    expect(await nodesOf({ endpoint: 'arm', 'driver-opts': 'a=b', 'buildkitd-flags': '--debug' })).toEqual([
      { ...bare, title: 'arm', endpoint: 'arm', driverOptions: ['a=b'], flags: '--debug' },
    ]);
  });

  it('are those of the list, each with what is for all', async () => {
    const nodes = `
- name: amd
  endpoint: unix:///run/docker.sock
  platforms: linux/amd64,linux/386
- endpoint: ssh://me@arm
  driver-opts:
    - memory=1g
  buildkitd-flags: --debug
  platforms: [linux/arm64/v8]
- driver-opts: |
    cpu-quota=1
    "env.no_proxy=a,b"`;
    const given = { nodes, 'driver-opts': 'network=host', 'buildkitd-flags': '--oci-worker-gc' };
    expect(await nodesOf(given)).toEqual([
      {
        ...bare,
        title: 'amd',
        endpoint: 'unix:///run/docker.sock',
        driverOptions: ['network=host'],
        flags: '--oci-worker-gc',
        platforms: [
          { os: 'linux', architecture: 'amd64' },
          { os: 'linux', architecture: '386' },
        ],
      },
      {
        ...bare,
        title: 'ssh://me@arm',
        endpoint: 'ssh://me@arm',
        driverOptions: ['network=host', 'memory=1g'],
        flags: '--oci-worker-gc --debug',
        platforms: [{ os: 'linux', architecture: 'arm64' }],
      },
      {
        ...bare,
        title: 'node 3',
        driverOptions: ['network=host', 'cpu-quota=1', '"env.no_proxy=a,b"'],
        flags: '--oci-worker-gc',
      },
    ]);
  });

  it('have certificates as files, whose paths become absolute', async () => {
    const given = {
      [remote]: 'remote',
      endpoint: 'tcp://b:1',
      'driver-opts': 'cacert=ca.pem,cert=/c.pem\nkey=/k.pem',
    };
    const files = { '/work/ca.pem': 'file', '/c.pem': 'file', '/k.pem': 'file' } as const;
    expect(await nodesOf(given, { files })).toMatchObject([
      { driverOptions: ['cacert=/work/ca.pem', 'cert=/c.pem', 'key=/k.pem'], certificates: {} },
    ]);
  });

  it.each([
    ['as an expression puts it there', (text: string) => `cacert=${text}`],
    ['in double quotes', (text: string) => `"cacert=${text}"`],
    ['with a last line break, in double quotes', (text: string) => `"cacert=${text}\n"`],
    ['with the line breaks of Windows', (text: string) => `cacert=${text.replaceAll('\n', '\r\n')}`],
  ])('have certificates as text, %s', async (_, written) => {
    const given = {
      driver: 'remote',
      endpoint: 'tcp://b:1',
      'driver-opts': `servername=b\n${written(certificate('AAAA'))}\n`,
    };
    expect(await nodesOf(given)).toMatchObject([
      { driverOptions: ['servername=b'], certificates: { cacert: `${certificate('AAAA')}\n` } },
    ]);
  });

  it('have certificates in the variables of docker/setup-buildx-action, those of TCP alone', async () => {
    const variables = { BUILDER_NODE_0_AUTH_TLS_KEY: 'zero', BUILDER_NODE_1_AUTH_TLS_CACERT: 'one' };
    const nodes = '- endpoint: unix:///a.sock\n- endpoint: tcp://b:1';
    expect(await nodesOf({ driver: 'remote', nodes }, { variables })).toMatchObject([
      { certificates: {} },
      { certificates: { cacert: 'one' } },
    ]);
    expect(await nodesOf({ driver: 'remote', endpoint: 'tcp://b:1' }, { variables })).toMatchObject([
      { certificates: { key: 'zero' } },
    ]);
  });

  it('have certificates in a block of the list', async () => {
    const lines = certificate('AAAA').split('\n').join('\n      ');
    const nodes = `- endpoint: tcp://b:1\n  driver-opts: |\n      cacert=${lines}\n`;
    expect(await nodesOf({ driver: 'remote', nodes })).toMatchObject([
      { certificates: { cacert: `${certificate('AAAA')}\n` } },
    ]);
  });
});

const row = (name: string, nodes: string, said: string, given: Given = {}): Row => [
  name,
  { nodes, ...given },
  `'nodes': ${said}`,
];

refuses('nodes', [
  row(
    'what is no list',
    'endpoint: arm',
    "it cannot be read as a list in YAML: line 1: expected an element, which begins with '- '. Write each node as '- endpoint: …', with its other keys (name, driver-opts, buildkitd-flags, platforms) below, in the same column.",
  ),
  row(
    'an unknown key',
    '- endpoint: arm\n  platform: linux/arm64',
    "the node in line 1 has the unknown key 'platform'; expected name, endpoint, driver-opts, buildkitd-flags, platforms. Did you mean 'platforms'?",
  ),
  row(
    'a name that is none',
    '- name: my arm',
    "the node in line 1 has the invalid name 'my arm'; expected a letter, followed by letters, digits, '.', '_' or '-'.",
  ),
  row('a name twice', '- name: a\n- name: a', "two nodes have the name 'a'."),
  row(
    'an endpoint twice',
    '- name: a\n  endpoint: x\n- name: b\n  endpoint: x',
    "two nodes have the endpoint 'x'.",
  ),
  row(
    'a platform twice',
    '- name: a\n  platforms: arm64\n- name: b\n  platforms: linux/arm64/v8',
    "two nodes have the platform 'linux/arm64'.",
  ),
  row(
    'a platform that does not exist',
    '- platforms: linux/amr64',
    "the node in line 1 is for 'linux/amr64', which is not a known platform.",
  ),
  row(
    'a remote node without an endpoint',
    '- name: a',
    "a node has no endpoint, but 'driver: remote' needs the address of a BuildKit. Set it, for example to 'tcp://buildkit.example.com:1234' or 'unix:///run/buildkit/buildkitd.sock'.",
    { driver: 'remote' },
  ),
  row(
    'nodes of the docker driver',
    '- name: a',
    "it would have no effect on the daemon's own BuildKit, which 'driver: docker' uses as it is. Remove it.",
    { driver: 'docker' },
  ),
  [
    'an endpoint beside nodes',
    { nodes: '- endpoint: arm', endpoint: 'amd' },
    "'endpoint': 'amd' is set together with 'nodes', each of which has an endpoint of its own. Make it the first element of 'nodes'.",
  ],
  [
    'a certificate that is not there',
    { driver: 'remote', endpoint: 'tcp://b:1', 'driver-opts': 'cacert=/ca.pem' },
    "'driver-opts': the file '/ca.pem' does not exist. Check the path, and whether an earlier step created it.",
  ],
  [
    'a certificate as text for a builder that stays',
    {
      driver: 'remote',
      endpoint: 'tcp://b:1',
      cleanup: 'false',
      'driver-opts': `cacert=${certificate('AAAA')}`,
    },
    "'cleanup': it is false, but certificates that are given as text are gone when the job ends, and the builder is of no use without them. Give them as files, as in 'driver-opts: cacert=/etc/buildkit/ca.pem'.",
  ],
]);
