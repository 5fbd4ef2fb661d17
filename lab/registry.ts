// Registries on loopback, and what one of them says of an image.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { versionOf } from './debian.ts';
import { runDir } from './paths.ts';
import { type Service, startService } from './services.ts';

export async function startRegistry(name: string, port: number, storage: string): Promise<Service> {
  mkdirSync(storage, { recursive: true });
  const config = join(runDir, `${name}.yml`);
  writeFileSync(
    config,
    [
      'version: 0.1',
      'log: { level: info, accesslog: { disabled: true } }',
      'storage:',
      `  filesystem: { rootdirectory: ${JSON.stringify(storage)} }`,
      '  delete: { enabled: true }',
      '  maintenance: { uploadpurging: { enabled: false } }',
      `http: { addr: "127.0.0.1:${port}" }`,
      '',
    ].join('\n'),
  );
  const address = `127.0.0.1:${port}`;
  return startService({
    name,
    version: `docker-registry ${await versionOf('docker-registry')}`,
    address,
    command: 'docker-registry',
    args: ['serve', config],
    // Without it the registry would send its traces to a collector on this machine.
    env: { OTEL_TRACES_EXPORTER: 'none' },
    ready: () => answers(`http://${address}/v2/`),
  });
}

/** The digest that a registry serves for a tag, or undefined where it has none. */
export async function digestOfTag(
  registry: string,
  repository: string,
  tag: string,
): Promise<string | undefined> {
  const response = await fetch(`http://${registry}/v2/${repository}/manifests/${tag}`, {
    method: 'HEAD',
    headers: {
      accept: 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json',
    },
  });
  return (response.ok && response.headers.get('docker-content-digest')) || undefined;
}

export async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    (response) => response.ok,
    () => false,
  );
}
