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
 * Logs in within a docker configuration of the step's own, the folder `own`. The user's configuration is read,
 * never written: it goes on serving every other registry. The credentials are tried at once, so that a wrong
 * password does not come to light after the build; where the daemon, which tries them, does not reach a registry
 * that the builder may reach, or is not there, the push tries them. Throws `registry-denied` for wrong ones, `registry-refused`, or what else stopped it.
 */
export async function logIn(login: Login, own: string, session: Session): Promise<void> {
  const { environment, files, log } = session;
  const users = await readConfig(environment.dockerConfig, session);
  const config = withoutHelper(users, login.registry, (problem) => log.warning(problem));
  await makeConfig(own, config, session);
  try {
    await tryLogin(login, own, session);
  } catch (error) {
    const why = whyNotTried(error, login.registry, environment.variables);
    if (why === null) {
      throw error;
    }
    log.info(why);
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

/**
 * Why `docker login` could not try the credentials, where the builder may get further; null for what the user must
 * know. Whoever builds with a daemon learns from the set-up that there is none; others need neither it nor the CLI.
 */
function whyNotTried(
  error: unknown,
  registry: string,
  variables: Readonly<Record<string, string>>,
): string | null {
  if (error instanceof ActionError && error.code === 'docker-missing') {
    return `There is no docker CLI that could try the login to ${registry}.`;
  }
  const cause = error instanceof ActionError ? error.cause : null;
  if (!(cause instanceof CommandFailed)) {
    return null;
  }
  const { failure } = cause;
  if (failure.class === 'daemon') {
    return `There is no Docker daemon that could try the login to ${registry}: ${failure.detail}`;
  }
  return isDaemonsMatter(cause, variables)
    ? `The Docker daemon does not reach ${registry}: ${failure.detail}`
    : null;
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
