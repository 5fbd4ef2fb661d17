import { isCsvError, parseCsv } from '../oci/csv.ts';
import { attributesOf } from './syntax/attributes.ts';
import type { Form } from './syntax/form.ts';
import { alternatives, quote } from './syntax/quote.ts';
import { readReference } from './syntax/references.ts';
import { didYouMean, nearest } from './syntax/suggestion.ts';

export type CacheInput = 'cache-from' | 'cache-to';

const types = ['registry', 'gha', 'inline', 'local', 's3', 'azblob'];

/** Sources or destinations of a cache, verbatim: ParseCacheEntry of docker/buildx util/buildflags/cache.go. */
export function readCaches(form: Form<CacheInput>, input: CacheInput): readonly string[] {
  return form.list(input).map(({ text }) => {
    if (text.includes('=')) {
      checkAttributes(form, input, text);
    } else {
      checkNames(form, input, text);
    }
    return text;
  });
}

/** Image names alone, with commas between them. */
function checkNames(form: Form<CacheInput>, input: CacheInput, text: string): void {
  const names = parseCsv(text);
  for (const name of isCsvError(names) ? [text] : names) {
    if (types.includes(name)) {
      form.refuse(
        input,
        `${quote(name)} is a cache type, but an image name is expected in this place.`,
        didYouMean(`type=${name}`),
      );
    } else {
      readReference(form, input, name);
    }
  }
}

function checkAttributes(form: Form<CacheInput>, input: CacheInput, text: string): void {
  const attributes = attributesOf(form, input, text);
  if (!attributes) {
    return;
  }
  const type = attributes.get('type');
  const needed: Readonly<Record<string, string>> = {
    registry: 'ref',
    local: input === 'cache-from' ? 'src' : 'dest',
  };
  if (type === undefined) {
    form.refuse(
      input,
      `${quote(text)} has no type; expected for example type=gha.`,
      attributes.has('ref') ? didYouMean(`type=registry,${text}`) : undefined,
    );
  } else if (!types.includes(type)) {
    form.refuse(
      input,
      `${quote(text)} has the unknown type ${quote(type)}; expected ${alternatives(types)}.`,
      didYouMean(nearest(type, types)),
    );
  } else if (type === 'inline' && input === 'cache-from') {
    form.refuse(
      input,
      `${quote(text)} cannot be imported: an inline cache is part of an image.`,
      'Use type=registry,ref=IMAGE.',
    );
  } else {
    const name = needed[type];
    if (name !== undefined && !attributes.get(name)) {
      form.refuse(input, `${quote(text)} has no ${quote(name)}, which type=${type} requires.`);
    }
  }
}
