import { ActionError } from '../errors.ts';
import { isRecord, parseJson } from '../oci/json.ts';

/** What a builder has that no argument of `buildx create` can say. */
export interface InstanceChanges {
  /** The daemon is the one that the environment names, whenever buildx is called. */
  readonly followsEnvironment: boolean;
  /** Driver options by their names. */
  readonly driverOptions: Readonly<Record<string, string>>;
}

/**
 * The file in which buildx keeps a builder of one node (docker/buildx store/nodegroup.go), changed. Throws
 * `builder-failed` for a text of another form.
 */
export function changedInstance(text: string, changes: InstanceChanges): string {
  const document = parseJson(text);
  const nodes: unknown = isRecord(document) ? document['Nodes'] : undefined;
  const node: unknown = Array.isArray(nodes) && nodes.length === 1 ? nodes[0] : undefined;
  if (!isRecord(document) || !isRecord(node) || typeof node['Endpoint'] !== 'string') {
    throw new ActionError(
      'builder-failed',
      'buildx keeps its builders in another form than this action knows: the file of the new builder does not hold one node with an endpoint.',
      {
        hint: 'A Docker daemon over TLS, and a proxy with a password, need the form that buildx 0.37 writes. Leave buildx-version at its default.',
      },
    );
  }
  const options = isRecord(node['DriverOpts']) ? node['DriverOpts'] : {};
  const changed = {
    ...node,
    ...(changes.followsEnvironment ? { Endpoint: 'default' } : {}),
    DriverOpts: { ...options, ...changes.driverOptions },
  };
  return JSON.stringify({ ...document, Nodes: [changed] });
}
