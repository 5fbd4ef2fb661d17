import type { Digest } from '../oci/digest.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import { formatTag, pinned, type Tag } from '../oci/reference.ts';

export interface PlatformImage {
  readonly platform: Platform;
  readonly digest: Digest;
  readonly size: number;
  readonly mediaType: string;
  readonly attestation: Digest | null;
}

/** What is known to be true at the end of a step, successful or not. */
export interface Outcome {
  readonly digest: Digest | null;
  readonly images: readonly PlatformImage[];
  /** The first repository that holds the image; null if it was not pushed. */
  readonly repository: string | null;
  readonly tags: readonly Tag[];
  readonly metadata: string | null;
  /** null if it is gone, or goes when the job ends. */
  readonly builder: string | null;
}

/** The outputs of action.yml. What is not known is left out, so that it is empty in the workflow. */
export function outputsOf(outcome: Outcome): Readonly<Record<string, string>> {
  const { digest, images, repository, tags, metadata, builder } = outcome;
  const manifests = images.map(({ platform, digest: of, size, mediaType, attestation }) => ({
    platform: formatPlatform(platform),
    digest: of,
    size,
    mediaType,
    reference: repository === null ? null : pinned(repository, of),
    attestation,
  }));
  return {
    ...(digest === null ? {} : { digest }),
    ...(images.length === 0 ? {} : { manifests: JSON.stringify(manifests) }),
    ...(digest === null || repository === null ? {} : { image: pinned(repository, digest) }),
    ...(tags.length === 0 ? {} : { tags: tags.map(formatTag).join('\n') }),
    ...(images.length === 0
      ? {}
      : { platforms: images.map(({ platform }) => formatPlatform(platform)).join(',') }),
    ...(metadata === null ? {} : { metadata }),
    ...(builder === null ? {} : { builder }),
  };
}
