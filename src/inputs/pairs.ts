import { isCredentialName } from './credentials.ts';
import { expandedArgument, expandedEntry } from './described.ts';
import type { Described } from './naming.ts';
import type { Form } from './syntax/form.ts';
import { quote } from './syntax/quote.ts';

/**
 * Build arguments, verbatim. One without a value takes it from the environment, as with docker; the
 * names of Dockerfile arguments and of BuildKit's own (`BUILDKIT_…`) are all of this form.
 */
export function readBuildArguments(form: Form<'build-args'>, described: Described | null): readonly string[] {
  const taken: string[] = [];
  for (const { text, line } of form.list('build-args')) {
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    if (!/^[A-Za-z_][A-Za-z0-9_.:-]*$/.test(name)) {
      form.refuse(
        'build-args',
        `line ${line}, ${quote(text)}, does not begin with a name; expected NAME=value.`,
        wrapHint,
      );
      continue;
    }
    if (equals < 0 && form.variables[name] === undefined) {
      form.warn(
        'build-args',
        `${quote(name)} has no value, and there is no environment variable of that name, so the build does not get it.`,
      );
    }
    const expanded = expandedArgument(form, 'build-args', text, described);
    taken.push(...(expanded === null ? [] : [expanded]));
  }
  return taken;
}

/** The names of build arguments whose values should not be published. */
export function credentialArguments(buildArguments: readonly string[]): readonly string[] {
  return buildArguments.map((text) => text.replace(/=.*$/s, '')).filter(isCredentialName);
}

/** Labels, each with its `=`: what the event says of the image, and what the user wrote in its place or beside it. */
export function readLabels(form: Form<'labels'>, described: Described | null): readonly string[] {
  const written = form.list('labels').flatMap(({ text, line }) => {
    if (/^[^\s="']+=/.test(text)) {
      return expandedEntry(form, 'labels', text, described) ?? [];
    }
    form.refuse(
      'labels',
      `line ${line}, ${quote(text)}, is not of the form name=value.`,
      text.includes('=') || !/^\S+$/.test(text)
        ? wrapHint
        : `For an empty label, write '${text}='. ${wrapHint}`,
    );
    return [];
  });
  if (described === null) {
    return written;
  }
  const labels = new Map(described.metadata);
  for (const label of written) {
    const equals = label.indexOf('=');
    labels.set(label.slice(0, equals), label.slice(equals + 1));
  }
  return [...labels].map(([name, value]) => `${name}=${value}`);
}

const wrapHint =
  'If it continues the line above, put double quotes around the whole entry, and double the quotes inside it.';
