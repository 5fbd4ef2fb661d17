import { dirname, join, relative } from 'node:path';
import type { Environment } from '../../runner/environment.ts';
import { together } from '../../session/concurrency.ts';
import { linkEntries } from '../../session/folder.ts';
import type { Session } from '../../session/session.ts';
import { readConfig } from './folder.ts';
import { type Login, logIn } from './password.ts';
import { loginKey, scopeFolder, storedLogin, withLogin } from './scoped.ts';

/** A login that may be for a part of its registry. */
export interface ScopedLogin extends Login {
  /** `@push`, `acme/app`, `acme/app@push`; null for all of the registry. */
  readonly scope: string | null;
}

/** Logins to several registries. */
export interface RegistryAuth {
  readonly logins: readonly ScopedLogin[];
  /** Registries whose login may be left out, and has no password. */
  readonly skipped: readonly string[];
}

/** Every login of a step. */
export interface LoginRequest {
  readonly login: Login | null;
  readonly registryAuth: RegistryAuth;
}

/** Where the logins of the step are. */
export interface LoggedIn {
  /** For DOCKER_CONFIG; null for the user's own. */
  readonly dockerConfig: string | null;
  /** Names the buildx configuration that has them, too. */
  readonly environment: Environment;
}

/** Logs in to all registries at once, each in a docker configuration of the step's own. */
export async function logInAll({ login, registryAuth }: LoginRequest, session: Session): Promise<LoggedIn> {
  for (const registry of registryAuth.skipped) {
    session.log.info(`Not logged in to ${registry}: the login is optional, and its password is empty.`);
  }
  const { environment, folder } = session;
  const unscoped = [
    ...(login === null ? [] : [login]),
    ...registryAuth.logins.filter(({ scope }) => scope === null),
  ];
  const scoped = registryAuth.logins.filter(({ scope }) => scope !== null);
  const buildxConfig = scoped.length === 0 ? environment.buildxConfig : await ownBuildxConfig(session);
  const folders = [
    ...unscoped.map((_, n) => join(folder, n === 0 ? 'docker' : `docker-${n + 1}`)),
    ...scoped.map(({ registry, scope }) => scopeFolder(join(buildxConfig, 'config'), registry, scope ?? '')),
  ];
  await together(session, (part) =>
    [...unscoped, ...scoped].map((one, n) => logIn(one, folders[n] ?? folder, part)),
  );
  await gather(unscoped, folders, session);
  return {
    dockerConfig: unscoped.length === 0 ? null : join(folder, 'docker'),
    environment: { ...environment, buildxConfig },
  };
}

/** Puts what each login left in its folder into that of the first, which the step's commands read. */
async function gather(
  unscoped: readonly Login[],
  folders: readonly string[],
  session: Session,
): Promise<void> {
  const [first = ''] = folders;
  if (unscoped.length < 2) {
    return;
  }
  let config = await readConfig(first, session);
  for (const [n, { registry }] of unscoped.entries()) {
    const stored = storedLogin(await readConfig(folders[n] ?? '', session), registry);
    config = stored === null ? config : withLogin(config, loginKey(registry), stored);
  }
  await session.files.write(join(first, 'config.json'), config);
}

/** What buildx keeps beside its configuration, and other steps must find. */
const kept = ['instances', 'defaults', 'activity', 'refs'];

/**
 * The user's buildx configuration, with room for scoped logins that nobody else sees: buildx looks for them there
 * and nowhere else (util/dockerutil/dockerconfig/configprovider.go), and does not follow links to folders.
 */
async function ownBuildxConfig(session: Session): Promise<string> {
  const { environment, files, folder } = session;
  const users = environment.buildxConfig;
  const own = join(folder, 'buildx-config');
  await files.makeDirectory(join(own, 'config'));
  await Promise.all(kept.map((name) => files.makeDirectory(join(users, name))));
  await linkEntries(users, own, ['config'], session);
  for (const config of await configsBelow(join(users, 'config'), files)) {
    const copy = join(own, 'config', relative(join(users, 'config'), config));
    await files.makeDirectory(dirname(copy));
    await files.symlink(config, copy);
  }
  return own;
}

async function configsBelow(root: string, files: Session['files']): Promise<readonly string[]> {
  const names = await files.list(root).catch((): readonly string[] => []);
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(root, name);
      if ((await files.kind(path)) === 'directory') {
        return configsBelow(path, files);
      }
      return name === 'config.json' ? [path] : [];
    }),
  );
  return found.flat();
}
