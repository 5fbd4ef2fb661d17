import { assembleArguments, plannedDigest } from '../buildx/assemble.ts';
import type { BuildxSession } from '../buildx/session.ts';
import { ActionError } from '../errors.ts';
import { CommandFailed, longestRequestMs, retryOf, runOnce } from '../failures/command.ts';
import { withRetries } from '../failures/retry.ts';
import { type Assembly, missingShard } from '../fanout/assemble.ts';
import type { ClaimedDigest, Digest } from '../oci/digest.ts';
import { pinned, type Tag } from '../oci/reference.ts';
import { lookUntil } from '../registry/lag.ts';
import { asFailure, isAbsent } from '../registry/read-back.ts';
import type { Ledger } from '../session/ledger.ts';
import { repositoriesOf, type Staged } from './staged.ts';

/** Where the index is put together, and what it says besides its images. */
export interface AssembleRequest {
  readonly tags: readonly Tag[];
  /** Each `index:name=value`. */
  readonly annotations: readonly string[];
}

/**
 * Puts the index together in every repository, from what lies there, without a tag: buildx prints it first,
 * and pushes it under the digest of what it printed. Each image and attestation is looked up on the way.
 * Takes one process, and one more a repository, for any number of shards. Throws `shard-refused` for a
 * digest that a registry does not have.
 */
export async function stageAssembly(
  request: AssembleRequest,
  assembly: Assembly,
  ledger: Ledger,
  session: BuildxSession,
): Promise<Staged> {
  const { tags, annotations } = request;
  const repositories = repositoriesOf(tags);
  if (repositories === null) {
    throw new ActionError('input-invalid', 'There is no repository to assemble the image in.');
  }
  const places = placesIn(
    repositories,
    assembly.sources.map(({ digest }) => digest),
  );
  const digest = await assembleIndex(places, annotations, assembly, session);
  ledger.staged(digest, repositories);
  return { target: { kind: 'repositories', repositories }, digest };
}

/** Where an index is put together. */
interface Place {
  readonly name: string;
  /** What it is made of, as `imagetools` find it there. */
  readonly sources: readonly string[];
  /** Where it is pushed by its digest. */
  target(digest: ClaimedDigest): string;
}

export type Places = readonly [Place, ...Place[]];

/** Repositories, each of which has the parts with these digests. */
export function placesIn(
  [first, ...others]: readonly [string, ...string[]],
  parts: readonly Digest[],
): Places {
  const placeOf = (repository: string): Place => ({
    name: repository,
    sources: parts.map((digest) => pinned(repository, digest)),
    target: (digest) => pinned(repository, digest),
  });
  return [placeOf(first), ...others.map(placeOf)];
}

/** The digest of the index, which buildx prints before it is pushed to each place. */
export async function assembleIndex(
  places: Places,
  annotations: readonly string[],
  assembly: Pick<Assembly, 'images' | 'sources'>,
  session: BuildxSession,
): Promise<ClaimedDigest> {
  const create = ({ name, sources }: Place, target: string | null): Promise<Buffer> => {
    const args = assembleArguments(target, sources, annotations, session);
    return createIndex(`Assembling in ${name}`, args, assembly, session);
  };
  const digest = plannedDigest(await create(places[0], null));
  await Promise.all(places.map((place) => create(place, place.target(digest))));
  return digest;
}

/** What buildx prints. A digest that is not there may be a moment late. */
async function createIndex(
  what: string,
  args: readonly string[],
  assembly: Assembly,
  session: BuildxSession,
): Promise<Buffer> {
  const seen = await lookUntil(
    () => attempt(what, args, session),
    (answer) => !(answer instanceof CommandFailed),
    session,
  );
  if (!(seen instanceof CommandFailed)) {
    return seen;
  }
  const missing = missingShard(seen.completed.stderr, assembly);
  throw missing === null
    ? asFailure(seen)
    : new ActionError(
        'shard-refused',
        `${what}: the registry does not have ${missing.digest}, which shard '${missing.shard}' names. ${seen.failure.detail}`,
        {
          hint: "Was it deleted, or does the job that left the shard push to other repositories than those of 'tags'?",
          cause: seen,
        },
      );
}

async function attempt(
  what: string,
  args: readonly string[],
  session: BuildxSession,
): Promise<Buffer | CommandFailed> {
  const { buildx, retries, clock, signal, log } = session;
  try {
    return await withRetries(
      { attempts: retries + 1, clock, signal, log, what },
      async () => (await runOnce({ what, tool: buildx, args, limitMs: longestRequestMs }, session)).stdout,
      (error) => (isAbsent(error) ? null : retryOf(error)),
    );
  } catch (error) {
    if (isAbsent(error)) {
      return error;
    }
    throw asFailure(error);
  }
}
