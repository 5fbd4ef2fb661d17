import { isRecord, parseJson } from '../../oci/json.ts';

/** Docker Hub's credentials are kept under this name (docker/cli cli/config/credentials). */
export const hubKey = 'https://index.docker.io/v1/';

/**
 * The user's configuration, but for one registry without any credential helper: the login is to stay
 * in this file, which is deleted, and not in a store of the machine.
 */
export function withoutHelper(config: string, registry: string, warn: (problem: string) => void): string {
  const parsed = parseJson(config);
  const document = isRecord(parsed) ? parsed : {};
  if (document !== parsed) {
    warn('The docker configuration of this runner is not a JSON object; this step ignores it.');
  }
  const helpers = document['credHelpers'];
  const keys = registry === 'docker.io' ? [hubKey, 'docker.io', 'index.docker.io'] : [registry];
  return JSON.stringify({
    ...document,
    credHelpers: {
      ...(isRecord(helpers) ? helpers : {}),
      ...Object.fromEntries(keys.map((key) => [key, ''])),
    },
  });
}
