import { formatCsv } from '../oci/csv.ts';
import { formatPlatforms, type Platform } from '../oci/platform.ts';
import { formatTag, type Tag } from '../oci/reference.ts';

/** What is built. */
export interface Source {
  /** A directory, or a URL that BuildKit fetches. */
  readonly context: string;
  readonly remote: boolean;
  readonly file: string | null;
  readonly target: string | null;
  /** The Dockerfile's path in the checkout, for annotations; null for one that is not in it. */
  readonly dockerfile: string | null;
}

/** Values of the flags of `buildx build`, checked but otherwise as they were given. */
export interface BuildOptions {
  readonly buildArgs: readonly string[];
  readonly buildContexts: readonly string[];
  readonly labels: readonly string[];
  readonly annotations: readonly string[];
  readonly attests: readonly string[];
  readonly provenance: string | null;
  readonly sbom: string | null;
  readonly noCache: boolean;
  readonly noCacheFilters: readonly string[];
  readonly pull: boolean;
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  readonly addHosts: readonly string[];
  readonly allow: readonly string[];
  readonly network: string | null;
  readonly shmSize: string | null;
  readonly ulimit: readonly string[];
  readonly cgroupParent: string | null;
  readonly ssh: readonly string[];
}

/** An image whose making can be told. */
interface Shaped {
  /** Attributes of the exporter, each `name=value`; none if left out. */
  readonly attributes?: readonly string[];
}

/** Where a build's result goes. One exporter a build: with two, BuildKit's metadata describes the wrong one. */
export type Destination =
  | ({ readonly kind: 'registry'; readonly repositories: readonly string[] } & Shaped)
  | ({ readonly kind: 'tags'; readonly tags: readonly Tag[] } & Shaped)
  | ({ readonly kind: 'layout'; readonly directory: string } & Shaped)
  | { readonly kind: 'daemon'; readonly tags: readonly Tag[] }
  | { readonly kind: 'exporter'; readonly output: string }
  /** Nowhere: the frontend is asked something instead. */
  | { readonly kind: 'call'; readonly call: string };

export interface BuildRequest {
  readonly builder: string;
  readonly source: Source;
  readonly platforms: readonly Platform[];
  readonly options: BuildOptions;
  /** Values of `--secret`. */
  readonly secrets: readonly string[];
  readonly destination: Destination;
  readonly metadataFile: string;
  /** Every step was run in an attempt before this one: what the cache holds is fresh. */
  readonly reuseCache: boolean;
}

/** The arguments of `buildx build`. No secret is among them. */
export function buildArguments(request: BuildRequest): readonly string[] {
  const { source, options, reuseCache } = request;
  return [
    'build',
    ...['--builder', request.builder],
    ...['--progress', 'plain'],
    ...['--metadata-file', request.metadataFile],
    ...['--platform', formatPlatforms(request.platforms, ',')],
    ...destinationArguments(request.destination),
    ...(source.file === null ? [] : ['--file', source.file]),
    ...(source.target === null ? [] : ['--target', source.target]),
    ...each('--build-arg', options.buildArgs),
    ...each('--build-context', options.buildContexts),
    ...each('--label', options.labels),
    ...each('--annotation', options.annotations),
    ...each('--attest', options.attests),
    ...(options.provenance === null ? [] : [`--provenance=${options.provenance}`]),
    ...(options.sbom === null ? [] : [`--sbom=${options.sbom}`]),
    ...(options.noCache && !reuseCache ? ['--no-cache'] : []),
    ...(reuseCache ? [] : each('--no-cache-filter', options.noCacheFilters)),
    ...(options.pull && !reuseCache ? ['--pull'] : []),
    ...each('--cache-from', options.cacheFrom),
    ...each('--cache-to', options.cacheTo),
    ...each('--add-host', options.addHosts),
    ...each('--allow', options.allow),
    ...(options.network === null ? [] : ['--network', options.network]),
    ...(options.shmSize === null ? [] : ['--shm-size', options.shmSize]),
    ...each('--ulimit', options.ulimit),
    ...(options.cgroupParent === null ? [] : ['--cgroup-parent', options.cgroupParent]),
    ...each('--secret', request.secrets),
    ...each('--ssh', options.ssh),
    '--',
    source.context,
  ];
}

function each(flag: string, values: readonly string[]): readonly string[] {
  return values.flatMap((value) => [flag, value]);
}

function destinationArguments(destination: Destination): readonly string[] {
  return destination.kind === 'call' ? ['--call', destination.call] : ['--output', exporter(destination)];
}

/** Several names in one exporter must be one quoted CSV field; a registry takes all of them under one digest. */
export function exporter(destination: Exclude<Destination, { kind: 'call' }>): string {
  switch (destination.kind) {
    case 'registry':
      return `type=image,${names(destination.repositories)},push-by-digest=true,name-canonical=true,push=true${shape(destination)}`;
    case 'tags':
      return `type=image,${names(destination.tags.map(formatTag))},push=true${shape(destination)}`;
    case 'layout':
      return `type=oci,tar=false,${formatCsv([`dest=${destination.directory}`])}${shape(destination)}`;
    case 'daemon':
      return destination.tags.length === 0
        ? 'type=docker'
        : `type=docker,${names(destination.tags.map(formatTag))}`;
    case 'exporter':
      return destination.output;
  }
}

function shape({ attributes = [] }: Shaped): string {
  return attributes.map((attribute) => `,${formatCsv([attribute])}`).join('');
}

function names(values: readonly string[]): string {
  return formatCsv([`name=${values.join(',')}`]);
}
