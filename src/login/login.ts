import { join } from 'node:path';
import { asActionError, CommandFailed, longestRequestMs, tryCommand } from '../failures/command.ts';
import type { Login } from '../inputs/inputs.ts';
import type { Tool } from '../runner/processes.ts';
import type { Runner } from '../runner/runner.ts';

/** Docker Hub's credentials are kept under this name (docker/cli cli/config/credentials). */
const hubKey = 'https://index.docker.io/v1/';

/**
 * Logs in within a docker configuration of the step's own, and returns that folder for DOCKER_CONFIG.
 * The user's configuration is read, never written: it goes on serving every other registry. The
 * credentials are tried at once, so that a wrong password does not come to light after the build.
 * Throws `registry-denied` for wrong ones, `registry-refused`, or what else stopped it.
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
  if ((await files.kind(contexts)) === 'directory') {
    await files.symlink(contexts, join(own, 'contexts'));
  }
  const host = login.registry === 'docker.io' ? [] : [login.registry];
  try {
    await tryCommand(
      `Logging in to ${login.registry}`,
      { file: docker.file, env: { ...docker.env, DOCKER_CONFIG: own } },
      () => ['login', '--username', login.username, '--password-stdin', ...host],
      { runner, retries, input: login.password, limitMs: longestRequestMs },
    );
  } catch (error) {
    throw error instanceof CommandFailed ? asActionError(error, 'registry-refused') : error;
  }
  return own;
}

/**
 * The user's configuration, but for one registry without any credential helper: the login is to stay
 * in this file, which is deleted, and not in a store of the machine.
 */
export function withoutHelper(config: string, registry: string, warn: (problem: string) => void): string {
  const document = parseObject(config);
  if (document === null) {
    warn('The docker configuration of this runner is no JSON object; this step goes without it.');
  }
  const helpers = document?.['credHelpers'];
  const keys = registry === 'docker.io' ? [hubKey, 'docker.io', 'index.docker.io'] : [registry];
  return JSON.stringify({
    ...document,
    credHelpers: {
      ...(typeof helpers === 'object' ? helpers : {}),
      ...Object.fromEntries(keys.map((key) => [key, ''])),
    },
  });
}

function parseObject(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
