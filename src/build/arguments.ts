import type { BuildOptions, Source } from '../inputs/inputs.ts';
import { formatCsv } from '../oci/csv.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import { formatTag, type Tag } from '../oci/reference.ts';

/** Where a build's result goes. One exporter a build: with two, BuildKit's metadata describes the wrong one. */
export type Destination =
  | { readonly kind: 'registry'; readonly repositories: readonly string[] }
  | { readonly kind: 'tags'; readonly tags: readonly Tag[] }
  | { readonly kind: 'layout'; readonly directory: string }
  | { readonly kind: 'daemon'; readonly tags: readonly Tag[] }
  | { readonly kind: 'exporter'; readonly output: string };

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
  readonly again: boolean;
}

/** The arguments of `buildx build`. No secret is among them. */
export function buildArguments(request: BuildRequest): readonly string[] {
  const { source, options, again } = request;
  return [
    'build',
    ...['--builder', request.builder],
    ...['--progress', 'plain'],
    ...['--metadata-file', request.metadataFile],
    ...['--platform', request.platforms.map(formatPlatform).join(',')],
    ...['--output', exporter(request.destination)],
    ...(source.file === null ? [] : ['--file', source.file]),
    ...(source.target === null ? [] : ['--target', source.target]),
    ...each('--build-arg', options.buildArgs),
    ...each('--build-context', options.buildContexts),
    ...each('--label', options.labels),
    ...each('--annotation', options.annotations),
    ...each('--attest', options.attests),
    ...(options.provenance === null ? [] : [`--provenance=${options.provenance}`]),
    ...(options.sbom === null ? [] : [`--sbom=${options.sbom}`]),
    ...(options.noCache && !again ? ['--no-cache'] : []),
    ...(again ? [] : each('--no-cache-filter', options.noCacheFilters)),
    ...(options.pull && !again ? ['--pull'] : []),
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

/** Several names in one exporter must be one quoted CSV field; a registry takes all of them under one digest. */
function exporter(destination: Destination): string {
  switch (destination.kind) {
    case 'registry':
      return `type=image,${names(destination.repositories)},push-by-digest=true,name-canonical=true,push=true`;
    case 'tags':
      return `type=image,${names(destination.tags.map(formatTag))},push=true`;
    case 'layout':
      return `type=oci,tar=false,${formatCsv([`dest=${destination.directory}`])}`;
    case 'daemon':
      return destination.tags.length === 0
        ? 'type=docker'
        : `type=docker,${names(destination.tags.map(formatTag))}`;
    case 'exporter':
      return destination.output;
  }
}

function names(values: readonly string[]): string {
  return formatCsv([`name=${values.join(',')}`]);
}
