import { describe, expect, it } from 'vitest';
import {
  newestTag,
  pinnedImages,
  pinnedReference,
  refuseOlder,
  refuseUnusable,
  withLabTag,
} from '../../../scripts/watch/images.ts';
import { parsePublishedImage } from '../../../src/oci/manifest.ts';
import { readProject } from '../../meta/project.ts';

const { buildkit, binfmt } = pinnedImages;
const pin = (digit: string, tag = 'v0.33.1'): string =>
  `docker.io/moby/buildkit:${tag}@sha256:${digit.repeat(64)}`;

describe('the newest tag', () => {
  it.each([
    ['by version, not by text', buildkit, ['v0.9.0', 'v0.10.0', 'v0.9.10'], 'v0.10.0'],
    ['never a candidate or a variant', buildkit, ['v0.33.1', 'v0.34.0-rc1', 'v0.34.0-rootless'], 'v0.33.1'],
    ['never a channel', buildkit, ['latest', 'nightly', 'master', 'buildx-stable-1', 'v0.33.1'], 'v0.33.1'],
    ['never less than a version', buildkit, ['v1', 'v0.34', 'v0.33.1'], 'v0.33.1'],
    [
      'of QEMU, not of binfmt',
      binfmt,
      ['qemu-v10.2.3', 'qemu-v9.2.2', 'v11.0.0', 'buildkit-v12.0.0'],
      'qemu-v10.2.3',
    ],
    ['without the number of a build', binfmt, ['qemu-v10.2.3-68', 'qemu-v10.2.1'], 'qemu-v10.2.1'],
  ])('%s', (_, image, tags, newest) => {
    expect(newestTag(image, tags)).toBe(newest);
  });

  it('is an error where there is none', () => {
    expect(() => newestTag(binfmt, ['latest'])).toThrow(
      "None of the 1 tags of tonistiigi/binfmt is 'qemu-v'",
    );
  });

  it('is refused if it is older than the pinned one', () => {
    expect(() => refuseOlder(buildkit, pin('a'), 'v0.33.0')).toThrow('is v0.33.0, but v0.33.1 is pinned');
    expect(() => refuseOlder(buildkit, pin('a'), 'v0.33.1')).not.toThrow();
    expect(() => refuseOlder(buildkit, pin('a'), 'v0.100.0')).not.toThrow();
  });
});

describe('the pinned reference', () => {
  it('is found wherever it stands', () => {
    expect(pinnedReference(buildkit, ['no', `a ${pin('a')}\nb '${pin('a')}'`, pin('a')])).toBe(pin('a'));
  });

  it('is one', () => {
    expect(() => pinnedReference(buildkit, [pin('a'), pin('b')])).toThrow(`${pin('a')}, ${pin('b')}`);
    expect(() => pinnedReference(binfmt, [pin('a')])).toThrow('to tonistiigi/binfmt, found none');
  });

  it.each(Object.values(pinnedImages))('of $repository is what the lab runs', (image) => {
    const reference = pinnedReference(image, [readProject('action.yml')]);
    const versions = readProject('lab/versions.ts');
    const tag = /:([^:@]+)@/.exec(reference)?.[1] ?? '';
    expect(withLabTag(image, versions, tag)).toBe(versions);
  });
});

describe('an image', () => {
  const index = (...platforms: readonly string[]) =>
    parsePublishedImage(
      Buffer.from(
        JSON.stringify({
          mediaType: 'application/vnd.oci.image.index.v1+json',
          manifests: platforms.map((platform, n) => ({
            mediaType: 'application/vnd.oci.image.manifest.v1+json',
            digest: `sha256:${String(n).repeat(64)}`,
            size: 1,
            platform: { os: platform.split('/')[0], architecture: platform.split('/')[1] },
          })),
        }),
      ),
    );

  it('is used if GitHub has a runner for it, of either architecture', () => {
    expect(() => refuseUnusable(pin('a'), index('linux/amd64', 'linux/arm64', 'linux/s390x'))).not.toThrow();
  });

  it('is refused without one of them', () => {
    expect(() => refuseUnusable(pin('a'), index('linux/amd64'))).toThrow(
      `${pin('a')} has no image for linux/arm64.`,
    );
  });
});

describe('the tag in lab/versions.ts', () => {
  const versions = "export const other = 'v1';\nexport const buildkitVersion = 'v0.33.1';\n";
  it('is replaced', () => {
    expect(withLabTag(buildkit, versions, 'v0.34.0')).toBe(versions.replace('v0.33.1', 'v0.34.0'));
  });
  it('must be there', () => {
    expect(() => withLabTag(binfmt, versions, 'qemu-v11.0.0')).toThrow('binfmtTag');
  });
});
