import { formatPlatform, type Platform, parsePlatform } from '../oci/platform.ts';
import { expandedEntry } from './described.ts';
import type { Described } from './naming.ts';
import type { Form } from './syntax/form.ts';
import type { Complaint } from './syntax/problems.ts';
import { alternatives, quote } from './syntax/quote.ts';
import { didYouMean, nearest } from './syntax/suggestion.ts';

const levels = ['manifest', 'manifest-descriptor', 'index', 'index-descriptor'];

/** What the annotations are held against. */
export interface Target {
  /** null: the daemon's own. */
  readonly platforms: readonly Platform[] | null;
  /** Whether the result is an index, which alone has room for `index:` annotations. */
  readonly index: boolean;
  /** The levels that get what the event says of the image. */
  readonly describes: readonly ('manifest' | 'index')[];
}

/**
 * Mirrors ParseAnnotations of docker/buildx util/buildflags/export.go: `[level[platform],…:]key=value`. With
 * `described`, what the event says of the image stands first, at the levels that the result has.
 */
export function readAnnotations(
  form: Form<'annotations'>,
  target: Target,
  described: Described | null,
): readonly string[] {
  const written = form.list('annotations').flatMap(({ text, line }) => {
    const complaint = annotationComplaint(text, target);
    if (complaint === null) {
      return expandedEntry(form, 'annotations', text, described) ?? [];
    }
    const [why, hint] = complaint;
    form.refuse('annotations', `line ${line}, ${quote(text)}, ${why}.`, hint);
    return [];
  });
  return described === null ? written : withDescription(written, target, described);
}

/** What has no level is for the manifests and the index alike; the later one wins. */
function withDescription(
  written: readonly string[],
  { describes }: Target,
  { metadata }: Described,
): readonly string[] {
  const given = describes.flatMap((level) =>
    [...metadata].map(([key, value]) => [`${level}:${key}`, value] as const),
  );
  const own = written.flatMap((text) => {
    const equals = text.indexOf('=');
    const name = text.slice(0, equals);
    const colon = name.indexOf(':');
    if (colon < 0 && describes.length === 0) {
      return [[name, text.slice(equals + 1)] as const];
    }
    const scopes = colon < 0 ? describes : name.slice(0, colon).split(',');
    return scopes.map((scope) => [`${scope}:${name.slice(colon + 1)}`, text.slice(equals + 1)] as const);
  });
  return [...new Map([...given, ...own])].map(([name, value]) => `${name}=${value}`);
}

function annotationComplaint(text: string, target: Target): Complaint | null {
  const equals = text.indexOf('=');
  if (equals < 0) {
    return ["has no '='; expected [level:]key=value"];
  }
  const name = text.slice(0, equals);
  const colon = name.indexOf(':');
  const key = name.slice(colon + 1);
  if (key.trim() === '' || /["\s]/.test(key)) {
    return [`has the invalid key ${quote(key)}; expected [level:]key=value`];
  }
  const scopes = colon < 0 ? [] : name.slice(0, colon).split(',');
  return scopes.map((scope) => scopeComplaint(scope, target)).find((complaint) => complaint !== null) ?? null;
}

function scopeComplaint(scope: string, { platforms, index }: Target): Complaint | null {
  const match = /^([a-z-]+)(?:\[([A-Za-z0-9_/-]+)\])?$/.exec(scope);
  const [, level = '', name] = match ?? [];
  if (!levels.includes(level)) {
    return [
      `has the unknown level ${quote(scope)}; expected ${alternatives(levels)}`,
      didYouMean(nearest(level || scope, levels)),
    ];
  }
  if (level.startsWith('index') && !index) {
    return [
      'annotates the index, but this build creates none: it is loaded, or it has one platform and no attestations',
      "Use 'manifest:', or leave out the level.",
    ];
  }
  if (name === undefined || platforms === null) {
    return null;
  }
  const platform = parsePlatform(name);
  const names = platforms.map(formatPlatform);
  if (platform && names.includes(formatPlatform(platform))) {
    return null;
  }
  return [`is for ${quote(name)}, which is not among the platforms of this build (${names.join(', ')})`];
}
