// Which image is the newest of its kind, and where the project names it. Pure.
import semver from 'semver';
import type { PublishedImage } from '../../src/oci/manifest.ts';
import { formatPlatform } from '../../src/oci/platform.ts';

/** An image that an input has as its default, pinned by its tag and digest. */
export interface PinnedImage {
  readonly repository: string;
  /** What comes before the version in the tag of a release. */
  readonly prefix: string;
  /** What holds the tag in lab/versions.ts: the lab runs what the defaults name. */
  readonly labConstant: string;
}

export const pinnedImages = {
  buildkit: { repository: 'moby/buildkit', prefix: 'v', labConstant: 'buildkitVersion' },
  binfmt: { repository: 'tonistiigi/binfmt', prefix: 'qemu-v', labConstant: 'binfmtTag' },
} as const satisfies Readonly<Record<string, PinnedImage>>;

/** The tag of the newest release: its prefix and a version, without a suffix such as `-rootless` or `-rc1`. */
export function newestTag({ repository, prefix }: PinnedImage, tags: readonly string[]): string {
  const versions = tags
    .filter((tag) => tag.startsWith(prefix))
    .map((tag) => tag.slice(prefix.length))
    .filter((version) => /^\d+\.\d+\.\d+$/.test(version) && semver.valid(version) !== null);
  const [newest] = semver.rsort(versions);
  if (newest === undefined) {
    throw new Error(`None of the ${tags.length} tags of ${repository} is '${prefix}' and a version.`);
  }
  return `${prefix}${newest}`;
}

/** The reference with which the project pins the image. Throws an Error if there is none, or more than one. */
export function pinnedReference({ repository }: PinnedImage, texts: readonly string[]): string {
  const pattern = new RegExp(`docker\\.io/${repository}:[\\w.-]+@sha256:[0-9a-f]{64}`, 'g');
  const found = new Set(texts.flatMap((text) => text.match(pattern) ?? []));
  const [reference, ...others] = found;
  if (reference === undefined || others.length > 0) {
    throw new Error(
      `Expected one pinned reference to ${repository}, found ${[...found].join(', ') || 'none'}.`,
    );
  }
  return reference;
}

/** Throws an Error if the registry's newest release is older than the pinned one, whose tag it has lost. */
export function refuseOlder({ repository, prefix }: PinnedImage, known: string, tag: string): void {
  const pinned = known.slice(known.indexOf(`:${prefix}`) + 1, known.indexOf('@'));
  if (semver.lt(tag.slice(prefix.length), pinned.slice(prefix.length))) {
    throw new Error(`The newest release of ${repository} is ${tag}, but ${pinned} is pinned.`);
  }
}

/** Throws an Error unless the image is an index for the platforms of GitHub's runners. */
export function refuseUnusable(reference: string, image: PublishedImage): void {
  const platforms = image.images.map(({ platform }) => (platform === null ? '' : formatPlatform(platform)));
  const missing = ['linux/amd64', 'linux/arm64'].filter((platform) => !platforms.includes(platform));
  if (missing.length > 0) {
    throw new Error(`${reference} has no image for ${missing.join(' and ')}.`);
  }
}

/** lab/versions.ts with another tag. */
export function withLabTag({ labConstant }: PinnedImage, versions: string, tag: string): string {
  const pattern = new RegExp(`^(export const ${labConstant} = ')[^']+(';)$`, 'm');
  if (!pattern.test(versions)) {
    throw new Error(`lab/versions.ts has no line 'export const ${labConstant} = …'.`);
  }
  return versions.replace(pattern, `$1${tag}$2`);
}
