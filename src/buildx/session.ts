import type { Tool } from '../runner/processes.ts';
import type { Session } from '../session/session.ts';

/** A session that has a buildx which may run. */
export interface BuildxSession extends Session {
  readonly buildx: Tool;
  /**
   * Its buildkitd.toml says which registries speak HTTP, have their own certificates or a mirror: buildx
   * reads it for imagetools too (util/imagetools), from where it keeps the builder; the builder itself is
   * not asked. null: what buildx does without one.
   */
  readonly builder: { readonly name: string } | null;
}
