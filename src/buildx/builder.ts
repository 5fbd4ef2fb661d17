import { join } from 'node:path';
import { formatPlatforms, type Platform } from '../oci/platform.ts';
import type { Runner } from '../runner/runner.ts';

/** A node as `buildx create` makes it. */
export interface NodeCreation {
  readonly builder: string;
  readonly driver: string;
  /** null: the name that buildx gives the first node. */
  readonly node: string | null;
  /** The builder is there, and gets a further node. */
  readonly append: boolean;
  /** null: what the driver does without one. */
  readonly endpoint: string | null;
  /** Platforms that are pinned to it; none pins nothing. */
  readonly platforms: readonly Platform[];
  /** `name=value`, each quoted as one field of CSV. */
  readonly options: readonly string[];
  /** Of the daemon, in one text; null for what the driver does without any. */
  readonly flags: string | null;
  /** Path of its buildkitd.toml; null for none. */
  readonly config: string | null;
}

/** Arguments of `buildx create` for one node. */
export function createArguments(creation: NodeCreation): readonly string[] {
  const { builder, driver, node, append, endpoint, platforms, options, flags, config } = creation;
  return [
    'create',
    ...['--name', builder],
    ...(append ? ['--append'] : []),
    ...(node === null ? [] : ['--node', node]),
    ...['--driver', driver],
    ...(platforms.length === 0 ? [] : ['--platform', formatPlatforms(platforms, ',')]),
    ...options.flatMap((option) => ['--driver-opt', option]),
    ...(flags === null ? [] : ['--buildkitd-flags', flags]),
    ...(config === null ? [] : ['--buildkitd-config', config]),
    ...(endpoint === null ? [] : [endpoint]),
  ];
}

/** How long buildx waits for a builder to boot. */
const bootTimeout = ['--timeout', '2m'];

/** What makes a `buildx create` wait until the builder answers. */
export const bootOptions = ['--bootstrap', ...bootTimeout];

/** Arguments that boot a builder which buildx knows already. */
export function rebootArguments(name: string): readonly string[] {
  return ['inspect', '--bootstrap', ...bootTimeout, name];
}

/** `timeout`: how long buildx waits for a node, before it describes that one as inactive. */
export function inspectBuilderArguments(name: string, timeout = '1m'): readonly string[] {
  return ['inspect', '--timeout', timeout, name];
}

/** `--timeout` is only for finding out what there is to remove. */
export function removeBuilderArguments(name: string): readonly string[] {
  return ['rm', '--force', '--timeout', '1m', name];
}

/** The folder in which buildx keeps its builders, a file each (docker/buildx store/store.go). */
export function instancesFolder({ environment }: Pick<Runner, 'environment'>): string {
  return join(environment.buildxConfig, 'instances');
}

/** The file in which buildx keeps a builder (docker/buildx store/nodegroup.go). */
export function instancePath(name: string, runner: Pick<Runner, 'environment'>): string {
  return join(instancesFolder(runner), name);
}
