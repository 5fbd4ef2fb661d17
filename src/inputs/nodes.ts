import type { DriverName, NodeSpec } from '../builder/drivers/driver.ts';
import { formatPlatform, isKnownPlatform, type Platform, parsePlatform } from '../oci/platform.ts';
import { readDriverOptions } from './driver-options.ts';
import type { Form } from './syntax/form.ts';
import { readMaps } from './syntax/maps.ts';
import { quote } from './syntax/quote.ts';
import { didYouMean, nearest } from './syntax/suggestion.ts';
import type { YamlMap, YamlValue } from './syntax/yaml.ts';

export type NodesInput = 'nodes' | 'endpoint' | 'driver-opts' | 'buildkitd-flags';
type Nodes = readonly [NodeSpec, ...NodeSpec[]];

const keys = ['name', 'endpoint', 'driver-opts', 'buildkitd-flags', 'platforms'];
const mostNodes = 20;

/**
 * The nodes of a new builder: those of `nodes`, or the one that `endpoint` and the others describe. With `nodes`,
 * `driver-opts` and `buildkitd-flags` are for each of them, before its own.
 */
export async function readNodes(form: Form<NodesInput>, driver: DriverName): Promise<Nodes> {
  const shared = await readDriverOptions(form, 'driver-opts', form.rawText('driver-opts'));
  const flags = form.optional('buildkitd-flags');
  const endpoint = form.optional('endpoint');
  const listed = form.optional('nodes') === null ? [] : await readListed(form, driver);
  const [first, ...others] = listed.map((node, index) => ({
    ...node,
    driverOptions: [...shared.driverOptions, ...node.driverOptions],
    flags: [flags, node.flags].filter(Boolean).join(' ') || null,
    certificates: {
      ...shared.certificates,
      ...certificatesOf(form.variables, index, node.endpoint),
      ...node.certificates,
    },
  }));
  if (first !== undefined) {
    if (endpoint !== null) {
      form.refuse(
        'endpoint',
        `${quote(endpoint)} is set together with 'nodes', each of which has an endpoint of its own.`,
        "Make it the first element of 'nodes'.",
      );
    }
    return [first, ...others];
  }
  if (form.optional('nodes') === null) {
    checkEndpoint(form, 'endpoint', endpoint, driver);
  }
  return [
    {
      title: endpoint ?? 'the builder',
      endpoint,
      driverOptions: shared.driverOptions,
      certificates: { ...shared.certificates, ...certificatesOf(form.variables, 0, endpoint) },
      flags,
      platforms: [],
    },
  ];
}

/** docker/setup-buildx-action has certificates of TCP endpoints in variables, because secrets go into those. */
function certificatesOf(
  variables: Readonly<Record<string, string>>,
  index: number,
  endpoint: string | null,
): NodeSpec['certificates'] {
  const names = endpoint?.startsWith('tcp://') ? (['cacert', 'cert', 'key'] as const) : [];
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = variables[`BUILDER_NODE_${index}_AUTH_TLS_${name.toUpperCase()}`];
      return text ? [[name, text]] : [];
    }),
  );
}

async function readListed(form: Form<NodesInput>, driver: DriverName): Promise<readonly NodeSpec[]> {
  const maps = readMaps(form, 'nodes', nodesHint);
  if (maps.length > mostNodes) {
    form.refuse('nodes', `expected at most ${mostNodes} nodes, got ${maps.length}.`);
  }
  const nodes: NodeSpec[] = [];
  for (const [index, map] of maps.entries()) {
    nodes.push(await readNode(form, driver, map, index));
  }
  refuseTwins(
    form,
    'name',
    nodes.map(({ title }) => title),
  );
  refuseTwins(
    form,
    'endpoint',
    nodes.map(({ endpoint }) => endpoint ?? ''),
  );
  refuseTwins(
    form,
    'platform',
    nodes.flatMap(({ platforms }) => platforms.map(formatPlatform)),
  );
  return nodes;
}

const nodesHint =
  "Write each node as '- endpoint: …', with its other keys (name, driver-opts, buildkitd-flags, platforms) below, in the same column.";

async function readNode(
  form: Form<NodesInput>,
  driver: DriverName,
  { line, values }: YamlMap,
  index: number,
): Promise<NodeSpec> {
  for (const key of [...values.keys()].filter((name) => !keys.includes(name))) {
    form.refuse(
      'nodes',
      `the node in line ${line} has the unknown key ${quote(key)}; expected ${keys.join(', ')}.`,
      didYouMean(nearest(key, keys)),
    );
  }
  const text = (key: string): string | null => oneText(values.get(key)).trim() || null;
  const endpoint = text('endpoint');
  const name = text('name');
  if (name !== null && !/^[A-Za-z][A-Za-z0-9._-]*$/.test(name)) {
    form.refuse(
      'nodes',
      `the node in line ${line} has the invalid name ${quote(name)}; expected a letter, followed by letters, digits, '.', '_' or '-'.`,
    );
  }
  checkEndpoint(form, 'nodes', endpoint, driver);
  const options = await readDriverOptions(form, 'nodes', oneText(values.get('driver-opts')));
  return {
    title: name ?? endpoint ?? `node ${index + 1}`,
    endpoint,
    ...options,
    flags: text('buildkitd-flags'),
    platforms: readPins(form, line, values.get('platforms')),
  };
}

function oneText(value: YamlValue = ''): string {
  return typeof value === 'string' ? value : value.join('\n');
}

/** Platforms of Linux that exist; a node is for them alone. */
function readPins(form: Form<NodesInput>, line: number, value: YamlValue | undefined): readonly Platform[] {
  return oneText(value)
    .split(/[,\n]/)
    .map((name) => name.trim())
    .filter(Boolean)
    .flatMap((name) => {
      const platform = parsePlatform(name);
      if (platform !== null && isKnownPlatform(platform)) {
        return [platform];
      }
      form.refuse('nodes', `the node in line ${line} is for ${quote(name)}, which is not a known platform.`);
      return [];
    });
}

function refuseTwins(form: Form<NodesInput>, what: string, values: readonly string[]): void {
  const twins = values.filter((value, index) => value !== '' && values.indexOf(value) !== index);
  for (const twin of new Set(twins)) {
    form.refuse('nodes', `two nodes have the ${what} ${quote(twin)}.`);
  }
}

/** Where BuildKit listens (docker/buildx builder/builder.go, validateBuildkitEndpoint), or the daemon that is to run it. */
function checkEndpoint(
  form: Form<NodesInput>,
  input: 'endpoint' | 'nodes',
  endpoint: string | null,
  driver: DriverName,
): void {
  const isBuildkit =
    /^(?:unix|tcp|ssh|npipe|docker-container|kube-pod|podman-container|nerdctl-container):\/\/./;
  if (driver !== 'remote' || isBuildkit.test(endpoint ?? '')) {
    return;
  }
  if (endpoint === null) {
    const what = input === 'endpoint' ? 'it is empty' : 'a node has no endpoint';
    form.refuse(
      input,
      `${what}, but 'driver: remote' needs the address of a BuildKit.`,
      "Set it, for example to 'tcp://buildkit.example.com:1234' or 'unix:///run/buildkit/buildkitd.sock'.",
    );
    return;
  }
  const address = endpoint.replace(/^https?:\/\//, '');
  form.refuse(
    input,
    `${quote(endpoint)} is not the address of a BuildKit; expected a URL such as tcp://buildkit.example.com:1234 or unix:///run/buildkit/buildkitd.sock.`,
    didYouMean(address.startsWith('/') ? `unix://${address}` : `tcp://${address}`),
  );
}
