import { ActionError, messageOf } from '../errors.ts';
import { asActionError, CommandFailed, longestRequestMs, retryOf, runOnce } from '../failures/command.ts';
import { withRetries } from '../failures/retry.ts';
import { damaged } from '../failures/rules.ts';
import { type Digest, digestOf } from '../oci/digest.ts';
import { type PublishedImage, parsePublishedImage } from '../oci/manifest.ts';
import type { Tool } from '../runner/processes.ts';
import type { Runner } from '../runner/runner.ts';

/** How a stage reaches a registry: through buildx, with the registry settings of a builder. */
export interface RegistryAccess {
  readonly buildx: Tool;
  /**
   * Its buildkitd.toml says which registries speak HTTP, have their own certificates or a mirror: buildx
   * reads it for imagetools too (util/imagetools), from where it keeps the builder; the builder itself is not asked.
   */
  readonly builder: string;
  /** Further attempts after a transient failure. */
  readonly retries: number;
  readonly runner: Runner;
}

/** How long what was just pushed may be unknown to another replica of the registry: 7.75 s in all. */
const lagMs: readonly number[] = [250, 500, 1000, 2000, 4000];

/**
 * What the registry, or the local layout, holds under the reference. Its digest is that of the very
 * bytes that came; whether it is the one expected is the caller's question. Throws
 * `registry-unavailable` if it does not show up, or what else kept the registry from answering.
 */
export async function readBack(reference: string, access: RegistryAccess): Promise<PublishedImage> {
  const bytes = await inspectPushed(reference, ['--raw'], access);
  try {
    return parsePublishedImage(bytes);
  } catch (error) {
    throw new ActionError(
      'digest-differs',
      `What was read back as '${reference}' is no image: ${messageOf(error)}.`,
      { hint: rewritten, cause: error },
    );
  }
}

/** The digest of the bytes that a registry serves for a tag; null if it knows no such tag. */
export async function servedDigest(reference: string, access: RegistryAccess): Promise<Digest | null> {
  try {
    return digestOf(await inspect(reference, ['--raw'], access));
  } catch (error) {
    if (isAbsent(error)) {
      return null;
    }
    throw asFailure(error);
  }
}

/** `imagetools inspect` of something that was just pushed, so that "not found" means "not yet". */
export async function inspectPushed(
  reference: string,
  options: readonly string[],
  access: RegistryAccess,
): Promise<Buffer> {
  const { clock, signal } = access.runner;
  for (const wait of [...lagMs, null]) {
    try {
      return await inspect(reference, options, access);
    } catch (error) {
      if (!isAbsent(error) || wait === null) {
        throw asFailure(error);
      }
      await clock.sleep(wait, signal);
    }
  }
  throw new Error('unreachable: the last attempt returns or throws');
}

async function inspect(
  reference: string,
  options: readonly string[],
  { buildx, builder, retries, runner }: RegistryAccess,
): Promise<Buffer> {
  const { clock, signal, log } = runner;
  const what = `Reading ${reference} back`;
  return withRetries(
    { attempts: retries + 1, clock, signal, log, what },
    async () => {
      const args = ['imagetools', 'inspect', '--builder', builder, ...options, reference];
      return (await runOnce(what, buildx, args, { runner, limitMs: longestRequestMs })).stdout;
    },
    (error) => (isAbsent(error) ? null : retryOf(error)),
  );
}

function isAbsent(error: unknown): boolean {
  return (
    error instanceof CommandFailed &&
    /: not found$|manifest unknown|MANIFEST_UNKNOWN|name unknown|NAME_UNKNOWN|\b404\b/m.test(
      error.completed.stderr.trimEnd(),
    )
  );
}

function asFailure(error: unknown): unknown {
  if (!(error instanceof CommandFailed)) {
    return error;
  }
  const { class: kind, detail } = error.failure;
  if (kind !== 'user' || !damaged.test(detail)) {
    return asActionError(error, 'registry-unavailable');
  }
  return new ActionError('digest-differs', error.message, { hint: rewritten, cause: error });
}

const rewritten = 'Does a proxy or a mirror answer in place of the registry, or change what it serves?';

/**
 * The access of a step that was stopped, and is to say what it has published: GitHub's runner kills it
 * 10 s after the first signal, and it has a builder to remove too.
 */
export function inHaste(access: RegistryAccess): RegistryAccess {
  return { ...access, retries: 0, runner: { ...access.runner, signal: AbortSignal.timeout(3_000) } };
}
