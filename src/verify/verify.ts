import { ActionError } from '../errors.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import type { Staged } from '../oci/staged.ts';
import type { Log } from '../runner/log.ts';
import { together } from '../runner/together.ts';
import { baseImage, inspectReference } from './base-image.ts';
import { checkBinaries, type Finding, inspectBinaries, type Subject } from './binaries.ts';
import { checkConfigs, readConfigs, withPlatforms } from './configs.ts';
import type { BuildAccess } from './extract.ts';
import { checkPlatforms, type PlatformImage } from './platform-set.ts';
import { readBack } from './read-back.ts';
import { type SmokeCommand, smokeTest } from './smoke.ts';

export interface VerifyRequest extends BuildAccess {
  /** Exactly these, in this order. */
  readonly wanted: readonly Platform[];
  readonly binaries: 'entrypoint' | 'none' | readonly string[];
  readonly smokeTest: SmokeCommand | null;
  /** Those that run without an emulator, for what a failed smoke test says. */
  readonly native: readonly Platform[];
}

export interface Verified {
  /** In the order asked for. */
  readonly images: readonly PlatformImage[];
  /** What was found of each image's binaries, in words, in the same order; empty if nothing was looked at. */
  readonly binaries: readonly string[];
}

/**
 * Holds what was staged against what was asked for, before anybody can see it: its digest, its
 * platforms, the config and the executables of each, and the smoke test. Takes two reads at once, one build
 * for the executables (more where scripts run scripts) and one for the smoke test, for any number of
 * platforms. Throws the ActionError of the first check that fails.
 */
export async function verifyStaged(staged: Staged, request: VerifyRequest): Promise<Verified> {
  const { runner, wanted } = request;
  const reference = inspectReference(staged);
  const [published, configs] = await together(
    runner,
    (part) => readBack(reference, { ...request, runner: part }),
    (part) => readConfigs(reference, { ...request, runner: part }),
  );
  if (published.digest !== staged.digest) {
    throw new ActionError(
      'digest-differs',
      `The build pushed ${staged.digest}, but what is served for it has the digest ${published.digest}.`,
      { hint: 'Does a proxy or a mirror rewrite what the registry serves?' },
    );
  }
  const images = checkPlatforms(withPlatforms(published, configs), wanted);
  const subjects = checkConfigs(images, configs).flatMap((config, index): Subject[] => {
    const image = images[index];
    return image === undefined ? [] : [{ platform: image.platform, config }];
  });
  runner.log.info(
    `${staged.digest} holds ${wanted.map(formatPlatform).join(', ')}, each with a config for its platform.`,
  );
  const base = baseImage(staged);
  const binaries = await verifyBinaries(request, subjects, base);
  if (request.smokeTest !== null) {
    await smokeTest(request.smokeTest, base, wanted, request.native, request);
  }
  return { images, binaries };
}

async function verifyBinaries(
  request: VerifyRequest,
  subjects: readonly Subject[],
  base: ReturnType<typeof baseImage>,
): Promise<readonly string[]> {
  const { binaries: mode, runner } = request;
  if (mode === 'none') {
    return [];
  }
  const findings = await inspectBinaries(mode, subjects, base, request);
  checkBinaries(mode, findings);
  return subjects.map(({ platform }) => {
    const own = findings.filter((finding) => finding.platform === platform);
    for (const finding of own) {
      say(finding, runner.log);
    }
    if (own.length > 0) {
      return own.map(({ path, what }) => `${path}: ${what}`).join('; ');
    }
    const nothing = 'nothing to check: the image names no program';
    runner.log.info(`${formatPlatform(platform)}: ${nothing}`);
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
