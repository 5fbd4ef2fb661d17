import { formatTag, type Tag } from '../oci/reference.ts';
import type { Form } from './syntax/form.ts';
import { quote } from './syntax/quote.ts';
import { readReference } from './syntax/references.ts';

/** The names to publish under, in the order given, each once however it was written. */
export function readTags(form: Form<'tags'>, push: boolean): readonly Tag[] {
  const tags = new Map<string, Tag>();
  for (const { text } of form.list('tags', { commas: true })) {
    const reference = readReference(form, 'tags', text);
    if (!reference) {
      continue;
    }
    if (reference.digest !== null) {
      form.refuse(
        'tags',
        `${quote(text)} contains a digest, but the digest of an image cannot be chosen.`,
        "Leave out everything from '@' on; the digest is an output of this step.",
      );
      continue;
    }
    const { registry, repository, tag } = reference;
    const complete: Tag = { registry, repository, tag: tag ?? 'latest' };
    tags.set(formatTag(complete), complete);
  }
  if (push && tags.size === 0 && !form.isRefused('tags')) {
    form.refuse(
      'tags',
      "it is empty, but 'push' needs a name to publish under.",
      "For example, write 'ghcr.io/acme/app:1.0'.",
    );
  }
  return [...tags.values()];
}
