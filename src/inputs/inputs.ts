import type { Digest } from '../oci/digest.ts';
import type { Platform } from '../oci/platform.ts';
import type { Tag } from '../oci/reference.ts';

/** What the user asked for: parsed, normalised and held against itself. Nothing after this reads a string again. */
export interface Inputs {
  readonly source: Source;
  /** null: the daemon's own platform, for `load` without `platforms`. */
  readonly platforms: readonly Platform[] | null;
  readonly tags: readonly Tag[];
  readonly push: boolean;
  readonly load: boolean;
  /** A BuildKit exporter in buildx's own CSV, instead of `push` or `load`. */
  readonly output: string | null;
  /** Options that go to `buildx build` as they are, each with its flag: `['--label', 'a=b']`. */
  readonly build: BuildOptions;
  readonly secrets: readonly Secret[];
  readonly githubToken: string | null;
  readonly login: Login | null;
  readonly publish: 'staged' | 'direct';
  readonly verifyBinaries: 'entrypoint' | 'none' | readonly string[];
  /** A command for the image's shell, or an argument vector where the input is a JSON array. */
  readonly smokeTest: string | readonly string[] | null;
  /** Further attempts after a transient failure. */
  readonly retries: number;
  readonly timeouts: Timeouts;
  readonly emulation: 'auto' | 'binfmt' | 'builtin' | 'none';
  readonly binfmtImage: string;
  readonly buildx: BuildxRequest;
  readonly builder: BuilderRequest;
  readonly cleanup: boolean;
}

export interface Source {
  /** A directory, or a URL that BuildKit fetches. */
  readonly context: string;
  readonly remote: boolean;
  readonly file: string | null;
  readonly target: string | null;
}

export interface BuildOptions {
  readonly buildArgs: readonly string[];
  readonly buildContexts: readonly string[];
  readonly labels: readonly string[];
  readonly annotations: readonly string[];
  readonly attests: readonly string[];
  readonly provenance: string | null;
  readonly sbom: string | null;
  readonly noCache: boolean;
  readonly noCacheFilters: readonly string[];
  readonly pull: boolean;
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  readonly addHosts: readonly string[];
  readonly allow: readonly string[];
  readonly network: string | null;
  readonly shmSize: string | null;
  readonly ulimit: readonly string[];
  readonly cgroupParent: string | null;
  readonly ssh: readonly string[];
}

export interface Secret {
  readonly id: string;
  readonly from:
    | { readonly kind: 'value'; readonly value: string }
    | { readonly kind: 'environment'; readonly name: string }
    | { readonly kind: 'file'; readonly path: string };
}

export interface Login {
  /** Host with its port; `docker.io` for Docker Hub. */
  readonly registry: string;
  readonly username: string;
  readonly password: string;
}

export const phases = ['setup', 'build', 'verify', 'publish'] as const;
export type Phase = (typeof phases)[number];

/** In milliseconds; null is no limit of the user's. */
export interface Timeouts {
  readonly whole: number | null;
  readonly phases: Readonly<Record<Phase, number | null>>;
}

export interface BuildxRequest {
  /** `v0.37.1`, a semver range, `latest` or `runner`. */
  readonly version: string;
  readonly sha256: Digest | null;
  /** Takes the place of https://github.com/docker/buildx/releases/download; without a slash at its end. */
  readonly mirror: string | null;
}

export interface BuilderRequest {
  /** The name of one that exists and stays; null: make one. */
  readonly existing: string | null;
  readonly image: string;
  readonly driverOptions: readonly string[];
  readonly config: { readonly file: string } | { readonly inline: string } | null;
}
