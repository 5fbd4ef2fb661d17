import { type Digest, isDigest } from '../oci/digest.ts';
import { isRecord, parseJson } from '../oci/json.ts';
import { formatPlatform, isKnownPlatform, type Platform, parsePlatform } from '../oci/platform.ts';

/** How the programs of a platform ran where it was built. */
const hows = ['native', 'registered', 'builtin', 'none'] as const;
export type How = (typeof hows)[number];

/** One platform that a job staged and verified. */
export interface ShardPlatform {
  readonly platform: Platform;
  readonly digest: Digest;
  /** Of the manifest, in bytes. */
  readonly size: number;
  readonly mediaType: string;
  readonly attestation: Digest | null;
  readonly how: How;
  /** What pulling it downloads, in bytes; null where that is not known. */
  readonly download: number | null;
  /** What the build did for it; null where that is not known. */
  readonly work: ShardWork | null;
}

/** For people to read: nothing is decided by it. */
export interface ShardWork {
  readonly seconds: number;
  readonly instructions: number;
  readonly cached: number;
  readonly ran: 'native' | 'emulated' | 'nothing';
}

/**
 * What a job leaves behind of its platforms. It holds no name of a repository or an account: GitHub drops an
 * output of a job that contains the value of a secret, and a user name often is one.
 */
export interface Shard {
  /** Which of several images of the run; empty where there is one. */
  readonly image: string;
  /** The commit of the workflow, and its run; empty outside of GitHub. */
  readonly revision: string;
  readonly run: string;
  /** Of the index or manifest that the job staged in every repository. */
  readonly digest: Digest;
  readonly platforms: readonly [ShardPlatform, ...ShardPlatform[]];
  /** What was looked at besides platforms and configs. */
  readonly verified: { readonly binaries: boolean; readonly smokeTest: boolean };
  /** What the job's phases took, by their names. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** The only layout there has been. A reader refuses every other: what it does not know it cannot check. */
const schema = 1;

export function formatShard(shard: Shard): string {
  const { image, revision, run, digest, verified, seconds } = shard;
  const platforms = shard.platforms.map(({ platform, ...rest }) => ({
    platform: formatPlatform(platform),
    ...rest,
  }));
  return JSON.stringify({ schema, image, revision, run, digest, platforms, verified, seconds });
}

/** Whether a text is meant to be a shard, however damaged: other outputs of jobs stand beside them. */
export function looksLikeShard(text: string): boolean {
  return /^\s*\{\s*"schema"/.test(text);
}

/** Throws a plain Error, with the reason, if the text is not exactly a shard of this version. */
export function parseShard(text: string): Shard {
  const document = parseJson(text);
  if (!isRecord(document)) {
    throw new Error('it is not a JSON object');
  }
  if (document['schema'] !== schema) {
    throw new Error(
      `its schema is ${JSON.stringify(document['schema'])}, and this version of the action reads ${schema}`,
    );
  }
  const { platforms, verified } = document;
  const [first, ...others] = Array.isArray(platforms) ? platforms.map(platformOf) : [];
  if (first === undefined) {
    throw new Error('it lists no platforms');
  }
  if (!isRecord(verified)) {
    throw new Error('it does not say what was verified');
  }
  return {
    image: textOf(document, 'image'),
    revision: textOf(document, 'revision'),
    run: textOf(document, 'run'),
    digest: digestIn(document, 'digest'),
    platforms: [first, ...others],
    verified: { binaries: verified['binaries'] === true, smokeTest: verified['smokeTest'] === true },
    seconds: secondsOf(document['seconds']),
  };
}

function platformOf(value: unknown): ShardPlatform {
  if (!isRecord(value)) {
    throw new Error('a platform of it is not a JSON object');
  }
  const name = textOf(value, 'platform');
  const platform = parsePlatform(name);
  if (platform === null || !isKnownPlatform(platform) || formatPlatform(platform) !== name) {
    throw new Error(`its platform ${JSON.stringify(name)} does not exist`);
  }
  const size = value['size'];
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 1) {
    throw new Error(`the size of its ${name} is ${JSON.stringify(size)}`);
  }
  const how = hows.find((known) => known === value['how']);
  if (how === undefined) {
    throw new Error(`how its ${name} ran is ${JSON.stringify(value['how'])}`);
  }
  return {
    platform,
    digest: digestIn(value, 'digest'),
    size,
    mediaType: textOf(value, 'mediaType'),
    attestation: value['attestation'] === null ? null : digestIn(value, 'attestation'),
    how,
    download: amountIn(value, 'download'),
    work: workOf(value['work']),
  };
}

/** What is not there is not known. */
function amountIn(record: Readonly<Record<string, unknown>>, name: string): number | null {
  const value = record[name];
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

function workOf(value: unknown): ShardWork | null {
  if (!isRecord(value)) {
    return null;
  }
  const [seconds, instructions, cached] = ['seconds', 'instructions', 'cached'].map((name) =>
    amountIn(value, name),
  );
  const ran = (['native', 'emulated', 'nothing'] as const).find((known) => known === value['ran']);
  return ran === undefined || seconds == null || instructions == null || cached == null
    ? null
    : { seconds, instructions, cached, ran };
}

function textOf(record: Readonly<Record<string, unknown>>, name: string): string {
  const value = record[name];
  if (typeof value !== 'string') {
    throw new Error(`its '${name}' is not a text`);
  }
  return value;
}

function digestIn(record: Readonly<Record<string, unknown>>, name: string): Digest {
  const text = textOf(record, name);
  if (!isDigest(text)) {
    throw new Error(`its '${name}' is ${JSON.stringify(text)}, and not a SHA-256 digest`);
  }
  return text;
}

function secondsOf(value: unknown): Readonly<Record<string, number>> {
  if (!isRecord(value)) {
    throw new Error("its 'seconds' are not a JSON object");
  }
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}
