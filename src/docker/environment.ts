import { join } from 'node:path';
import { isRecord, parseJson } from '../oci/json.ts';
import type { Tool } from '../runner/processes.ts';
import type { Runner } from '../runner/runner.ts';

/** The docker CLI of the machine, with its user's configuration. */
export const docker: Tool = { file: 'docker', env: {} };

/** Makes docker commands use a configuration of the step's own; null for the user's. */
export function dockerVariables(
  dockerConfig: string | null,
  { environment }: Pick<Runner, 'environment'>,
): Record<string, string> {
  if (dockerConfig === null) {
    return {};
  }
  const { variables, dockerConfig: users } = environment;
  // The certificates for DOCKER_TLS_VERIFY are looked for in the configuration, unless this names them.
  return { DOCKER_CONFIG: dockerConfig, DOCKER_CERT_PATH: variables['DOCKER_CERT_PATH'] || users };
}

/** The docker context in the user's configuration; empty for none, null where that is no JSON object. */
export async function configuredContext({
  environment,
  files,
}: Pick<Runner, 'environment' | 'files'>): Promise<string | null> {
  const text = await files.read(join(environment.dockerConfig, 'config.json')).then(String, () => '{}');
  const config = parseJson(text);
  return isRecord(config) ? String(config['currentContext'] ?? '') : null;
}

/** Makes docker commands go to the daemon of a node: an address, or a context. */
export function dockerAt(endpoint: string | null, tool: Tool): Tool {
  if (endpoint === null || endpoint === 'default') {
    return tool;
  }
  // Of the two variables, that of the address comes first, if it holds one.
  const where = endpoint.includes('://')
    ? { DOCKER_HOST: endpoint }
    : { DOCKER_HOST: '', DOCKER_CONTEXT: endpoint };
  return { ...tool, env: { ...tool.env, ...where } };
}

/**
 * buildx keeps its builders where the user's buildx finds them too, whichever docker configuration it reads.
 * What it writes for a moment, such as a Dockerfile that came on its standard input, goes into the step's
 * folder: a buildx that is killed removes nothing. null: where it does otherwise.
 */
export function buildxTool(
  file: string,
  dockerConfig: string | null,
  folder: string | null,
  runner: Pick<Runner, 'environment'>,
): Tool {
  const { buildxConfig } = runner.environment;
  const temporary = folder === null ? {} : { TMPDIR: folder };
  return {
    file,
    env: { BUILDX_CONFIG: buildxConfig, ...temporary, ...dockerVariables(dockerConfig, runner) },
  };
}
