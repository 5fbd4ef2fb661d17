import semver from 'semver';
import { ActionError } from '../errors.ts';

interface KnownBad {
  readonly range: string;
  readonly reason: string;
  readonly link: string;
}

/** Releases with which this action cannot keep what it promises. */
export const knownBad: readonly KnownBad[] = [
  {
    range: '<0.32.0',
    reason: 'it lacks rm --timeout, which this action needs',
    link: 'https://github.com/docker/buildx/releases/tag/v0.32.0',
  },
  {
    range: '>=0.31.1-0 <0.33.0',
    reason: 'its imagetools create races its own blob uploads, so that tagging fails',
    link: 'https://github.com/docker/buildx/issues/3722',
  },
  {
    range: '0.37.0',
    reason: 'it can leave a tag on an image that lacks platforms',
    link: 'https://github.com/docker/buildx/issues/4058',
  },
  {
    range: '>=0.36.0-0 <=0.37.0',
    reason: 'its rm leaves the volume of a builder behind',
    link: 'https://github.com/docker/buildx/issues/4067',
  },
];

/** Why a version is refused; null if it is not. Takes any spelling of a version that semver reads. */
export function refusal(version: string): string | null {
  const bad = knownBad.find(({ range }) => semver.satisfies(version, range, { includePrerelease: true }));
  return bad ? `${bad.reason} (${bad.link})` : null;
}

/** Throws `buildx-version-refused` for a version that is known to be bad. */
export function refuseKnownBad(version: string, whose: string): void {
  const reason = refusal(version);
  if (reason === null) {
    return;
  }
  throw new ActionError('buildx-version-refused', `${whose} is refused: ${reason}.`, {
    hint: "Leave 'buildx-version' out to get the release that this action was tested with.",
  });
}
