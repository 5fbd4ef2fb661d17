import { join } from 'node:path';
import { messageOf } from '../errors.ts';
import { hasEnded, parseOwner } from '../runner/owner.ts';
import type { Tool } from '../runner/processes.ts';
import type { Runner } from '../runner/runner.ts';
import { ownerVariable } from './create.ts';
import { builderIn, containerOf } from './name.ts';
import { removeBuilder } from './remove.ts';
import { reapRecords } from './shared.ts';

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
export async function reapBuilders(own: string, buildx: Tool, docker: Tool, runner: Runner): Promise<void> {
  const { processes, log, clock, signal, environment, files } = runner;
  try {
    await reapRecords(runner);
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
        : await containerEnvironment(name, docker, runner);
      const owner = text === null ? 'none' : await ownerIn(text, runner);
      if (!isForgotten({ born, owner }, clock.now())) {
        continue;
      }
      log.info(`Removing the builder ${name}, which a killed run left behind.`);
      await removeBuilder(name, buildx, docker, runner);
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
async function containerEnvironment(name: string, docker: Tool, runner: Runner): Promise<string | null> {
  const inspected = await runner.processes.run(
    docker,
    ['inspect', '--type', 'container', '--format', '{{json .Config.Env}}', containerOf(name)],
    { signal: runner.signal },
  );
  if (inspected.code !== 0 && /no such container/i.test(inspected.stderr)) {
    return null;
  }
  return inspected.stdout.toString('utf8');
}

/** Reads a container's environment or buildx's instance file, both JSON. What cannot be read is left alone, as if it were kept. */
async function ownerIn(text: string, runner: Runner): Promise<Candidate['owner']> {
  const value = new RegExp(`${ownerVariable}(?:=|":\\s*")([^"]*)"`).exec(text)?.[1];
  if (value === undefined) {
    return 'kept';
  }
  const owner = parseOwner(value);
  const ended = owner ? await hasEnded(owner, runner) : null;
  return ended === null ? 'unknown' : ended ? 'ended' : 'alive';
}
