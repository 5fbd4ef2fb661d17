import { join } from 'node:path';
import { runOrThrow } from '../failures/command.ts';
import type { Login } from '../inputs/inputs.ts';
import type { Tool } from '../runner/processes.ts';
import type { Runner } from '../runner/runner.ts';

/** Docker Hub's credentials are kept under this name (docker/cli cli/config/credentials). */
const hubKey = 'https://index.docker.io/v1/';

/**
 * Logs in within a docker configuration of the step's own, and returns that folder for DOCKER_CONFIG.
 * The user's configuration is read, never written: it goes on serving every other registry. The
 * credentials are tried at once, so that a wrong password does not come to light after the build.
 */
export async function logIn(
  login: Login,
  folder: string,
  docker: Tool,
  retries: number,
  runner: Runner,
): Promise<string> {
  const { files, environment, log } = runner;
  const own = join(folder, 'docker');
  await files.makeDirectory(own);
  const users = await files.read(join(environment.dockerConfig, 'config.json')).then(String, () => '{}');
  await files.write(
    join(own, 'config.json'),
    withoutHelper(users, login.registry, (problem) => log.warning(problem)),
  );
  // The docker contexts stand beside the configuration; DOCKER_CONTEXT must go on working.
  const contexts = join(environment.dockerConfig, 'contexts');
  if ((await files.kind(contexts)) === 'directory') await files.symlink(contexts, join(own, 'contexts'));
  const host = login.registry === 'docker.io' ? [] : [login.registry];
  await runOrThrow(
    `Logging in to ${login.registry}`,
    { file: docker.file, env: { ...docker.env, DOCKER_CONFIG: own } },
    ['login', '--username', login.username, '--password-stdin', ...host],
    { runner, retries, input: login.password },
  );
  return own;
}

/**
 * The user's configuration, but for one registry without any credential helper: the login is to stay
 * in this file, which is deleted, and not in a store of the machine.
 */
export function withoutHelper(config: string, registry: string, warn: (problem: string) => void): string {
  let document: Record<string, unknown>;
  try {
    document = JSON.parse(config) as Record<string, unknown>;
  } catch {
    warn('The docker configuration of this runner is no valid JSON; this step goes without it.');
    document = {};
  }
  const helpers = typeof document['credHelpers'] === 'object' ? document['credHelpers'] : {};
  const keys = registry === 'docker.io' ? [hubKey, 'docker.io', 'index.docker.io'] : [registry];
  return JSON.stringify({
    ...document,
    credHelpers: { ...helpers, ...Object.fromEntries(keys.map((key) => [key, ''])) },
  });
}
