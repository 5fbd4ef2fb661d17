// A builder made with bare buildx commands, for what is to be shown without the action.
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command, type Ended, output, setting } from '../lab.ts';

export interface BareBuilder {
  readonly name: string;
  /** Where nobody is logged in. */
  readonly dockerConfig: string;
  buildx(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended>;
  end(): Promise<void>;
}

export async function openBareBuilder(
  buildkitdConfig: string,
  driverOptions: Readonly<Record<string, string>> = {},
): Promise<BareBuilder> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-builder-'));
  const name = `bare-${randomUUID().slice(0, 8)}`;
  const dockerConfig = join(folder, 'docker');
  mkdirSync(dockerConfig);
  const own = { BUILDX_CONFIG: join(folder, 'buildx'), DOCKER_CONFIG: dockerConfig };
  const buildx: BareBuilder['buildx'] = (args, env = {}) =>
    command('buildx', args, { env: { ...own, ...env } });
  const options = { network: 'host', image: setting('LAB_BUILDKIT_IMAGE'), ...driverOptions };
  const created = await buildx([
    ...['create', '--name', name, '--driver', 'docker-container', '--bootstrap'],
    ...['--buildkitd-config', buildkitdConfig],
    ...Object.entries(options).flatMap(([option, value]) => ['--driver-opt', `"${option}=${value}"`]),
  ]);
  if (created.code !== 0) {
    throw new Error(created.stderr);
  }
  return {
    name,
    dockerConfig,
    buildx,
    end: async () => {
      await output('docker', 'rm', '--force', '--volumes', `buildx_buildkit_${name}0`);
      await output('docker', 'volume', 'rm', '--force', `buildx_buildkit_${name}0_state`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
