import { ActionError } from '../errors.ts';
import { formatPlatforms, isSamePlatform, type Platform, runsNatively } from '../oci/platform.ts';
import type { Execution, Node } from './builder.ts';

/** A node that answers, and what it may be given to build. */
export interface AnsweringNode extends Node {
  /** What the user wants it to build; none: whatever it can. */
  readonly pins: readonly Platform[];
  /** What its worker says that it can run, emulators included. */
  readonly runs: readonly Platform[];
}

/**
 * Gives each platform to a node: to the one that it is pinned to, else to one that runs it natively, else to one
 * that emulates it, the first of them each time. A node with pins gets nothing else. `emulated`: programs of the
 * build may be run by an emulator. Throws `emulation-unavailable` for platforms that no node takes.
 */
export function assignPlatforms(
  wanted: readonly Platform[],
  nodes: readonly AnsweringNode[],
  emulated: boolean,
): readonly Execution[] {
  const executions = wanted.flatMap((platform) => executionOf(platform, nodes, emulated) ?? []);
  const missing = wanted.filter(
    (platform) => !executions.some((execution) => isSamePlatform(execution.platform, platform)),
  );
  if (missing.length > 0) {
    throw new ActionError(
      'emulation-unavailable',
      `No node of the builder builds ${formatPlatforms(missing)}. ${nodes.map(described).join(' ')}`,
      {
        hint: "Add a node that does, or register emulators on a node's machine. If the Dockerfile runs nothing on a foreign platform (it cross-compiles or only copies), set emulation: none.",
      },
    );
  }
  return executions;
}

function executionOf(
  platform: Platform,
  nodes: readonly AnsweringNode[],
  emulated: boolean,
): Execution | null {
  const pinned = nodes.filter(({ pins }) => pins.some((pin) => isSamePlatform(pin, platform)));
  const free = nodes.filter(({ pins }) => pins.length === 0);
  const candidates = pinned.length > 0 ? pinned : free;
  const native = candidates.find((node) => runsNatively(platform, node.platform));
  if (native !== undefined) {
    return { platform, node: native, how: 'native' };
  }
  const foreign = candidates.find(
    (node) => pinned.length > 0 || !emulated || node.runs.some((run) => isSamePlatform(run, platform)),
  );
  return foreign === undefined ? null : { platform, node: foreign, how: emulated ? 'builtin' : 'none' };
}

function described({ title, pins, runs }: AnsweringNode): string {
  return pins.length > 0
    ? `'${title}' is for ${formatPlatforms(pins)} alone.`
    : `'${title}' runs ${formatPlatforms(runs) || 'nothing'}.`;
}
