import { ActionError, messageOf } from '../errors.ts';
import type { Digest } from '../oci/digest.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import { parseShard, type Shard, type ShardPlatform } from './shard.ts';

/** A shard as it came: the output or the file that held it, and its text. */
export interface ShardText {
  readonly name: string;
  readonly text: string;
}

/** What the shards are held against. */
export interface Expected {
  /** In the order in which the index is to hold them. */
  readonly platforms: readonly Platform[];
  /** Which of several images of the run; empty: all shards are of one. */
  readonly image: string;
  readonly revision: string;
  readonly run: string;
  /** Whether the index gets annotations, which only one of OCI's types has room for. */
  readonly annotated: boolean;
}

/** A platform's image, and the shard that vouches for it. */
export interface AssembledImage extends ShardPlatform {
  readonly shard: string;
  readonly verified: Shard['verified'];
}

/** What a job staged: an index, or a plain manifest. */
export interface AssemblySource {
  readonly shard: string;
  readonly digest: Digest;
  /** What the job's phases took, by their names. */
  readonly seconds: Shard['seconds'];
}

/** N of N shards. */
export interface Assembly {
  /** What the jobs staged, in the order of the platforms. The same shards give the same order, however they came. */
  readonly sources: readonly AssemblySource[];
  /** In the order asked for. */
  readonly images: readonly AssembledImage[];
}

interface NamedShard {
  readonly name: string;
  readonly shard: Shard;
}

/** Throws `shard-refused`, which names every shard and every platform that does not fit. */
export function assemble(texts: readonly ShardText[], expected: Expected): Assembly {
  const problems: string[] = [];
  const shards = texts
    .flatMap(({ name, text }): readonly NamedShard[] => {
      try {
        return [{ name, shard: parseShard(text) }];
      } catch (error) {
        problems.push(`shard '${name}' cannot be read: ${messageOf(error)}`);
        return [];
      }
    })
    .filter(({ shard }) => expected.image === '' || shard.image === expected.image)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const images = expected.platforms.flatMap((platform) => imageFor(platform, shards) ?? []);
  problems.push(
    ...shards.flatMap((named) => originProblems(named, expected)),
    ...imageProblems(shards),
    ...platformProblems(shards, expected.platforms),
    ...mediaTypeProblems(shards, expected.annotated),
  );
  if (problems.length > 0) {
    throw refusal(problems);
  }
  const vouching = new Set(images.map(({ shard }) => shard));
  const sources = [...vouching].flatMap((name) => {
    const shard = shards.find((named) => named.name === name)?.shard;
    return shard === undefined ? [] : [{ shard: name, digest: shard.digest, seconds: shard.seconds }];
  });
  return { sources, images };
}

function imageFor(platform: Platform, shards: readonly NamedShard[]): AssembledImage | null {
  const name = formatPlatform(platform);
  for (const { name: source, shard } of shards) {
    const image = shard.platforms.find((candidate) => formatPlatform(candidate.platform) === name);
    if (image !== undefined) {
      return { ...image, shard: source, verified: shard.verified };
    }
  }
  return null;
}

function originProblems({ name, shard }: NamedShard, { revision, run }: Expected): readonly string[] {
  return [
    ...(shard.revision === revision
      ? []
      : [`shard '${name}' is of the revision '${shard.revision}', and this run is of '${revision}'`]),
    ...(shard.run === run ? [] : [`shard '${name}' is of the run '${shard.run}', and this is '${run}'`]),
  ];
}

function imageProblems(shards: readonly NamedShard[]): readonly string[] {
  const [first, ...others] = shards;
  const other = others.find(({ shard }) => shard.image !== first?.shard.image);
  return first === undefined || other === undefined
    ? []
    : [
        `shard '${first.name}' is of the image '${first.shard.image}' and shard '${other.name}' of '${other.shard.image}', so 'image' must name one`,
      ];
}

function platformProblems(shards: readonly NamedShard[], platforms: readonly Platform[]): readonly string[] {
  const wanted = new Set(platforms.map(formatPlatform));
  const holders = new Map<string, readonly string[]>();
  for (const { name, shard } of shards) {
    for (const { platform } of shard.platforms) {
      const key = formatPlatform(platform);
      holders.set(key, [...(holders.get(key) ?? []), `'${name}'`]);
    }
  }
  return [
    ...[...wanted]
      .filter((platform) => !holders.has(platform))
      .map((platform) => `no shard holds ${platform}`),
    ...[...holders].flatMap(([platform, names]) => [
      ...(wanted.has(platform) ? [] : [`shard ${names[0]} holds ${platform}, which was not asked for`]),
      ...(names.length > 1 ? [`shards ${names.join(' and ')} both hold ${platform}`] : []),
    ]),
  ];
}

/** buildx makes an index of Docker's type where no image has one of OCI's, and drops annotations there. */
function mediaTypeProblems(shards: readonly NamedShard[], annotated: boolean): readonly string[] {
  const isDocker = ({ shard }: NamedShard): boolean =>
    shard.platforms.some(({ mediaType }) => mediaType.startsWith('application/vnd.docker.'));
  const docker = shards.filter(isDocker);
  const [first] = docker;
  const oci = shards.find((named) => !isDocker(named));
  if (first === undefined) {
    return [];
  }
  if (oci !== undefined) {
    return [
      `shard '${first.name}' has media types of Docker and shard '${oci.name}' those of OCI, and annotations would be lost in a mixture`,
    ];
  }
  return annotated
    ? [`shard '${first.name}' has media types of Docker, and annotations of the index would be lost`]
    : [];
}

function refusal(problems: readonly string[]): ActionError {
  const [first = '', ...others] = problems;
  const text = others.length === 0 ? first : `\n- ${problems.join('\n- ')}`;
  return new ActionError('shard-refused', `The shards do not make up the image: ${text}.`, {
    hint: "Did every job of this run succeed? 'Re-run failed jobs' runs those that did not, and this one.",
  });
}

/** The digest that a registry does not have, by what buildx says, and the shard that names it; null if none does. */
export function missingShard(
  said: string,
  { sources, images }: Assembly,
): Pick<AssemblySource, 'shard' | 'digest'> | null {
  const missing = new Set(
    [...said.matchAll(/(sha256:[0-9a-f]{64}):? not found/g)].map(([, digest]) => digest),
  );
  const attestations = images.flatMap(({ shard, attestation: digest }) =>
    digest === null ? [] : [{ shard, digest }],
  );
  const named = [...images, ...attestations, ...sources].find(({ digest }) => missing.has(digest));
  return named === undefined ? null : { shard: named.shard, digest: named.digest };
}
