import { join } from 'node:path';
import { ownerVariable } from '../buildx/builder.ts';
import type { BuildxSession } from '../buildx/session.ts';
import { messageOf } from '../errors.ts';
import { hasEnded, parseOwner } from '../session/owner.ts';
import { reapRecords } from './job-builder.ts';
import { builderIn, containerOf, firstNodeOf } from './name.ts';
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
 * Removes builders that killed runs of this action left on the daemon. Only names of ours are looked
 * at, and never a builder whose owner may be alive. Never throws.
 */
export async function reapBuilders(own: string, session: BuildxSession): Promise<void> {
  const { processes, log, clock, signal, environment, files, docker } = session;
  try {
    await reapRecords(session);
    // Every container of a builder has its volume, which is made first and removed last.
    const listing = [
      'volume',
      'ls',
      '--filter',
      'name=buildx_buildkit_multiarch-build-',
      '--format',
      '{{.Name}}',
    ];
    const [volumes, instances] = await Promise.all([
      processes.run(docker, listing, { signal }),
      files.list(join(environment.buildxConfig, 'instances')).then(builders, () => new Map<string, number>()),
    ]);
    if (volumes.code !== 0) {
      throw new Error(`docker volume ls failed: ${volumes.stderr.trim()}`);
    }
    const found = new Map([...builders(volumes.stdout.toString('utf8').split(/\r?\n/)), ...instances]);
    found.delete(own);
    for (const [name, born] of found) {
      const text = instances.has(name)
        ? await files.read(join(environment.buildxConfig, 'instances', name)).then(String, () => '')
        : await containerEnvironment(name, session);
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

function builders(names: readonly string[]): Map<string, number> {
  const found = names.map(builderIn).filter((builder) => builder !== null);
  return new Map(found.map(({ name, born }) => [name, born]));
}

/** null if there is no such container. */
async function containerEnvironment(
  name: string,
  { processes, docker, signal }: BuildxSession,
): Promise<string | null> {
  const inspected = await processes.run(
    docker,
    ['inspect', '--type', 'container', '--format', '{{json .Config.Env}}', containerOf(firstNodeOf(name))],
    { signal },
  );
  if (inspected.code !== 0 && /no such container/i.test(inspected.stderr)) {
    return null;
  }
  return inspected.stdout.toString('utf8');
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
