import { type Digest, isDigest, type ServedDigest, servedDigestOf } from './digest.ts';
import { isRecord, parseJson } from './json.ts';
import { normalizePlatform, type Platform } from './platform.ts';

/** A platform's image in an index, with the attestation manifest that refers to it, if any. */
export interface ImageManifest {
  /** As the descriptor says it; null where it says none (a plain manifest: the platform is in its config). */
  readonly platform: Platform | null;
  readonly digest: ServedDigest;
  /** Of the manifest, in bytes. */
  readonly size: number;
  readonly mediaType: string;
  readonly attestation: ServedDigest | null;
}

/** One whose platform is known. */
export interface PlatformImage extends ImageManifest {
  readonly platform: Platform;
}

/** What a registry serves under one digest: an index of images, or one plain image manifest. */
export interface PublishedImage {
  readonly digest: ServedDigest;
  readonly mediaType: string;
  readonly size: number;
  readonly images: readonly ImageManifest[];
  /** Attestation manifests whose image is not in the index. */
  readonly strayAttestations: readonly ServedDigest[];
}

const indexTypes = new Set([
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
]);
const manifestTypes = new Set([
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]);

/** Reads bytes that were read back. Throws a plain Error, with the reason, if they are not an image index or manifest. */
export function parsePublishedImage(bytes: Uint8Array): PublishedImage {
  const document = asRecord(
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)),
    'the document',
  );
  const digest = servedDigestOf(bytes);
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
  const descriptors = manifests.map(descriptorOf);
  const attestations = new Map(
    descriptors.flatMap(({ attests, digest }) => (attests === null ? [] : [[attests, digest] as const])),
  );
  const images = descriptors
    .filter(({ attests }) => attests === null)
    .map(({ attests: _, ...image }) => ({ ...image, attestation: attestations.get(image.digest) ?? null }));
  const known = new Set<string>(images.map(({ digest }) => digest));
  return {
    images,
    strayAttestations: [...attestations].filter(([image]) => !known.has(image)).map(([, digest]) => digest),
  };
}

interface Descriptor extends Omit<ImageManifest, 'attestation'> {
  /** The digest of the image that it is an attestation of; null for an image. */
  readonly attests: string | null;
}

function descriptorOf(entry: unknown): Descriptor {
  const descriptor = asRecord(entry, 'a descriptor of the index');
  const { digest, size, mediaType, annotations } = descriptor;
  if (typeof digest !== 'string' || !isDigest(digest)) {
    throw new Error(`a descriptor has the digest ${JSON.stringify(digest)}`);
  }
  if (typeof size !== 'number') {
    throw new Error(`descriptor ${digest} has no size`);
  }
  if (typeof mediaType !== 'string') {
    throw new Error(`descriptor ${digest} has no media type`);
  }
  const notes = asRecord(annotations ?? {}, 'the annotation map of a descriptor');
  const attests =
    notes['vnd.docker.reference.type'] === 'attestation-manifest'
      ? String(notes['vnd.docker.reference.digest'])
      : null;
  // The index was read back, and so was each digest in it.
  return {
    platform: platformOf(descriptor['platform'] ?? null),
    digest: digest as ServedDigest,
    size,
    mediaType,
    attests,
  };
}

function platformOf(value: unknown): Platform | null {
  if (value === null) {
    return null;
  }
  const { os, architecture, variant } = asRecord(value, 'a platform');
  if (typeof os !== 'string' || typeof architecture !== 'string') {
    throw new Error('a platform without os or architecture');
  }
  return normalizePlatform({
    os,
    architecture,
    ...(typeof variant === 'string' ? { variant } : {}),
  });
}

function asRecord(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) {
    throw new Error(`${what} is not a JSON object`);
  }
  return value;
}

/** A layer of an image, lowest first in its manifest. */
export interface Layer {
  readonly digest: Digest;
  /** How its archive is compressed; null for not at all. */
  readonly packing: 'gzip' | 'zstd' | null;
}

/** Reads an image manifest. Throws a plain Error, with the reason, if it is none or has layers that are no archives. */
export function parseLayers(bytes: Uint8Array): readonly Layer[] {
  const document = asRecord(JSON.parse(new TextDecoder().decode(bytes)), 'the manifest');
  const layers = document['layers'];
  if (!Array.isArray(layers)) {
    throw new Error('the manifest has no list of layers');
  }
  return layers.map((entry): Layer => {
    const { digest, mediaType } = asRecord(entry, 'a layer');
    if (typeof digest !== 'string' || !isDigest(digest)) {
      throw new Error(`a layer has the digest ${JSON.stringify(digest)}`);
    }
    return { digest, packing: packingOf(String(mediaType)) };
  });
}

/** `….layer.v1.tar+gzip`, or `….diff.tar.gzip` as Docker writes it. */
function packingOf(mediaType: string): Layer['packing'] {
  const match = /\btar(?:[+.](gzip|zstd))?$/.exec(mediaType);
  if (match === null) {
    throw new Error(`a layer has the media type ${JSON.stringify(mediaType)}`);
  }
  const [, packing] = match;
  return packing === 'gzip' || packing === 'zstd' ? packing : null;
}

/** What pulling an image downloads besides its manifest and config, in bytes; null if this is no image manifest. */
export function downloadSize(bytes: Uint8Array): number | null {
  const document = parseJson(new TextDecoder().decode(bytes));
  const layers = isRecord(document) ? document['layers'] : null;
  if (!Array.isArray(layers)) {
    return null;
  }
  return layers.reduce<number>((sum, layer: unknown) => {
    const size = isRecord(layer) ? layer['size'] : null;
    return sum + (typeof size === 'number' && size > 0 ? size : 0);
  }, 0);
}
