import { basename, dirname, join } from 'node:path';
import { isRecord, parseJson } from '../../oci/json.ts';
import { hubKey } from './config.ts';

/** Of a docker configuration: what it has for one registry. */
export type RegistryLogin = Readonly<Record<string, unknown>>;

/** The key of a registry's login in `auths`. */
export function loginKey(registry: string): string {
  return registry === 'docker.io' ? hubKey : registry;
}

/** The login that the configuration itself holds; null for none. */
export function storedLogin(config: string, registry: string): RegistryLogin | null {
  const auths = recordIn(parseJson(config), 'auths');
  const login = auths[loginKey(registry)] ?? auths[`https://${registry}`];
  return isRecord(login) && Object.keys(login).length > 0 ? login : null;
}

/** The credential helper that keeps the login of a registry; null for none. */
export function loginHelper(config: string, registry: string): string | null {
  const document = parseJson(config);
  const own = recordIn(document, 'credHelpers')[loginKey(registry)];
  const helper = own ?? (isRecord(document) ? document['credsStore'] : undefined);
  return typeof helper === 'string' && helper !== '' ? helper : null;
}

/** The configuration with a login for one registry, which no credential helper is asked for. */
export function withLogin(config: string, key: string, login: RegistryLogin): string {
  const document = parseJson(config);
  return JSON.stringify({
    ...(isRecord(document) ? document : {}),
    credHelpers: { ...recordIn(document, 'credHelpers'), [key]: '' },
    auths: { ...recordIn(document, 'auths'), [key]: login },
  });
}

function recordIn(document: unknown, key: string): Readonly<Record<string, unknown>> {
  const value = isRecord(document) ? document[key] : undefined;
  return isRecord(value) ? value : {};
}

/** Where a login with a scope lies below `root`: a registry, a repository, and behind an `@` what it is for. */
export function scopeFolder(root: string, registry: string, scope: string): string {
  const [path = '', actions] = scope.split('@');
  const place = path === '' ? join(root, scopeHost(registry)) : join(root, scopeHost(registry), path);
  return actions === undefined ? place : `${place}@${actions}`;
}

function scopeHost(registry: string): string {
  return registry === 'docker.io' ? 'registry-1.docker.io' : registry;
}

/**
 * The folders of scoped logins that serve pushes to a repository, the closest first: as docker/login-action
 * writes them (`scope: '@push'`), and buildx reads them (util/dockerutil/dockerconfig/configprovider.go).
 * `list` gives the names in a folder, none if it is not there.
 */
export async function pushLogins(
  root: string,
  repository: string,
  list: (folder: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const [registry = '', ...path] = repository.split('/');
  const host = scopeHost(registry);
  const own = join(root, host, ...path);
  const found = await Promise.all(
    [own, join(root, host)].map(async (folder) => {
      const names = await list(dirname(folder));
      return names
        .filter((name) => isForPushes(name, basename(folder)) || (folder === own && name === basename(own)))
        .toSorted()
        .toReversed()
        .map((name) => join(dirname(folder), name));
    }),
  );
  return found.flat();
}

function isForPushes(name: string, base: string): boolean {
  return (
    name.startsWith(`${base}@`) &&
    name
      .slice(base.length + 1)
      .split(',')
      .includes('push')
  );
}
