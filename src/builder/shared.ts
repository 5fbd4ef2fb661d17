import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Runner } from '../runner/runner.ts';
import type { BuilderSpec } from './create.ts';
import { builderIn } from './name.ts';

/**
 * The steps of one job that ask for the same builder share it, with the layers it holds. They find it
 * by a file in the runner's temporary folder, which belongs to one job at a time.
 */
export function recordPath(
  spec: Omit<BuilderSpec, 'name' | 'config'> & { config: string },
  runner: Runner,
): string {
  const { image, driverOptions, config, entitlements, owner } = spec;
  const asked = JSON.stringify({ image, driverOptions, config, entitlements, owner });
  const hash = createHash('sha256').update(asked).digest('hex').slice(0, 16);
  return join(runner.environment.temp, `multiarch-build-builder-${hash}`);
}

/** The name of the job's builder, if an earlier step made one like it and buildx still knows it. */
export async function recordedBuilder(path: string, runner: Runner): Promise<string | null> {
  const { files, environment } = runner;
  const builder = builderIn(await files.read(path).then(String, () => ''));
  if (!builder) return null;
  // The record is written before the builder is made, which may have failed.
  const kind = await files.kind(join(environment.buildxConfig, 'instances', builder.name));
  return kind === 'file' ? builder.name : null;
}
