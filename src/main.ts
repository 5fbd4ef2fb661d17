import { join } from 'node:path';
import type { BuildRequest, Destination } from './build/arguments.ts';
import { type Built, build } from './build/build.ts';
import { gitToken, secretArguments } from './build/secrets.ts';
import { describeDeath } from './builder/death.ts';
import { reapBuilders } from './builder/reap.ts';
import { type Leftovers, removeFolder, removeJobBuilder, saveLeftovers } from './cleanup.ts';
import { type Daemon, docker } from './emulation/daemon.ts';
import { ActionError } from './errors.ts';
import type { Inputs, Phase } from './inputs/inputs.ts';
import { readInputs } from './inputs/read.ts';
import { sensitiveValues } from './inputs/sensitive.ts';
import { formatPlatform } from './oci/platform.ts';
import { formatTag } from './oci/reference.ts';
import type { Place, Staged } from './oci/staged.ts';
import { moveTags, type Publisher, settle } from './publish/tags.ts';
import { type Extent, errorDocs, renderFailure } from './report/failure.ts';
import { type Outcome, outputsOf } from './report/outputs.ts';
import { renderSummary } from './report/summary.ts';
import { makeStepFolder, reapStepFolders } from './runner/folder.ts';
import type { Runner } from './runner/runner.ts';
import { within } from './runner/together.ts';
import type { Workflow } from './runner/workflow.ts';
import { type Prepared, setUp } from './setup.ts';
import { servedDigest } from './verify/read-back.ts';
import { type Verified, verifyStaged } from './verify/verify.ts';

/** What is known so far: whatever happens, this is what gets reported. */
interface Progress {
  readonly leftovers: Leftovers;
  phase: Phase;
  prepared: Prepared | null;
  extent: Extent;
  outcome: Outcome;
  verified: Verified | null;
}

/** The step. Never throws: a failure ends in the step's exit code, with what was published until then. */
export async function main(runner: Runner, workflow: Workflow, daemon: Promise<Daemon>): Promise<void> {
  const progress: Progress = {
    leftovers: {},
    phase: 'setup',
    prepared: null,
    extent: { kind: 'nothing' },
    outcome: { digest: null, images: [], repository: null, tags: [], metadata: null, builder: null },
    verified: null,
  };
  const { log, environment } = runner;
  let failed: unknown = null;
  try {
    // Before the first parse that can fail, so that no message can show a secret.
    for (const secret of sensitiveValues(environment.variables)) log.mask(secret);
    const { inputs, warnings } = await readInputs(environment.variables, {
      fileKind: runner.files.kind,
      workspace: environment.workspace,
      os: environment.os,
      event: await eventOf(runner),
    });
    for (const warning of warnings) log.warning(warning);
    await within(
      runner,
      inputs.timeouts.whole,
      () => doing(progress.phase, inputs),
      (limited) => stages(inputs, daemon, progress, limited, workflow),
    );
  } catch (error) {
    failed = await withCauseOfDeath(error, progress, runner);
    const { title, message, location } = renderFailure(
      failed,
      progress.extent,
      errorDocs(environment.variables),
    );
    log.error(message, title, location);
    workflow.fail();
  }
  await report(progress, failed, workflow);
  await removeFolder(progress.leftovers, runner);
  // Without a failure later steps may want the builder, and the post step removes it. A machine that is
  // thrown away takes it along.
  if (failed !== null && !environment.disposable) await removeJobBuilder(progress.leftovers, docker, runner);
}

/** The payload of the event that started the workflow; null outside of GitHub. */
async function eventOf({ environment, files }: Runner): Promise<string | null> {
  const path = environment.variables['GITHUB_EVENT_PATH'];
  return path ? files.read(path).then(String, () => null) : null;
}

/** Set up, build, verify, publish. */
async function stages(
  inputs: Inputs,
  daemon: Promise<Daemon>,
  progress: Progress,
  runner: Runner,
  workflow: Workflow,
): Promise<void> {
  const { log, environment } = runner;
  const phase = <T>(name: Phase, title: string, body: (limited: Runner) => Promise<T>): Promise<T> => {
    progress.phase = name;
    const limit = inputs.timeouts.phases[name];
    return log.group(title, () => within(runner, limit, () => doing(name, inputs), body));
  };

  const folder = await makeStepFolder(runner);
  progress.leftovers.folder = folder;
  saveLeftovers(progress.leftovers, workflow);
  const prepared = await phase('setup', 'Set up buildx, emulators and builder', (limited) =>
    setUp(inputs, daemon, folder, progress.leftovers, workflow, limited),
  );
  progress.prepared = prepared;
  const { buildx, builder, platforms } = prepared;
  const publisher: Publisher = {
    buildx,
    builder,
    retries: inputs.retries,
    runner,
    served: (reference) => servedDigest(reference, { buildx, builder, retries: inputs.retries, runner }),
  };

  const reaped = environment.disposable
    ? []
    : [reapBuilders(builder, buildx, docker, runner), reapStepFolders(folder, runner)];
  try {
    const staged = await phase('build', `Build ${platforms.map(formatPlatform).join(', ')}`, (limited) =>
      stage(inputs, prepared, folder, progress, { ...publisher, runner: limited }),
    );
    const verified = await phase('verify', 'Verify the image', (limited) =>
      verifyStaged(staged, {
        wanted: platforms,
        binaries: inputs.verifyBinaries,
        smokeTest: inputs.smokeTest,
        native: prepared.emulation.native,
        folder,
        buildx,
        builder,
        retries: inputs.retries,
        runner: limited,
      }),
    );
    progress.verified = verified;
    progress.outcome = { ...progress.outcome, digest: staged.digest, images: verified.images };
    if (inputs.push || inputs.load || inputs.output !== null) {
      await phase('publish', 'Publish', (limited) =>
        publish(inputs, prepared, staged, folder, progress, { ...publisher, runner: limited }),
      );
    } else {
      log.info(
        "Nothing is published: neither 'push', 'load' nor 'outputs' is set. The digest is that of this build alone.",
      );
    }
    if (!inputs.cleanup || inputs.builder.existing !== null)
      progress.outcome = { ...progress.outcome, builder };
  } finally {
    await Promise.all(reaped);
  }
}

