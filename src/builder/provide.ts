import { join } from 'node:path';
import { ActionError } from '../errors.ts';
import type { BuilderRequest } from '../inputs/inputs.ts';
import type { Platform } from '../oci/platform.ts';
import { currentJob, formatOwner } from '../runner/owner.ts';
import type { Tool } from '../runner/processes.ts';
import type { Runner } from '../runner/runner.ts';
import { withFreshPlatforms } from './config.ts';
import { type BuilderSpec, createBuilder } from './create.ts';
import { newBuilderName } from './name.ts';
import { formatRecord, recordedBuilder, recordPath } from './shared.ts';

/** A builder that is decided on, but may not be there yet. */
export interface PlannedBuilder {
  readonly name: string;
  /** File by which later steps of the job find it; null for a builder that is not ours to remove. */
  readonly record: string | null;
  /** null: it exists. */
  readonly spec: BuilderSpec | null;
  /** The text of the user's buildkitd.toml; null for none. */
  readonly config: string | null;
}

/** Decides which builder to use: the named one, the one of an earlier step of this job, or a new one. */
export async function planBuilder(
  request: BuilderRequest,
  entitlements: readonly string[],
  cleanup: boolean,
  folder: string,
  runner: Runner,
): Promise<PlannedBuilder> {
  if (request.existing !== null) {
    return { name: request.existing, record: null, spec: null, config: null };
  }
  const { clock } = runner;
  const [config, job] = await Promise.all([configText(request.config, runner), currentJob(runner)]);
  const asked = {
    image: request.image,
    driverOptions: request.driverOptions,
    entitlements,
    owner: cleanup ? (job ? formatOwner(job) : 'unknown') : null,
  };
  const record = recordPath({ ...asked, config }, runner);
  const earlier = await recordedBuilder(record, runner);
  if (earlier !== null) {
    return { name: earlier, record, spec: null, config };
  }
  const name = newBuilderName(clock.now(), clock.random);
  return { name, record, config, spec: { ...asked, name, config: join(folder, 'buildkitd.toml') } };
}

async function configText(config: BuilderRequest['config'], runner: Runner): Promise<string | null> {
  if (config === null) {
    return null;
  }
  return 'inline' in config ? config.inline : (await runner.files.read(config.file)).toString('utf8');
}

/**
 * Makes a new builder and waits until it answers, or looks whether an existing one is there. Either
 * knows the emulators of the platforms that `registered` gives, once they are registered. A new builder boots beside their registration, if its configuration lets it look again when the build
 * begins.
 */
export async function provideBuilder(
  planned: PlannedBuilder,
  registered: () => Promise<readonly Platform[]>,
  buildx: Tool,
  retries: number,
  runner: Runner,
): Promise<void> {
  const { files, log } = runner;
  const { spec, record, name } = planned;
  if (spec === null) {
    await lookAt(planned, await registered(), buildx, runner);
    return;
  }
  const config = withFreshPlatforms(planned.config);
  if (!config.fresh) {
    await registered();
  }
  await files.write(spec.config, config.text);
  // Written first: a builder that is half made must be found too.
  if (record !== null) {
    await files.write(record, formatRecord(name, spec.owner));
  }
  log.info(`Starting the builder ${name} with ${spec.image}.`);
  await createBuilder(spec, buildx, retries, runner);
}

/** buildkitd looks for emulators at most every 20 s. */
const platformsKeptMs = 21_000;
const lookAgainMs = 1_000;

/** Waits until a running builder has noticed the emulators for these platforms. */
async function lookAt(
  { name, record }: PlannedBuilder,
  foreign: readonly Platform[],
  buildx: Tool,
  { processes, clock, log, signal }: Runner,
): Promise<void> {
  log.info(record === null ? `Using the builder ${name}.` : `Using the builder ${name} of an earlier step.`);
  if (record !== null && foreign.length === 0) {
    return;
  }
  const last = clock.now() + platformsKeptMs;
  for (;;) {
    const inspected = await processes.run(buildx, ['inspect', '--timeout', '1m', name], { signal });
    if (inspected.code !== 0) {
      throw new ActionError('builder-missing', `There is no builder '${name}': ${inspected.stderr.trim()}`, {
        hint: "Create it in an earlier step, or leave 'builder' out to let this step make one. `docker buildx ls` lists them.",
      });
    }
    const known = inspected.stdout.toString('utf8');
    if (foreign.every((platform) => known.includes(`${platform.os}/${platform.architecture}`))) {
      return;
    }
    if (clock.now() >= last) {
      return;
    }
    await clock.sleep(lookAgainMs, signal);
  }
}
