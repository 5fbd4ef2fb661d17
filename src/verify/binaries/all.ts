import { join } from 'node:path';
import type { Ready } from '../../builder/builder.ts';
import { ActionError, messageOf } from '../../errors.ts';
import type { Digest } from '../../oci/digest.ts';
import { type Layer, type PlatformImage, parseLayers } from '../../oci/manifest.ts';
import { formatPlatform } from '../../oci/platform.ts';
import { copyToLayout } from '../../registry/copy.ts';
import { together } from '../../session/concurrency.ts';
import { inspectReference, type Staged } from '../../stage/staged.ts';
import { type ElfFile, elfLook } from './elf-look.ts';
import { type ImageFiles, layerReader } from './image-files.ts';

/** How many images are read at once: unpacking keeps a processor busy. */
const atOnce = 2;

/**
 * What the ELF files of each image are, in the order of the images. All layers are read as they are
 * published, the base image's too, each file only as far as it takes to tell what it is; nothing is written
 * but the compressed layers, one process copies them for any number of platforms, and what a higher layer
 * hides does not count. Throws `binary-unreadable` if a layer cannot be read.
 */
export async function readElfFiles(
  images: readonly PlatformImage[],
  staged: Staged,
  session: Ready,
): Promise<readonly ImageFiles<ElfFile>[]> {
  const { files } = session;
  if (staged.target.kind === 'layout') {
    return readImages(images, staged.target.directory, session);
  }
  const directory = await files.makeTemporary(session.folder, 'layers-');
  try {
    const source = inspectReference(staged);
    const what = 'Reading the layers of the image';
    await copyToLayout({ what, source, directory, otherwise: 'binary-unreadable' }, session);
    return await readImages(images, directory, session);
  } finally {
    await files.remove(directory);
  }
}

async function readImages(
  images: readonly PlatformImage[],
  layout: string,
  session: Ready,
): Promise<readonly ImageFiles<ElfFile>[]> {
  const read: ImageFiles<ElfFile>[] = [];
  const waiting = [...images.entries()];
  await together(session, (part) =>
    Array.from({ length: atOnce }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, image] = next;
        read[index] = await readImage(image, layout, part);
      }
    }),
  );
  return read;
}

async function readImage(
  { digest, platform }: PlatformImage,
  layout: string,
  session: Ready,
): Promise<ImageFiles<ElfFile>> {
  const found: ImageFiles<ElfFile> = new Map();
  const look = elfLook(platform);
  for (const layer of await layersOf(digest, layout, session)) {
    try {
      const reader = layerReader(found, look);
      for await (const piece of session.files.pieces(
        blob(layout, layer.digest),
        layer.packing ?? undefined,
      )) {
        session.signal.throwIfAborted();
        reader.add(piece);
      }
      reader.end();
    } catch (error) {
      session.signal.throwIfAborted();
      throw unreadable(`layer ${layer.digest} of ${formatPlatform(platform)}`, error);
    }
  }
  return found;
}

async function layersOf(digest: Digest, layout: string, session: Ready): Promise<readonly Layer[]> {
  const bytes = await session.files.read(blob(layout, digest));
  try {
    return parseLayers(bytes);
  } catch (error) {
    throw unreadable(`the manifest ${digest}`, error);
  }
}

function blob(layout: string, digest: Digest): string {
  return join(layout, 'blobs', ...digest.split(':'));
}

function unreadable(what: string, error: unknown): ActionError {
  return new ActionError('binary-unreadable', `Reading ${what} failed: ${messageOf(error)}.`, {
    hint: 'If other programs read this image, report it; verify-binaries: entrypoint reads none of its layers.',
    cause: error,
  });
}
