import type { BuildOptions } from '../buildx/build-arguments.ts';
import { legName } from '../fanout/matrix.ts';
import { formatCsv, isCsvError, parseCsv } from '../oci/csv.ts';
import type { Platform } from '../oci/platform.ts';

/** What each node is asked for, and what the index gets that is put together of their parts. */
export interface NodeOptions {
  /** In the order of the parts. */
  readonly nodes: readonly Pick<BuildOptions, 'annotations' | 'cacheFrom' | 'cacheTo'>[];
  /** Each `index:name=value`. */
  readonly indexAnnotations: readonly string[];
}

/**
 * The options of a build that several nodes share, each of which builds the platforms of one part. Annotations of the
 * index are for none of them. Each exports a cache of its own, under a name with its platforms: of two that export
 * under one name, the last would win. Each imports all of them, because stages of the build platform are
 * shared.
 */
export function nodeOptions(options: BuildOptions, parts: readonly (readonly Platform[])[]): NodeOptions {
  const suffixes = parts.map((platforms) => legName('', platforms));
  const annotations = options.annotations.map(split);
  const cacheFrom = options.cacheFrom.flatMap((cache) => [
    cache,
    ...suffixes.flatMap((suffix) => renamed(cache, suffix) ?? []),
  ]);
  return {
    nodes: suffixes.map((suffix) => ({
      annotations: annotations.flatMap(({ others }) => others),
      cacheFrom: [...new Set(cacheFrom)],
      cacheTo: options.cacheTo.map((cache) => renamed(cache, suffix) ?? cache),
    })),
    indexAnnotations: annotations.flatMap(({ index }) => index),
  };
}

/** `index,manifest:name=value` is two; without a level it is the manifest's. */
function split(annotation: string): {
  readonly index: readonly string[];
  readonly others: readonly string[];
} {
  const [, levels, rest = ''] = /^([a-z][^=:]*):(.*)$/s.exec(annotation) ?? [];
  if (levels === undefined) {
    return { index: [], others: [annotation] };
  }
  const scopes = levels.split(',');
  const others = scopes.filter((scope) => !/^index(?:\[|$)/.test(scope));
  return {
    index: scopes.length > others.length ? [`index:${rest}`] : [],
    others: others.length > 0 ? [`${others.join(',')}:${rest}`] : [],
  };
}

/** The attribute that names a cache, by its type (moby/buildkit cache/remotecache). */
const naming: Readonly<Record<string, readonly string[]>> = {
  registry: ['ref'],
  gha: ['scope'],
  local: ['dest', 'src'],
  s3: ['name'],
  azblob: ['name'],
};
/** What a cache is called that has no name of its own. */
const unnamed: Readonly<Record<string, string>> = { gha: 'buildkit', s3: 'buildkit', azblob: 'buildkit' };

/** The same cache under a name with a suffix; null for one that has no name, as an inline one. */
function renamed(cache: string, suffix: string): string | null {
  const parsed = parseCsv(cache);
  if (isCsvError(parsed)) {
    return null;
  }
  const [only = ''] = parsed;
  const fields = parsed.length === 1 && !only.includes('=') ? ['type=registry', `ref=${only}`] : parsed;
  const pairs = fields.map((field): readonly [name: string, value: string] => {
    const equals = field.indexOf('=');
    return [field.slice(0, Math.max(equals, 0)).trim().toLowerCase(), field.slice(equals + 1)];
  });
  const type = pairs.findLast(([name]) => name === 'type')?.[1] ?? '';
  const names = naming[type] ?? [];
  if (names.length === 0) {
    return null;
  }
  const changed = pairs.map(
    ([name, value]) => `${name}=${names.includes(name) ? suffixed(type, value, suffix) : value}`,
  );
  const fallback = unnamed[type];
  const isNamed = pairs.some(([name]) => names.includes(name));
  return formatCsv([
    ...changed,
    ...(isNamed || fallback === undefined ? [] : [`${names[0]}=${fallback}-${suffix}`]),
  ]);
}

/** Of a reference to a registry it is the tag that changes. */
function suffixed(type: string, name: string, suffix: string): string {
  const hasTag = /:[^/:]+$/.test(name);
  return type === 'registry' && !hasTag ? `${name}:cache-${suffix}` : `${name}-${suffix}`;
}
