import { pinned } from '../oci/reference.ts';
import { buildContextOf, type Staged } from '../stage/staged.ts';

/** How a Dockerfile begins with the staged image. */
export interface BaseImage {
  /** What stands behind FROM. */
  readonly from: string;
  /** What buildx has to be told for that. */
  readonly args: readonly string[];
}

/**
 * A reference by digest goes into the Dockerfile itself: as a named context, BuildKit resolves it once
 * more (120 ms). A layout on disk has no other way in.
 */
export function baseImage(staged: Staged): BaseImage {
  return staged.target.kind === 'repositories'
    ? { from: pinned(staged.target.repositories[0], staged.digest), args: [] }
    : { from: 'staged', args: ['--build-context', `staged=${buildContextOf(staged)}`] };
}
