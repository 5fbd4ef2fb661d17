import { join } from 'node:path';
import type { Ready } from '../builder/builder.ts';
import { legName } from '../fanout/matrix.ts';
import { formatShard, type Shard, type ShardWork } from '../fanout/shard.ts';
import { formatPlatform, isSamePlatform } from '../oci/platform.ts';
import type { Ledger } from '../session/ledger.ts';
import { type PlatformWork, workOf } from '../session/steps.ts';
import type { Verified, VerifyInputs } from '../verify/verify.ts';

/** What a job of several says of its part. */
export interface ShardRequest extends Pick<VerifyInputs, 'verifyBinaries' | 'smokeTest'> {
  /** Which of several images; empty where there is one. */
  readonly image: string;
}

/**
 * Leaves a shard of what was verified, as an output and as a file. The file's name depends on the platforms
 * alone, so that a job which runs again replaces what it left; the runner empties the folder with the job.
 */
export async function leaveShard(
  request: ShardRequest,
  verified: Verified,
  ledger: Ledger,
  session: Ready,
): Promise<void> {
  const { environment, files, log } = session;
  const shard = shardOf(request, verified, ledger, session);
  const text = formatShard(shard);
  const folder = join(environment.temp, 'shards');
  const name = legName(
    shard.image,
    shard.platforms.map(({ platform }) => platform),
  );
  const file = join(folder, `${name}.json`);
  await files.makeDirectory(folder);
  await files.write(file, text);
  ledger.shard({ text, file });
  log.info(`The shard ${name} names ${shard.digest}, which has no tag.`);
}

function shardOf(
  request: ShardRequest,
  { digest, images, downloads }: Verified,
  ledger: Ledger,
  session: Ready,
): Shard {
  const { GITHUB_SHA: revision = '', GITHUB_RUN_ID: run = '' } = session.environment.variables;
  const work = workOf(ledger.facts.steps, session.executions);
  const [first, ...others] = images.map((image, index) => ({
    ...image,
    how: session.executions.find(({ platform }) => isSamePlatform(platform, image.platform))?.how ?? 'none',
    download: downloads[index] ?? null,
    work: workFor(formatPlatform(image.platform), work),
  }));
  if (first === undefined) {
    throw new Error('an image without platforms was verified');
  }
  return {
    image: request.image,
    revision,
    run,
    digest,
    platforms: [first, ...others],
    verified: { binaries: request.verifyBinaries !== 'none', smokeTest: request.smokeTest !== null },
    seconds: ledger.seconds,
  };
}

/** Without the platform's name, which the shard has already. */
function workFor(name: string, all: readonly PlatformWork[]): ShardWork | null {
  const found = all.find(({ platform }) => platform === name);
  if (found === undefined) {
    return null;
  }
  const { platform: _, ...work } = found;
  return work;
}
