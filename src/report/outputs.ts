import { formatPlatform, formatPlatforms } from '../oci/platform.ts';
import { formatTag, pinned } from '../oci/reference.ts';
import type { Outcome, VerifiedImage } from '../session/ledger.ts';

/** The outputs of action.yml. What is not known is left out, so that it is empty in the workflow. */
export function outputsOf(outcome: Outcome): Readonly<Record<string, string>> {
  const { verified, repository, tags, names, version, metadata, builder, shard } = outcome;
  return {
    ...(verified === null ? {} : imageOutputs(verified, repository)),
    ...(tags.length === 0 ? {} : { tags: tags.map(formatTag).join('\n') }),
    ...(names.length === 0 ? {} : { names: names.map(formatTag).join('\n') }),
    ...(version === '' ? {} : { version }),
    ...(metadata === null ? {} : { metadata }),
    ...(builder === null ? {} : { builder }),
    ...(shard === null ? {} : { shard: shard.text, 'shard-file': shard.file }),
  };
}

function imageOutputs(
  { digest, images }: VerifiedImage,
  repository: string | null,
): Readonly<Record<string, string>> {
  const manifests = images.map((image) => ({
    platform: formatPlatform(image.platform),
    digest: image.digest,
    size: image.size,
    mediaType: image.mediaType,
    reference: repository === null ? null : pinned(repository, image.digest),
    attestation: image.attestation,
  }));
  return {
    digest,
    manifests: JSON.stringify(manifests),
    ...(repository === null ? {} : { image: pinned(repository, digest) }),
    platforms: formatPlatforms(
      images.map(({ platform }) => platform),
      ',',
    ),
  };
}
