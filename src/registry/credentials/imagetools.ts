import { join } from 'node:path';
import { dockerVariables } from '../../docker/environment.ts';
import { isRecord, parseJson } from '../../oci/json.ts';
import { parseReference } from '../../oci/reference.ts';
import type { Tool } from '../../runner/processes.ts';
import type { Session } from '../../session/session.ts';
import { makeConfig, readConfig } from './folder.ts';
import { loginHelper, loginKey, pushLogins, type RegistryLogin, storedLogin, withLogin } from './scoped.ts';

/** Where docker/login-action leaves logins that have a scope. */
export function scopedLogins({ environment }: Pick<Session, 'environment'>): string {
  return join(environment.buildxConfig, 'config');
}

/**
 * The variables with which imagetools find the login for a reference, where they would not by themselves: a
 * registry that has another address, and a login for pushes alone, which buildx does not use for reading.
 * `docker` are those of the step's docker configuration.
 */
export function imagetoolsLogins(
  addresses: ReadonlyMap<string, string>,
  docker: Tool['env'],
  session: Session,
): (reference: string) => Promise<Tool['env']> {
  const made = new Map<string, Promise<Tool['env']>>();
  return (reference) => {
    const { registry, repository } = parseReference(reference) ?? {};
    if (registry === undefined || repository === undefined) {
      return Promise.resolve({});
    }
    const known = made.get(repository);
    if (known !== undefined) {
      return known;
    }
    const folder = join(session.folder, `imagetools-${made.size}`);
    const making = makeLogins(
      repository,
      { registry, address: addresses.get(registry), folder },
      docker,
      session,
    );
    made.set(repository, making);
    return making;
  };
}

interface Place {
  readonly registry: string;
  /** The one that stands for the registry, if any. */
  readonly address: string | undefined;
  /** For a docker configuration, if one is needed. */
  readonly folder: string;
}

async function makeLogins(
  repository: string,
  { registry, address, folder }: Place,
  docker: Tool['env'],
  session: Session,
): Promise<Tool['env']> {
  const config = await readConfig(docker['DOCKER_CONFIG'] ?? session.environment.dockerConfig, session);
  const helper = loginHelper(config, registry);
  const stored = helper === null ? storedLogin(config, registry) : null;
  if ((helper !== null || stored !== null) && address === undefined) {
    return {};
  }
  const login =
    stored ??
    (helper === null
      ? await scopedLogin(repository, registry, session)
      : await keptLogin(helper, registry, session));
  if (login === null) {
    return {};
  }
  await makeConfig(folder, withLogin(config, address ?? loginKey(registry), login), session);
  return dockerVariables(folder, session);
}

async function scopedLogin(
  repository: string,
  registry: string,
  session: Session,
): Promise<RegistryLogin | null> {
  const { files } = session;
  const root = scopedLogins(session);
  const list = (folder: string): Promise<readonly string[]> => files.list(folder).catch(() => []);
  for (const folder of await pushLogins(root, repository, list)) {
    const login = storedLogin(await readConfig(folder, session), registry);
    if (login !== null) {
      return login;
    }
  }
  return null;
}

/** What a credential helper keeps (docker/docker-credential-helpers client/client.go). */
async function keptLogin(
  helper: string,
  registry: string,
  { processes, signal }: Session,
): Promise<RegistryLogin | null> {
  const tool = { file: `docker-credential-${helper}`, env: {} };
  const { code, stdout } = await processes.run(tool, ['get'], { input: loginKey(registry), signal });
  const kept = code === 0 ? parseJson(stdout.toString('utf8')) : null;
  if (!isRecord(kept) || typeof kept['Username'] !== 'string' || typeof kept['Secret'] !== 'string') {
    return null;
  }
  const { Username: username, Secret: secret } = kept;
  return username === '<token>'
    ? { identitytoken: secret }
    : { auth: Buffer.from(`${username}:${secret}`).toString('base64') };
}
