import { describe, expect, it } from 'vitest';
import { container, grantsHostNetworkUnasked } from '../../../../src/builder/drivers/container.ts';
import type { BuilderSpec, NodeSpec } from '../../../../src/builder/drivers/driver.ts';
import { plainNode } from '../../fakes.ts';

const node = plainNode;
const spec: BuilderSpec = {
  name: 'multiarch-build-mhd2x9a0-80000000',
  driver: 'docker-container',
  nodes: [node],
  image: 'moby/buildkit:v0.33.1',
  config: '/temp/buildkitd.toml',
  entitlements: [],
  owner: 'boot/1/2/3',
};

const base = ['image=moby/buildkit:v0.33.1', 'restart-policy=no', 'provenance-add-gha=false'];
const owner = 'env.MULTIARCH_BUILD_OWNER=boot/1/2/3';

it('takes no proxy with a password for an argument, with or without a scheme', () => {
  const variables = {
    http_proxy: 'user:sesame@proxy:3128',
    HTTPS_PROXY: 'http://user:sesame@proxy:3128',
    https_proxy: 'proxy:3128',
    no_proxy: 'a@b,localhost',
  };
  expect(container.options(spec, node, variables).join(' ')).not.toContain('sesame');
  expect(container.secretOptions(node, variables)).toEqual({
    'env.http_proxy': 'user:sesame@proxy:3128',
    'env.HTTPS_PROXY': 'http://user:sesame@proxy:3128',
  });
});

it.each<[string, Partial<BuilderSpec & NodeSpec>, boolean]>([
  ['nothing of the kind', {}, false],
  ["the machine's network", { driverOptions: ['network=host'] }, true],
  ['the same in quotes', { driverOptions: ['"network=host"'] }, true],
  ['another network', { driverOptions: ['network=host', 'network=bridge'] }, false],
  ['what was allowed', { driverOptions: ['network=host'], entitlements: ['network.host'] }, false],
])('knows when buildx grants network.host unasked: %s', (_, changes, unasked) => {
  const changed = { ...spec, ...changes, nodes: [{ ...node, ...changes }] as const };
  expect(grantsHostNetworkUnasked(changed)).toBe(unasked);
});

describe('the options of a container', () => {
  it.each<
    [
      name: string,
      changes: Partial<BuilderSpec & NodeSpec>,
      variables: Record<string, string>,
      expected: readonly string[],
    ]
  >([
    ['nothing of its own', {}, {}, [...base, owner]],
    ['a builder that is to stay has no owner', { owner: null }, {}, base],
    [
      "the user's options, after ours",
      { driverOptions: ['network=host', '"env.X=a,b"'] },
      {},
      [...base, owner, 'network=host', '"env.X=a,b"'],
    ],
    [
      "the user's restart policy",
      { driverOptions: ['restart-policy=always'] },
      {},
      [base[0] ?? '', 'provenance-add-gha=false', owner, 'restart-policy=always'],
    ],
    [
      "the user's wish to have the event in the provenance",
      { driverOptions: ['provenance-add-gha=true'] },
      {},
      [...base.slice(0, 2), owner, 'provenance-add-gha=true'],
    ],
    [
      'the proxies of the runner',
      {},
      { http_proxy: 'http://p:1', HTTPS_PROXY: 'http://p:2', FTP_PROXY: 'x', no_proxy: '' },
      [...base, owner, 'env.http_proxy=http://p:1', 'env.HTTPS_PROXY=http://p:2'],
    ],
    [
      'but not those with a password',
      {},
      { http_proxy: 'http://me:secret@p:1', HTTPS_PROXY: 'http://p:2' },
      [...base, owner, 'env.HTTPS_PROXY=http://p:2'],
    ],
    [
      'a list of hosts, as one field of CSV',
      {},
      { NO_PROXY: 'localhost,127.0.0.1,"x"' },
      [...base, owner, '"env.NO_PROXY=localhost,127.0.0.1,""x"""'],
    ],
    [
      "the user's own proxy",
      { driverOptions: ['env.http_proxy=http://mine'] },
      { http_proxy: 'http://p:1' },
      [...base, owner, 'env.http_proxy=http://mine'],
    ],
    [
      "the user's own list of hosts, quoted and in the other case",
      { driverOptions: ['"env.no_proxy=a,b"'] },
      { NO_PROXY: 'c', no_proxy: 'd', https_proxy: 'http://p' },
      [...base, owner, 'env.https_proxy=http://p', '"env.no_proxy=a,b"'],
    ],
    [
      "the user's own in capital letters",
      { driverOptions: ['env.HTTPS_PROXY=http://mine'] },
      { https_proxy: 'http://p' },
      [...base, owner, 'env.HTTPS_PROXY=http://mine'],
    ],
  ])('driver options: %s', (_, changes, variables, expected) => {
    expect(container.options({ ...spec, ...changes }, { ...node, ...changes }, variables)).toEqual(expected);
  });

  it.each<[name: string, entitlements: readonly string[], given: string | null, flags: string]>([
    ['none: buildx must not add network.host', [], null, '--allow-insecure-entitlement=device'],
    ['one', ['network.host'], null, '--allow-insecure-entitlement=network.host'],
    [
      'two',
      ['network.host', 'security.insecure'],
      null,
      '--allow-insecure-entitlement=network.host --allow-insecure-entitlement=security.insecure',
    ],
    [
      "the user's flags",
      [],
      '--debug --oci-worker-gc',
      '--allow-insecure-entitlement=device --debug --oci-worker-gc',
    ],
  ])('flags of the daemon: %s', (_, entitlements, flags, expected) => {
    expect(container.flags({ ...spec, entitlements }, { ...node, flags })).toBe(expected);
  });
});

describe('options that must not be arguments', () => {
  const proxies = { http_proxy: 'http://me:secret@p:1', HTTPS_PROXY: 'http://p:2', NO_PROXY: 'a,b' };
  it.each<[name: string, changes: Partial<NodeSpec>, variables: Record<string, string>, expected: object]>([
    ['proxies with a password', {}, proxies, { 'env.http_proxy': 'http://me:secret@p:1' }],
    ["not in place of the user's own", { driverOptions: ['env.HTTP_PROXY=http://mine'] }, proxies, {}],
    ['none', {}, { HTTPS_PROXY: 'http://p:2' }, {}],
  ])('%s', (_, changes, variables, expected) => {
    expect(container.secretOptions({ ...node, ...changes }, variables)).toEqual(expected);
  });
});
