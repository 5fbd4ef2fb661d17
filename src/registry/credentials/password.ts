import { join } from 'node:path';
import { asActionError, longestRequestMs, runCommand } from '../../failures/command.ts';
import type { Session } from '../../session/session.ts';
import { withoutHelper } from './config.ts';
import { makeConfig, readConfig } from './folder.ts';

export interface Login {
  /** Host with its port; `docker.io` for Docker Hub. */
  readonly registry: string;
  readonly username: string;
  readonly password: string;
}

/**
 * Logs in within a docker configuration of the step's own, and returns that folder for DOCKER_CONFIG.
 * The user's configuration is read, never written: it goes on serving every other registry. The
 * credentials are tried at once, so that a wrong password does not come to light after the build.
 * Throws `registry-denied` for wrong ones, `registry-refused`, or what else stopped it.
 */
export async function logIn(login: Login, session: Session): Promise<string> {
  const { environment, log, folder, docker } = session;
  const own = join(folder, 'docker');
  const users = await readConfig(environment.dockerConfig, session);
  await makeConfig(
    own,
    withoutHelper(users, login.registry, (problem) => log.warning(problem)),
    session,
  );
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
  return own;
}
