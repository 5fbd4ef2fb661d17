import { expect, it } from 'vitest';
import type { BuilderSpec } from '../../../../src/builder/drivers/driver.ts';
import { kubernetes } from '../../../../src/builder/drivers/kubernetes.ts';
import { CommandFailed } from '../../../../src/failures/command.ts';
import { plainNode } from '../../fakes.ts';

const node = { ...plainNode, driverOptions: ['replicas=2'] };
const spec: BuilderSpec = {
  name: 'multiarch-build-mhd2x9a0-80000000',
  driver: 'kubernetes',
  nodes: [node],
  image: 'moby/buildkit:v0.33.1',
  config: '/temp/buildkitd.toml',
  entitlements: [],
  owner: 'boot/1/2/3',
};

it('hands the options on as they are', () => {
  expect(kubernetes.options(spec, node, {})).toEqual(['image=moby/buildkit:v0.33.1', 'replicas=2']);
});

it.each<[what: string, option: string, expected: boolean]>([
  ['with root', 'rootless=false', false],
  ['without root', 'rootless=true', true],
  ['without root, quoted', '"rootless=true"', true],
])(
  'tells a BuildKit %s where its configuration is, if it does not look there itself',
  (_, option, expected) => {
    const flags = kubernetes.flags(spec, { ...node, driverOptions: [option], flags: '--debug' });
    expect(flags).toContain('--debug');
    expect(flags?.includes('--config=/etc/buildkit/buildkitd.toml')).toBe(expected);
  },
);

it.each<[what: string, stderr: string, hint: RegExp | null]>([
  ['pods that did not start', 'ERROR: expected 2 replicas to be ready, got 0', /kubectl describe pods/],
  [
    'missing rights',
    'ERROR: error for bootstrap "b0": deployments.apps "b0" is forbidden: User "buildx" cannot get resource "deployments"',
    /create pods\/exec/,
  ],
  [
    'a namespace that is not there',
    'ERROR: error while calling configMapClient.Create for "b0-config": namespaces "nope" not found',
    /Make the namespace first/,
  ],
  [
    'no kubeconfig',
    'ERROR: cannot determine Kubernetes namespace, specify manually: stat /nope: no such file or directory',
    /set KUBECONFIG/,
  ],
  [
    'a cluster that is down',
    'ERROR: error for bootstrap "b0": Get "https://10.0.0.1:6443/apis/apps/v1/namespaces/default/deployments/b0": dial tcp 10.0.0.1:6443: connect: connection refused',
    /cannot be reached/,
  ],
  ['anything else', 'ERROR: invalid driver option foo', null],
])('knows what to do about %s', (_, stderr, hint) => {
  const completed = { code: 1, stdout: Buffer.alloc(0), stderr };
  const failed = new CommandFailed('Starting the builder', completed);
  const explained = kubernetes.explain(failed, spec);
  if (hint === null) {
    expect(explained).toBeNull();
  } else {
    expect(explained?.hint).toMatch(hint);
  }
});
