import type { Ready } from '../builder/builder.ts';
import { build } from '../buildx/build.ts';
import { pinned, type Tag } from '../oci/reference.ts';
import { copyToLayout } from '../registry/copy.ts';
import { type BuildInputs, buildRequest } from '../stage/one-builder.ts';
import type { Verified } from '../verify/verify.ts';
import { type Archive, writeArchive } from './archive.ts';

/** What a verified image is to be turned into. */
export type Export =
  | ({ readonly kind: 'archive' } & Archive)
  /** The image store of the Docker daemon. */
  | { readonly kind: 'daemon'; readonly tags: readonly Tag[] }
  /** A BuildKit exporter in buildx's own CSV. */
  | { readonly kind: 'exporter'; readonly output: string };

/**
 * Hands a verified image out; gives the metadata of the build that this took, null for none. One exporter a
 * build: of several, BuildKit's metadata describes the last. Every layer is in the builder's cache.
 */
export async function exportImage(
  wanted: Export,
  inputs: BuildInputs,
  verified: Verified,
  session: Ready,
): Promise<string | null> {
  if (wanted.kind === 'archive') {
    await exportArchive(wanted, verified, session);
    return null;
  }
  const request = await buildRequest(inputs, wanted, session);
  // The cache was exported with the image.
  const options = { ...request.options, cacheTo: [] };
  return (await build({ ...request, options, reuseCache: true }, session)).metadata;
}

/** The layout that was staged, or a copy of what was pushed: of the same digest either way. */
async function exportArchive(archive: Archive, { staged, digest }: Verified, session: Ready): Promise<void> {
  if (staged.target.kind === 'layout') {
    await writeArchive(archive, staged.target.directory, session);
    return;
  }
  const directory = await session.files.makeTemporary(session.folder, 'archive-');
  try {
    const source = pinned(staged.target.repositories[0], digest);
    await copyToLayout(
      { what: 'Copying the image', source, directory, otherwise: 'registry-refused' },
      session,
    );
    await writeArchive(archive, directory, session);
  } finally {
    await session.files.remove(directory);
  }
}
