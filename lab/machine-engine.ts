// On a machine that has a Docker engine and reaches Docker Hub, both are used as they are.
import process from 'node:process';
import { run, succeeds } from './command.ts';
import { binfmtTag, buildkitVersion } from './versions.ts';

export interface MachineEngine {
  readonly host: string;
  readonly buildkitImage: string;
  readonly binfmtImage: string;
}

export async function findMachineEngine(): Promise<MachineEngine | undefined> {
  if (!(await succeeds('docker', ['info']))) {
    return undefined;
  }
  try {
    const context = await run('docker', ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']);
    return {
      host: process.env['DOCKER_HOST'] ?? context.trim(),
      buildkitImage: await pull('moby/buildkit', buildkitVersion),
      binfmtImage: await pull('tonistiigi/binfmt', binfmtTag),
    };
  } catch {
    // An engine without the Hub has none of the images that the lab needs; it gets an engine of its own.
    return undefined;
  }
}

async function pull(repository: string, tag: string): Promise<string> {
  const reference = `${repository}:${tag}`;
  await run('docker', ['pull', '--quiet', reference]);
  const digest = await run('docker', ['image', 'inspect', '--format', '{{index .RepoDigests 0}}', reference]);
  return `${reference}@${digest.trim().split('@')[1]}`;
}
