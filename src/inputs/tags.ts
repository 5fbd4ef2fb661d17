import { formatTag, type Tag } from '../oci/reference.ts';
import type { Form } from './syntax/form.ts';
import type { Complaint } from './syntax/problems.ts';
import { quote } from './syntax/quote.ts';
import { readReference } from './syntax/references.ts';

/** The names to publish under, in the order given, each once however it was written. */
export function readTags(form: Form<'tags'>, push: boolean): readonly Tag[] {
  const tags = new Map<string, Tag>();
  for (const { text } of form.list('tags', { commas: true })) {
    if (/^type=/.test(text)) {
      form.refuse(
        'tags',
        `${quote(text)} is a rule, but without 'images' names were expected.`,
        "Name the repositories in 'images', for example 'ghcr.io/acme/app'.",
      );
      return [];
    }
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
    if (push && isShort(text)) {
      form.refuse('tags', ...shortNameComplaint(text, repository));
    }
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

/** `app`, `app:1.0`: docker reads it as an official image of Docker Hub, and nothing but the push tells. */
export function isShort(text: string): boolean {
  return !text.includes('/');
}

export function shortNameComplaint(text: string, repository: string): Complaint {
  return [
    `${quote(text)} means '${repository}' on Docker Hub, where only Docker publishes its official images.`,
    `Write the account too, for example 'ACCOUNT/${text}', or the registry, for example 'ghcr.io/ACCOUNT/${text}'.`,
  ];
}
