import { ActionError } from '../errors.ts';
import { runCommand } from '../failures/command.ts';
import { type ClaimedDigest, isDigest } from '../oci/digest.ts';
import { isRecord, parseJson } from '../oci/json.ts';
import { type BuildRequest, buildArguments } from './build-arguments.ts';
import { explainBuild } from './build-failure.ts';
import { warningsVariable } from './checks.ts';
import { isWorthTelling } from './progress.ts';
import type { BuildxSession } from './session.ts';

export interface Built {
  /** What BuildKit says it exported; null for exporters that have no image. */
  readonly digest: ClaimedDigest | null;
  /** buildx's metadata file, as it is. */
  readonly metadata: string;
}

/**
 * Builds and exports. After a transient failure it is tried again on the same builder, whose cache
 * holds every step that was done. `watch` takes each line of the progress. Throws `build-failed` with the
 * Dockerfile's line, or what went wrong.
 */
export async function build(
  request: BuildRequest,
  session: BuildxSession,
  watch: (line: string) => void = () => {},
): Promise<Built> {
  const { files, log, buildx } = session;
  await files.remove(request.metadataFile);
  const command = {
    what: 'The build',
    tool: { ...buildx, env: { ...buildx.env, ...warningsVariable } },
    args: buildArguments(request),
    onLine: (line: string) => {
      watch(line);
      if (isWorthTelling(line)) {
        log.info(line);
      }
    },
  };
  await runCommand(
    {
      ...command,
      argsAfter: ({ completed }) =>
        failedInExport(completed.stderr) ? buildArguments({ ...request, reuseCache: true }) : command.args,
      explain: (failed) => explainBuild(failed, request.source.dockerfile),
    },
    session,
  );
  return parseMetadata((await files.read(request.metadataFile)).toString('utf8'));
}

/** Nothing but the export was left to do: all steps had run. */
function failedInExport(stderr: string): boolean {
  return /failed to push|failed to solve: failed to (?:commit|copy)|error writing (?:layer|manifest) blob/.test(
    stderr.split('\n').findLast((line) => line.startsWith('ERROR:')) ?? '',
  );
}

/** Throws `build-misconfigured` if the metadata cannot be read, or names a digest that is none. */
export function parseMetadata(metadata: string): Built {
  const document = parseJson(metadata);
  if (!isRecord(document)) {
    throw new ActionError('build-misconfigured', "buildx's metadata file does not hold a JSON object.");
  }
  const digest = document['containerimage.digest'];
  if (digest === undefined) {
    return { digest: null, metadata };
  }
  if (typeof digest !== 'string' || !isDigest(digest)) {
    throw new ActionError('build-misconfigured', `buildx reported the digest ${JSON.stringify(digest)}.`);
  }
  return { digest: digest as ClaimedDigest, metadata };
}
