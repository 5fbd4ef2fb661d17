import { type Digest, digestOf, isDigest } from './digest.ts';
import { normalizePlatform, type Platform } from './platform.ts';

/** A platform's image in an index, with the attestation manifest that refers to it, if any. */
export interface ImageManifest {
  /** As the descriptor says it; null where it says none (a plain manifest: the platform is in its config). */
  readonly platform: Platform | null;
  readonly digest: Digest;
  /** Of the manifest, in bytes. */
  readonly size: number;
  readonly mediaType: string;
  readonly attestation: Digest | null;
}

/** What a registry serves under one digest: an index of images, or one plain image manifest. */
export interface PublishedImage {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly size: number;
  readonly images: readonly ImageManifest[];
  /** Attestation manifests whose image is not in the index. */
  readonly strayAttestations: readonly Digest[];
}

const indexTypes = new Set([
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
]);
const manifestTypes = new Set([
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]);

/** Throws a plain Error, with the reason, if the bytes are not an image index or manifest. */
export function parsePublishedImage(bytes: Uint8Array): PublishedImage {
  const document = asRecord(
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)),
    'the document',
  );
  const digest = digestOf(bytes);
  const size = bytes.byteLength;
  const mediaType = document['mediaType'];
  if (typeof mediaType === 'string' ? indexTypes.has(mediaType) : Array.isArray(document['manifests'])) {
    const type = typeof mediaType === 'string' ? mediaType : 'application/vnd.oci.image.index.v1+json';
    return { digest, size, mediaType: type, ...imagesOf(document['manifests']) };
  }
  if (typeof mediaType === 'string' ? manifestTypes.has(mediaType) : 'config' in document) {
    const type = typeof mediaType === 'string' ? mediaType : 'application/vnd.oci.image.manifest.v1+json';
    const image: ImageManifest = { platform: null, digest, size, mediaType: type, attestation: null };
    return { digest, size, mediaType: type, images: [image], strayAttestations: [] };
  }
  throw new Error(`media type ${JSON.stringify(mediaType)} is neither an image index nor an image manifest`);
}

/** Attestations are stored as BuildKit's docs/attestations/attestation-storage.md describes. */
function imagesOf(manifests: unknown): Pick<PublishedImage, 'images' | 'strayAttestations'> {
  if (!Array.isArray(manifests)) {
    throw new Error('the index has no list of manifests');
  }
  const attestations = new Map<string, Digest>();
  const images: Omit<ImageManifest, 'attestation'>[] = [];
  for (const entry of manifests) {
    const descriptor = asRecord(entry, 'a descriptor of the index');
    const { digest, size, mediaType } = descriptor;
    if (typeof digest !== 'string' || !isDigest(digest)) {
      throw new Error(`descriptor with digest ${JSON.stringify(digest)}`);
    }
    if (typeof size !== 'number') {
      throw new Error(`descriptor ${digest} has no size`);
    }
    if (typeof mediaType !== 'string') {
      throw new Error(`descriptor ${digest} has no media type`);
    }
    const annotations = descriptor['annotations'];
    const notes =
      annotations === undefined || annotations === null ? {} : asRecord(annotations, 'annotations');
    if (notes['vnd.docker.reference.type'] === 'attestation-manifest') {
      attestations.set(String(notes['vnd.docker.reference.digest']), digest);
    } else {
      images.push({ platform: platformOf(descriptor['platform']), digest, size, mediaType });
    }
  }
  const known = new Set<string>(images.map((image) => image.digest));
  return {
    images: images.map((image) => ({ ...image, attestation: attestations.get(image.digest) ?? null })),
    strayAttestations: [...attestations]
      .filter(([subject]) => !known.has(subject))
      .map(([, digest]) => digest),
  };
}

function platformOf(value: unknown): Platform | null {
  if (value === undefined || value === null) {
    return null;
  }
  const { os, architecture, variant } = asRecord(value, 'a platform');
  if (typeof os !== 'string' || typeof architecture !== 'string') {
    throw new Error('a platform without os or architecture');
  }
  return normalizePlatform({
    os,
    architecture,
    ...(typeof variant === 'string' && variant !== '' ? { variant } : {}),
  });
}

function asRecord(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${what} is no JSON object`);
  }
  return value as Record<string, unknown>;
}
