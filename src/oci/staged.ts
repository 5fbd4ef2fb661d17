import type { Digest } from './digest.ts';
import type { Platform } from './platform.ts';

/** What a build left in the registry, before any tag points at it. */
export interface Staged {
  /** Every repository that holds it, in the order of the tags; the same bytes in each. */
  readonly repositories: readonly [string, ...string[]];
  readonly digest: Digest;
  readonly platforms: readonly Platform[];
}
