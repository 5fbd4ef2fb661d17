import { join } from 'node:path';
import { ActionError } from '../errors.ts';
import { CommandFailed, tryCommand } from '../failures/command.ts';
import type { Source } from '../inputs/inputs.ts';
import { type Digest, isDigest } from '../oci/digest.ts';
import type { Tool } from '../runner/processes.ts';
import type { Runner } from '../runner/runner.ts';
import { type BuildRequest, buildArguments } from './arguments.ts';
import { explainBuild } from './failure.ts';

export interface Built {
  /** What BuildKit says it exported; null for exporters that have no image. */
  readonly digest: Digest | null;
  /** buildx's metadata file, as it is. */
  readonly metadata: string;
}

/**
 * Builds and exports. After a transient failure it is tried again on the same builder, whose cache
 * holds every step that was done. Throws `build-failed` with the Dockerfile's line, or what went wrong.
 */
export async function build(
  request: BuildRequest,
  buildx: Tool,
  retries: number,
  runner: Runner,
): Promise<Built> {
  const { files, log } = runner;
  await files.remove(request.metadataFile);
  try {
    await tryCommand(
      'The build',
      buildx,
      (previous) =>
        buildArguments({
          ...request,
          again: request.again || (previous !== null && failedInExport(previous.completed.stderr)),
        }),
      { runner, retries, onLine: (line) => log.info(line) },
    );
  } catch (error) {
    throw error instanceof CommandFailed ? explainBuild(error, dockerfilePath(request.source)) : error;
  }
  return parseMetadata((await files.read(request.metadataFile)).toString('utf8'));
}

/** Nothing but the export was left to do: all steps had run. */
function failedInExport(stderr: string): boolean {
  return /failed to push|failed to solve: failed to (?:commit|copy)|error writing (?:layer|manifest) blob/.test(
    stderr.split('\n').findLast((line) => line.startsWith('ERROR:')) ?? '',
  );
}

function dockerfilePath(source: Source): string {
  if (source.file !== null) {
    return source.file;
  }
  return source.remote || source.context === '.' ? 'Dockerfile' : join(source.context, 'Dockerfile');
}

export function parseMetadata(metadata: string): Built {
  const digest = (JSON.parse(metadata) as Record<string, unknown>)['containerimage.digest'];
  if (digest === undefined) {
    return { digest: null, metadata };
  }
  if (typeof digest !== 'string' || !isDigest(digest)) {
    throw new ActionError('build-misconfigured', `buildx reported the digest ${JSON.stringify(digest)}.`);
  }
  return { digest, metadata };
}
