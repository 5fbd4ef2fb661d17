import { describe, expect, it } from 'vitest';
import { type ServedDigest, servedDigestOf } from '../../../src/oci/digest.ts';
import type { PublishedImage } from '../../../src/oci/manifest.ts';
import { formatPlatform, type Platform, parsePlatform } from '../../../src/oci/platform.ts';
import { checkPlatforms } from '../../../src/verify/platform-set.ts';

const digestOf = (text: string) => servedDigestOf(Buffer.from(text));

function platform(text: string): Platform {
  const parsed = parsePlatform(text);
  if (!parsed) {
    throw new Error(text);
  }
  return parsed;
}

function imageOf(
  platforms: readonly (string | null)[],
  strayAttestations: readonly ServedDigest[] = [],
): PublishedImage {
  return {
    digest: digestOf('index'),
    mediaType: 'application/vnd.oci.image.index.v1+json',
    size: 9,
    images: platforms.map((text, index) => ({
      platform: text === null ? null : platform(text),
      digest: digestOf(`image ${index}`),
      size: 1,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      attestation: null,
    })),
    strayAttestations,
  };
}

const wanted = [platform('linux/amd64'), platform('linux/arm/v7')];

describe('checkPlatforms', () => {
  it('gives the images in the order asked for', () => {
    const images = checkPlatforms(imageOf(['linux/arm/v7', 'linux/amd64']), wanted);
    expect(images.map((image) => formatPlatform(image.platform))).toEqual(['linux/amd64', 'linux/arm/v7']);
    expect(images[0]?.digest).toBe(digestOf('image 1'));
  });

  it.each<[string, PublishedImage, RegExp]>([
    ['one is missing', imageOf(['linux/amd64']), /but it lacks linux\/arm\/v7\.$/],
    ['all are missing', imageOf([]), /lacks linux\/amd64, linux\/arm\/v7\.$/],
    [
      'one is too many',
      imageOf(['linux/amd64', 'linux/arm/v7', 'linux/386']),
      /but it holds linux\/386, which was not asked for\.$/,
    ],
    [
      'a variant is another',
      imageOf(['linux/amd64', 'linux/arm/v6']),
      /lacks linux\/arm\/v7; it holds linux\/arm\/v6,/,
    ],
    [
      'an unmarked attestation is in it',
      imageOf(['linux/amd64', 'linux/arm/v7', 'unknown/unknown']),
      /holds unknown\/unknown,/,
    ],
    [
      'one is twice in it',
      imageOf(['linux/amd64', 'linux/arm/v7', 'linux/amd64']),
      /but it holds linux\/amd64 more than once\.$/,
    ],
    ['one has no platform', imageOf(['linux/amd64', null]), /holds an image without a platform \(sha256:/],
    [
      'an attestation is astray',
      imageOf(['linux/amd64', 'linux/arm/v7'], [digestOf('stray')]),
      /but its attestation sha256:\w+ belongs to none of its images\.$/,
    ],
  ])('refuses an index where %s', (_, image, message) => {
    expect(() => checkPlatforms(image, wanted)).toThrow(
      expect.objectContaining({ code: 'platforms-differ', message: expect.stringMatching(message) }),
    );
  });
});
