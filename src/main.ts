import { reapBuilders } from './builder/reap.ts';
import { removeFolder, removeJobBuilder, saveLeftovers } from './cleanup.ts';
import { type Daemon, docker } from './emulation/daemon.ts';
import { ActionError } from './errors.ts';
import type { Inputs, Phase } from './inputs/inputs.ts';
import { readInputs } from './inputs/read.ts';
import { sensitiveValues } from './inputs/sensitive.ts';
import { formatPlatform } from './oci/platform.ts';
import { doing, fullDisk, newProgress, type Progress, report, withCauseOfDeath } from './progress.ts';
import type { Publisher } from './publish/tags.ts';
import { errorDocs, renderFailure } from './report/failure.ts';
import { makeStepFolder, reapStepFolders } from './runner/folder.ts';
import type { Runner } from './runner/runner.ts';
import { within } from './runner/together.ts';
import type { Workflow } from './runner/workflow.ts';
import { setUp } from './setup.ts';
import { publish, stage } from './staging.ts';
import { inHaste, servedDigest } from './verify/read-back.ts';
import { verifyStaged } from './verify/verify.ts';

/** The step. Never throws: a failure ends in the step's exit code, with what was published until then. */
export async function main(runner: Runner, workflow: Workflow, daemon: Promise<Daemon>): Promise<void> {
  const progress = newProgress();
  const { log, environment } = runner;
  const secrets = sensitiveValues(environment.variables);
  let failed: unknown = null;
  try {
    // Before the first parse that can fail, so that no message can show a secret.
    for (const secret of secrets) {
      log.mask(secret);
    }
    const { inputs, warnings } = await readInputs(environment.variables, {
      fileKind: runner.files.kind,
      workspace: environment.workspace,
      os: environment.os,
      event: await eventOf(runner),
    });
    for (const warning of warnings) {
      log.warning(warning);
    }
    await within(
      runner,
      inputs.timeouts.whole,
      () => doing(progress.phase, inputs),
      (limited) => stages(inputs, daemon, progress, limited, workflow),
    );
  } catch (error) {
    failed = await withCauseOfDeath(fullDisk(error) ?? error, progress, runner);
    fail(failed, progress, runner, workflow);
  }
  try {
    await report(progress, failed, secrets, workflow);
  } catch (error) {
    // Steps that rely on the outputs must not go on with none.
    failed = fullDisk(error) ?? error;
    fail(failed, progress, runner, workflow);
  }
  await removeFolder(progress.leftovers, runner);
  // Without a failure later steps may want the builder, and the post step removes it. A machine that is
  // thrown away takes it along.
  if (failed !== null && !environment.disposable) {
    const died = failed instanceof ActionError && failed.code === 'builder-died';
    await removeJobBuilder(progress.leftovers, docker, runner, died);
  }
}

function fail(error: unknown, progress: Progress, { log, environment }: Runner, workflow: Workflow): void {
  const { title, message, location } = renderFailure(
    error,
    progress.extent,
    errorDocs(environment.variables),
  );
  log.error(message, title, location);
  workflow.fail();
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
  const publisher = (limited: Runner): Publisher => {
    const access = { buildx, builder, retries: inputs.retries, runner: limited };
    const served: Publisher['served'] = (reference) =>
      servedDigest(reference, limited.signal.aborted ? inHaste(access) : access);
    return { ...access, served };
  };

  const reaped = environment.disposable
    ? []
    : [reapBuilders(builder, buildx, docker, runner), reapStepFolders(folder, runner)];
  try {
    const staged = await phase('build', `Build ${platforms.map(formatPlatform).join(', ')}`, (limited) =>
      stage(inputs, prepared, folder, progress, publisher(limited)),
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
        publish(inputs, prepared, staged, folder, progress, publisher(limited)),
      );
    } else {
      log.info(
        "Nothing is published: neither 'push', 'load' nor 'outputs' is set. The digest is that of this build alone.",
      );
    }
    if (!inputs.cleanup || inputs.builder.existing !== null) {
      progress.outcome = { ...progress.outcome, builder };
    }
  } finally {
    await Promise.all(reaped);
  }
}
