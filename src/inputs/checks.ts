import type { VerifyInputs } from '../verify/verify.ts';
import type { Form } from './syntax/form.ts';
import { alternatives, quote } from './syntax/quote.ts';
import { didYouMean, nearest } from './syntax/suggestion.ts';

const words = ['entrypoint', 'all', 'none'] as const;

/** Which binaries are held against the platform. */
export function readVerifyBinaries(form: Form<'verify-binaries'>): VerifyInputs['verifyBinaries'] {
  const texts = form.list('verify-binaries').map(({ text }) => text);
  const [first = 'entrypoint', ...others] = texts;
  if (first === 'all') {
    return readAll(form, others);
  }
  if ((first === 'entrypoint' || first === 'none') && others.length === 0) {
    return first;
  }
  for (const text of texts) {
    checkPath(form, text);
  }
  return texts;
}

/** Behind `all` stand the paths that are left out, each behind an exclamation mark. */
function readAll(form: Form<'verify-binaries'>, others: readonly string[]): VerifyInputs['verifyBinaries'] {
  for (const text of others.filter((other) => !/^!\//.test(other))) {
    form.refuse(
      'verify-binaries',
      `expected paths to leave out below 'all', such as !/usr/lib/grub, got ${quote(text)}.`,
      didYouMean(text.startsWith('/') ? `!${text}` : null),
    );
  }
  return { except: others.map((text) => text.slice(1)) };
}

function checkPath(form: Form<'verify-binaries'>, text: string): void {
  if (words.some((known) => known === text)) {
    form.refuse(
      'verify-binaries',
      `${quote(text)} cannot be combined with other lines; expected ${alternatives(words)} alone, or paths.`,
    );
  } else if (!text.startsWith('/')) {
    form.refuse(
      'verify-binaries',
      `expected ${alternatives(words)}, or absolute paths in the image, got ${quote(text)}.`,
      didYouMean(text.startsWith('!') ? null : (nearest(text, words) ?? `/${text.replace(/^\.?\//, '')}`)),
    );
  }
}

/** A JSON array of strings is an argument vector; anything else is for the image's shell. */
export function readSmokeTest(form: Form<'smoke-test'>): VerifyInputs['smokeTest'] {
  const text = form.optional('smoke-test');
  // `[ -x /app ]` is a command too, so only what begins like an array of strings has to be one.
  if (text === null || !/^\[\s*(?:["\]\d{]|null|true|false)/.test(text)) {
    return text;
  }
  const vector = parseVector(text);
  if (vector !== null) {
    return vector;
  }
  form.refuse(
    'smoke-test',
    `${quote(text)} begins like a JSON array, but is not an array of strings with a command first.`,
    'Write for example ["/app", "--version"], or a shell command.',
  );
  return text;
}

function parseVector(text: string): readonly string[] | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value) || !value.every((part) => typeof part === 'string')) {
      return null;
    }
    return value[0] ? value : null;
  } catch {
    return null;
  }
}
