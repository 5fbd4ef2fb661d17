import { legName } from '../fanout/matrix.ts';
import { branchOf, eventOf, type GitEvent, pullRequestOf, tagOf } from '../names/event.ts';
import { formatCsv } from '../oci/csv.ts';
import { digestOf, shortHex } from '../oci/digest.ts';
import { normalizePlatform, type Platform } from '../oci/platform.ts';
import type { Tag } from '../oci/reference.ts';
import { missingServer } from './caches.ts';
import type { Form } from './syntax/form.ts';
import { quote } from './syntax/quote.ts';
import { isSameTag } from './syntax/references.ts';

type ShortCacheInput = 'cache' | 'context' | 'file' | 'target';

/** What decides where a build's cache lies. */
interface CachedBuild {
  /** null: those of the machine. */
  readonly platforms: readonly Platform[] | null;
  readonly push: boolean;
  readonly tags: readonly Tag[];
}

/** Sources and destinations of a cache, as buildx takes them. */
export interface ShortCache {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

const none: ShortCache = { from: [], to: [] };

/**
 * `cache: gha` or `cache: registry`: a cache of its own for each image and platform, so that jobs that build one
 * platform each do not overwrite each other's. What cannot be exported is no reason to fail.
 */
export function readCache(form: Form<ShortCacheInput>, build: CachedBuild): ShortCache {
  const kind = form.choice('cache', ['none', 'gha', 'registry']);
  if (kind === 'none') {
    return none;
  }
  const target = form.text('target');
  const leg = legName('', build.platforms ?? ownPlatform(form.variables));
  const variant = target === '' ? leg : `${target}-${leg}`;
  return kind === 'gha' ? actionsCache(form, variant, build) : registryCache(form, variant, build);
}

/** GitHub itself lets a branch read what the default branch and the base of a pull request have written. */
function actionsCache(form: Form<ShortCacheInput>, variant: string, { tags }: CachedBuild): ShortCache {
  const missing = missingServer(new Map(), form.variables);
  if (missing.length > 0) {
    form.warn(
      'cache',
      `'gha' will import and export nothing: this runner does not set ${missing.join(' and ')}, and without it there is no GitHub Actions cache.`,
    );
  }
  const image = tags[0]?.repository ?? [form.text('context'), form.text('file')].filter(Boolean).join(' ');
  const scope = `scope=${image} ${variant}`;
  return {
    from: [formatCsv(['type=gha', scope])],
    to: [formatCsv(['type=gha', scope, ...exported])],
  };
}

/** Beside the image, under a tag for each branch: a pull request must not change what the default branch builds from. */
function registryCache(form: Form<ShortCacheInput>, variant: string, build: CachedBuild): ShortCache {
  const { push, tags } = build;
  const [first] = tags;
  if (first === undefined) {
    form.refuse(
      'cache',
      "'registry' keeps the cache beside the image, but the image has no name.",
      "Set 'tags' or 'images', or use cache: gha.",
    );
    return none;
  }
  const event = eventOf(form.variables, form.facts.event);
  const own = lineOf(event);
  const branches = [own, event.baseRef, event.repository.defaultBranch].filter(Boolean);
  const names = [...new Set(branches.map((branch) => cacheTag(branch, variant)))];
  const taken = names.find((tag) => tags.some((other) => isSameTag({ ...first, tag, digest: null }, other)));
  if (taken !== undefined) {
    form.refuse('cache', `'registry' would replace the tag ${quote(taken)} of 'tags' by a cache.`);
    return none;
  }
  const reference = (tag: string): string => `ref=${first.repository}:${tag}`;
  return {
    from: names.map((tag) => formatCsv(['type=registry', reference(tag)])),
    // Who may not push the image has nowhere to leave a cache either.
    to: push ? [formatCsv(['type=registry', reference(cacheTag(own, variant)), ...exported])] : [],
  };
}

const exported = ['mode=max', 'ignore-error=true'];

/** The branch, `pr-7`, or `tags`: one for all tags, of which each is built once. */
function lineOf({ ref }: GitEvent): string {
  const number = pullRequestOf(ref);
  if (number !== null) {
    return `pr-${number.replace(/\/.*$/, '')}`;
  }
  return branchOf(ref) ?? (tagOf(ref) === null ? 'local' : 'tags');
}

/** The most characters of a tag (distribution's reference/regexp.go). */
const longestTag = 128;

function cacheTag(branch: string, variant: string): string {
  const name = `buildcache-${branch}-${variant}`;
  const plain = name.replace(/[^\w.-]/g, '-');
  if (plain === name && name.length <= longestTag) {
    return name;
  }
  // Two names that look alike, or are cut alike, must not be one.
  const digest = shortHex(digestOf(name));
  return `${plain.slice(0, longestTag - digest.length - 1)}-${digest}`;
}

/** Where no platform is asked for, the machine's is built, and machines may differ (RUNNER_ARCH). */
function ownPlatform(variables: Readonly<Record<string, string>>): readonly Platform[] {
  const architecture = (variables['RUNNER_ARCH'] ?? 'x64').toLowerCase();
  return [normalizePlatform({ os: 'linux', architecture: architecture.replace(/^x64$/, 'amd64') })];
}
