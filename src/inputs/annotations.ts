import { formatPlatform, type Platform, parsePlatform } from '../oci/platform.ts';
import type { Form } from './form.ts';
import { alternatives, quote } from './problems.ts';
import { didYouMean, nearest } from './suggestion.ts';

const levels = ['manifest', 'manifest-descriptor', 'index', 'index-descriptor'];

/** What the annotations are held against. */
export interface Target {
  /** null: the daemon's own. */
  readonly platforms: readonly Platform[] | null;
  /** Whether the result is an index, which alone has room for `index:` annotations. */
  readonly index: boolean;
}

/** Mirrors ParseAnnotations of docker/buildx util/buildflags/export.go: `[level[platform],…:]key=value`. */
export function readAnnotations(form: Form, target: Target): readonly string[] {
  return form.list('annotations').flatMap(({ text, line }) => {
    const why = refusal(text, target);
    if (why === null) {
      return [text];
    }
    form.problems.add('annotations', `line ${line}, ${quote(text)}, ${why.text}.`, why.hint);
    return [];
  });
}

interface Refusal {
  readonly text: string;
  readonly hint?: string | undefined;
}

function refusal(text: string, target: Target): Refusal | null {
  const equals = text.indexOf('=');
  if (equals < 0) {
    return { text: "has no '=', expected [level:]key=value" };
  }
  const name = text.slice(0, equals);
  const colon = name.indexOf(':');
  const key = name.slice(colon + 1);
  if (key.trim() === '' || /["\s]/.test(key)) {
    return { text: `has the key ${quote(key)}, expected [level:]key=value` };
  }
  const scopes = colon < 0 ? [] : name.slice(0, colon).split(',');
  for (const scope of scopes) {
    const why = refusedScope(scope, target);
    if (why !== null) {
      return why;
    }
  }
  return null;
}

function refusedScope(scope: string, { platforms, index }: Target): Refusal | null {
  const match = /^([a-z-]+)(?:\[([A-Za-z0-9_/-]+)\])?$/.exec(scope);
  const [, level = '', name] = match ?? [];
  if (!levels.includes(level)) {
    return {
      text: `has the level ${quote(scope)}, expected ${alternatives(levels)}`,
      hint: didYouMean(nearest(level || scope, levels)),
    };
  }
  if (level.startsWith('index') && !index) {
    return {
      text: 'is for the index, but this build makes none: it is loaded, or has one platform and no attestations',
      hint: "Use 'manifest:', or leave out the level.",
    };
  }
  if (name === undefined || platforms === null) {
    return null;
  }
  const platform = parsePlatform(name);
  const names = platforms.map(formatPlatform);
  if (platform && names.includes(formatPlatform(platform))) {
    return null;
  }
  return {
    text: `is for ${quote(name)}, which is none of the platforms of this build (${names.join(', ')})`,
  };
}
