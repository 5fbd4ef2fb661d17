import { isCsvError, parseCsv } from '../oci/csv.ts';
import { attributesOf } from './attributes.ts';
import type { Form } from './form.ts';
import { alternatives, quote } from './problems.ts';
import { readReference } from './references.ts';
import { didYouMean, nearest } from './suggestion.ts';

const types = ['registry', 'gha', 'inline', 'local', 's3', 'azblob'];

/** Sources or destinations of a cache, verbatim: ParseCacheEntry of docker/buildx util/buildflags/cache.go. */
export function readCaches(form: Form, input: 'cache-from' | 'cache-to'): readonly string[] {
  const { problems } = form;
  const directory = input === 'cache-from' ? 'src' : 'dest';
  const needed: Readonly<Record<string, string>> = { registry: 'ref', local: directory };
  return form.list(input).map(({ text }) => {
    if (!text.includes('=')) {
      const names = parseCsv(text);
      for (const name of isCsvError(names) ? [text] : names) {
        if (types.includes(name)) {
          problems.add(
            input,
            `${quote(name)} is a type of cache, but stands for an image name here.`,
            didYouMean(`type=${name}`),
          );
        } else {
          readReference(input, name, problems);
        }
      }
      return text;
    }
    const attributes = attributesOf(input, text, problems);
    const type = attributes?.get('type');
    if (!attributes) {
      return text;
    }
    if (type === undefined) {
      problems.add(
        input,
        `${quote(text)} has no type, expected for example type=gha.`,
        attributes.has('ref') ? didYouMean(`type=registry,${text}`) : undefined,
      );
    } else if (!types.includes(type)) {
      problems.add(
        input,
        `${quote(text)} has the type ${quote(type)}, expected ${alternatives(types)}.`,
        didYouMean(nearest(type, types)),
      );
    } else if (type === 'inline' && input === 'cache-from') {
      problems.add(
        input,
        `${quote(text)} cannot be read from, the inline cache is in an image.`,
        'Use type=registry,ref=IMAGE.',
      );
    } else {
      const name = needed[type];
      if (name !== undefined && !attributes.get(name)) {
        problems.add(input, `${quote(text)} has no ${quote(name)}, which type=${type} needs.`);
      }
    }
    return text;
  });
}
