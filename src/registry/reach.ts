import { join } from 'node:path';
import { instancePath } from '../buildx/builder.ts';
import { routed } from '../buildx/imagetools.ts';
import type { Bridge } from '../runner/bridges.ts';
import type { Tool } from '../runner/processes.ts';
import type { Session } from '../session/session.ts';
import { imagetoolsLogins, scopedLogins } from './credentials/imagetools.ts';
import { type DescribedRegistry, describedRegistries } from './described.ts';

/** What buildx itself needs to come to the registries of a builder. */
export interface Reach extends Pick<Session, 'processes'> {
  readonly buildx: Tool;
  /** Ends the bridges. */
  close(): void;
}

/** Where Go looks besides the bundle (crypto/x509/root_linux.go) while SSL_CERT_DIR is not set. */
const usualFolders = '/etc/ssl/certs:/etc/pki/tls/certs';

/**
 * BuildKit reaches registries as its buildkitd.toml says; buildx, which asks for tokens, reads back and tags,
 * takes over only `http` and `mirrors` (util/imagetools/inspect.go). What else the configuration of a builder
 * says is made up for here: authorities come into a folder that Go reads, and a registry with client
 * certificates or `insecure` gets a bridge for imagetools. Where nothing of it is described, and no login is
 * scoped, it costs one read of a small file. Throws Node's error if a bridge cannot be opened.
 */
export async function openReach(builder: string, buildx: Tool, session: Session): Promise<Reach> {
  const instance = await session.files.read(instancePath(builder, session)).then(String, () => '{}');
  const registries = describedRegistries(instance);
  const variables = await trustedFolders(registries, session);
  const opened = await openBridges(registries, session);
  const addresses = new Map([...opened].map(([host, { address }]) => [host, address]));
  return {
    buildx: { ...buildx, env: { ...buildx.env, ...variables } },
    processes: await routedProcesses(addresses, session),
    close: () => closeAll(opened),
  };
}

/** Processes of which imagetools find logins that have a scope, where there is no builder. */
export function scopedRoute(session: Session): Promise<Session['processes']> {
  return routedProcesses(new Map(), session);
}

async function routedProcesses(
  addresses: ReadonlyMap<string, string>,
  session: Session,
): Promise<Session['processes']> {
  const { files, processes } = session;
  if (addresses.size === 0 && (await files.kind(scopedLogins(session))) !== 'directory') {
    return processes;
  }
  return routed(processes, {
    addresses,
    variables: imagetoolsLogins(addresses, session.docker.env, session),
  });
}

async function trustedFolders(
  registries: readonly DescribedRegistry[],
  { files, environment, folder }: Session,
): Promise<Tool['env']> {
  const authorities = [...new Set(registries.flatMap((registry) => registry.authorities))];
  if (authorities.length === 0) {
    return {};
  }
  const own = join(folder, 'authorities');
  await files.makeDirectory(own);
  await Promise.all(authorities.map((text, n) => files.write(join(own, `${n}.pem`), text)));
  return { SSL_CERT_DIR: `${environment.variables['SSL_CERT_DIR'] || usualFolders}:${own}` };
}

async function openBridges(
  registries: readonly DescribedRegistry[],
  { bridges }: Session,
): Promise<ReadonlyMap<string, Bridge>> {
  const opened = new Map<string, Bridge>();
  try {
    for (const { host, http, insecure, authorities, client } of registries) {
      if (!http && (insecure || client !== null)) {
        opened.set(host, await bridges.open(host, { authorities, client, verified: !insecure }));
      }
    }
  } catch (error) {
    closeAll(opened);
    throw error;
  }
  return opened;
}

function closeAll(opened: ReadonlyMap<string, Bridge>): void {
  for (const bridge of opened.values()) {
    bridge.close();
  }
}
