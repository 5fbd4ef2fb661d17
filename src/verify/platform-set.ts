import { ActionError } from '../errors.ts';
import type { PlatformImage, PublishedImage } from '../oci/manifest.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';

/**
 * The images in the order asked for, if they are exactly the platforms asked for, each once, and every
 * attestation belongs to one of them. Throws `platforms-differ`, which names all that is wrong.
 */
export function checkPlatforms(image: PublishedImage, wanted: readonly Platform[]): readonly PlatformImage[] {
  const found = new Map<string, PlatformImage>();
  const twice = new Set<string>();
  const extra: string[] = [];
  const names = new Set(wanted.map(formatPlatform));
  for (const { platform, ...manifest } of image.images) {
    const name =
      platform === null ? `an image without a platform (${manifest.digest})` : formatPlatform(platform);
    if (platform === null || !names.has(name)) {
      extra.push(name);
    } else if (found.has(name)) {
      twice.add(name);
    } else {
      found.set(name, { ...manifest, platform });
    }
  }
  const missing = [...names].filter((name) => !found.has(name));
  const problems = [
    ...(missing.length > 0 ? [`it lacks ${missing.join(', ')}`] : []),
    ...(extra.length > 0 ? [`it holds ${extra.join(', ')}, which was not asked for`] : []),
    ...(twice.size > 0 ? [`it holds ${[...twice].join(', ')} more than once`] : []),
    ...image.strayAttestations.map((digest) => `its attestation ${digest} belongs to none of its images`),
  ];
  if (problems.length > 0) {
    throw new ActionError(
      'platforms-differ',
      `The image ${image.digest} should hold exactly ${[...names].join(', ')}, but ${problems.join('; ')}.`,
      {
        hint: "No tag was moved. Does something else build or push to this repository, or does 'platforms' differ from what was built?",
      },
    );
  }
  return [...names].flatMap((name) => found.get(name) ?? []);
}
