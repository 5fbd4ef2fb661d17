import { tagArguments } from '../buildx/imagetools.ts';
import type { BuildxSession } from '../buildx/session.ts';
import { longestRequestMs, retryOf, runOnce } from '../failures/command.ts';
import { withRetries } from '../failures/retry.ts';
import { isSameDigest, type ServedDigest } from '../oci/digest.ts';
import { formatTag, pinned, type Tag } from '../oci/reference.ts';
import { lastLook, servedDigest } from '../registry/read-back.ts';
import { confirmTags, type TagsConfirmed } from './confirm.ts';

/** Points the tags at the verified digest, each repository from its own copy: the same bytes, the same digest. */
export async function moveTags(
  digest: ServedDigest,
  repositories: readonly string[],
  tags: readonly Tag[],
  session: BuildxSession,
): Promise<TagsConfirmed> {
  const outcomes = await Promise.all(
    repositories.map(async (repository) => {
      const moving = new Set(tags.filter((tag) => tag.repository === repository));
      try {
        await moveInRepository(pinned(repository, digest), moving, digest, session);
        return null;
      } catch (error) {
        return { repository, error };
      }
    }),
  );
  return confirmTags(
    tags,
    digest,
    outcomes.filter((outcome) => outcome !== null),
    session,
  );
}

/** Tries again with only the tags that have not moved yet. */
async function moveInRepository(
  source: string,
  moving: Set<Tag>,
  digest: ServedDigest,
  session: BuildxSession,
): Promise<void> {
  const { buildx, retries, clock, signal, log } = session;
  const what = `Tagging in ${source.slice(0, source.indexOf('@'))}`;
  await withRetries(
    { attempts: retries + 1, clock, signal, log, what },
    async (attempt) => {
      if (attempt > 1) {
        for (const tag of [...moving]) {
          // What cannot be read now is moved again, which changes nothing if it had moved.
          const serves = await servedDigest(formatTag(tag), lastLook(session)).catch(() => null);
          if (isSameDigest(serves, digest)) {
            moving.delete(tag);
          }
        }
      }
      if (moving.size === 0) {
        return;
      }
      const command = {
        what,
        tool: buildx,
        args: tagArguments([...moving], source, session),
        // The copying within a registry is no news; what was tagged is told when it was read back.
        onLine: (line: string) => {
          if (!/^(?:#\d+ |$)/.test(line)) {
            log.info(line);
          }
        },
        limitMs: longestRequestMs,
      };
      await runOnce(command, session);
    },
    retryOf,
  );
}
