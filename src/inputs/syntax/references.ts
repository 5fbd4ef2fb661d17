import {
  isRegistryHost,
  isTagName,
  parseReference,
  type Reference,
  splitRegistry,
  type Tag,
} from '../../oci/reference.ts';
import type { Form } from './form.ts';
import type { Complaint } from './problems.ts';
import { quote } from './quote.ts';
import { didYouMean } from './suggestion.ts';

/** An image name with what docker fills in filled in; null after a problem. */
export function readReference<N extends string>(form: Form<N>, input: N, text: string): Reference | null {
  const reference = parseReference(text);
  if (reference && !isUpperCaseHost(reference.registry)) {
    return reference;
  }
  form.refuse(input, ...(shapeComplaint(text) ?? caseComplaint(text) ?? partComplaint(text)));
  return null;
}

/** Names under which Docker Hub answers; images and credentials are kept under `docker.io`. */
const hubHosts = [
  'docker.io',
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
  'hub.docker.com',
];

export function canonicalHost(host: string): string {
  return hubHosts.includes(host) ? 'docker.io' : host;
}

/** Whether a name leads to the tag, however it is written. A digest in it changes nothing about that. */
export function isSameTag(reference: Reference, tag: Tag): boolean {
  return (reference.tag ?? 'latest') === tag.tag && placeOf(reference) === placeOf(tag);
}

function placeOf({ registry, repository }: Pick<Reference, 'registry' | 'repository'>): string {
  const host = registry.toLowerCase().replace(/:443$/, '');
  return `${canonicalHost(host)}${repository.slice(registry.length)}`;
}

/** `Acme/app` is, to docker, the repository `app` of the registry `Acme`; nobody means that. */
function isUpperCaseHost(registry: string): boolean {
  return registry !== registry.toLowerCase() && !/[.:]/.test(registry);
}

/** What is obviously something else than an image name. */
function shapeComplaint(text: string): Complaint | null {
  const shown = quote(text);
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0];
  if (scheme !== undefined) {
    const rest = text.slice(scheme.length).replace(/^[^/@]*@(?=[^/]+\/)/, '');
    return [`${shown} is a URL, but image names have no scheme.`, ifValid(rest)];
  }
  if (/["'`]/.test(text)) {
    return [
      `${shown} contains quotes, which are not part of an image name.`,
      ifValid(text.replace(/["'`]/g, '')),
    ];
  }
  if (/\s/.test(text)) {
    return [`${shown} contains whitespace, but image names have none.`];
  }
  if (text.endsWith('/')) {
    return [`${shown} ends with a slash, but a repository was expected.`, ifValid(text.replace(/\/+$/, ''))];
  }
  return /^[a-f0-9]{64}$/.test(text) ? [`${shown} is an image ID, but an image name was expected.`] : null;
}

interface Parts {
  readonly path: string;
  /** Behind the colon; null without one. */
  readonly tag: string | null;
}

function partsOf(text: string): Parts {
  const { rest } = splitRegistry(text.replace(/@.*$/, ''));
  const colon = rest.indexOf(':');
  return colon < 0 ? { path: rest, tag: null } : { path: rest.slice(0, colon), tag: rest.slice(colon + 1) };
}

function caseComplaint(text: string): Complaint | null {
  const { path, tag } = partsOf(text);
  const isUpperCase = path !== path.toLowerCase() || isUpperCaseHost(text.replace(/\/.*$/, ''));
  if (text === text.toLowerCase() || !isUpperCase) {
    return null;
  }
  const end = tag === null ? text.length : text.length - tag.length - 1;
  const lower = text.slice(0, end).toLowerCase() + text.slice(end);
  return [
    `${quote(text)} has upper-case letters in the repository, which must be lower case.`,
    ifValid(lower),
  ];
}

function partComplaint(text: string): Complaint {
  const { tag } = partsOf(text);
  if (tag !== null && !isTagName(tag)) {
    return tagComplaint(text, tag);
  }
  const shown = quote(text);
  const host = text.includes('/') ? text.slice(0, text.indexOf('/')) : '';
  if (/[.:]/.test(host) && !isRegistryHost(host)) {
    return [`${shown} begins with ${quote(host)}, which is not a valid registry host.`];
  }
  return [
    `${shown} is not a valid image name.`,
    "Expected [registry/]repository[:tag], such as 'ghcr.io/acme/app:1.0'; a repository consists of lower-case letters and digits, with single separators between them.",
  ];
}

const longestTag = 128;

function tagComplaint(text: string, tag: string): Complaint {
  const shown = quote(text);
  if (tag === '') {
    return [
      `${shown} ends with a colon, but no tag follows.`,
      'An expression there may have come out empty.',
    ];
  }
  if (tag.length > longestTag) {
    return [`${shown} has a tag of ${tag.length} characters, but a tag may have at most ${longestTag}.`];
  }
  const replaced = text.slice(0, -tag.length) + tag.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[.-]+/, '');
  const why = tag.includes('/') ? 'a slash in its tag, as branch names do' : `the tag ${quote(tag)}`;
  return [
    `${shown} has ${why}, but a tag may contain only letters, digits, '_', '.' and '-', and may not begin with '.' or '-'.`,
    ifValid(replaced),
  ];
}

function ifValid(text: string): string | undefined {
  return didYouMean(parseReference(text) ? text : null);
}
