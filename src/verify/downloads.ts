import { join } from 'node:path';
import { inspectArguments } from '../buildx/imagetools.ts';
import type { BuildxSession } from '../buildx/session.ts';
import { runOnce } from '../failures/command.ts';
import { digestOf, isSameDigest } from '../oci/digest.ts';
import { downloadSize, type PlatformImage } from '../oci/manifest.ts';
import { pinned } from '../oci/reference.ts';
import { together } from '../session/concurrency.ts';
import type { Staged } from '../stage/staged.ts';

/** How many manifests are read at once: each takes a process. */
const atOnce = 4;
/** For a figure in a summary nobody waits long, in milliseconds. */
const longestMs = 10_000;

/**
 * What pulling each image downloads, in bytes, in their order; null where a registry does not tell. Nothing
 * depends on it, so that it fails no step. Takes one read an image, a few at once.
 */
export async function readDownloads(
  images: readonly PlatformImage[],
  staged: Staged,
  session: BuildxSession,
): Promise<readonly (number | null)[]> {
  const sizes: (number | null)[] = images.map(() => null);
  const waiting = [...images.entries()];
  await together(session, (part) =>
    Array.from({ length: atOnce }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, { digest }] = next;
        const bytes = await manifestOf(digest, staged, part).catch(() => null);
        part.signal.throwIfAborted();
        sizes[index] = bytes !== null && isSameDigest(digestOf(bytes), digest) ? downloadSize(bytes) : null;
      }
    }),
  );
  return sizes;
}

async function manifestOf(
  digest: PlatformImage['digest'],
  { target }: Staged,
  session: BuildxSession,
): Promise<Uint8Array> {
  if (target.kind === 'layout') {
    return session.files.read(join(target.directory, 'blobs', ...digest.split(':')));
  }
  const reference = pinned(target.repositories[0], digest);
  const command = {
    what: `Reading ${reference}`,
    tool: session.buildx,
    args: inspectArguments(reference, ['--raw'], session),
    limitMs: longestMs,
  };
  return (await runOnce(command, session)).stdout;
}
