import { formatTag, type Tag } from '../oci/reference.ts';
import { hasOnly, type NamingLine, namingLines, switchOf } from './naming-lines.ts';
import type { Form } from './syntax/form.ts';
import { quote } from './syntax/quote.ts';
import { readReference } from './syntax/references.ts';
import { isShort, shortNameComplaint } from './tags.ts';

/** The enabled ones of `images`, in lower case; null if the input is empty. */
export function readImageNames(form: Form<'images'>, push: boolean): readonly string[] | null {
  const lines = namingLines(form, 'images');
  if (lines.length === 0) {
    return null;
  }
  const names = lines.flatMap((line) => enabledNames(form, line)).map((name) => name.toLowerCase());
  return [...new Set(names)].filter((name) => isRepository(form, name, push));
}

/** `a`, `a,b`, `name=a,enable=true` or `a,enable=true`. */
function enabledNames(form: Form<'images'>, line: NamingLine): readonly string[] {
  const { text, bare, attributes } = line;
  const named = attributes.get('name');
  const names = named === undefined ? bare : [...bare, named];
  if (!hasOnly(form, 'images', line, ['name', 'enable'])) {
    return [];
  }
  if (names.length === 0 || named === '' || (names.length > 1 && attributes.size > 0)) {
    form.refuse(
      'images',
      `${quote(text)} does not name one image; expected for example name=ghcr.io/acme/app,enable=true.`,
    );
    return [];
  }
  const enable = attributes.get('enable');
  return enable === undefined || switchOf(form, 'images', ['enable', enable]) === true ? names : [];
}

function isRepository(form: Form<'images'>, name: string, push: boolean): boolean {
  const reference = readReference(form, 'images', name);
  if (reference === null) {
    return false;
  }
  if (reference.tag !== null || reference.digest !== null) {
    form.refuse(
      'images',
      `${quote(name)} has a tag or a digest, but an image without one was expected.`,
      "Tags come from the rules in 'tags'.",
    );
    return false;
  }
  if (push && isShort(name)) {
    form.refuse('images', ...shortNameComplaint(name, reference.repository));
    return false;
  }
  return true;
}

/** Every tag of every image. */
export function tagsOfImages(
  form: Form<'tags'>,
  images: readonly string[],
  names: readonly string[],
): readonly Tag[] {
  const tags = new Map<string, Tag>();
  for (const text of images.flatMap((image) => names.map((name) => `${image}:${name}`))) {
    const reference = readReference(form, 'tags', text);
    if (reference !== null) {
      const { registry, repository, tag } = reference;
      const complete: Tag = { registry, repository, tag: tag ?? 'latest' };
      tags.set(formatTag(complete), complete);
    }
  }
  return [...tags.values()];
}
