import { isCsvError, parseCsv } from '../oci/csv.ts';
import type { Tag } from '../oci/reference.ts';
import { type Attributes, attributesOf } from './syntax/attributes.ts';
import type { Form } from './syntax/form.ts';
import { requireExpanded } from './syntax/paths.ts';
import type { Complaint } from './syntax/problems.ts';
import { alternatives, quote } from './syntax/quote.ts';
import { isSameTag, readReference } from './syntax/references.ts';
import { didYouMean, nearest } from './syntax/suggestion.ts';

export type CacheInput = 'cache-from' | 'cache-to';

const types = ['registry', 'gha', 'inline', 'local', 's3', 'azblob'];

/**
 * Sources or destinations of a cache, verbatim: ParseCacheEntry of docker/buildx util/buildflags/cache.go.
 * A cache that is exported to one of `tags` would take the image's place.
 */
export function readCaches(
  form: Form<CacheInput>,
  input: CacheInput,
  tags: readonly Tag[],
): readonly string[] {
  return form.list(input).map(({ text }) => {
    for (const name of text.includes('=') ? checkAttributes(form, input, text) : namesIn(form, input, text)) {
      checkName(form, input, name, tags);
    }
    return text;
  });
}

/** Image names alone, with commas between them. */
function namesIn(form: Form<CacheInput>, input: CacheInput, text: string): readonly string[] {
  const fields = parseCsv(text);
  return (isCsvError(fields) ? [text] : fields).filter((name) => {
    if (types.includes(name)) {
      form.refuse(
        input,
        `${quote(name)} is a cache type, but an image name is expected in this place.`,
        didYouMean(`type=${name}`),
      );
    }
    return !types.includes(name);
  });
}

function checkName(form: Form<CacheInput>, input: CacheInput, name: string, tags: readonly Tag[]): void {
  const reference = readReference(form, input, name);
  if (reference && input === 'cache-to' && tags.some((tag) => isSameTag(reference, tag))) {
    form.refuse(
      input,
      `${quote(name)} is one of 'tags', where the cache would replace the image.`,
      `Give the cache a tag of its own, for example '${reference.repository}:cache'.`,
    );
  }
}

/** The image name among the attributes, if there is one. */
function checkAttributes(form: Form<CacheInput>, input: CacheInput, text: string): readonly string[] {
  const attributes = attributesOf(form, input, text);
  if (!attributes) {
    return [];
  }
  const complaint = cacheComplaint(input, text, attributes);
  if (complaint !== null) {
    const [why, hint] = complaint;
    form.refuse(input, `${quote(text)} ${why}.`, hint);
    return [];
  }
  const type = attributes.get('type');
  if (type === 'gha') {
    warnWithoutServer(form, input, text, attributes);
  }
  if (type === 'local') {
    requireExpanded(form, input, attributes.get(directoryOf(input)) ?? '');
  }
  return type === 'registry' ? [attributes.get('ref') ?? ''] : [];
}

function directoryOf(input: CacheInput): string {
  return input === 'cache-from' ? 'src' : 'dest';
}

function cacheComplaint(input: CacheInput, text: string, attributes: Attributes): Complaint | null {
  const type = attributes.get('type');
  if (type === undefined) {
    return [
      'has no type; expected for example type=gha',
      attributes.has('ref') ? didYouMean(`type=registry,${text}`) : undefined,
    ];
  }
  if (!types.includes(type)) {
    return [
      `has the unknown type ${quote(type)}; expected ${alternatives(types)}`,
      didYouMean(nearest(type, types)),
    ];
  }
  if (type === 'inline' && input === 'cache-from') {
    return ['cannot be imported: an inline cache is part of an image', 'Use type=registry,ref=IMAGE.'];
  }
  const needed = new Map([
    ['registry', 'ref'],
    ['local', directoryOf(input)],
  ]).get(type);
  return needed === undefined || attributes.get(needed)
    ? null
    : [`has no ${quote(needed)}, which type=${type} requires`];
}

function warnWithoutServer(
  form: Form<CacheInput>,
  input: CacheInput,
  text: string,
  attributes: Attributes,
): void {
  const missing = missingServer(attributes, form.variables);
  if (missing.length > 0) {
    form.warn(
      input,
      `${quote(text)} will ${input === 'cache-to' ? 'export' : 'import'} nothing: this runner does not set ${missing.join(' and ')}, and without it there is no GitHub Actions cache.`,
    );
  }
}

/**
 * What the runner would have to set for a cache of type gha. buildx leaves out a cache that lacks the token or the
 * address of the server: addGithubToken of its build/opt.go.
 */
export function missingServer(
  attributes: Attributes,
  variables: Readonly<Record<string, string>>,
): readonly string[] {
  const token = attributes.get('token') ?? variables['ACTIONS_RUNTIME_TOKEN'];
  const address =
    attributes.get('url_v2') ||
    (attributes.get('url') ?? (variables['ACTIONS_CACHE_URL'] || variables['ACTIONS_RESULTS_URL']));
  return [...(token ? [] : ['ACTIONS_RUNTIME_TOKEN']), ...(address ? [] : ['ACTIONS_RESULTS_URL'])];
}
