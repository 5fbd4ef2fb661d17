import { join } from 'node:path';
import { ActionError } from '../../errors.ts';
import { asActionError, CommandFailed, longestRequestMs, runCommand } from '../../failures/command.ts';
import type { Session } from '../../session/session.ts';
import { withoutHelper } from './config.ts';
import { makeConfig, readConfig } from './folder.ts';
import { loginKey, withLogin } from './scoped.ts';

export interface Login {
  /** Host with its port; `docker.io` for Docker Hub. */
  readonly registry: string;
  readonly username: string;
  readonly password: string;
}

/**
 * Logs in within a docker configuration of the step's own, the folder `own`. The user's configuration is read, never written: it goes on serving every other registry. The
 * credentials are tried at once, so that a wrong password does not come to light after the build; where the
 * daemon, which tries them, does not reach a registry that the builder may reach, the push tries them.
 * Throws `registry-denied` for wrong ones, `registry-refused`, or what else stopped it.
 */
export async function logIn(login: Login, own: string, session: Session): Promise<void> {
  const { environment, files, log } = session;
  const users = await readConfig(environment.dockerConfig, session);
  const config = withoutHelper(users, login.registry, (problem) => log.warning(problem));
  await makeConfig(own, config, session);
  try {
    await tryLogin(login, own, session);
  } catch (error) {
    const cause = error instanceof ActionError ? error.cause : null;
    if (!(cause instanceof CommandFailed) || !isDaemonsMatter(cause, environment.variables)) {
      throw error;
    }
    log.info(`The Docker daemon does not reach ${login.registry}: ${cause.failure.detail}`);
    log.info('The login is for the builder alone, and is tried by the push.');
    const auth = Buffer.from(`${login.username}:${login.password}`).toString('base64');
    await files.write(join(own, 'config.json'), withLogin(config, loginKey(login.registry), { auth }));
  }
}

async function tryLogin(login: Login, own: string, session: Session): Promise<void> {
  const { docker } = session;
  const host = login.registry === 'docker.io' ? [] : [login.registry];
  await runCommand(
    {
      what: `Logging in to ${login.registry}`,
      tool: { file: docker.file, env: { ...docker.env, DOCKER_CONFIG: own } },
      args: ['login', '--username', login.username, '--password-stdin', ...host],
      input: login.password,
      limitMs: longestRequestMs,
      explain: (failed) => asActionError(failed, 'registry-refused'),
    },
    session,
  );
}

/** The builder's configuration and the runner's proxies, which `docker login` does not know, may say otherwise. */
function isDaemonsMatter({ failure }: CommandFailed, variables: Readonly<Record<string, string>>): boolean {
  const isProxied = Boolean(variables['HTTPS_PROXY'] || variables['https_proxy']);
  return (
    failure.reason === 'certificate' ||
    (failure.reason === 'unknown-host' && isProxied) ||
    failure.detail.includes('server gave HTTP response to HTTPS client')
  );
}
