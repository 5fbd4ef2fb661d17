import { join } from 'node:path';
import { inspectBuilderArguments, instancePath } from '../buildx/builder.ts';
import { type InspectedNode, parseInspectedNodes } from '../buildx/inspected-nodes.ts';
import { ActionError } from '../errors.ts';
import type { Platform } from '../oci/platform.ts';
import type { Tool } from '../runner/processes.ts';
import { together } from '../session/concurrency.ts';
import { linkEntries } from '../session/folder.ts';
import type { Session } from '../session/session.ts';
import type { AnsweringNode } from './assign.ts';
import type { Execution } from './builder.ts';
import { driverOf } from './drivers/drivers.ts';
import { instanceOf, pinnedInstance } from './instance.ts';
import type { PlannedBuilder } from './plan.ts';

/**
 * Asks each node of a builder that is there what it runs. Throws `builder-missing`, and `builder-failed` for a node
 * that does not answer, which it names.
 */
export async function answeringNodes(
  { name, driver, titles, spec }: PlannedBuilder,
  buildx: Tool,
  session: Session,
): Promise<readonly [AnsweringNode, ...AnsweringNode[]]> {
  const entry = await instanceOf(name, session);
  const known = (entry?.nodes ?? []).map((node, index) => ({ ...node, title: titles[index] ?? node.name }));
  // One that this step made was greeted before.
  const greeted = spec === null ? known : [];
  await together(session, (part) => greeted.map((node) => driverOf(driver).greet(node, part)));
  // buildx lists what is pinned to a node before what its machine is.
  const isPinned = known.some(({ pins }) => pins.length > 0);
  const unpinned = new Map(known.map((node) => [node.name, []]));
  const asking = isPinned ? await ownBuildx(name, unpinned, buildx, session) : buildx;
  const { signal } = session;
  const inspected = await session.processes.run(asking, inspectBuilderArguments(name), { signal });
  if (inspected.code !== 0) {
    throw missingBuilder(name, inspected.stderr);
  }
  const [first, ...others] = parseInspectedNodes(inspected.stdout.toString('utf8')).map((node) => {
    const { title, pins } = known.find((candidate) => candidate.name === node.name) ?? {};
    return answering(node, title ?? node.name, pins ?? []);
  });
  if (first === undefined) {
    throw new ActionError('builder-failed', `buildx does not say what nodes the builder '${name}' has.`);
  }
  return [first, ...others];
}

function answering(node: InspectedNode, title: string, pins: readonly Platform[]): AnsweringNode {
  const runs = node.platforms.map(({ platform }) => platform);
  // The worker lists its own machine's first.
  const [machine] = runs;
  if (node.state !== 'running' || machine === undefined) {
    throw new ActionError(
      'builder-failed',
      `The node '${title}'${node.endpoint === '' ? '' : ` at ${node.endpoint}`} does not answer: ${node.state}.`,
      { hint: 'Is its BuildKit running, and reachable from this runner?' },
    );
  }
  return { name: node.name, title, endpoint: node.endpoint, platform: machine, pins, runs };
}

export function missingBuilder(name: string, stderr: string): ActionError {
  return new ActionError('builder-missing', `There is no builder '${name}': ${stderr.trim()}`, {
    hint: "Create it in an earlier step, or leave 'builder' out to let this step make one. `docker buildx ls` lists them.",
  });
}

/** A buildx for which each platform is pinned to its node, and nothing else is there. */
export function pinnedBuildx(
  builder: string,
  executions: readonly Execution[],
  buildx: Tool,
  session: Session,
): Promise<Tool> {
  const pins = new Map<string, readonly Platform[]>();
  for (const { node, platform } of executions) {
    pins.set(node.name, [...(pins.get(node.name) ?? []), platform]);
  }
  return ownBuildx(builder, pins, buildx, session);
}

/**
 * A buildx that reads an entry of the builder in the folder of the step, and everything else where the user's buildx
 * has it: neither the builder nor the user's configuration changes.
 */
async function ownBuildx(
  builder: string,
  pins: ReadonlyMap<string, readonly Platform[]>,
  buildx: Tool,
  session: Session,
): Promise<Tool> {
  const { files, folder, environment } = session;
  const own = join(folder, 'buildx');
  if ((await files.kind(own)) === null) {
    await files.makeDirectory(join(own, 'instances'));
    await linkEntries(environment.buildxConfig, own, ['instances', '.lock'], session);
  }
  const entry = (await files.read(instancePath(builder, session))).toString('utf8');
  await files.write(join(own, 'instances', builder), pinnedInstance(entry, pins));
  return { ...buildx, env: { ...buildx.env, BUILDX_CONFIG: own } };
}
