import { isCredentialName } from './credentials.ts';
import type { Form } from './form.ts';
import { quote } from './problems.ts';

/**
 * Build arguments, verbatim. One without a value takes it from the environment, as with docker; the
 * names of Dockerfile arguments and of BuildKit's own (`BUILDKIT_…`) are all of this form.
 */
export function readBuildArguments(
  form: Form,
  variables: Readonly<Record<string, string>>,
): readonly string[] {
  const { problems } = form;
  const taken: string[] = [];
  for (const { text, line } of form.list('build-args')) {
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    if (!/^[A-Za-z_][A-Za-z0-9_.:-]*$/.test(name)) {
      problems.add(
        'build-args',
        `line ${line}, ${quote(text)}, begins with no name, expected NAME=value.`,
        wrapHint,
      );
      continue;
    }
    if (equals < 0 && variables[name] === undefined) {
      problems.warn(
        'build-args',
        `${quote(name)} has no value and the environment has no such variable; the build does not get it.`,
      );
    }
    taken.push(text);
  }
  return taken;
}

/** The names of build arguments whose values should not be published. */
export function credentialArguments(buildArguments: readonly string[]): readonly string[] {
  return buildArguments.map((text) => text.replace(/=.*$/s, '')).filter(isCredentialName);
}

/** Labels, verbatim, each with its `=`. */
export function readLabels(form: Form): readonly string[] {
  return form.list('labels').flatMap(({ text, line }) => {
    if (/^[^\s="']+=/.test(text)) {
      return [text];
    }
    form.problems.add(
      'labels',
      `line ${line}, ${quote(text)}, is no name=value.`,
      text.includes('=') || !/^\S+$/.test(text)
        ? wrapHint
        : `For an empty label write '${text}='. ${wrapHint}`,
    );
    return [];
  });
}

const wrapHint =
  'If it continues the line above, wrap the whole record in double quotes, and double the quotes inside.';
