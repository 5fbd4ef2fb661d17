// The release server: what github.com/docker/buildx/releases and its API are on a machine with a network.
import { join } from 'node:path';
import process from 'node:process';
import { buildxBinary } from './gomodules.ts';
import { answers } from './registry.ts';
import { type Service, startService, stopService } from './services.ts';
import { readState } from './state.ts';
import { buildxVersion } from './versions.ts';

const name = 'releases';

/** Also starts it again, on the port that it had, after `stopReleases`. */
export function startReleases(port: number = readState().ports.releases): Promise<Service> {
  const address = `http://127.0.0.1:${port}`;
  return startService({
    name,
    version: `buildx ${buildxVersion}`,
    address,
    command: process.execPath,
    args: [join(import.meta.dirname, 'releases-server.ts'), String(port), buildxBinary, buildxVersion],
    ready: () => answers(`${address}/repos/docker/buildx/releases/latest`),
  });
}

export function stopReleases(): Promise<void> {
  return stopService(name);
}