/** Builds to where nobody looks yet: repositories without a tag, or a local layout if nothing is pushed. */
async function stage(
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
    if (direct) progress.extent = { kind: 'unknown', tags: await serving(inputs, served) };
    throw error;
  }
  progress.outcome = { ...progress.outcome, metadata: built.metadata };
  if (built.digest === null) {
    throw new ActionError('build-misconfigured', 'buildx reported no digest for the image that it exported.');
  }
  if (place.kind === 'repositories') {
    progress.extent = direct
      ? { kind: 'tagged', digest: built.digest, tags: inputs.tags }
      : { kind: 'untagged', digest: built.digest, repositories };
  }
  return { place, digest: built.digest };
}

/** After verification: the tags, or the exporters of the user's. */
async function publish(
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
    if (published.tags.length > 0)
      progress.extent = { kind: 'tagged', digest: staged.digest, tags: published.tags };
    if (published.failure) throw published.failure;
    for (const tag of published.tags) runner.log.info(`${formatTag(tag)} is ${staged.digest}`);
  }
  const exports: Destination[] = [
    ...(inputs.load ? [{ kind: 'daemon', tags: inputs.tags } as const] : []),
    ...(inputs.output === null ? [] : [{ kind: 'exporter', output: inputs.output } as const]),
  ];
  // Every layer is in the builder's cache; an exporter of its own keeps the digest of the push true.
  for (const destination of exports) {
    const request = await requestFor(inputs, prepared, folder, destination, runner);
    const exported = await build({ ...request, again: true }, buildx, retries, runner);
    if (!inputs.push) progress.outcome = { ...progress.outcome, metadata: exported.metadata };
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

/** What a time-out interrupted. */
function doing(phase: Phase, inputs: Inputs): string {
  const registries = [...new Set(inputs.tags.map((tag) => tag.registry))].join(', ');
  switch (phase) {
    case 'setup':
      return 'setting up buildx, the emulators and the builder (phase setup)';
    case 'build':
      return inputs.push ? `building and pushing to ${registries} (phase build)` : 'building (phase build)';
    case 'verify':
      return inputs.push
        ? `verifying the image in ${registries} (phase verify)`
        : 'verifying the image (phase verify)';
    case 'publish':
      return inputs.push ? `tagging in ${registries} (phase publish)` : 'exporting the image (phase publish)';
  }
}

async function withCauseOfDeath(error: unknown, progress: Progress, runner: Runner): Promise<unknown> {
  if (!(error instanceof ActionError) || error.code !== 'builder-died' || progress.prepared === null)
    return error;
  const death = await describeDeath(progress.prepared.builder, docker, runner);
  return new ActionError(error.code, `${error.message}\n${death}`, {
    hint: "Give the builder more memory or build less at once: see 'driver-opts' (memory=…) and the machine's size.",
    cause: error,
  });
}

async function report(progress: Progress, failed: unknown, workflow: Workflow): Promise<void> {
  const { prepared, verified } = progress;
  // What a failed step verified, and no more, may be used by those that come after it.
  const outcome = failed === null || progress.outcome.tags.length > 0 ? progress.outcome : { ...nothing };
  for (const [name, value] of Object.entries(outputsOf(outcome))) workflow.setOutput(name, value);
  if (prepared === null) return;
  const native = new Set(prepared.emulation.native.map(formatPlatform));
  await workflow.addSummary(
    renderSummary({
      outcome: progress.outcome,
      ran: outcome.images.map(({ platform }) =>
        native.has(formatPlatform(platform)) ? 'native' : 'emulated',
      ),
      binaries: verified?.binaries ?? [],
      buildx: prepared.version,
      failure: failed instanceof ActionError ? failed : null,
    }),
  );
}

const nothing: Outcome = {
  digest: null,
  images: [],
  repository: null,
  tags: [],
  metadata: null,
  builder: null,
};
