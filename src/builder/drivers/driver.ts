import type { BuildxSession } from '../../buildx/session.ts';
import type { ActionError } from '../../errors.ts';
import type { CommandFailed } from '../../failures/command.ts';
import type { Platform } from '../../oci/platform.ts';
import type { Runner } from '../../runner/runner.ts';
import type { Session } from '../../session/session.ts';

/** buildx's own names of them; the first is the default. */
export const driverNames = ['docker-container', 'docker', 'remote', 'kubernetes'] as const;
export type DriverName = (typeof driverNames)[number];

/** Says whose a builder is, in what the driver makes of it; a builder that is to outlive the job has none. */
export const ownerVariable = 'MULTIARCH_BUILD_OWNER';

/** One BuildKit, as it was asked for. */
export interface NodeSpec {
  /** What messages call it. */
  readonly title: string;
  /** A docker context or the address of a daemon; for remote, that of BuildKit. null: what the driver does without. */
  readonly endpoint: string | null;
  /** `name=value` of the user's, each quoted as one field of CSV. */
  readonly driverOptions: readonly string[];
  /** Certificates that came as text, by their driver options. */
  readonly certificates: Readonly<Partial<Record<'cacert' | 'cert' | 'key', string>>>;
  /** Flags of its daemon, as the user wrote them; null for none. */
  readonly flags: string | null;
  /** What it must build, and nothing else; none: whatever it can. */
  readonly platforms: readonly Platform[];
}

/** A builder that is to be made. */
export interface BuilderSpec {
  readonly name: string;
  readonly driver: DriverName;
  readonly nodes: readonly [NodeSpec, ...NodeSpec[]];
  readonly image: string;
  /** Path of its buildkitd.toml. */
  readonly config: string;
  readonly entitlements: readonly string[];
  /** As formatOwner writes it, `unknown`, or null for a builder that nobody but the user removes. */
  readonly owner: string | null;
}

/** What is known of a node that is there, or was. */
export interface PlacedNode {
  readonly name: string;
  /** null: on the daemon that docker commands reach. */
  readonly endpoint: string | null;
}

/** A node that buildx has an entry of. */
export interface KnownNode {
  readonly title: string;
  readonly endpoint: string;
  readonly options: Readonly<Record<string, string>>;
}

/** What it takes to remove something. */
export type Remover = Pick<
  BuildxSession,
  'buildx' | 'docker' | 'processes' | 'log' | 'files' | 'environment'
>;

/** A builder that a run may have left behind, and the text that says whose it is; null where nothing can say it. */
export type Remains = ReadonlyMap<string, () => Promise<string | null>>;

type Variables = Readonly<Record<string, string>>;

/** What one driver of buildx has that others have not. */
export interface Driver {
  /** Its nodes run on the Docker daemon of this runner, unless an endpoint says otherwise. */
  readonly onDaemon: boolean;
  /** It boots BuildKit itself: image, flags and configuration are ours to give. */
  readonly boots: boolean;
  /** Nothing that it makes can say whose it is, so the entry that buildx keeps must. */
  readonly ownerInEntry: boolean;
  /** Driver options of a node, the user's last, each quoted as one field of CSV. */
  options(spec: BuilderSpec, node: NodeSpec, variables: Variables): readonly string[];
  /** Those that must not be arguments, which every user of the machine can read. */
  secretOptions(node: NodeSpec, variables: Variables): Readonly<Record<string, string>>;
  /** Flags of the node's daemon; null where buildx takes none. */
  flags(spec: BuilderSpec, node: NodeSpec): string | null;
  /** Finds out in a moment what buildx would wait for in vain. Throws `builder-failed`. */
  check(spec: BuilderSpec, session: Session): Promise<void>;
  /** Finds out in a moment whether a node answers, for which buildx would wait in vain. Throws `builder-failed`. */
  greet(node: KnownNode, session: Session): Promise<void>;
  /** What a failure to make a builder, or to boot it, means here; null: nothing special. */
  explain(failed: CommandFailed, spec: BuilderSpec): ActionError | null;
  /** How a node ended, for the user. Never throws. */
  describeEnd(node: PlacedNode, runner: Pick<Runner, 'processes'>): Promise<string>;
  /** Removes of a node what buildx has not removed; why that could not be done, or null. Never throws. */
  removeNode(node: PlacedNode, remover: Remover): Promise<string | null>;
  /** What runs may have left behind besides the entries that buildx keeps. */
  remains(session: BuildxSession): Promise<Remains>;
}
