/**
 * buildkitd keeps the list of what it can emulate for 20 s, and looks again only when workers are
 * listed (moby/buildkit util/archutil/detect.go). A builder that boots while emulators are being
 * registered would work with the old list; with this setting every listing looks again, and buildx
 * lists the workers when a build begins.
 */
const freshPlatforms = '[system]\n  platformsCacheMaxAge = "0s"\n';

export interface BuildkitdConfig {
  readonly text: string;
  /** The setting is in it: the builder may boot before the emulators are registered. */
  readonly fresh: boolean;
}

/** Adds the setting to a user's buildkitd.toml, unless that has a `system` table of its own. */
export function withFreshPlatforms(config: string | null): BuildkitdConfig {
  const text = config ?? '';
  if (/^\s*(\[+\s*["']?system["']?\s*\]|["']?system["']?\s*[.=])/m.test(text)) {
    return { text, fresh: false };
  }
  return { text: text === '' ? freshPlatforms : `${text}\n${freshPlatforms}`, fresh: true };
}
