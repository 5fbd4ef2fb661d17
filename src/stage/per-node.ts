import { join } from 'node:path';
import { type Execution, type Node, nodesOf, type Ready } from '../builder/builder.ts';
import { describeDeath } from '../builder/diagnose.ts';
import { type Built, build } from '../buildx/build.ts';
import type { BuildRequest, Destination } from '../buildx/build-arguments.ts';
import { besidePushTrial } from '../buildx/push-trial.ts';
import { ActionError } from '../errors.ts';
import type { ClaimedDigest } from '../oci/digest.ts';
import { formatPlatforms, type Platform } from '../oci/platform.ts';
import { together } from '../session/concurrency.ts';
import type { Ledger } from '../session/ledger.ts';
import { assembleIndex, type Places, placesIn } from './assembled.ts';
import { annotateChecks } from './checks.ts';
import { nodeOptions } from './node-options.ts';
import { buildRequest, type StageInputs, stagingTarget } from './one-builder.ts';
import type { Staged, StagingTarget } from './staged.ts';
import { watchBuild } from './watch.ts';

/** What one node builds. */
interface Part {
  readonly node: Node;
  readonly platforms: readonly Platform[];
}

interface BuiltPart extends Part {
  readonly digest: ClaimedDigest;
  readonly metadata: string;
}

/** The nodes that build something, in the order of the first platform of each. */
export function nodeParts(executions: readonly Execution[]): readonly Part[] {
  return nodesOf({ executions }).map((node) => ({
    node,
    platforms: executions.flatMap((execution) =>
      execution.node.name === node.name ? [execution.platform] : [],
    ),
  }));
}

/**
 * Builds on all nodes at once, each by digest and without a tag, and puts the parts together. buildx would do that
 * itself, but moves the tag `latest` by it. The first node that fails ends the others, and is named.
 */
export async function stagePerNode(inputs: StageInputs, ledger: Ledger, session: Ready): Promise<Staged> {
  const target = stagingTarget(inputs, session.folder);
  const parts = nodeParts(session.executions);
  const options = nodeOptions(
    inputs.build,
    parts.map(({ platforms }) => platforms),
  );
  const request = await buildRequest(inputs, destinationOf(target, inputs, 0), session);
  const requests = parts.map(
    ({ platforms }, index): BuildRequest => ({
      ...request,
      platforms,
      options: { ...request.options, ...options.nodes[index] },
      destination: destinationOf(target, inputs, index),
      metadataFile: join(session.folder, `metadata-${index}.json`),
    }),
  );
  const buildAll = (limited: Ready): Promise<readonly BuiltPart[]> =>
    together(limited, (own) =>
      parts.map((part, index) => buildPart(part, requests[index] ?? request, ledger, own)),
    );
  const built =
    target.kind === 'repositories'
      ? await besidePushTrial(
          { builder: request.builder, repositories: target.repositories },
          session,
          buildAll,
        )
      : await buildAll(session);
  annotateChecks(
    built.map(({ metadata }) => metadata),
    inputs.source,
    session,
  );
  const digest = await assembleIndex(
    placesFor(target, built),
    options.indexAnnotations,
    { images: [], sources: [] },
    session,
  );
  ledger.metadata(metadataOf(digest, built));
  if (target.kind === 'repositories') {
    ledger.staged(digest, target.repositories);
  }
  return { target, digest };
}

/** A layout is of one build: each part that is not pushed has its own, from which the image is put together. */
function destinationOf(
  target: StagingTarget,
  { imageAttributes: attributes }: StageInputs,
  index: number,
): Destination {
  return target.kind === 'repositories'
    ? { kind: 'registry', repositories: target.repositories, attributes }
    : { kind: 'layout', directory: `${target.directory}-${index}`, attributes };
}

async function buildPart(
  part: Part,
  request: BuildRequest,
  ledger: Ledger,
  session: Ready,
): Promise<BuiltPart> {
  const { log } = session;
  const { title } = part.node;
  log.info(`Node '${title}' builds ${formatPlatforms(part.platforms)}.`);
  const prefixed = {
    ...log,
    info: (line: string): void => (line === '' ? undefined : log.info(`[${title}] ${line}`)),
  };
  let built: Built;
  try {
    const watch = watchBuild({ name: part.node.name, platforms: part.platforms }, ledger, session);
    built = await build(request, { ...session, log: prefixed }, watch);
  } catch (error) {
    // Another node failed, or the step is over: that is the reason, and not this node.
    session.signal.throwIfAborted();
    throw await named(error, part, session);
  }
  const { digest, metadata } = built;
  if (digest === null) {
    throw new ActionError(
      'build-misconfigured',
      `buildx reported no digest for what the node '${title}' exported.`,
    );
  }
  return { ...part, digest, metadata };
}

/** The error of a build, with the node on which it happened. */
async function named(error: unknown, { node }: Part, session: Ready): Promise<unknown> {
  if (!(error instanceof ActionError)) {
    return error;
  }
  const end = await describeDeath(error, node, session);
  return error.saying(`On the node '${node.title}': ${error.message}${end}`);
}

function placesFor(target: StagingTarget, parts: readonly BuiltPart[]): Places {
  if (target.kind === 'layout') {
    const sources = parts.map(({ digest }, index) => `oci-layout://${target.directory}-${index}@${digest}`);
    return [
      {
        name: 'a layout',
        sources,
        target: (digest) => `oci-layout://${target.directory}@${digest}`,
      },
    ];
  }
  return placesIn(
    target.repositories,
    parts.map(({ digest }) => digest),
  );
}

/** buildx's own of each node, under what messages call it. */
function metadataOf(digest: ClaimedDigest, parts: readonly BuiltPart[]): string {
  const nodes = parts.map(({ node, metadata }) => [node.title, JSON.parse(metadata) as unknown]);
  return JSON.stringify({ 'containerimage.digest': digest, nodes: Object.fromEntries(nodes) }, null, 2);
}
