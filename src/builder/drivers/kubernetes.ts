import { ActionError } from '../../errors.ts';
import type { CommandFailed } from '../../failures/command.ts';
import { entitlementFlags } from './container.ts';
import type { Driver, NodeSpec } from './driver.ts';

/** The driver kubernetes: each node is a deployment, reached with the cluster's own credentials. */
export const kubernetes: Driver = {
  onDaemon: false,
  boots: true,
  ownerInEntry: true,
  options: ({ image }, { driverOptions }) => [`image=${image}`, ...driverOptions],
  secretOptions: () => ({}),
  flags: ({ entitlements }, node) =>
    [entitlementFlags(entitlements), node.flags ?? '', configurationFlag(node)].filter(Boolean).join(' '),
  check: async () => undefined,
  greet: async () => undefined,
  explain: explainCluster,
  describeEnd: async () => 'A pod of the builder ended.',
  removeNode: async () => 'its deployment may be left.',
  remains: async () => new Map(),
};

/** buildx mounts the configuration here, but a BuildKit without root looks for it in its home. */
function configurationFlag({ driverOptions }: NodeSpec): string {
  return driverOptions.some((option) => /^"?rootless=(?:1|t|true)"?$/i.test(option))
    ? '--config=/etc/buildkit/buildkitd.toml'
    : '';
}

/** What buildx's driver says (docker/buildx driver/kubernetes), and what to do about it. */
const advice: readonly (readonly [text: RegExp, hint: string])[] = [
  [
    /expected \d+ replicas to be ready, got \d+/,
    "The cluster did not start the pods in time, and buildx does not say why; `kubectl describe pods` does. Usual causes are a nodeselector or tolerations that no machine matches, requests that none can meet, and an image that cannot be pulled. The driver option 'timeout' sets how long to wait (2 minutes without it).",
  ],
  [
    /is forbidden: User "/,
    'Let the user of the kubeconfig get, create and delete deployments, create and delete config maps, list pods and create pods/exec in the namespace of the builder.',
  ],
  [
    /namespaces "[^"]*" not found/,
    "Make the namespace first, or name another one in the driver option 'namespace'.",
  ],
  [
    /cannot determine Kubernetes namespace|invalid configuration: no configuration/,
    'Write a kubeconfig to ~/.kube/config, or set KUBECONFIG to its path, in an earlier step; it must stay until the job ends.',
  ],
  [
    /(?:Get|Post) "https?:\/\/[^"]*\/(?:apis?|version)[/?"].*(?:connection refused|no such host|i\/o timeout|no route to host)/,
    'The cluster that the kubeconfig names cannot be reached from this runner. Is it running, and is its address right?',
  ],
];

function explainCluster(error: CommandFailed): ActionError | null {
  const found = advice.find(([text]) => text.test(error.completed.stderr));
  return found === undefined
    ? null
    : new ActionError('builder-failed', error.message, { hint: found[1], cause: error });
}
