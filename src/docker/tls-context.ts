import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ActionError } from '../errors.ts';
import type { Runner } from '../runner/runner.ts';

/** The address of a daemon that is reached over TLS by the docker variables alone; null for any other. */
export function daemonOverTls(variables: Readonly<Record<string, string>>): string | null {
  const host = variables['DOCKER_HOST'] ?? '';
  return variables['DOCKER_TLS_VERIFY'] && host.startsWith('tcp://') ? host : null;
}

/** The name of the one context in the configuration that `writeTlsContext` makes. */
export const tlsContext = 'multiarch-build';

/**
 * Writes a docker configuration with a context for a daemon over TLS, as `docker context create` would
 * (docker/cli cli/context/store). Throws `daemon-unreachable` if a certificate is not there.
 */
export async function writeTlsContext(
  folder: string,
  host: string,
  { files, environment }: Pick<Runner, 'files' | 'environment'>,
): Promise<void> {
  const { variables, dockerConfig } = environment;
  const certificates = variables['DOCKER_CERT_PATH'] || dockerConfig;
  const id = createHash('sha256').update(tlsContext).digest('hex');
  const meta = join(folder, 'contexts', 'meta', id);
  const tls = join(folder, 'contexts', 'tls', id, 'docker');
  await Promise.all([meta, tls].map((path) => files.makeDirectory(path)));
  const endpoint = { Host: host, SkipTLSVerify: false };
  await files.write(
    join(meta, 'meta.json'),
    JSON.stringify({ Name: tlsContext, Metadata: {}, Endpoints: { docker: endpoint } }),
  );
  for (const name of ['ca.pem', 'cert.pem', 'key.pem']) {
    const path = join(certificates, name);
    const content = await files.read(path).catch((error: unknown) => {
      throw new ActionError(
        'daemon-unreachable',
        `DOCKER_TLS_VERIFY is set, but '${path}' cannot be read. It was expected to belong to the certificates for ${host}.`,
        { hint: 'Set DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem.', cause: error },
      );
    });
    await files.write(join(tls, name), content);
  }
}
