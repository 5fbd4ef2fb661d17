import { instancePath, instancesFolder } from '../buildx/builder.ts';
import type { BuildxSession } from '../buildx/session.ts';
import { messageOf } from '../errors.ts';
import { hasEnded, parseOwner } from '../session/owner.ts';
import type { Builder } from './builder.ts';
import { ownerVariable } from './drivers/driver.ts';
import { driverOf } from './drivers/drivers.ts';
import { reapRecords } from './job-builder.ts';
import { builderIn } from './name.ts';
import { removeBuilder } from './remove.ts';

/** A job on a self-hosted runner may last five days; nothing younger is taken for forgotten on its age alone. */
const forgottenAfterMs = 5 * 24 * 60 * 60 * 1000;
/** Between making a volume and its container, or removing them, a moment passes. */
const settledAfterMs = 10 * 60 * 1000;

export interface Candidate {
  readonly born: number;
  /** `kept`: made to outlive its job. `unknown`: whether its job lives cannot be told from here. */
  readonly owner: 'alive' | 'ended' | 'unknown' | 'kept' | 'none';
}

/** Whether nobody will come back for this builder. `none`: a volume whose builder is gone. */
export function isForgotten(candidate: Candidate, now: number): boolean {
  const age = now - candidate.born;
  switch (candidate.owner) {
    case 'ended':
      return true;
    case 'none':
      return age > settledAfterMs;
    case 'unknown':
      return age > forgottenAfterMs;
    default:
      return false;
  }
}

/**
 * Removes builders that killed runs of this action left behind. Only names of ours are looked at, and never a
 * builder whose owner may be alive. Never throws.
 */
export async function reapBuilders(
  own: Pick<Builder, 'name' | 'driver'>,
  session: BuildxSession,
): Promise<void> {
  const { log, clock, files } = session;
  try {
    await reapRecords(session);
    const [remains, instances] = await Promise.all([
      driverOf(own.driver).remains(session),
      files.list(instancesFolder(session)).then(ours, (): readonly string[] => []),
    ]);
    for (const name of new Set([...remains.keys(), ...instances])) {
      const born = builderIn(name)?.born;
      if (name === own.name || born === undefined) {
        continue;
      }
      const text = instances.includes(name)
        ? await files.read(instancePath(name, session)).then(String, () => '')
        : ((await remains.get(name)?.()) ?? null);
      const owner = text === null ? 'none' : await ownerIn(text, session);
      if (!isForgotten({ born, owner }, clock.now())) {
        continue;
      }
      log.info(`Removing the builder ${name}, which a killed run left behind.`);
      // buildx does not look for a volume whose container is gone.
      await removeBuilder(name, owner === 'none', session);
    }
  } catch (error) {
    log.info(`The search for forgotten builders was given up: ${messageOf(error)}`);
  }
}

function ours(names: readonly string[]): readonly string[] {
  return names.filter((name) => builderIn(name)?.name === name);
}

/** Reads a container's environment or buildx's instance file, both JSON. What cannot be read is left alone, as if it were kept. */
async function ownerIn(text: string, session: BuildxSession): Promise<Candidate['owner']> {
  const value = new RegExp(`${ownerVariable}(?:=|":\\s*")([^"]*)"`).exec(text)?.[1];
  if (value === undefined) {
    return 'kept';
  }
  const owner = parseOwner(value);
  const ended = owner ? await hasEnded(owner, session) : null;
  if (ended === null) {
    return 'unknown';
  }
  return ended ? 'ended' : 'alive';
}
