import type { Digest } from './digest.ts';
import { pinned } from './reference.ts';

/** Where a built image lies before anything is published: in repositories without a tag, or in a local OCI layout. */
export type Place =
  | { readonly kind: 'repositories'; readonly repositories: readonly [string, ...string[]] }
  | { readonly kind: 'layout'; readonly directory: string };

/** What a build left behind. The same bytes in every repository. */
export interface Staged {
  readonly place: Place;
  readonly digest: Digest;
}

/** How `--build-context` of buildx names it. */
export function buildContextOf({ place, digest }: Staged): string {
  return place.kind === 'repositories'
    ? `docker-image://${pinned(place.repositories[0], digest)}`
    : `oci-layout://${place.directory}@${digest}`;
}
