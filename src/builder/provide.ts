import { join } from 'node:path';
import { ActionError } from '../errors.ts';
import type { BuilderRequest } from '../inputs/inputs.ts';
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
  /** It may be looked at, and boot, before the emulators are registered. */
  readonly fresh: boolean;
  /** null: it exists. */
  readonly spec: BuilderSpec | null;
}

/** Decides which builder to use: the named one, the one of an earlier step of this job, or a new one. */
export async function planBuilder(
  request: BuilderRequest,
  entitlements: readonly string[],
  cleanup: boolean,
  folder: string,
  runner: Runner,
): Promise<PlannedBuilder> {
  // Its configuration is not known: to look at it too early could fix its old list of emulators for 20 s.
  if (request.existing !== null) return { name: request.existing, record: null, fresh: false, spec: null };
  const { files, clock } = runner;
  const [text, job] = await Promise.all([configText(request.config, runner), currentJob(runner)]);
  const config = withFreshPlatforms(text);
  const asked = {
    image: request.image,
    driverOptions: request.driverOptions,
    entitlements,
    owner: cleanup ? (job ? formatOwner(job) : 'unknown') : null,
  };
  const record = recordPath({ ...asked, config: config.text }, runner);
  const earlier = await recordedBuilder(record, runner);
  if (earlier !== null) return { name: earlier, record, fresh: config.fresh, spec: null };
  const configFile = join(folder, 'buildkitd.toml');
  await files.write(configFile, config.text);
  const name = newBuilderName(clock.now(), clock.random);
  return { name, record, fresh: config.fresh, spec: { ...asked, name, config: configFile } };
}

async function configText(config: BuilderRequest['config'], runner: Runner): Promise<string | null> {
  if (config === null) return null;
  return 'inline' in config ? config.inline : (await runner.files.read(config.file)).toString('utf8');
}

/** Makes a new builder and waits until it answers; of an existing one it finds out whether it is there. */
export async function provideBuilder(
  planned: PlannedBuilder,
  buildx: Tool,
  retries: number,
  runner: Runner,
): Promise<void> {
  const { files, processes, log, signal } = runner;
  if (planned.spec) {
    // Written first: a builder that is half made must be found too.
    if (planned.record !== null)
      await files.write(planned.record, formatRecord(planned.name, planned.spec.owner));
    log.info(`Starting the builder ${planned.name} with ${planned.spec.image}.`);
    await createBuilder(planned.spec, buildx, retries, runner);
    return;
  }
  if (planned.record !== null) {
    log.info(`Using the builder ${planned.name} of an earlier step.`);
    return;
  }
  const inspected = await processes.run(buildx, ['inspect', '--timeout', '1m', planned.name], { signal });
  if (inspected.code !== 0) {
    throw new ActionError(
      'builder-missing',
      `There is no builder '${planned.name}': ${inspected.stderr.trim()}`,
      {
        hint: "Create it in an earlier step, or leave 'builder' out to let this step make one. `docker buildx ls` lists them.",
      },
    );
  }
  log.info(`Using the builder ${planned.name}.`);
}
