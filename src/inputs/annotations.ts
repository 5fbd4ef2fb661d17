import { formatPlatform, type Platform, parsePlatform } from '../oci/platform.ts';
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
}

/** Mirrors ParseAnnotations of docker/buildx util/buildflags/export.go: `[level[platform],…:]key=value`. */
export function readAnnotations(form: Form<'annotations'>, target: Target): readonly string[] {
  return form.list('annotations').flatMap(({ text, line }) => {
    const complaint = annotationComplaint(text, target);
    if (complaint === null) {
      return [text];
    }
    const [why, hint] = complaint;
    form.refuse('annotations', `line ${line}, ${quote(text)}, ${why}.`, hint);
    return [];
  });
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
