import semver from 'semver';
import { ActionError } from '../errors.ts';
import type { Digest } from '../oci/digest.ts';
import { checksums } from './checksums.ts';
import { refusal, refuseKnownBad } from './known-bad.ts';

/** Which buildx is asked for. */
export interface BuildxRequest {
  /** `v0.37.1`, a semver range, `latest` or `runner`. */
  readonly version: string;
  readonly sha256: Digest | null;
  /** Takes the place of https://github.com/docker/buildx/releases/download; without a slash at its end. */
  readonly mirror: string | null;
}

/** A release that may run once its binary has this digest. */
export interface Resolved {
  /** With its `v`. */
  readonly version: string;
  readonly sha256: Digest;
}

/** The embedded digest of a release's binary; null if the table has none. */
export function knownDigest(version: string, asset: string): Digest | null {
  const hex = checksums[version]?.[asset];
  return hex === undefined ? null : (`sha256:${hex}` as Digest);
}

/**
 * Which release an exact version or a range means on this machine. A range means the newest release
 * of the table that is in it. Throws `buildx-version-unknown`, `buildx-version-refused`, or
 * `input-invalid` for a range with 'buildx-sha256'.
 */
export function resolveRelease(request: BuildxRequest, asset: string): Resolved {
  const exact = semver.valid(request.version);
  if (exact !== null) {
    return exactRelease(`v${exact}`, request.sha256, asset);
  }
  const range = semver.validRange(request.version);
  const known = knownVersions(asset);
  if (range === null) {
    throw new ActionError('buildx-version-unknown', `'buildx-version' is '${request.version}'.`, {
      hint: `Expected a version such as ${known[0] ?? 'v0.37.1'}, a range such as ^0.37.1, latest, or runner.`,
    });
  }
  refuseDigest(request);
  const version = known.find((candidate) => semver.satisfies(candidate, range));
  const sha256 = version === undefined ? null : knownDigest(version, asset);
  if (version === undefined || sha256 === null) {
    throw new ActionError(
      'buildx-version-unknown',
      `'buildx-version' is '${request.version}', and no release in that range has a known SHA-256 for ${asset}.`,
      { hint: `Known are ${known.join(', ')}. Another exact version can be used with 'buildx-sha256'.` },
    );
  }
  return { version, sha256 };
}

/** Throws `input-invalid` if a digest was given: it belongs to one binary, and which one is open. */
export function refuseDigest({ version, sha256 }: BuildxRequest): void {
  if (sha256 === null) {
    return;
  }
  throw new ActionError(
    'input-invalid',
    `'buildx-sha256' is set, but 'buildx-version' is '${version}', which can mean more than one binary.`,
    { hint: "Set 'buildx-version' to an exact version." },
  );
}

function exactRelease(version: string, given: Digest | null, asset: string): Resolved {
  refuseKnownBad(version, `buildx ${version}`);
  const sha256 = given ?? knownDigest(version, asset);
  if (sha256 === null) {
    throw new ActionError(
      'buildx-version-unknown',
      `This action does not know the SHA-256 of buildx ${version} for ${asset}, so it cannot verify it.`,
      {
        hint:
          `Set 'buildx-sha256' to the digest of that binary, or 'buildx-version' to one of ` +
          `${knownVersions(asset).join(', ')}.`,
      },
    );
  }
  return { version, sha256 };
}

/** The releases that have a digest for this asset and are not refused, newest first. */
function knownVersions(asset: string): readonly string[] {
  return semver.rsort(
    Object.keys(checksums).filter((version) => checksums[version]?.[asset] && refusal(version) === null),
  );
}
