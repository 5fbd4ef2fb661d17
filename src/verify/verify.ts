import { platformsOf, type Ready } from '../builder/builder.ts';
import type { BuildxSession } from '../buildx/session.ts';
import { ActionError } from '../errors.ts';
import type { AssembledImage } from '../fanout/assemble.ts';
import { isSameDigest, type ServedDigest } from '../oci/digest.ts';
import type { PlatformImage } from '../oci/manifest.ts';
import { formatPlatforms } from '../oci/platform.ts';
import { readBack } from '../registry/read-back.ts';
import { together } from '../session/concurrency.ts';
import { inspectReference, type Staged } from '../stage/staged.ts';
import { checkAssembled } from './assembled.ts';
import { type AttestationInputs, askedAttestations, checkAttestations } from './attestations.ts';
import { type BinaryCheck, verifyBinaries } from './binaries/verify-binaries.ts';
import { checkConfigs, readDetails, withPlatforms } from './configs.ts';
import { readDownloads } from './downloads.ts';
import { checkPlatforms } from './platform-set.ts';
import { type SmokeCommand, smokeTest } from './smoke.ts';

/** What is looked at besides the platforms. */
export interface VerifyInputs {
  /** The attestations that were asked for have to be there. */
  readonly build: AttestationInputs;
  readonly verifyBinaries: BinaryCheck;
  /** null for none. */
  readonly smokeTest: SmokeCommand | null;
  /** Whether anybody reads how large the images are. */
  readonly summary: boolean;
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
  /** What pulling each image downloads, in bytes, in the same order; null where that is not known. */
  readonly downloads: readonly (number | null)[];
  /** What was looked at, each in a few words. */
  readonly checks: readonly string[];
  readonly [brand]: true;
}

/**
 * Holds what was staged against what was asked for, before anybody can see it: its digest, its
 * platforms, the config, the attestations and the programs of each, and the smoke test. Takes two reads at
 * once, one build for the programs (more where scripts run scripts) and one for the smoke test, for any
 * number of platforms, and a read each for its size if there is a summary. Throws the ActionError of the first check that fails.
 */
export async function verifyStaged(staged: Staged, inputs: VerifyInputs, session: Ready): Promise<Verified> {
  const wanted = platformsOf(session);
  const asked = askedAttestations(inputs.build);
  const reference = inspectReference(staged);
  const [published, details] = await together(session, (part) => [
    readBack(reference, part),
    readDetails(reference, asked, part),
  ]);
  const { configs, attested } = details;
  const { digest } = published;
  requireSame(digest, staged);
  const images = checkPlatforms(withPlatforms(published, configs), wanted);
  const ownConfigs = checkConfigs(images, configs);
  checkAttestations(images, asked, attested);
  session.log.info(`${digest} holds ${formatPlatforms(wanted)}, each with a config for its platform.`);
  const underTest = images.flatMap((image, index) => {
    const config = ownConfigs[index];
    return config === undefined ? [] : [{ ...image, config }];
  });
  const [binaries, downloads] = await together(session, (part) => [
    verifyBinaries(inputs.verifyBinaries, underTest, staged, part),
    inputs.summary ? readDownloads(images, staged, part) : Promise.resolve([]),
  ]);
  if (inputs.smokeTest !== null) {
    await smokeTest(inputs.smokeTest, staged, session);
  }
  const checks = [
    'the digest',
    `exactly ${formatPlatforms(wanted)}`,
    'the config of each',
    ...(asked.length === 0 ? [] : [`the attestations (${asked.join(', ')})`]),
    ...(binaries.length === 0 ? [] : ['the architecture of its programs']),
    ...(inputs.smokeTest === null ? [] : ['the smoke test']),
  ];
  return { staged, digest, images, binaries, downloads, checks } as Omit<Verified, typeof brand> as Verified;
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
  const downloads = expected.map(({ download }) => download);
  const checks = [
    'the digest',
    'the manifest and the attestation of each platform, as its job verified them',
  ];
  return { staged, digest, images, binaries, downloads, checks } as Omit<Verified, typeof brand> as Verified;
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
