import type { BuildxSession } from '../../buildx/session.ts';
import { docker, dockerAt } from '../../docker/environment.ts';
import { ActionError } from '../../errors.ts';
import type { CommandFailed } from '../../failures/command.ts';
import { formatCsv } from '../../oci/csv.ts';
import { parseJson, recordOf } from '../../oci/json.ts';
import type { Completed } from '../../runner/processes.ts';
import { builderIn, containerOf, firstNodeOf, volumeOf } from '../name.ts';
import { type BuilderSpec, type Driver, type NodeSpec, ownerVariable, type PlacedNode } from './driver.ts';

/** The driver docker-container: each node is a container, with a volume for its state. */
export const container: Driver = {
  onDaemon: true,
  boots: true,
  ownerInEntry: false,
  options: containerOptions,
  secretOptions: (node, variables) => Object.fromEntries(proxyOptions(node, variables, true)),
  flags: ({ entitlements }, { flags }) => [entitlementFlags(entitlements), flags ?? ''].join(' ').trim(),
  async check(spec, { log }) {
    if (grantsHostNetworkUnasked(spec)) {
      log.info(
        "With 'driver-opts: network=host', this builder grants network.host to every build that asks for it. Builds of this action ask only with 'allow'.",
      );
    }
  },
  greet: async () => undefined,
  explain: explainContainer,
  describeEnd: describeContainer,
  async removeNode({ name: node, endpoint }, { processes, docker: tool }) {
    const run = (args: readonly string[]): Promise<Completed | null> =>
      processes
        .run(dockerAt(endpoint, tool), args, { signal: AbortSignal.timeout(removalMs) })
        .catch(() => null);
    const removal = ['rm', '--force', '--volumes', containerOf(node)];
    let removed = await run(removal);
    // By another job, which found that nobody has a use for it; it is gone in a moment.
    for (let waited = 0; waited < 20 && isBeingRemoved(removed); waited++) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      removed = await run(removal);
    }
    const volume = await run(['volume', 'rm', '--force', volumeOf(node)]);
    return removed?.code === 0 && volume?.code === 0
      ? null
      : (volume?.stderr || removed?.stderr || 'the Docker daemon does not answer').trim();
  },
  remains: volumesLeft,
};

function isBeingRemoved(removed: Completed | null): boolean {
  return /removal of container \S+ is already in progress/.test(removed?.stderr ?? '');
}

/** Of each command. */
const removalMs = 90_000;
const inspectionMs = 20_000;

/**
 * A builder that this action made is not restarted by the daemon: after a crash its state tells how it
 * ended, and after a reboot nobody's builder comes back.
 */
function containerOptions(
  { image, owner }: BuilderSpec,
  node: NodeSpec,
  variables: Readonly<Record<string, string>>,
): readonly string[] {
  const given = givenOptions(node);
  return [
    `image=${image}`,
    ...(given.has('restart-policy') ? [] : ['restart-policy=no']),
    // buildx would put the whole payload of the event into every provenance: inputs of the workflow, addresses.
    ...(given.has('provenance-add-gha') ? [] : ['provenance-add-gha=false']),
    ...(owner === null ? [] : [`env.${ownerVariable}=${owner}`]),
    // A driver option is one field of a CSV line; NO_PROXY has commas.
    ...proxyOptions(node, variables, false).map((option) => formatCsv([option.join('=')])),
    ...node.driverOptions,
  ];
}

