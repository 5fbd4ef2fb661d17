import type { Digest } from './digest.ts';

/** An image name to publish to: `registry/repository:tag`, all three always written out. */
export interface Tag {
  /** Registry host with its port, or `docker.io`. */
  readonly registry: string;
  /** Registry and path, as BuildKit takes it: `ghcr.io/acme/app`, `docker.io/library/app`. */
  readonly repository: string;
  readonly tag: string;
}

export function formatTag(tag: Tag): string {
  return `${tag.repository}:${tag.tag}`;
}

/** `repository@digest`: names the same bytes for ever. */
export function pinned(repository: string, digest: Digest): string {
  return `${repository}@${digest}`;
}

/** An image name as a user writes it, with the parts that docker fills in filled in. */
export interface Reference {
  readonly registry: string;
  /** Registry and path: `docker.io/library/app`. */
  readonly repository: string;
  readonly tag: string | null;
  /** Of whatever algorithm. */
  readonly digest: string | null;
}

/** The grammar of distribution/reference regexp.go. */
const label = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const hostPattern = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const pathPattern = `${component}(?:/${component})*`;
const tagPattern = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const digestPattern = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const wholeHost = new RegExp(`^${hostPattern}$`);
const wholeTag = new RegExp(`^${tagPattern}$`);
const wholeReference = new RegExp(
  `^(${hostPattern})/(${pathPattern})(?::(${tagPattern}))?(?:@(${digestPattern}))?$`,
);
const longestPath = 255;

/** A registry host with an optional port. */
export function isRegistryHost(text: string): boolean {
  return wholeHost.test(text);
}

/** What may stand behind the colon of a tag. */
export function isTagName(text: string): boolean {
  return wholeTag.test(text);
}

/** The first part names a registry if it could not be part of a path: splitDockerDomain in normalize.go. */
export function splitRegistry(name: string): { readonly registry: string; readonly rest: string } {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const named = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  const registry = !named || first === 'index.docker.io' ? 'docker.io' : first;
  const rest = named ? name.slice(slash + 1) : name;
  return { registry, rest: registry === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest };
}

/** Mirrors ParseNormalizedNamed of distribution/reference; null where it refuses the text. */
export function parseReference(text: string): Reference | null {
  if (/^[a-f0-9]{64}$/.test(text)) {
    return null;
  }
  const { registry, rest } = splitRegistry(text);
  const match = wholeReference.exec(`${registry}/${rest}`);
  const path = match?.[2];
  if (!match || path === undefined || path.length > longestPath) {
    return null;
  }
  return { registry, repository: `${registry}/${path}`, tag: match[3] ?? null, digest: match[4] ?? null };
}
