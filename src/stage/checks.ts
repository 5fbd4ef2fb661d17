import type { Source } from '../buildx/build-arguments.ts';
import { type CheckWarning, checkWarnings } from '../buildx/checks.ts';
import { isFalse } from '../oci/bool.ts';
import type { Session } from '../session/session.ts';

/** What annotates needs of the outside world. */
type Annotator = Pick<Session, 'log' | 'environment'>;

/**
 * Annotates what BuildKit's checks found at its line of the Dockerfile, once for all platforms and nodes.
 * DOCKER_BUILD_CHECKS_ANNOTATIONS turns it off, as for docker/build-push-action.
 */
export function annotateChecks(
  metadata: readonly string[],
  source: Pick<Source, 'dockerfile'>,
  { log, environment }: Annotator,
): readonly CheckWarning[] {
  const found = new Map(
    metadata.flatMap(checkWarnings).map((warning) => [JSON.stringify(warning), warning] as const),
  );
  const off = isFalse(environment.variables['DOCKER_BUILD_CHECKS_ANNOTATIONS'] ?? '');
  for (const warning of off ? [] : found.values()) {
    const { text, url, line } = warning;
    const file = fileOf(warning, source.dockerfile);
    const location = file === null || line === null ? undefined : { file, line };
    log.warning(url === '' ? text : `${text}\n${url}`, 'Dockerfile check', location);
  }
  return [...found.values()];
}

/** BuildKit knows a file by its own name alone; any other than the Dockerfile is not known to be in the checkout. */
function fileOf({ file }: CheckWarning, dockerfile: string | null): string | null {
  const [name, own] = [file, dockerfile?.split(/[\\/]/).at(-1)].map((text) => text?.toLowerCase());
  return name === own ? dockerfile : null;
}
