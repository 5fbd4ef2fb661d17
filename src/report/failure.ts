import { ActionError, type SourceLocation } from '../errors.ts';
import { formatTag, type Tag } from '../oci/reference.ts';
import type { Publication } from '../session/ledger.ts';

export function describePublication(publication: Publication): string {
  switch (publication.kind) {
    case 'nothing':
      return 'Published: nothing.';
    case 'untagged':
      return `Published: ${publication.digest} in ${publication.repositories.join(', ')}, without a tag.`;
    case 'tagged': {
      const { digest, tags, unconfirmed } = publication;
      const list = (of: readonly Tag[]): string => of.map(formatTag).join(', ');
      return [
        tags.length > 0 ? `Published: ${digest} as ${list(tags)}.` : `Published: ${digest}.`,
        ...(unconfirmed.length > 0
          ? [`Whether these tags point at it could not be confirmed: ${list(unconfirmed)}.`]
          : []),
      ].join('\n');
    }
    case 'direct':
      return `With publish: direct the tags may have moved. They now point at:\n${publication.tags
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
export function renderFailure(error: unknown, publication: Publication, docs: string): FailureReport {
  if (error instanceof ActionError) {
    const hint = error.hint === undefined ? [] : [error.hint];
    return {
      title: error.code,
      message: [error.message, ...hint, describePublication(publication), `${docs}#${error.code}`].join('\n'),
      location: error.location,
    };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    title: 'Unexpected error',
    message: `This is a defect of the action; please report it with this text:\n${stack}\n${describePublication(publication)}`,
    location: undefined,
  };
}

/** Where errors.md of the action that runs can be read. */
export function errorDocs(variables: Readonly<Record<string, string>>): string {
  return docsOf(variables, 'errors.md');
}

/** Where a page of the documentation of the action that runs can be read. */
export function docsOf(variables: Readonly<Record<string, string>>, page: string): string {
  const {
    GITHUB_SERVER_URL: server,
    GITHUB_ACTION_REPOSITORY: repository,
    GITHUB_ACTION_REF: ref,
  } = variables;
  return server && repository && ref ? `${server}/${repository}/blob/${ref}/docs/${page}` : `docs/${page}`;
}
