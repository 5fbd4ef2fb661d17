import type { BuildxSession } from '../buildx/session.ts';
import type { Platform } from '../oci/platform.ts';
import type { DriverName } from './drivers/driver.ts';

/** One BuildKit of a builder. */
export interface Node {
  readonly name: string;
  /** What messages call it. */
  readonly title: string;
  /** null: on the daemon that docker commands reach. */
  readonly endpoint: string | null;
  /** Of the machine that it runs on. */
  readonly platform: Platform;
}

export interface Builder {
  readonly name: string;
  readonly driver: DriverName;
  readonly nodes: readonly [Node, ...Node[]];
  /** Made by this action, and removed by it when the job ends. */
  readonly owned: boolean;
}

/**
 * Where a platform is built, and how its programs run there: by the processor itself, by an emulator that
 * the kernel knows, by BuildKit's own emulator, or not at all.
 */
export interface Execution {
  readonly platform: Platform;
  readonly node: Node;
  readonly how: 'native' | 'registered' | 'builtin' | 'none';
}

/** A session that is set up: what is staged, verified and published with. */
export interface Ready extends BuildxSession {
  readonly builder: Builder;
  /** One for each platform of the image, in the order asked for. */
  readonly executions: readonly Execution[];
}

export function platformsOf({ executions }: Pick<Ready, 'executions'>): readonly Platform[] {
  return executions.map(({ platform }) => platform);
}

/** The nodes that have a part in it, in the order of the first platform of each. */
export function nodesOf({ executions }: Pick<Ready, 'executions'>): readonly Node[] {
  return [...new Map(executions.map(({ node }) => [node.name, node])).values()];
}
