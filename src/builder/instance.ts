import { instancePath } from '../buildx/builder.ts';
import { ActionError } from '../errors.ts';
import { isRecord, parseJson } from '../oci/json.ts';
import { normalizePlatform, type Platform } from '../oci/platform.ts';
import type { Runner } from '../runner/runner.ts';
import { type DriverName, driverNames, ownerVariable } from './drivers/driver.ts';

/** What a node has that no argument of `buildx create` can say. */
export interface NodeChanges {
  /** The daemon is the one that the environment names, whenever buildx is called. */
  readonly followsEnvironment: boolean;
  /** Driver options by their names. */
  readonly driverOptions: Readonly<Record<string, string>>;
}

export interface InstanceNode {
  readonly name: string;
  readonly endpoint: string;
  readonly options: Readonly<Record<string, string>>;
  /** Platforms that are pinned to it. */
  readonly pins: readonly Platform[];
}

/** What buildx keeps of a builder. */
export interface Instance {
  readonly driver: DriverName;
  readonly nodes: readonly InstanceNode[];
}

/** What buildx keeps of a builder; null if it knows no such one, or in a form that this action does not. */
export async function instanceOf(
  name: string,
  runner: Pick<Runner, 'environment' | 'files'>,
): Promise<Instance | null> {
  return parseInstance(await runner.files.read(instancePath(name, runner)).then(String, () => ''));
}

/** null for a text of another form, or of a driver that this action does not know. */
export function parseInstance(text: string): Instance | null {
  const document = parseJson(text);
  const driver = driverNames.find((name) => isRecord(document) && document['Driver'] === name);
  const nodes = nodesIn(document);
  return driver === undefined || nodes === null
    ? null
    : {
        driver,
        nodes: nodes.map(({ Name, Endpoint, DriverOpts, Platforms }) => ({
          name: String(Name),
          endpoint: String(Endpoint),
          options: isRecord(DriverOpts)
            ? Object.fromEntries(Object.entries(DriverOpts).map(([name, value]) => [name, String(value)]))
            : {},
          pins: Array.isArray(Platforms) ? Platforms.flatMap((entry) => platformIn(entry) ?? []) : [],
        })),
      };
}

function platformIn(entry: unknown): Platform | null {
  if (!isRecord(entry) || typeof entry['os'] !== 'string' || typeof entry['architecture'] !== 'string') {
    return null;
  }
  const { os, architecture, variant } = entry;
  return normalizePlatform({ os, architecture, ...(typeof variant === 'string' ? { variant } : {}) });
}

function nodesIn(document: unknown): readonly Readonly<Record<string, unknown>>[] | null {
  const nodes: unknown = isRecord(document) ? document['Nodes'] : undefined;
  const known =
    Array.isArray(nodes) &&
    nodes.length > 0 &&
    nodes.every(
      (node) => isRecord(node) && typeof node['Name'] === 'string' && typeof node['Endpoint'] === 'string',
    );
  return known ? nodes : null;
}

/**
 * The text of such a file, changed: each node in its turn, and whose the builder is, where nothing else can
 * say it. Throws `builder-failed` for a text of another form.
 */
export function changedInstance(text: string, changes: readonly NodeChanges[], owner: string | null): string {
  const document = parseJson(text);
  const nodes = nodesIn(document);
  if (!isRecord(document) || nodes?.length !== changes.length) {
    throw new ActionError(
      'builder-failed',
      'buildx keeps its builders in another form than this action knows: the file of the new builder does not hold its nodes, each with an endpoint.',
      {
        hint: 'A Docker daemon over TLS, a proxy with a password, and the drivers remote and kubernetes need the form that buildx 0.37 writes. Leave buildx-version at its default.',
      },
    );
  }
  const changed = nodes.map((node, index) => {
    const { followsEnvironment = false, driverOptions = {} } = changes[index] ?? {};
    const options = isRecord(node['DriverOpts']) ? node['DriverOpts'] : {};
    return {
      ...node,
      ...(followsEnvironment ? { Endpoint: 'default' } : {}),
      DriverOpts: { ...options, ...driverOptions },
    };
  });
  return JSON.stringify({
    ...document,
    Nodes: changed,
    ...(owner === null ? {} : { [ownerVariable]: owner }),
  });
}

/**
 * The text of such a file with each platform pinned to the node that is to build it, and without the nodes that
 * build none: buildx assigns platforms itself where one of those asked for is not pinned exactly, and then gives all
 * to the first node that can emulate them (build/resolver). Throws `builder-failed` for a text of another form.
 */
export function pinnedInstance(text: string, pins: ReadonlyMap<string, readonly Platform[]>): string {
  const document = parseJson(text);
  const nodes = (nodesIn(document) ?? []).flatMap((node) => {
    const platforms = pins.get(String(node['Name']));
    return platforms === undefined ? [] : [{ ...node, Platforms: platforms }];
  });
  if (!isRecord(document) || nodes.length !== pins.size) {
    throw new ActionError(
      'builder-failed',
      'buildx keeps its builders in another form than this action knows: the file of the builder does not hold its nodes.',
      { hint: 'Leave buildx-version at its default.' },
    );
  }
  return JSON.stringify({ ...document, Nodes: nodes });
}

/** The text of such a file with these nodes alone. */
export function remainingInstance(text: string, names: readonly string[]): string {
  const document = parseJson(text);
  const nodes = (nodesIn(document) ?? []).filter((node) => names.includes(String(node['Name'])));
  return JSON.stringify({ ...(isRecord(document) ? document : {}), Nodes: nodes });
}
