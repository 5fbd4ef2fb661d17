import {
  isRegistryHost,
  isTagName,
  parseReference,
  type Reference,
  splitRegistry,
} from '../oci/reference.ts';
import type { InputName } from './defaults.ts';
import { type Problems, quote } from './problems.ts';
import { didYouMean } from './suggestion.ts';

/** An image name with what docker fills in filled in; null after a problem. */
export function readReference(input: InputName, text: string, problems: Problems): Reference | null {
  const reference = parseReference(text);
  if (reference && !isUpperCaseHost(reference.registry)) {
    return reference;
  }
  problems.add(input, ...refusal(text));
  return null;
}

/** `Acme/app` is, to docker, the repository `app` of the registry `Acme`; nobody means that. */
function isUpperCaseHost(registry: string): boolean {
  return registry !== registry.toLowerCase() && !/[.:]/.test(registry);
}

function refusal(text: string): [text: string, hint: string | undefined] {
  const shown = quote(text);
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0];
  if (scheme !== undefined) {
    const rest = text.slice(scheme.length).replace(/^[^/@]*@(?=[^/]+\/)/, '');
    return [`${shown} is a URL, but an image name has no scheme.`, ifValid(rest)];
  }
  if (/\s/.test(text)) {
    return [`${shown} has a blank inside, but an image name has none.`, undefined];
  }
  if (text.endsWith('/')) {
    return [`${shown} ends in a slash, but expected was a repository.`, ifValid(text.replace(/\/+$/, ''))];
  }
  if (/^[a-f0-9]{64}$/.test(text)) {
    return [`${shown} is an image ID, but expected was a name.`, undefined];
  }

  const { rest } = splitRegistry(text.replace(/@.*$/, ''));
  const colon = rest.indexOf(':');
  const path = colon < 0 ? rest : rest.slice(0, colon);
  const tag = colon < 0 ? null : rest.slice(colon + 1);
  if (
    text !== text.toLowerCase() &&
    (path !== path.toLowerCase() || isUpperCaseHost(text.replace(/\/.*$/, '')))
  ) {
    const lower =
      tag === null
        ? text.toLowerCase()
        : text.slice(0, -tag.length - 1).toLowerCase() + text.slice(-tag.length - 1);
    return [
      `${shown} has an upper-case letter in the repository, but it must be lower case.`,
      ifValid(lower),
    ];
  }
  if (tag !== null && !isTagName(tag)) {
    return refusedTag(text, tag);
  }
  const host = text.includes('/') ? text.slice(0, text.indexOf('/')) : '';
  if (/[.:]/.test(host) && !isRegistryHost(host)) {
    return [`${shown} begins with ${quote(host)}, which is no registry host.`, undefined];
  }
  return [
    `${shown} is no image name.`,
    "Expected was [registry/]repository[:tag], such as 'ghcr.io/acme/app:1.0'; a repository has lower-case letters, digits, and single separators between them.",
  ];
}

const longestTag = 128;

function refusedTag(text: string, tag: string): [text: string, hint: string | undefined] {
  const shown = quote(text);
  if (tag === '') {
    return [`${shown} ends in a colon without a tag.`, 'An expression there may have come out empty.'];
  }
  if (tag.length > longestTag) {
    return [
      `${shown} has a tag of ${tag.length} characters, but a tag has at most ${longestTag}.`,
      undefined,
    ];
  }
  const replaced = text.slice(0, -tag.length) + tag.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[.-]+/, '');
  const why = tag.includes('/') ? 'a slash in its tag, as branch names have' : `the tag ${quote(tag)}`;
  return [
    `${shown} has ${why}, but a tag holds only letters, digits, '_', '.' and '-', and begins with none of the last two.`,
    ifValid(replaced),
  ];
}

function ifValid(text: string): string | undefined {
  return didYouMean(parseReference(text) ? text : null);
}
