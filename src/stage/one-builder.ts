import { join } from 'node:path';
import { platformsOf, type Ready } from '../builder/builder.ts';
import { type Built, build } from '../buildx/build.ts';
import type { BuildOptions, BuildRequest, Destination, Source } from '../buildx/build-arguments.ts';
import { besidePushTrial } from '../buildx/push-trial.ts';
import type { BuildxSession } from '../buildx/session.ts';
import { ActionError } from '../errors.ts';
import { formatTag, type Tag } from '../oci/reference.ts';
import { lastLook, servedDigest } from '../registry/read-back.ts';
import type { Ledger, TagState } from '../session/ledger.ts';
import { annotateChecks } from './checks.ts';
import {
  differentSecrets,
  namedContext,
  namedContextSecrets,
  type RemoteContext,
  remoteContext,
} from './remote-context.ts';
import { type Secret, secretArguments } from './secrets.ts';
import { repositoriesOf, type Staged, type StagingTarget } from './staged.ts';
import { watchBuild } from './watch.ts';

/** What is to be built, and how. */
export interface BuildInputs {
  readonly source: Source;
  readonly build: BuildOptions;
  readonly secrets: readonly Secret[];
  readonly githubToken: string | null;
}

/** What is to be staged, and where. */
export interface StageInputs extends BuildInputs {
  readonly tags: readonly Tag[];
  readonly push: boolean;
  readonly publish: 'staged' | 'direct';
  /** How BuildKit is to make the image, as attributes of its exporter, each `name=value`. */
  readonly imageAttributes: readonly string[];
}

/** Builds to where nobody looks yet: repositories without a tag, or a local layout if nothing is pushed. */
export async function stageOnBuilder(inputs: StageInputs, ledger: Ledger, session: Ready): Promise<Staged> {
  const target = stagingTarget(inputs, session.folder);
  const direct = inputs.push && inputs.publish === 'direct';
  const destination = destinationOf(target, direct ? inputs.tags : null, inputs.imageAttributes);
  const request = await buildRequest(inputs, destination, session);
  const watch = watchBuild({ name: request.builder, platforms: request.platforms }, ledger, session);
  let built: Built;
  try {
    built =
      destination.kind === 'registry'
        ? await besidePushTrial(
            { builder: request.builder, repositories: destination.repositories },
            session,
            (limited) => build(request, limited, watch),
          )
        : await build(request, session, watch);
  } finally {
    // However that ended: the tags may have moved, and nothing is verified yet.
    if (direct) {
      ledger.pushedDirectly(await tagStates(inputs.tags, session));
    }
  }
  const { digest, metadata } = built;
  ledger.metadata(metadata);
  annotateChecks([metadata], inputs.source, session);
  if (digest === null) {
    throw new ActionError('build-misconfigured', 'buildx reported no digest for the image that it exported.');
  }
  if (!direct && target.kind === 'repositories') {
    ledger.staged(digest, target.repositories);
  }
  return { target, digest };
}

/** Where the image lies until it is verified. */
export function stagingTarget(
  { push, tags }: Pick<StageInputs, 'push' | 'tags'>,
  folder: string,
): StagingTarget {
  const repositories = repositoriesOf(tags);
  return push && repositories !== null
    ? { kind: 'repositories', repositories }
    : { kind: 'layout', directory: join(folder, 'layout') };
}

/** `tags`: those that BuildKit pushes itself, before anything is verified; null where it pushes by digest. */
function destinationOf(
  target: StagingTarget,
  tags: readonly Tag[] | null,
  attributes: readonly string[],
): Destination {
  if (target.kind === 'layout') {
    return { ...target, attributes };
  }
  return tags === null
    ? { kind: 'registry', repositories: target.repositories, attributes }
    : { kind: 'tags', tags, attributes };
}

/** What buildx is asked to build. */
export async function buildRequest(
  inputs: BuildInputs,
  destination: Destination,
  session: Ready,
): Promise<BuildRequest> {
  const { builder, folder, environment } = session;
  const { source, build: options, secrets, githubToken } = inputs;
  const { GITHUB_SERVER_URL: serverUrl, GITHUB_REPOSITORY: repository } = environment.variables;
  const facts = {
    token: githubToken,
    serverUrl: serverUrl ?? 'https://github.com',
    repository: repository ?? '',
    given: secrets.map(({ id }) => id),
  };
  const fetched: RemoteContext = source.remote
    ? remoteContext(source.context, facts)
    : { context: source.context, secrets: [] };
  const named = options.buildContexts.map((text) => namedContext(text, facts.given));
  const logins = differentSecrets([...named, fetched].flatMap((context) => context.secrets));
  const given = [...secrets, ...logins];
  const own = namedContextSecrets(options.buildContexts, source, {
    ...facts,
    given: given.map(({ id }) => id),
  });
  return {
    builder: builder.name,
    source: { ...source, context: fetched.context },
    platforms: platformsOf(session),
    options: { ...options, buildContexts: named.map(({ context }) => context) },
    secrets: await secretArguments([...given, ...own], session),
    destination,
    metadataFile: join(folder, 'metadata.json'),
    reuseCache: false,
  };
}

/** What the tags point at now, for a failure in which BuildKit may have moved some of them. */
async function tagStates(tags: readonly Tag[], session: BuildxSession): Promise<readonly TagState[]> {
  return Promise.all(
    tags.map(async (tag) => ({
      tag,
      serves: await servedDigest(formatTag(tag), lastLook(session)).then(
        (digest) => digest ?? 'nothing',
        () => 'unknown: the registry does not answer',
      ),
    })),
  );
}
