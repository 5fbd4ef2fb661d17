import { inspectArguments } from '../buildx/imagetools.ts';
import type { BuildxSession } from '../buildx/session.ts';
import { ActionError, messageOf } from '../errors.ts';
import { asActionError, CommandFailed, longestRequestMs, retryOf, runOnce } from '../failures/command.ts';
import { withRetries } from '../failures/retry.ts';
import { damaged } from '../failures/rules.ts';
import { type ServedDigest, servedDigestOf } from '../oci/digest.ts';
import { type PublishedImage, parsePublishedImage } from '../oci/manifest.ts';
import { lookUntil } from './lag.ts';

/**
 * What the registry, or the local layout, holds under the reference. Its digest is that of the very
 * bytes that came; whether it is the one expected is the caller's question. Throws
 * `registry-unavailable` if it does not show up, or what else kept the registry from answering.
 */
export async function readBack(reference: string, session: BuildxSession): Promise<PublishedImage> {
  const bytes = await inspectPushed(reference, ['--raw'], session);
  try {
    return parsePublishedImage(bytes);
  } catch (error) {
    throw new ActionError(
      'digest-differs',
      `What was read back as '${reference}' is not an image: ${messageOf(error)}.`,
      { hint: rewritten, cause: error },
    );
  }
}

/** The digest of the bytes that a registry serves for a tag; null if it knows no such tag. */
export async function servedDigest(reference: string, session: BuildxSession): Promise<ServedDigest | null> {
  const bytes = await inspectServed(reference, ['--raw'], session);
  return bytes === null ? null : servedDigestOf(bytes);
}

/** What buildx prints of something that may have been there for long; null if the registry does not know it. */
export async function inspectServed(
  reference: string,
  options: readonly string[],
  session: BuildxSession,
): Promise<Buffer | null> {
  const bytes = await inspect(reference, options, session);
  return bytes instanceof CommandFailed ? null : bytes;
}

/** `imagetools inspect` of something that was just pushed, so that "not found" means "not yet". */
export async function inspectPushed(
  reference: string,
  options: readonly string[],
  session: BuildxSession,
): Promise<Buffer> {
  const bytes = await lookUntil(
    () => inspect(reference, options, session),
    (seen) => !(seen instanceof CommandFailed),
    session,
  );
  if (bytes instanceof CommandFailed) {
    throw asActionError(bytes, 'registry-unavailable');
  }
  return bytes;
}

/** What buildx prints of it, or how it failed if the registry does not know the reference. */
async function inspect(
  reference: string,
  options: readonly string[],
  session: BuildxSession,
): Promise<Buffer | CommandFailed> {
  const { buildx, retries, clock, signal, log } = session;
  const what = `Reading ${reference} back`;
  const args = inspectArguments(reference, options, session);
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

/** Whether buildx failed because the registry does not have something. */
export function isAbsent(error: unknown): error is CommandFailed {
  return (
    error instanceof CommandFailed &&
    /: not found$|manifest unknown|MANIFEST_UNKNOWN|name unknown|NAME_UNKNOWN|\b404\b/m.test(
      error.completed.stderr.trimEnd(),
    )
  );
}

/** What the failure of a read means to the user. */
export function asFailure(error: unknown): unknown {
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
 * The session of a step that was stopped, and is to say what it has published: GitHub's runner kills it
 * 10 s after the first signal, and it has a builder to remove too.
 */
export function lastLook<S extends BuildxSession>(session: S): S {
  return session.signal.aborted ? { ...session, retries: 0, signal: AbortSignal.timeout(3_000) } : session;
}
