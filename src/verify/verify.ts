import { platformsOf, type Ready } from '../builder/builder.ts';
import type { BuildxSession } from '../buildx/session.ts';
import { ActionError } from '../errors.ts';
import type { AssembledImage } from '../fanout/assemble.ts';
import { isSameDigest, type ServedDigest } from '../oci/digest.ts';
import type { PlatformImage } from '../oci/manifest.ts';
import { formatPlatform, formatPlatforms } from '../oci/platform.ts';
import { readBack } from '../registry/read-back.ts';
import type { Log } from '../runner/log.ts';
import { together } from '../session/concurrency.ts';
import { inspectReference, type Staged } from '../stage/staged.ts';
import { checkAssembled } from './assembled.ts';
import { type BaseImage, baseImage } from './base-image.ts';
import { checkBinaries, type Finding, type ImageUnderTest, inspectBinaries } from './binaries.ts';
import { checkConfigs, readConfigs, withPlatforms } from './configs.ts';
import { checkPlatforms } from './platform-set.ts';
import { type SmokeCommand, smokeTest } from './smoke.ts';

/** What is looked at besides the platforms. */
export interface VerifyInputs {
  readonly verifyBinaries: 'entrypoint' | 'none' | readonly string[];
  /** null for none. */
  readonly smokeTest: SmokeCommand | null;
}

declare const brand: unique symbol;

/**
 * A staged image that was held against what was asked for, and passed. Only this file makes one, and
 * nothing else can be published.
 */
export interface Verified {
  readonly staged: Staged;
  readonly digest: ServedDigest;
  /** In the order asked for. */
  readonly images: readonly PlatformImage[];
  /** What was found of each image's binaries, in words, in the same order; empty if nothing was looked at. */
  readonly binaries: readonly string[];
  readonly [brand]: true;
}

/**
 * Holds what was staged against what was asked for, before anybody can see it: its digest, its
 * platforms, the config and the executables of each, and the smoke test. Takes two reads at once, one build
 * for the executables (more where scripts run scripts) and one for the smoke test, for any number of
 * platforms. Throws the ActionError of the first check that fails.
 */
export async function verifyStaged(staged: Staged, inputs: VerifyInputs, session: Ready): Promise<Verified> {
  const wanted = platformsOf(session);
  const reference = inspectReference(staged);
  const [published, configs] = await together(session, (part) => [
    readBack(reference, part),
    readConfigs(reference, part),
  ]);
  const { digest } = published;
  requireSame(digest, staged);
  const images = checkPlatforms(withPlatforms(published, configs), wanted);
  const underTest = checkConfigs(images, configs).flatMap((config, index): ImageUnderTest[] => {
    const image = images[index];
    return image === undefined ? [] : [{ platform: image.platform, config }];
  });
  session.log.info(`${digest} holds ${formatPlatforms(wanted)}, each with a config for its platform.`);
  const base = baseImage(staged);
  const binaries = await verifyBinaries(inputs.verifyBinaries, underTest, base, session);
  if (inputs.smokeTest !== null) {
    await smokeTest(inputs.smokeTest, base, session);
  }
  return { staged, digest, images, binaries } as Omit<Verified, typeof brand> as Verified;
}

/**
 * Holds an index that was put together against what the jobs verified: its digest, its platforms, and for
 * each the manifest and the attestation of its shard. What was found out about those digests holds for them,
 * and is not done again. Takes one read.
 */
export async function verifyAssembled(
  staged: Staged,
  expected: readonly AssembledImage[],
  session: BuildxSession,
): Promise<Verified> {
  const published = await readBack(inspectReference(staged), session);
  const { digest } = published;
  requireSame(digest, staged);
  const images = checkAssembled(published, expected);
  session.log.info(
    `${digest} holds ${formatPlatforms(images.map(({ platform }) => platform))}, each as its job verified it.`,
  );
  const binaries = expected.map(({ verified, shard }) => (verified.binaries ? `verified in ${shard}` : ''));
  return { staged, digest, images, binaries } as Omit<Verified, typeof brand> as Verified;
}

function requireSame(digest: ServedDigest, staged: Staged): void {
  if (!isSameDigest(digest, staged.digest)) {
    throw new ActionError(
      'digest-differs',
      `The build pushed ${staged.digest}, but what is served for it has the digest ${digest}.`,
      { hint: 'Does a proxy or a mirror rewrite what the registry serves?' },
    );
  }
}

async function verifyBinaries(
  mode: VerifyInputs['verifyBinaries'],
  images: readonly ImageUnderTest[],
  base: BaseImage,
  session: Ready,
): Promise<readonly string[]> {
  if (mode === 'none') {
    return [];
  }
  const findings = await inspectBinaries(mode, images, base, session);
  checkBinaries(mode, findings);
  return images.map(({ platform }) => {
    const own = findings.filter((finding) => finding.platform === platform);
    for (const finding of own) {
      say(finding, session.log);
    }
    if (own.length > 0) {
      return own.map(({ path, what }) => `${path}: ${what}`).join('; ');
    }
    const nothing = 'nothing to check: the image names no program';
    session.log.info(`${formatPlatform(platform)}: ${nothing}`);
    return nothing;
  });
}

function say({ platform, path, what, verdict }: Finding, log: Log): void {
  const text = `${formatPlatform(platform)}: '${path}': ${what}`;
  switch (verdict) {
    case 'matches':
      log.info(text);
      break;
    case 'unchecked':
      log.info(`${text}; its architecture is not checked`);
      break;
    case 'compatible':
      log.warning(
        `${text}, which only some machines of this platform run.`,
        'Binary of a sibling architecture',
      );
      break;
    case 'missing':
    case 'orphaned':
      log.warning(
        `${text}. A container of this image cannot start unless it is mounted.`,
        'Program not found',
      );
      break;
  }
}
