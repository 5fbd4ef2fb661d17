// Registries on loopback, and what one of them says of an image.
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { versionOf } from './debian.ts';
import { runDir } from './paths.ts';
import { type Service, startService } from './services.ts';

/** How a registry guards itself, in the words of its configuration; by default it is open to everybody. */
export interface Guard {
  readonly tls?: {
    readonly certificate: string;
    readonly key: string;
    /** Who has signed the certificates that clients must have. */
    readonly clientcas?: readonly string[];
  };
  readonly auth?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export async function startRegistry(
  name: string,
  port: number,
  storage: string,
  { tls, auth }: Guard = {},
): Promise<Service> {
  mkdirSync(storage, { recursive: true });
  const config = join(runDir, `${name}.yml`);
  const address = `127.0.0.1:${port}`;
  // JSON, which is YAML too.
  writeFileSync(
    config,
    JSON.stringify({
      version: '0.1',
      log: { level: 'info', accesslog: { disabled: true } },
      storage: {
        filesystem: { rootdirectory: storage },
        delete: { enabled: true },
        maintenance: { uploadpurging: { enabled: false } },
      },
      http: { addr: address, tls },
      auth,
    }),
  );
  return startService({
    name,
    version: `docker-registry ${await versionOf('docker-registry')}`,
    address,
    command: 'docker-registry',
    args: ['serve', config],
    // Without it the registry would send its traces to a collector on this machine.
    env: { OTEL_TRACES_EXPORTER: 'none' },
    ready: () => listens(port),
  });
}

/** Whether something on this machine takes connections there. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.end());
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
