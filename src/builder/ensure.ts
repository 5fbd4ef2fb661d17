import { inspectBuilderArguments } from '../buildx/builder.ts';
import type { Platform } from '../oci/platform.ts';
import type { Tool } from '../runner/processes.ts';
import type { Session } from '../session/session.ts';
import { withFreshPlatforms } from './config.ts';
import { createBuilder } from './create.ts';
import { driverOf } from './drivers/drivers.ts';
import { formatRecord } from './job-builder.ts';
import { missingBuilder } from './nodes.ts';
import type { PlannedBuilder } from './plan.ts';

/**
 * Makes a new builder and waits until it answers, or looks whether an existing one is there. Either knows
 * the emulators of the platforms that `registered` gives, once they are registered. A new builder boots
 * beside their registration, if its configuration lets it look again when the build begins.
 */
export async function ensureBuilder(
  planned: PlannedBuilder,
  registered: () => Promise<readonly Platform[]>,
  buildx: Tool,
  session: Session,
): Promise<void> {
  const { files, log } = session;
  const { spec, record, name } = planned;
  if (spec === null) {
    log.info(
      record === null ? `Using the builder ${name}.` : `Using the builder ${name} of an earlier step.`,
    );
    const foreign = await registered();
    // The record of an earlier step is only there if its builder answered.
    if (record === null || foreign.length > 0) {
      await waitForPlatforms(name, foreign, buildx, session);
    }
    return;
  }
  const { boots } = driverOf(spec.driver);
  if (boots) {
    const config = withFreshPlatforms(planned.config);
    if (!config.fresh) {
      await registered();
    }
    await files.write(spec.config, config.text);
  }
  // Written first: a builder that is half made must be found too.
  if (record !== null) {
    await files.write(record, formatRecord(name, spec.owner));
  }
  log.info(`Starting the builder ${name}${boots ? ` with ${spec.image}` : ''}.`);
  await createBuilder(spec, buildx, session);
}

/** buildkitd looks for emulators at most every 20 s. */
const platformsKeptMs = 21_000;
const lookAgainMs = 1_000;

/** Waits until a running builder has noticed the emulators for these platforms. Throws `builder-missing`. */
async function waitForPlatforms(
  name: string,
  foreign: readonly Platform[],
  buildx: Tool,
  { processes, clock, signal }: Session,
): Promise<void> {
  const last = clock.now() + platformsKeptMs;
  for (;;) {
    const inspected = await processes.run(buildx, inspectBuilderArguments(name), { signal });
    if (inspected.code !== 0) {
      throw missingBuilder(name, inspected.stderr);
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
