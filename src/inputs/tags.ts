import { formatTag, type Tag } from '../oci/reference.ts';
import type { Form } from './form.ts';
import { quote } from './problems.ts';
import { readReference } from './references.ts';

/** The names to publish under, in the order given, each once however it was written. */
export function readTags(form: Form): readonly Tag[] {
  const tags = new Map<string, Tag>();
  for (const { text } of form.list('tags', { commas: true })) {
    const reference = readReference('tags', text, form.problems);
    if (!reference) {
      continue;
    }
    if (reference.digest !== null) {
      form.problems.add(
        'tags',
        `${quote(text)} has a digest, but nothing can be published under a digest of one's choice.`,
        'Leave out the part from @ on; the digest is an output.',
      );
      continue;
    }
    const { registry, repository, tag } = reference;
    const complete: Tag = { registry, repository, tag: tag ?? 'latest' };
    tags.set(formatTag(complete), complete);
  }
  return [...tags.values()];
}
