import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { instancePath } from '../buildx/builder.ts';
import type { Runner } from '../runner/runner.ts';
import { recordPrefix } from '../session/journal.ts';
import { hasEnded, parseOwner } from '../session/owner.ts';
import type { BuilderSpec } from './drivers/driver.ts';
import { builderIn } from './name.ts';

/**
 * The steps of one job that ask for the same builder share it, with the layers it holds. They find it
 * by a file in the runner's temporary folder, which belongs to one job at a time.
 */
export function recordPath(
  spec: Omit<BuilderSpec, 'name' | 'config'> & { config: string | null },
  runner: Runner,
): string {
  const { driver, nodes, image, config, entitlements, owner } = spec;
  const asked = JSON.stringify({ driver, nodes, image, config, entitlements, owner });
  const hash = createHash('sha256').update(asked).digest('hex').slice(0, 16);
  return join(runner.environment.temp, `${recordPrefix}${hash}`);
}

/** Text of a record: the builder's name, and whose it is (BuilderSpec.owner). */
export function formatRecord(name: string, owner: string | null): string {
  return `${name}\n${owner ?? 'kept'}`;
}

function parseRecord(text: string): { readonly name: string; readonly owner: string } | null {
  const [first = '', owner = '', ...rest] = text.split('\n');
  const name = builderIn(first)?.name;
  const known = owner === 'kept' || owner === 'unknown' || parseOwner(owner) !== null;
  return name !== undefined && known && rest.length === 0 ? { name, owner } : null;
}

/** Removes the records of jobs that have ended: nobody will read them again. Never throws. */
export async function reapRecords(runner: Runner): Promise<void> {
  const { files, environment } = runner;
  const names = await files.list(environment.temp).catch(() => []);
  for (const name of names.filter((entry) => entry.startsWith(recordPrefix))) {
    const path = join(environment.temp, name);
    const owner = parseOwner(parseRecord(await files.read(path).then(String, () => ''))?.owner ?? '');
    if (owner && (await hasEnded(owner, runner)) === true) {
      await files.remove(path).catch(() => {});
    }
  }
}

/** The name of the job's builder, if an earlier step made one like it and buildx still knows it. */
export async function recordedBuilder(path: string, runner: Runner): Promise<string | null> {
  const { files } = runner;
  const builder = parseRecord(await files.read(path).then(String, () => ''));
  if (!builder) {
    return null;
  }
  // The record is written before the builder is made, which may have failed.
  const kind = await files.kind(instancePath(builder.name, runner));
  return kind === 'file' ? builder.name : null;
}
