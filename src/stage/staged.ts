import type { ClaimedDigest } from '../oci/digest.ts';
import { pinned, type Tag } from '../oci/reference.ts';

/** Where a built image lies before anything is published: in repositories without a tag, or in a local OCI layout. */
export type StagingTarget =
  | { readonly kind: 'repositories'; readonly repositories: readonly [string, ...string[]] }
  | { readonly kind: 'layout'; readonly directory: string };

/** What a build left behind. The same bytes in every repository. */
export interface Staged {
  readonly target: StagingTarget;
  readonly digest: ClaimedDigest;
}

/** The repositories of the tags, in their order; null where there are none. */
export function repositoriesOf(tags: readonly Tag[]): readonly [string, ...string[]] | null {
  const [first, ...others] = [...new Set(tags.map(({ repository }) => repository))];
  return first === undefined ? null : [first, ...others];
}

/** How `--build-context` of buildx names it. */
export function buildContextOf({ target, digest }: Staged): string {
  return target.kind === 'repositories'
    ? `docker-image://${pinned(target.repositories[0], digest)}`
    : `oci-layout://${target.directory}@${digest}`;
}

/** What `imagetools inspect` calls it. */
export function inspectReference(staged: Staged): string {
  return staged.target.kind === 'repositories'
    ? pinned(staged.target.repositories[0], staged.digest)
    : buildContextOf(staged);
}
