import type { Digest, ServedDigest } from '../oci/digest.ts';
import type { PlatformImage } from '../oci/manifest.ts';
import type { Platform } from '../oci/platform.ts';
import type { Tag } from '../oci/reference.ts';
import type { Phase } from './session.ts';
import type { BuildStep, PlatformWork } from './steps.ts';

/** How far publishing has come. */
export type Publication =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'untagged'; readonly digest: Digest; readonly repositories: readonly string[] }
  | {
      readonly kind: 'tagged';
      readonly digest: Digest;
      /** Those that point at the digest, as read back. */
      readonly tags: readonly Tag[];
      /** Those of which the registry did not say what they point at. */
      readonly unconfirmed: readonly Tag[];
    }
  /** BuildKit pushes the tags itself, verified or not. */
  | { readonly kind: 'direct'; readonly tags: readonly TagState[] };

export interface TagState {
  readonly tag: Tag;
  /** A digest, or in words why there is none. */
  readonly serves: string;
}

/** What verification found, as far as outputs and summary tell it. */
export interface VerifiedImage {
  readonly digest: ServedDigest;
  readonly images: readonly PlatformImage[];
  /** What was found of each image's binaries, in words, in the same order; empty if nothing was looked at. */
  readonly binaries: readonly string[];
  /** What pulling each image downloads, in bytes, in the same order; null where that is not known. */
  readonly downloads: readonly (number | null)[];
  /** What was looked at, each in a few words. */
  readonly checks: readonly string[];
}

/** A phase that has ended. */
export interface PhaseTime {
  readonly phase: Phase;
  /** Milliseconds since the epoch. */
  readonly startedMs: number;
  readonly endedMs: number;
}

/** A job of several, as the one that merges knows it. */
export interface Leg {
  readonly name: string;
  readonly platforms: readonly Platform[];
  /** What its phases took, by their names. */
  readonly seconds: Readonly<Record<string, number>>;
  /** What its build did for each platform, as far as it said. */
  readonly work: readonly PlatformWork[];
}

/** What the step runs with, as far as the summary tells it. */
export interface SetUpFacts {
  /** With its `v`. */
  readonly buildxVersion: string;
  /** Of the builder; null where nothing is built. */
  readonly driver: string | null;
  /** Of the builder. */
  readonly nodes: readonly { readonly name: string; readonly endpoint: string | null }[];
  readonly executions: readonly {
    readonly platform: Platform;
    readonly node: { readonly name: string };
    readonly how: string;
  }[];
}

/** What is known to be true at some moment of a step. */
export interface Outcome {
  readonly setUp: SetUpFacts | null;
  readonly verified: VerifiedImage | null;
  /** The first repository that holds the image; null if it was not pushed. */
  readonly repository: string | null;
  readonly tags: readonly Tag[];
  /** What the image is called, published or not. */
  readonly names: readonly Tag[];
  /** The first tag that the rules gave; empty without rules. */
  readonly version: string;
  /** The metadata JSON of buildx. */
  readonly metadata: string | null;
  /** The name of a builder that outlives the job; null if it is gone, or goes when the job ends. */
  readonly builder: string | null;
  /** What this job leaves for the one that merges; null if it publishes itself. */
  readonly shard: { readonly text: string; readonly file: string } | null;
  /** In the order in which they ended. */
  readonly phases: readonly PhaseTime[];
  /** Of every build of the image, in the order in which they began. */
  readonly steps: readonly BuildStep[];
  /** The jobs that built the image; empty if this one did. */
  readonly legs: readonly Leg[];
}

/** What the set-up action has made for later steps of its job. */
export interface Readied {
  /** Variables of the job. */
  readonly variables: Readonly<Record<string, string>>;
  /** A folder that comes first on its PATH. */
  readonly path: string;
  readonly builder: {
    readonly name: string;
    readonly driver: string;
    readonly nodes: readonly { readonly name: string; readonly platform: Platform }[];
  };
  readonly executions: SetUpFacts['executions'];
}

const nothing: Outcome = {
  setUp: null,
  verified: null,
  repository: null,
  tags: [],
  names: [],
  version: '',
  metadata: null,
  builder: null,
  shard: null,
  phases: [],
  steps: [],
  legs: [],
};

/**
 * What this step has established so far: whatever happens, this is what it reports. The only state that
 * changes while the stages run.
 */
export class Ledger {
  private known: Outcome = nothing;
  private published: Publication = { kind: 'nothing' };
  private readonly builds = new Map<string, readonly BuildStep[]>();
  private forLater: Readied | null = null;

  /** null for an action that makes nothing for later steps, and for one that failed. */
  get readied(): Readied | null {
    return this.forLater;
  }

  ready(readied: Readied): void {
    this.forLater = readied;
  }

  get publication(): Publication {
    return this.published;
  }

  /** What may be said of a step that ended: one that failed sets only what it had verified and tagged. */
  outcome(failed: boolean): Outcome {
    if (!failed) {
      return this.known;
    }
    // Of the names, those that point at the image are the tags.
    return this.known.tags.length === 0 ? nothing : { ...this.known, names: [], version: '' };
  }

  /** Everything, for people to read. */
  get facts(): Outcome {
    return this.known;
  }

  setUp(setUp: SetUpFacts): void {
    this.known = { ...this.known, setUp };
  }

  named(names: readonly Tag[], version: string): void {
    this.known = { ...this.known, names, version };
  }

  /** What each phase that has ended took, in whole seconds. */
  get seconds(): Readonly<Partial<Record<Phase, number>>> {
    return Object.fromEntries(
      this.known.phases.map(({ phase, startedMs, endedMs }) => [
        phase,
        Math.round((endedMs - startedMs) / 1000),
      ]),
    );
  }

  ended(phase: PhaseTime): void {
    this.known = { ...this.known, phases: [...this.known.phases, phase] };
  }

  /** How far a build has come, of several at once, each with a name. */
  steps(build: string, steps: readonly BuildStep[]): void {
    this.builds.set(build, steps);
    this.known = { ...this.known, steps: [...this.builds.values()].flat() };
  }

  legs(legs: readonly Leg[]): void {
    this.known = { ...this.known, legs };
  }

  metadata(metadata: string): void {
    this.known = { ...this.known, metadata };
  }

  keptBuilder(builder: string): void {
    this.known = { ...this.known, builder };
  }

  shard(shard: Outcome['shard']): void {
    this.known = { ...this.known, shard };
  }

  /** The image lies in these repositories, by digest alone. */
  staged(digest: Digest, repositories: readonly string[]): void {
    this.published = { kind: 'untagged', digest, repositories };
  }

  /** BuildKit pushed the tags itself, before anything was verified, or failed on the way; what they point at now. */
  pushedDirectly(tags: readonly TagState[]): void {
    this.published = { kind: 'direct', tags };
  }

  verified(verified: VerifiedImage): void {
    this.known = { ...this.known, verified };
  }

  /** What the tags were found to point at. `repository`: the first that holds the image. */
  tagged(digest: Digest, found: Confirmation, repository: string): void {
    const { tags, unconfirmed } = found;
    this.known = { ...this.known, tags, repository };
    if (tags.length > 0 || unconfirmed.length > 0) {
      this.published = { kind: 'tagged', digest, tags, unconfirmed };
    }
  }
}

export interface Confirmation {
  readonly tags: readonly Tag[];
  readonly unconfirmed: readonly Tag[];
}
