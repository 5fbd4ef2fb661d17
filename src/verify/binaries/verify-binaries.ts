import type { Ready } from '../../builder/builder.ts';
import type { PlatformImage } from '../../oci/manifest.ts';
import { formatPlatform, isSamePlatform } from '../../oci/platform.ts';
import { together } from '../../session/concurrency.ts';
import type { Staged } from '../../stage/staged.ts';
import { readElfFiles } from './all.ts';
import { type AllBinaries, judgeAll } from './all-findings.ts';
import { type Finding, logFinding, refuseAbove, refuseForeign, refuseMissing } from './findings.ts';
import { type ImageUnderTest, inspectBinaries } from './inspect.ts';

/**
 * Which files are held against the platform: the programs that a container starts with, these and every
 * ELF file, the paths given, or none.
 */
export type BinaryCheck = 'entrypoint' | 'none' | readonly string[] | AllBinaries;

export function isAll(check: BinaryCheck): check is AllBinaries {
  return typeof check === 'object' && 'except' in check;
}

type Image = ImageUnderTest & PlatformImage;

/**
 * What was found of each image's binaries, in words, in the same order; empty if nothing was looked at.
 * Throws `binary-differs` or `binary-unreadable` for what must not be published. A program that is missing
 * may be mounted later, unless its path was asked for.
 */
export async function verifyBinaries(
  check: BinaryCheck,
  images: readonly Image[],
  staged: Staged,
  session: Ready,
): Promise<readonly string[]> {
  if (check === 'none') {
    return [];
  }
  if (isAll(check)) {
    return verifyAll(check, images, staged, session);
  }
  const findings = await inspectBinaries(check, images, staged, session);
  refuseForeign(findings);
  if (check !== 'entrypoint') {
    refuseMissing(findings);
  }
  return tell(images, findings, session);
}

async function verifyAll(
  check: AllBinaries,
  images: readonly Image[],
  staged: Staged,
  session: Ready,
): Promise<readonly string[]> {
  const [findings, files] = await together(session, (part) => [
    inspectBinaries('entrypoint', images, staged, part),
    readElfFiles(images, staged, part),
  ]);
  const all = images.map(({ platform }, index) => judgeAll(platform, files[index] ?? new Map(), check));
  const refused = all.flatMap((found) => found.refused);
  refuseForeign([...findings, ...refused]);
  refuseAbove([...findings, ...refused]);
  const { log } = session;
  for (const [title, text] of all.flatMap(({ notes }) => notes)) {
    log.warning(text, title);
  }
  const programs = tell(images, findings, session);
  return images.map(({ platform }, index) => {
    const summary = all[index]?.summary ?? '';
    log.info(`${formatPlatform(platform)}: ${summary}`);
    return [programs[index], summary].join('; ');
  });
}

/** Tells the findings in the log; gives them for each image. */
function tell(images: readonly Image[], findings: readonly Finding[], { log }: Ready): readonly string[] {
  return images.map(({ platform }) => {
    const own = findings.filter((finding) => isSamePlatform(finding.platform, platform));
    for (const finding of own) {
      logFinding(finding, log);
    }
    if (own.length > 0) {
      return own.map(({ path, what }) => `${path}: ${what}`).join('; ');
    }
    const nothing = 'nothing to check: the image names no program';
    log.info(`${formatPlatform(platform)}: ${nothing}`);
    return nothing;
  });
}
