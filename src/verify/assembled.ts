import { ActionError } from '../errors.ts';
import type { AssembledImage } from '../fanout/assemble.ts';
import { isSameDigest } from '../oci/digest.ts';
import type { PlatformImage, PublishedImage } from '../oci/manifest.ts';
import { formatPlatform } from '../oci/platform.ts';
import { checkPlatforms } from './platform-set.ts';

/**
 * The images of an index that was put together, if they are those of the shards: the same platforms, and for
 * each the very manifest and attestation that a job verified. Throws `platforms-differ` or `digest-differs`.
 */
export function checkAssembled(
  published: PublishedImage,
  expected: readonly AssembledImage[],
): readonly PlatformImage[] {
  const images = published.images.map((image) => ({
    ...image,
    // A plain manifest has no descriptor that tells its platform; the job that staged it has read its config.
    platform:
      image.platform ?? expected.find(({ digest }) => isSameDigest(digest, image.digest))?.platform ?? null,
  }));
  const checked = checkPlatforms(
    { ...published, images },
    expected.map(({ platform }) => platform),
  );
  const problems = checked.flatMap((image, index) => {
    const wanted = expected[index];
    return wanted === undefined ? [] : differences(image, wanted);
  });
  if (problems.length > 0) {
    throw new ActionError(
      'digest-differs',
      `The index ${published.digest} differs from what the jobs verified: ${problems.join('; ')}.`,
      { hint: 'No tag was moved. Was a shard changed on its way here?' },
    );
  }
  return checked;
}

function differences(image: PlatformImage, wanted: AssembledImage): readonly string[] {
  const pairs = [
    ['manifest', image.digest, wanted.digest],
    ['attestation', image.attestation, wanted.attestation],
    ['size', image.size, wanted.size],
    ['media type', image.mediaType, wanted.mediaType],
  ] as const;
  return pairs
    .filter(([, is, should]) => String(is) !== String(should))
    .map(
      ([what, is, should]) =>
        `the ${what} of ${formatPlatform(image.platform)} is ${is ?? 'missing'}, and shard '${wanted.shard}' says ${should ?? 'none'}`,
    );
}
