import type { Ready } from '../builder/builder.ts';
import type { BuildxSession } from '../buildx/session.ts';
import { formatTag, type Tag } from '../oci/reference.ts';
import type { Ledger } from '../session/ledger.ts';
import type { BuildInputs } from '../stage/one-builder.ts';
import type { Verified } from '../verify/verify.ts';
import { confirmTags } from './confirm.ts';
import { type Export, exportImage } from './exports.ts';
import { moveTags } from './tags.ts';

/** Which images a tag is not moved away from. */
export type TagGuard = 'platforms' | 'newest' | 'none';

/** Where a verified image goes. */
export interface PublishInputs {
  readonly tags: readonly Tag[];
  readonly push: boolean;
  readonly load: boolean;
  /** What else is to be made of it, in this order. */
  readonly outputs: readonly Export[];
  readonly publish: 'staged' | 'direct';
  readonly tagGuard: TagGuard;
}

/** Whether anything leaves the step at all. */
export function isPublished({ push, load, outputs }: PublishInputs): boolean {
  return push || load || outputs.length > 0;
}

/** Gives a verified image its tags, or hands it to the exporters of the user's. */
export async function publish(
  inputs: PublishInputs & BuildInputs,
  verified: Verified,
  ledger: Ledger,
  session: Ready,
): Promise<void> {
  await publishTags(inputs, verified, ledger, session);
  const exports: readonly Export[] = [
    ...(inputs.load ? [{ kind: 'daemon', tags: inputs.tags } as const] : []),
    ...inputs.outputs,
  ];
  for (const [index, wanted] of exports.entries()) {
    const metadata = await exportImage(wanted, inputs, verified, session);
    // Of what was pushed, or of the first: like the digest.
    if (metadata !== null && !inputs.push && index === 0) {
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
