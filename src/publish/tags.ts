import { ActionError, messageOf } from '../errors.ts';
import { longestRequestMs, retryOf, runOnce } from '../failures/command.ts';
import { withRetries } from '../failures/retry.ts';
import type { Digest } from '../oci/digest.ts';
import { formatTag, pinned, type Tag } from '../oci/reference.ts';
import type { Tool } from '../runner/processes.ts';
import type { Runner } from '../runner/runner.ts';

export interface Published {
  /** The tags that point at the digest, as read back; in the order asked for. */
  readonly tags: readonly Tag[];
  /** Those of which the registry did not tell what they point at. */
  readonly untold: readonly Tag[];
  /** Why not all point at the digest; null if they do. */
  readonly failure: ActionError | null;
}

export interface Publisher {
  readonly buildx: Tool;
  readonly builder: string;
  readonly retries: number;
  readonly runner: Runner;
  /**
   * The digest of what the registry serves for a tag; null if it knows no such tag. Answers for a moment
   * after the step was stopped too, so that the user learns what was published.
   */
  readonly served: (reference: string) => Promise<Digest | null>;
}

/** Points the tags at the verified digest, each repository from its own copy: the same bytes, the same digest. */
export async function moveTags(
  digest: Digest,
  repositories: readonly string[],
  tags: readonly Tag[],
  publisher: Publisher,
): Promise<Published> {
  const outcomes = await Promise.all(
    repositories.map(async (repository) => {
      const moving = new Set(tags.filter((tag) => tag.repository === repository));
      try {
        await moveInRepository(pinned(repository, digest), moving, digest, publisher);
        return null;
      } catch (error) {
        return { repository, error };
      }
    }),
  );
  const failures = outcomes.filter((outcome) => outcome !== null);
  return settle(tags, digest, failures, publisher);
}

/** Tries again with only the tags that have not moved yet. */
async function moveInRepository(
  source: string,
  moving: Set<Tag>,
  digest: Digest,
  publisher: Publisher,
): Promise<void> {
  const { buildx, builder, retries, runner, served } = publisher;
  const { clock, signal, log } = runner;
  const what = `Tagging in ${source.slice(0, source.indexOf('@'))}`;
  await withRetries(
    { attempts: retries + 1, clock, signal, log, what },
    async (attempt) => {
      if (attempt > 1) {
        for (const tag of [...moving]) {
          // What cannot be read now is moved again, which changes nothing if it had moved.
          if ((await served(formatTag(tag)).catch(() => null)) === digest) {
            moving.delete(tag);
          }
        }
      }
      if (moving.size === 0) {
        return;
      }
      await runOnce(what, buildx, tagArguments(builder, [...moving], source), {
        runner,
        onLine: (line) => log.info(line),
        limitMs: longestRequestMs,
      });
    },
    retryOf,
  );
}

/** A plain manifest is to stay one: buildx would wrap it in an index. */
export function tagArguments(builder: string, tags: readonly Tag[], source: string): readonly string[] {
  const names = tags.flatMap((tag) => ['--tag', formatTag(tag)]);
  return [
    'imagetools',
    'create',
    '--builder',
    builder,
    '--progress',
    'plain',
    '--prefer-index=false',
    ...names,
    source,
  ];
}

/** Registries may serve the old state for a moment after a write. */
const lagMs = [0, 200, 400, 800, 1600, 3200, 6400];

/** Reads every tag back: only what the registry serves counts as published. */
export async function settle(
  tags: readonly Tag[],
  digest: Digest,
  failures: readonly { readonly repository: string; readonly error: unknown }[],
  publisher: Publisher,
): Promise<Published> {
  const failed = new Set(failures.map(({ repository }) => repository));
  const states = await Promise.all(
    tags.map(async (tag): Promise<{ tag: Tag; serves: Digest | null | Error }> => {
      try {
        return { tag, serves: await servedInTheEnd(tag, digest, failed.has(tag.repository), publisher) };
      } catch (error) {
        return { tag, serves: error instanceof Error ? error : new Error(messageOf(error)) };
      }
    }),
  );
  const moved = states.filter(({ serves }) => serves === digest).map(({ tag }) => tag);
  const untold = states.filter(({ serves }) => serves instanceof Error).map(({ tag }) => tag);
  if (moved.length === tags.length) {
    return { tags: moved, untold, failure: null };
  }
  const lines = states.map(({ tag, serves }) => `${formatTag(tag)}: ${stateText(serves, digest)}`);
  const { signal } = publisher.runner;
  // Cut short: then what the tags point at is mostly unknown, and not what failed.
  const stopped = signal.aborted && signal.reason instanceof ActionError ? signal.reason : null;
  const errors = [
    ...failures.map(({ error }) => error),
    ...states.map(({ serves }) => serves).filter((serves) => serves instanceof Error),
  ];
  const reasons = new Set((stopped ? [stopped] : errors).map(messageOf));
  const reason = [...reasons].join('\n') || 'The registry accepted the tags, but does not serve all of them.';
  return {
    tags: moved,
    untold,
    failure: new ActionError(
      stopped?.code ?? 'tag-failed',
      `${reason}\nThe verified image is ${digest}. Its tags:\n${lines.join('\n')}`,
      {
        hint: stopped
          ? 'The image itself is published by digest; a new run sets the tags.'
          : errors.length > 0
            ? 'May this account write and read these tags, and are they mutable? The image itself is published by digest; a new run sets the tags.'
            : 'Another job may have moved the same tag at the same time. Let only one job publish a tag.',
        cause: stopped ?? errors[0],
      },
    ),
  };
}

async function servedInTheEnd(
  tag: Tag,
  digest: Digest,
  failed: boolean,
  publisher: Publisher,
): Promise<Digest | null> {
  const { runner, served } = publisher;
  let serves: Digest | null = null;
  // Nothing is waited for once the step was stopped.
  for (const wait of failed || runner.signal.aborted ? [0] : lagMs) {
    if (wait > 0) {
      await runner.clock.sleep(wait, runner.signal);
    }
    serves = await served(formatTag(tag));
    if (serves === digest) {
      break;
    }
  }
  return serves;
}

function stateText(serves: Digest | null | Error, digest: Digest): string {
  if (serves === digest) {
    return 'moved';
  }
  if (serves === null) {
    return 'not there';
  }
  if (serves instanceof Error) {
    return 'unknown, the registry did not tell';
  }
  return `not moved, it points at ${serves}`;
}
