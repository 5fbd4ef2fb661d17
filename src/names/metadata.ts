import { branchOf, type GitEvent, tagOf } from './event.ts';
import type { Values } from './expression.ts';

/** Names and values of labels or annotations. */
export type Metadata = ReadonlyMap<string, string>;

/** The names of https://github.com/opencontainers/image-spec/blob/main/annotations.md begin so. */
const ociPrefix = 'org.opencontainers.image.';

/** What an image says of where it comes from, under the names that OCI has for it. */
export function ociMetadata({ repository, sha }: GitEvent, version: string, now: Date): Metadata {
  return new Map(
    Object.entries({
      title: repository.name,
      description: repository.description,
      url: repository.url,
      source: repository.url,
      version,
      created: now.toISOString(),
      revision: sha,
      licenses: repository.license,
    }).map(([name, value]) => [`${ociPrefix}${name}`, value]),
  );
}

/** Events that always run for the last commit of the default branch. */
const ofDefaultBranch = /create|discussion|issues|schedule/;

/** What the expressions stand for that may be used everywhere. `shaLength`: of a short SHA. */
export function globalValues(event: GitEvent, now: Date, shaLength: number): Values {
  const { ref, sha, name, baseRef, repository, commitDate } = event;
  const branch = branchOf(ref);
  const isDefault =
    ref !== '' &&
    ref !== 'refs/heads/' &&
    ((branch ?? ref) === repository.defaultBranch || ofDefaultBranch.test(name));
  return {
    texts: {
      branch: branch ?? '',
      tag: tagOf(ref) ?? '',
      sha: sha.slice(0, shaLength),
      base_ref: baseRef,
      is_default_branch: String(isDefault),
      is_not_default_branch: String(!isDefault),
    },
    dates: { date: now, commit_date: commitDate ?? now },
  };
}

/** `{{meta.version}}` and its like: what the image says of itself, and what the event is of. */
export function metaValues(metadata: Metadata, globals: Values): Values {
  const { branch = '', tag = '', sha = '', base_ref = '' } = globals.texts;
  const own = [...metadata].map(([name, value]) => [name.slice(ociPrefix.length), value] as const);
  const texts = Object.fromEntries(
    [...own, ...Object.entries({ branch, tag, sha, base_ref })].map(([name, value]) => [
      `meta.${name}`,
      value,
    ]),
  );
  return { texts, dates: {} };
}
