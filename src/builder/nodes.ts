import { inspectBuilderArguments } from '../buildx/builder.ts';
import { type InspectedNode, parseInspectedNodes } from '../buildx/inspected-nodes.ts';
import { ActionError } from '../errors.ts';
import type { Tool } from '../runner/processes.ts';
import type { Session } from '../session/session.ts';
import type { AnsweringNode } from './assign.ts';
import type { PlannedBuilder } from './plan.ts';

/**
 * Asks each node of a builder that is there what it runs. Throws `builder-missing`, and `builder-failed` for a node
 * that does not answer.
 */
export async function answeringNodes(
  { name, spec }: PlannedBuilder,
  buildx: Tool,
  { processes, signal }: Session,
): Promise<readonly [AnsweringNode, ...AnsweringNode[]]> {
  const inspected = await processes.run(buildx, inspectBuilderArguments(name), { signal });
  if (inspected.code !== 0) {
    throw missingBuilder(name, inspected.stderr);
  }
  const [first, ...others] = parseInspectedNodes(inspected.stdout.toString('utf8')).map((node, index) =>
    answering(node, spec?.nodes[index]?.title ?? node.name),
  );
  if (first === undefined) {
    throw new ActionError('builder-failed', `buildx does not say what nodes the builder '${name}' has.`);
  }
  return [first, ...others];
}

function answering(node: InspectedNode, title: string): AnsweringNode {
  const pins = node.platforms.filter(({ pinned }) => pinned).map(({ platform }) => platform);
  const runs = node.platforms.map(({ platform }) => platform);
  // The worker lists its own machine's first, unless that is among the pins.
  const [machine] = runs;
  if (node.state !== 'running' || machine === undefined) {
    throw new ActionError(
      'builder-failed',
      `The node '${title}'${node.endpoint === '' ? '' : ` at ${node.endpoint}`} does not answer: ${node.state}.`,
      { hint: 'Is its BuildKit running, and reachable from this runner?' },
    );
  }
  return { name: node.name, title, platform: machine, pins, runs };
}

export function missingBuilder(name: string, stderr: string): ActionError {
  return new ActionError('builder-missing', `There is no builder '${name}': ${stderr.trim()}`, {
    hint: "Create it in an earlier step, or leave 'builder' out to let this step make one. `docker buildx ls` lists them.",
  });
}
