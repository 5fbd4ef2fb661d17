import { platformsOf, type Ready } from '../builder/builder.ts';
import { ActionError } from '../errors.ts';
import { parsePublishedImage } from '../oci/manifest.ts';
import { formatPlatforms, isSamePlatform, type Platform } from '../oci/platform.ts';
import { formatTag, type Tag } from '../oci/reference.ts';
import { inspectServed } from '../registry/read-back.ts';
import type { PublishInputs, TagGuard } from './publish.ts';

/** The workflow run that built an image. */
interface Run {
  /** Server and repository. */
  readonly where: string;
  /** GitHub counts them up. */
  readonly id: number;
}

/**
 * Looks at what the tags point at before they move. A warning where that image has platforms which this one
 * lacks; `tag-guarded` where this very run pushed it, as a leg of a matrix does that shares its tag with the
 * other legs, and, where asked, where a newer run did. Between this look and the move another job may still
 * move a tag: a registry has no way to say "only if".
 */
export async function guardTags(inputs: PublishInputs, session: Ready): Promise<void> {
  const { tags, push, publish, tagGuard } = inputs;
  // With a direct push they have moved by now.
  if (!push || publish === 'direct' || tagGuard === 'none') {
    return;
  }
  const own = ownRun(session.environment.variables);
  await Promise.all(tags.map((tag) => guardTag(tag, own, tagGuard, session)));
}

async function guardTag(tag: Tag, own: Run | null, guard: TagGuard, session: Ready): Promise<void> {
  const name = formatTag(tag);
  const lost = await lostPlatforms(name, platformsOf(session), session);
  if (lost === null || (lost.length === 0 && guard !== 'newest')) {
    return;
  }
  const theirs = own === null ? null : runIn(await provenanceOf(name, session), own.where);
  if (lost.length > 0 && theirs !== null && theirs === own?.id) {
    throw new ActionError(
      'tag-guarded',
      `${name} holds ${formatPlatforms(lost)}, pushed by this same run, and this image does not: the tag would end with whichever job is last.`,
      {
        hint: "Build all platforms in one step, or give each leg of the matrix tags of its own. With 'tag-guard: none' the tag moves.",
      },
    );
  }
  if (guard === 'newest' && theirs !== null && own !== null && theirs > own.id) {
    throw new ActionError(
      'tag-guarded',
      `${name} was pushed by a newer run (${theirs}) than this one (${own.id}).`,
      {
        hint: "Start the workflow for the commit that should have this tag. With 'tag-guard: none' the tag moves back.",
      },
    );
  }
  if (lost.length > 0) {
    session.log.warning(
      `${name} points at an image for ${formatPlatforms(lost)} too, which this one lacks; the tag moves all the same.`,
      'Platforms lost',
    );
  }
}

/** What the tag's image has and the wanted platforms do not; null if there is no such tag, or no image that tells. */
async function lostPlatforms(
  name: string,
  wanted: readonly Platform[],
  session: Ready,
): Promise<readonly Platform[] | null> {
  const bytes = await inspectServed(name, ['--raw'], session);
  if (bytes === null) {
    return null;
  }
  try {
    return parsePublishedImage(bytes)
      .images.map(({ platform }) => platform)
      .filter((platform) => platform !== null)
      .filter((platform) => !wanted.some((other) => isSamePlatform(other, platform)));
  } catch {
    // Something else than an image has this name: a chart, a cache. Nothing is lost with it.
    return null;
  }
}

async function provenanceOf(name: string, session: Ready): Promise<string> {
  const bytes = await inspectServed(name, ['--format', '{{json .Provenance}}'], session);
  return bytes?.toString('utf8') ?? '';
}

/** The run that a provenance names as its builder, if it is one of the same repository. */
export function runIn(provenance: string, where: string): number | null {
  const start = provenance.indexOf(`"${where}/actions/runs/`);
  const digits =
    start < 0 ? '' : /^\d+/.exec(provenance.slice(start + `"${where}/actions/runs/`.length))?.[0];
  return digits ? Number(digits) : null;
}

function ownRun(variables: Readonly<Record<string, string>>): Run | null {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = variables;
  return server && repository && /^\d+$/.test(id ?? '')
    ? { where: `${server}/${repository}`, id: Number(id) }
    : null;
}
