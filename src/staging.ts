import { join } from 'node:path';
import type { BuildRequest, Destination } from './build/arguments.ts';
import { type Built, build } from './build/build.ts';
import { gitToken, secretArguments } from './build/secrets.ts';
import { ActionError } from './errors.ts';
import type { Inputs } from './inputs/inputs.ts';
import { formatTag } from './oci/reference.ts';
import type { Place, Staged } from './oci/staged.ts';
import type { Progress } from './progress.ts';
import { moveTags, type Publisher, settle } from './publish/tags.ts';
import type { Extent } from './report/failure.ts';
import type { Runner } from './runner/runner.ts';
import type { Prepared } from './setup.ts';

/** Builds to where nobody looks yet: repositories without a tag, or a local layout if nothing is pushed. */
export async function stage(
  inputs: Inputs,
  prepared: Prepared,
  folder: string,
  progress: Progress,
  publisher: Publisher,
): Promise<Staged> {
  const { buildx, retries, runner, served } = publisher;
  const repositories = [...new Set(inputs.tags.map((tag) => tag.repository))];
  const [first, ...others] = repositories;
  const place: Place =
    inputs.push && first !== undefined
      ? { kind: 'repositories', repositories: [first, ...others] }
      : { kind: 'layout', directory: join(folder, 'layout') };
  const direct = inputs.push && inputs.publish === 'direct';
  const destination: Destination =
    place.kind === 'layout'
      ? place
      : direct
        ? { kind: 'tags', tags: inputs.tags }
        : { kind: 'registry', repositories: place.repositories };
  let built: Built;
  try {
    built = await build(
      await requestFor(inputs, prepared, folder, destination, runner),
      buildx,
      retries,
      runner,
    );
  } catch (error) {
    if (direct) {
      progress.extent = { kind: 'unknown', tags: await serving(inputs, served) };
    }
    throw error;
  }
  progress.outcome = { ...progress.outcome, metadata: built.metadata };
  if (built.digest === null) {
    throw new ActionError('build-misconfigured', 'buildx reported no digest for the image that it exported.');
  }
  if (place.kind === 'repositories') {
    progress.extent = direct
      ? { kind: 'tagged', digest: built.digest, tags: inputs.tags, untold: [] }
      : { kind: 'untagged', digest: built.digest, repositories };
  }
  return { place, digest: built.digest };
}

/** After verification: the tags, or the exporters of the user's. */
export async function publish(
  inputs: Inputs,
  prepared: Prepared,
  staged: Staged,
  folder: string,
  progress: Progress,
  publisher: Publisher,
): Promise<void> {
  const { buildx, retries, runner } = publisher;
  if (staged.place.kind === 'repositories') {
    const published =
      inputs.publish === 'direct'
        ? await settle(inputs.tags, staged.digest, [], publisher)
        : await moveTags(staged.digest, staged.place.repositories, inputs.tags, publisher);
    progress.outcome = {
      ...progress.outcome,
      repository: staged.place.repositories[0],
      tags: published.tags,
    };
    const { tags, untold } = published;
    if (tags.length > 0 || untold.length > 0) {
      progress.extent = { kind: 'tagged', digest: staged.digest, tags, untold };
    }
    if (published.failure) {
      throw published.failure;
    }
    for (const tag of published.tags) {
      runner.log.info(`${formatTag(tag)} is ${staged.digest}`);
    }
  }
  const exports: Destination[] = [
    ...(inputs.load ? [{ kind: 'daemon', tags: inputs.tags } as const] : []),
    ...(inputs.output === null ? [] : [{ kind: 'exporter', output: inputs.output } as const]),
  ];
  // Every layer is in the builder's cache; an exporter of its own keeps the digest of the push true.
  for (const destination of exports) {
    const request = await requestFor(inputs, prepared, folder, destination, runner);
    const exported = await build({ ...request, again: true }, buildx, retries, runner);
    if (!inputs.push) {
      progress.outcome = { ...progress.outcome, metadata: exported.metadata };
    }
  }
}

async function requestFor(
  inputs: Inputs,
  prepared: Prepared,
  folder: string,
  destination: Destination,
  runner: Runner,
): Promise<BuildRequest> {
  const server = runner.environment.variables['GITHUB_SERVER_URL'] ?? 'https://github.com';
  const token = inputs.source.remote ? gitToken(inputs.source.context, server, inputs.githubToken) : null;
  return {
    builder: prepared.builder,
    source: inputs.source,
    platforms: prepared.platforms,
    options: inputs.build,
    secrets: await secretArguments([...inputs.secrets, ...(token ? [token] : [])], folder, runner),
    destination,
    metadataFile: join(folder, 'metadata.json'),
    again: false,
  };
}

/** What the tags point at now, for a failure in which BuildKit may have moved some of them. */
async function serving(
  inputs: Inputs,
  served: Publisher['served'],
): Promise<Extract<Extent, { kind: 'unknown' }>['tags']> {
  return Promise.all(
    inputs.tags.map(async (tag) => ({
      tag,
      serves: await served(formatTag(tag)).then(
        (digest) => digest ?? 'nothing',
        () => 'unknown, the registry does not answer',
      ),
    })),
  );
}
