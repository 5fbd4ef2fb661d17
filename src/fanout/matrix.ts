import { ActionError } from '../errors.ts';
import { formatPlatform, formatPlatforms, type Platform } from '../oci/platform.ts';

/** A runner for some platforms: one label, or all of several labels. */
export interface RunnerRule {
  /** `linux/arm/v7`, `linux/arm`, `linux` or `default`: what is longer is more specific, and wins. */
  readonly scope: string;
  readonly labels: string | readonly string[];
}

/** One image of a workflow. */
export interface NamedBuild {
  /** Empty where the workflow has a single image. */
  readonly name: string;
  readonly context: string;
}

export interface MatrixRequest {
  readonly platforms: readonly Platform[];
  readonly runners: readonly RunnerRule[];
  /** Platforms that share a leg. */
  readonly groups: readonly (readonly Platform[])[];
  readonly images: readonly NamedBuild[];
}

/** One job of the matrix, as `strategy.matrix.include` takes it. */
export interface Leg {
  /** Fit for the name of a file, an artifact or an output, and unique in the matrix. */
  readonly name: string;
  readonly image: string;
  readonly context: string;
  /** Separated by commas. */
  readonly platforms: string;
  /** JSON, for `fromJSON` in `runs-on`. */
  readonly 'runs-on': string;
  /** Whether the runner executes programs of all these platforms itself. */
  readonly native: boolean;
}

/** The most jobs that GitHub makes of one matrix. */
const mostLegs = 256;

interface Placement {
  readonly labels: string | readonly string[];
  readonly native: boolean;
}

/** GitHub's runners that are free for public repositories. 32-bit arm is not promised on those for arm64. */
const hosted: Readonly<Record<string, Placement>> = {
  amd64: { labels: 'ubuntu-latest', native: true },
  '386': { labels: 'ubuntu-latest', native: true },
  arm64: { labels: 'ubuntu-24.04-arm', native: true },
};
const emulating: Placement = { labels: 'ubuntu-latest', native: false };

/**
 * A leg for each platform, or each group of platforms, of each image, in the order asked for. Throws
 * `input-invalid` for a group that no single runner takes, and for more legs than GitHub starts.
 */
export function planMatrix({ platforms, runners, groups, images }: MatrixRequest): readonly Leg[] {
  const legs = images.flatMap(({ name: image, context }) =>
    groupsOf(platforms, groups).map((group): Leg => {
      const { labels, native } = placementOf(group, runners);
      return {
        name: legName(image, group),
        image,
        context,
        platforms: formatPlatforms(group, ','),
        'runs-on': JSON.stringify(labels),
        native,
      };
    }),
  );
  if (legs.length > mostLegs) {
    throw new ActionError(
      'input-invalid',
      `The matrix has ${legs.length} jobs, but GitHub starts at most ${mostLegs} from one matrix.`,
      { hint: "Share jobs between platforms with 'groups', or use a workflow for each part of the images." },
    );
  }
  return legs;
}

/** Fit for the name of a file, an artifact or an output. `image` is empty where there is one. */
export function legName(image: string, platforms: readonly Platform[]): string {
  const name = platforms.map((platform) => formatPlatform(platform).replaceAll('/', '-')).join('_');
  return image === '' ? name : `${image}-${name}`;
}

/** Each platform once, at the place of the first of its group. */
function groupsOf(
  platforms: readonly Platform[],
  groups: readonly (readonly Platform[])[],
): readonly (readonly Platform[])[] {
  const names = (group: readonly Platform[]): readonly string[] => group.map(formatPlatform);
  const placed = new Set<string>();
  return platforms.flatMap((platform) => {
    const name = formatPlatform(platform);
    if (placed.has(name)) {
      return [];
    }
    const group = groups.find((candidate) => names(candidate).includes(name)) ?? [platform];
    const inOrder = platforms.filter((candidate) => names(group).includes(formatPlatform(candidate)));
    for (const member of names(inOrder)) {
      placed.add(member);
    }
    return [inOrder];
  });
}

function placementOf(group: readonly Platform[], runners: readonly RunnerRule[]): Placement {
  const placements = group.map((platform) => placementFor(platform, runners));
  const [first = emulating, ...others] = placements;
  const other = others.find(({ labels }) => JSON.stringify(labels) !== JSON.stringify(first.labels));
  if (other !== undefined) {
    throw new ActionError(
      'input-invalid',
      `The group ${formatPlatforms(group)} needs two runners, ${JSON.stringify(first.labels)} and ${JSON.stringify(other.labels)}, but a job has one.`,
      { hint: "Change the group, or name one runner for all of its platforms in 'runners'." },
    );
  }
  return { labels: first.labels, native: placements.every(({ native }) => native) };
}

function placementFor(platform: Platform, runners: readonly RunnerRule[]): Placement {
  const { os, architecture } = platform;
  const scopes = [formatPlatform(platform), `${os}/${architecture}`, os, 'default'];
  for (const scope of scopes) {
    const rule = runners.find((candidate) => candidate.scope === scope);
    if (rule !== undefined) {
      // A rule for an architecture names a machine of it; of others it is known that most are amd64.
      const native = scope.includes('/') || ['amd64', '386'].includes(architecture);
      return { labels: rule.labels, native };
    }
  }
  return hosted[architecture] ?? emulating;
}
