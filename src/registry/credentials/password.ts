import { join } from 'node:path';
import { asActionError, longestRequestMs, runCommand } from '../../failures/command.ts';
import type { Session } from '../../session/session.ts';
import { withoutHelper } from './config.ts';

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
  const { files, environment, log, folder, docker } = session;
  const own = join(folder, 'docker');
  await files.makeDirectory(own);
  const users = await files.read(join(environment.dockerConfig, 'config.json')).then(String, () => '{}');
  await files.write(
    join(own, 'config.json'),
    withoutHelper(users, login.registry, (problem) => log.warning(problem)),
  );
  // The docker contexts stand beside the configuration; DOCKER_CONTEXT must go on working.
  const contexts = join(environment.dockerConfig, 'contexts');
  if ((await files.kind(contexts)) === 'directory') {
    await files.symlink(contexts, join(own, 'contexts'));
  }
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
