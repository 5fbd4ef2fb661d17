import type { Ready } from '../builder/builder.ts';
import { build } from '../buildx/build.ts';
import type { Destination } from '../buildx/build-arguments.ts';
import type { BuildxSession } from '../buildx/session.ts';
import { formatTag, type Tag } from '../oci/reference.ts';
import type { Ledger } from '../session/ledger.ts';
import { archiveOf } from '../stage/archive.ts';
import { type BuildInputs, buildRequest } from '../stage/one-builder.ts';
import type { Verified } from '../verify/verify.ts';
import { writeArchive } from './archive.ts';
import { confirmTags } from './confirm.ts';
import { moveTags } from './tags.ts';

/** Which images a tag is not moved away from. */
export type TagGuard = 'platforms' | 'newest' | 'none';

/** Where a verified image goes. */
export interface PublishInputs {
  readonly tags: readonly Tag[];
  readonly push: boolean;
  readonly load: boolean;
  /** A BuildKit exporter in buildx's own CSV, instead of `push` or `load`. */
  readonly output: string | null;
  readonly publish: 'staged' | 'direct';
  readonly tagGuard: TagGuard;
}

/** Whether anything leaves the step at all. */
export function isPublished({ push, load, output }: PublishInputs): boolean {
  return push || load || output !== null;
}

/** Gives a verified image its tags, or hands it to the exporters of the user's. */
export async function publish(
  inputs: PublishInputs & BuildInputs,
  verified: Verified,
  ledger: Ledger,
  session: Ready,
): Promise<void> {
  await publishTags(inputs, verified, ledger, session);
  const archive = archiveOf(inputs.output);
  if (archive !== null && verified.staged.target.kind === 'layout') {
    await writeArchive(archive, verified.staged.target.directory, session);
    return;
  }
  // Every layer is in the builder's cache; an exporter of its own keeps the digest of the push true.
  for (const destination of exportsOf(inputs)) {
    const request = await buildRequest(inputs, destination, session);
    const { metadata } = await build({ ...request, reuseCache: true }, session);
    if (!inputs.push) {
      ledger.metadata(metadata);
    }
  }
}

/** Gives a verified image its tags, and reads each of them back. Throws `tag-failed`. */
export async function publishTags(
  { tags, publish: mode }: Pick<PublishInputs, 'tags' | 'publish'>,
  { digest, staged }: Verified,
  ledger: Ledger,
  session: BuildxSession,
): Promise<void> {
  if (staged.target.kind === 'layout') {
    return;
  }
  const { repositories } = staged.target;
  const confirmed =
    mode === 'direct'
      ? await confirmTags(tags, digest, [], session)
      : await moveTags(digest, repositories, tags, session);
  ledger.tagged(digest, confirmed, repositories[0]);
  if (confirmed.failure) {
    throw confirmed.failure;
  }
  for (const tag of confirmed.tags) {
    session.log.info(`${formatTag(tag)} is ${digest}`);
  }
}

function exportsOf({ load, output, tags }: PublishInputs): readonly Destination[] {
  return [
    ...(load ? [{ kind: 'daemon', tags } as const] : []),
    ...(output === null ? [] : [{ kind: 'exporter', output } as const]),
  ];
}
