import type { BuildxSession } from '../buildx/session.ts';
import { ActionError, messageOf } from '../errors.ts';
import { type Digest, isSameDigest, type ServedDigest } from '../oci/digest.ts';
import { formatTag, type Tag } from '../oci/reference.ts';
import { lookUntil } from '../registry/lag.ts';
import { lastLook, servedDigest } from '../registry/read-back.ts';
import type { Confirmation } from '../session/ledger.ts';

export interface TagsConfirmed extends Confirmation {
  /** Why not all tags point at the digest; null if they do. */
  readonly failure: ActionError | null;
}

/** Why the tags of a repository could not be set. */
export interface RepositoryFailure {
  readonly repository: string;
  readonly error: unknown;
}

interface TagSeen {
  readonly tag: Tag;
  /** What the registry serves for it; null if it knows no such tag, an error if it did not say. */
  readonly serves: ServedDigest | null | Error;
}

/** Reads every tag back: only what the registry serves counts as published. */
export async function confirmTags(
  tags: readonly Tag[],
  digest: ServedDigest,
  failures: readonly RepositoryFailure[],
  session: BuildxSession,
): Promise<TagsConfirmed> {
  const failed = new Set(failures.map(({ repository }) => repository));
  const seen = await Promise.all(
    tags.map(async (tag): Promise<TagSeen> => {
      const look = () => servedDigest(formatTag(tag), lastLook(session));
      // Where nothing was written, there is nothing to wait for.
      const patient = () => lookUntil(look, (serves) => isSameDigest(serves, digest), session);
      try {
        return { tag, serves: await (failed.has(tag.repository) ? look() : patient()) };
      } catch (error) {
        return { tag, serves: error instanceof Error ? error : new Error(messageOf(error)) };
      }
    }),
  );
  const moved = seen.filter(({ serves }) => !(serves instanceof Error) && isSameDigest(serves, digest));
  return {
    tags: moved.map(({ tag }) => tag),
    unconfirmed: seen.filter(({ serves }) => serves instanceof Error).map(({ tag }) => tag),
    failure: moved.length === tags.length ? null : explainTags(seen, digest, failures, session.signal),
  };
}

function explainTags(
  seen: readonly TagSeen[],
  digest: Digest,
  failures: readonly RepositoryFailure[],
  signal: AbortSignal,
): ActionError {
  // Cut short: then what the tags point at is mostly unknown, and not what failed.
  const stopped = signal.aborted && signal.reason instanceof ActionError ? signal.reason : null;
  const errors = [
    ...failures.map(({ error }) => error),
    ...seen.map(({ serves }) => serves).filter((serves) => serves instanceof Error),
  ];
  const reasons = new Set((stopped ? [stopped] : errors).map(messageOf));
  const reason = [...reasons].join('\n') || 'The registry accepted the tags, but does not serve all of them.';
  const lines = seen.map(({ tag, serves }) => `${formatTag(tag)}: ${stateText(serves, digest)}`);
  return new ActionError(
    stopped?.code ?? 'tag-failed',
    `${reason}\nThe verified image is ${digest}. Its tags:\n${lines.join('\n')}`,
    { hint: hintFor(stopped !== null, errors.length > 0), cause: stopped ?? errors[0] },
  );
}

function hintFor(stopped: boolean, refused: boolean): string {
  const again = 'The image itself is published by digest; a new run sets the tags.';
  if (stopped) {
    return again;
  }
  return refused
    ? `May this account write and read these tags, and are they mutable? ${again}`
    : 'Another job may have moved the same tag at the same time. Let only one job publish a tag.';
}

function stateText(serves: TagSeen['serves'], digest: Digest): string {
  if (serves === null) {
    return 'not there';
  }
  if (serves instanceof Error) {
    return 'unknown, because the registry did not say';
  }
  return isSameDigest(serves, digest) ? 'moved' : `not moved, it points at ${serves}`;
}