/** Names of driver options that the user gives, in lower case. */
function givenOptions({ driverOptions }: NodeSpec): ReadonlySet<string> {
  return new Set(
    driverOptions.map((option) => option.replace(/^"/, '').split('=', 1)[0]?.toLowerCase() ?? ''),
  );
}

/** Proxy variables of the runner do not reach the builder's container by themselves (docker/buildx#2667). */
const proxyVariables = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];

/** The runner's proxies as driver options, unless the user gives that proxy. */
function proxyOptions(
  node: NodeSpec,
  variables: Readonly<Record<string, string>>,
  withPassword: boolean,
): readonly (readonly [name: string, value: string])[] {
  const given = givenOptions(node);
  return (
    proxyVariables
      // In either case: of NO_PROXY and no_proxy, Go reads the first (golang.org/x/net/http/httpproxy).
      .filter((name) => variables[name] && !given.has(`env.${name.toLowerCase()}`))
      .map((name) => [`env.${name}`, variables[name] ?? ''] as const)
      .filter(([name, value]) => hasPassword(name, value) === withPassword)
  );
}

/** What NO_PROXY names are hosts. The scheme of a proxy may be left out (golang.org/x/net/http/httpproxy). */
function hasPassword(name: string, value: string): boolean {
  return !/no_proxy$/i.test(name) && /^(?:[a-z0-9]+:\/\/)?[^/]*@/i.test(value);
}

/**
 * Whether buildx gives the builder the entitlement network.host though nobody allowed it: a container in the
 * machine's network has it from buildx (builder/builder.go, parseBuildkitdFlags), and no flag takes it back.
 */
export function grantsHostNetworkUnasked({ nodes, entitlements }: BuilderSpec): boolean {
  const networks = nodes.map(({ driverOptions }) =>
    driverOptions.findLast((option) => /^"?network=/i.test(option)),
  );
  return (
    !entitlements.includes('network.host') &&
    networks.some((option) => /^"?network=host"?$/i.test(option ?? ''))
  );
}

/**
 * buildx gives every container builder the network.host entitlement unless some entitlement is named
 * (builder/builder.go, parseBuildkitdFlags), and buildkitd does not start with a name that it does not
 * know. `device` is what buildkitd grants of itself (cmd/buildkitd/main.go), so naming it adds nothing.
 */
export function entitlementFlags(entitlements: readonly string[]): string {
  const names = entitlements.length > 0 ? entitlements : ['device'];
  return names.map((name) => `--allow-insecure-entitlement=${name}`).join(' ');
}

function explainContainer(error: CommandFailed, { image }: BuilderSpec): ActionError | null {
  const { stderr } = error.completed;
  const about = (hint: string): ActionError =>
    new ActionError('builder-failed', error.message, { hint, cause: error });
  if (/failed to verify image|is not allowed by default policy/.test(stderr)) {
    return about(
      `buildx refused the BuildKit image ${image}, because its signature could not be verified. ` +
        "Use a signed release of moby/buildkit in 'buildkit-image', or a copy under another repository name.",
    );
  }
  if (/manifest unknown|not found|no such image/i.test(error.failure.detail)) {
    return about(`Does the BuildKit image ${image} exist, for the daemon's platform? See 'buildkit-image'.`);
  }
  return null;
}

interface ContainerState {
  readonly Running?: boolean;
  readonly OOMKilled?: boolean;
  readonly ExitCode?: number;
  readonly Error?: string;
}

/** How a node's container ended, with the last lines of its log. */
async function describeContainer(
  { name: node, endpoint }: PlacedNode,
  { processes }: Parameters<Driver['describeEnd']>[1],
): Promise<string> {
  const name = containerOf(node);
  const run = (args: readonly string[]): Promise<Completed | null> =>
    processes
      .run(dockerAt(endpoint, docker), args, { signal: AbortSignal.timeout(inspectionMs) })
      .catch(() => null);
  const [state, logs] = await Promise.all([
    run(['inspect', '--type', 'container', '--format', '{{json .State}}', name]),
    run(['logs', '--tail', '100', name]),
  ]);
  const last = logs?.code === 0 ? logTail(`${logs.stdout.toString('utf8')}${logs.stderr}`) : '';
  return `${verdict(state)}${last === '' ? '' : `\nIts last log lines:\n${last}`}`;
}

/** The end of a log, without the frames of the stack that a failed buildkitd prints behind its reason. */
export function logTail(log: string): string {
  const lines = log.split(/\r?\n/).filter((line) => /^\S+\s+\S/.test(line));
  return lines.slice(-10).join('\n');
}

/** What `docker inspect` of the container's State says; null if it did not answer. */
export function verdict(inspected: Completed | null): string {
  if (inspected?.code !== 0) {
    return /no such (container|object)/i.test(inspected?.stderr ?? '')
      ? "The builder's container is gone: something else on this machine removed it, or the builder has none."
      : 'The Docker daemon does not say how its container ended.';
  }
  const state = parseState(inspected.stdout.toString('utf8'));
  if (state.OOMKilled) {
    return "The builder's container ran out of memory (OOM-killed).";
  }
  if (state.Running) {
    return "The builder's container is running again, or still; the connection to it broke.";
  }
  const error = state.Error ? `: ${state.Error}` : '';
  // 137 without the OOM flag: on some kernels the flag is set for the first process of the container only.
  const killed = state.ExitCode === 137 ? ' (killed: by hand, or because the machine ran out of memory)' : '';
  return `The builder's container ended with exit code ${state.ExitCode ?? 'unknown'}${killed}${error}.`;
}

function parseState(json: string): ContainerState {
  return recordOf(parseJson(json));
}

/** Every container of a builder has its volume, which is made first and removed last. */
async function volumesLeft(session: BuildxSession): ReturnType<Driver['remains']> {
  const { processes, docker: tool, signal } = session;
  const filter = 'name=buildx_buildkit_multiarch-build-';
  const listing = ['volume', 'ls', '--filter', filter, '--format', '{{.Name}}'];
  const volumes = await processes.run(tool, listing, { signal });
  if (volumes.code !== 0) {
    throw new Error(`docker volume ls failed: ${volumes.stderr.trim()}`);
  }
  const names = volumes.stdout
    .toString('utf8')
    .split(/\r?\n/)
    .flatMap((name) => builderIn(name)?.name ?? []);
  return new Map(names.map((name) => [name, () => containerEnvironment(name, session)]));
}

/** null if there is no such container. */
async function containerEnvironment(
  name: string,
  { processes, docker: tool, signal }: BuildxSession,
): Promise<string | null> {
  const inspected = await processes.run(
    tool,
    ['inspect', '--type', 'container', '--format', '{{json .Config.Env}}', containerOf(firstNodeOf(name))],
    { signal },
  );
  if (inspected.code !== 0 && /no such container/i.test(inspected.stderr)) {
    return null;
  }
  return inspected.stdout.toString('utf8');
}
