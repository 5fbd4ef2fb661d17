import type { Digest } from '../oci/digest.ts';
import { formatPlatform, formatPlatforms } from '../oci/platform.ts';
import { formatTag, pinned, type Tag } from '../oci/reference.ts';
import type { Outcome, Readied, VerifiedImage } from '../session/ledger.ts';

/** The outputs of action.yml. What is not known is left out, so that it is empty in the workflow. */
export function outputsOf(outcome: Outcome): Readonly<Record<string, string>> {
  const { verified, tags, names, version, metadata, builder, shard } = outcome;
  return {
    ...(verified === null ? {} : imageOutputs(verified, outcome)),
    ...(tags.length === 0
      ? {}
      : { tags: tags.map(formatTag).join('\n'), 'tag-names': distinct(tags.map(({ tag }) => tag)) }),
    ...(names.length === 0 ? {} : { names: names.map(formatTag).join('\n') }),
    ...(version === '' ? {} : { version }),
    ...(metadata === null ? {} : { metadata }),
    ...(builder === null ? {} : { builder }),
    ...(shard === null ? {} : { shard: shard.text, 'shard-file': shard.file }),
  };
}

/**
 * GitHub drops an output of a job that contains the value of a secret, and a user name often is one. So what
 * names a repository is there once more without it: `digest` says what `image` and `references` do,
 * `descriptors` what `manifests` does.
 */
function imageOutputs(
  { digest, images }: VerifiedImage,
  { repository, tags }: Pick<Outcome, 'repository' | 'tags'>,
): Readonly<Record<string, string>> {
  const described = images.map(({ platform, digest: manifest, size, mediaType, attestation }) => ({
    ...{ platform: formatPlatform(platform), digest: manifest, size, mediaType },
    reference: repository === null ? null : pinned(repository, manifest),
    attestation,
  }));
  const descriptors = described.map(({ reference: _, ...descriptor }) => descriptor);
  return {
    digest,
    manifests: JSON.stringify(described),
    descriptors: JSON.stringify(descriptors),
    ...(repository === null ? {} : repositoryOutputs(digest, repository, tags)),
    platforms: formatPlatforms(
      images.map(({ platform }) => platform),
      ',',
    ),
  };
}

function repositoryOutputs(
  digest: Digest,
  first: string,
  tags: readonly Tag[],
): Readonly<Record<string, string>> {
  const all = [first, ...tags.map(({ repository }) => repository)];
  return {
    image: pinned(first, digest),
    references: distinct(all.map((repository) => pinned(repository, digest))),
  };
}

function distinct(lines: readonly string[]): string {
  return [...new Set(lines)].join('\n');
}

/** The outputs of setup/action.yml. */
export function setupOutputs({ builder, executions }: Readied): Readonly<Record<string, string>> {
  const nodes = builder.nodes.map(({ name, platform }) => ({
    name,
    platforms: [
      ...new Set([
        formatPlatform(platform),
        ...executions.filter(({ node }) => node.name === name).map((run) => formatPlatform(run.platform)),
      ]),
    ],
  }));
  return {
    name: builder.name,
    driver: builder.driver,
    platforms: [...new Set(nodes.flatMap(({ platforms }) => platforms))].join(','),
    nodes: JSON.stringify(nodes),
  };
}
