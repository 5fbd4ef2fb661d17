import { formatPlatforms, type Platform } from '../oci/platform.ts';

/** A build whose Dockerfile comes on stdin, and which has no context. */
export interface StdinBuild {
  readonly builder: string;
  /** None: the builder's own. */
  readonly platforms: readonly Platform[];
  /** Further options, such as named contexts. */
  readonly options: readonly string[];
  /** The exporter, in buildx's own CSV. */
  readonly output: string;
}

/** Nothing is attested: what comes of such a build is looked at and thrown away. */
export function stdinBuildArguments({ builder, platforms, options, output }: StdinBuild): readonly string[] {
  return [
    'build',
    ...['--builder', builder],
    ...['--progress', 'plain'],
    ...(platforms.length === 0 ? [] : ['--platform', formatPlatforms(platforms, ',')]),
    ...['--provenance=false', '--sbom=false'],
    ...options,
    ...['--output', output],
    '-',
  ];
}
