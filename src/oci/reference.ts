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
