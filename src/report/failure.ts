import { ActionError, type SourceLocation } from '../errors.ts';
import type { Digest } from '../oci/digest.ts';
import { formatTag, type Tag } from '../oci/reference.ts';

/** How far publishing had come when a step failed. */
export type Extent =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'untagged'; readonly digest: Digest; readonly repositories: readonly string[] }
  | {
      readonly kind: 'tagged';
      readonly digest: Digest;
      readonly tags: readonly Tag[];
      /** Those of which the registry did not tell what they point at. */
      readonly untold: readonly Tag[];
    }
  /** BuildKit pushes the tags itself and failed on the way. */
  | { readonly kind: 'unknown'; readonly tags: readonly { readonly tag: Tag; readonly serves: string }[] };

export function describeExtent(extent: Extent): string {
  switch (extent.kind) {
    case 'nothing':
      return 'Published: nothing.';
    case 'untagged':
      return `Published: ${extent.digest} in ${extent.repositories.join(', ')}, without a tag.`;
    case 'tagged': {
      const { digest, tags, untold } = extent;
      const list = (of: readonly Tag[]): string => of.map(formatTag).join(', ');
      return [
        tags.length > 0 ? `Published: ${digest} as ${list(tags)}.` : `Published: ${digest}.`,
        ...(untold.length > 0 ? [`Whether it has these tags is not known: ${list(untold)}.`] : []),
      ].join('\n');
    }
    case 'unknown':
      return `With publish: direct the tags may have moved. They now point at:\n${extent.tags
        .map(({ tag, serves }) => `${formatTag(tag)}: ${serves}`)
        .join('\n')}`;
  }
}

export interface FailureReport {
  readonly title: string;
  readonly message: string;
  readonly location: SourceLocation | undefined;
}

/** `docs` is the address of errors.md. */
export function renderFailure(error: unknown, extent: Extent, docs: string): FailureReport {
  if (error instanceof ActionError) {
    const hint = error.hint === undefined ? [] : [error.hint];
    return {
      title: error.code,
      message: [error.message, ...hint, describeExtent(extent), `${docs}#${error.code}`].join('\n'),
      location: error.location,
    };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    title: 'Unexpected error',
    message: `This is a defect of the action; please report it with this text:\n${stack}\n${describeExtent(extent)}`,
    location: undefined,
  };
}

/** Where errors.md of the action that runs can be read. */
export function errorDocs(variables: Readonly<Record<string, string>>): string {
  const {
    GITHUB_SERVER_URL: server,
    GITHUB_ACTION_REPOSITORY: repository,
    GITHUB_ACTION_REF: ref,
  } = variables;
  return server && repository && ref
    ? `${server}/${repository}/blob/${ref}/docs/errors.md`
    : 'docs/errors.md';
}
