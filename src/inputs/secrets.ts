import type { Secret } from '../stage/secrets.ts';
import { shortestMasked } from './sensitive.ts';
import type { Form } from './syntax/form.ts';
import type { Entry } from './syntax/lists.ts';
import { requireFile } from './syntax/paths.ts';
import { quote } from './syntax/quote.ts';

type SecretInput = 'secrets' | 'secret-envs' | 'secret-files';

/** An ID becomes a file name under /run/secrets and a field of a CSV on the way there. */
const idPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

interface Found {
  readonly input: SecretInput;
  readonly line: number;
  readonly secret: Secret;
}

/**
 * The secrets of all three inputs; an ID may occur once. No problem shows a value, nor the text of a
 * line of `secrets`: where its value begins is known only if the line is right.
 */
export async function readSecrets(form: Form<SecretInput>): Promise<readonly Secret[]> {
  const found = [...readValues(form), ...readVariables(form), ...(await readFiles(form))];
  const origins = new Map<string, string>();
  return found.flatMap(({ input, line, secret }) => {
    const earlier = origins.get(secret.id);
    if (earlier === undefined) {
      origins.set(secret.id, input);
      return [secret];
    }
    form.refuse(
      input,
      `the secret ${quote(secret.id)} on line ${line} was given before, in '${earlier}'.`,
      'Give each secret once.',
    );
    return [];
  });
}

function readValues(form: Form<'secrets'>): readonly Found[] {
  return form.list('secrets', { secret: true }).flatMap((entry) => {
    const pair = split(form, 'secrets', entry, 'id=value');
    if (!pair) {
      return [];
    }
    const { id, value } = pair;
    if (value.length < shortestMasked) {
      form.warn(
        'secrets',
        `the value of ${quote(id)} is shorter than ${shortestMasked} characters and is not masked in the log, which would lose every other place where they occur.`,
      );
    }
    return [{ input: 'secrets', line: entry.line, secret: { id, from: { kind: 'value', value } } }];
  });
}

function readVariables(form: Form<'secret-envs'>): readonly Found[] {
  return form.list('secret-envs', { commas: true }).flatMap((entry) => {
    const pair = split(form, 'secret-envs', entry, 'id=VARIABLE');
    if (!pair) {
      return [];
    }
    const { id, value: name } = pair;
    if (!form.variables[name]) {
      form.refuse(
        'secret-envs',
        `the environment variable ${quote(name)} of the secret ${quote(id)} is ${form.variables[name] === '' ? 'empty' : 'not set'}.`,
        'Set it under env: of the step or the job. A run for a pull request from a fork has no secrets.',
      );
      return [];
    }
    return [{ input: 'secret-envs', line: entry.line, secret: { id, from: { kind: 'environment', name } } }];
  });
}

async function readFiles(form: Form<'secret-files'>): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const entry of form.list('secret-files')) {
    const pair = split(form, 'secret-files', entry, 'id=path');
    if (pair) {
      const { id, value: path } = pair;
      await requireFile(form, 'secret-files', path);
      found.push({ input: 'secret-files', line: entry.line, secret: { id, from: { kind: 'file', path } } });
    }
  }
  return found;
}

function split<N extends SecretInput>(
  form: Form<N>,
  input: N,
  { text, line }: Entry,
  shape: string,
): { readonly id: string; readonly value: string } | null {
  const equals = text.indexOf('=');
  const id = text.slice(0, Math.max(equals, 0)).trim();
  const value = text.slice(equals + 1);
  if (equals < 0) {
    form.refuse(
      input,
      `line ${line} has no '=', expected ${shape}.`,
      'A value of several lines must be wrapped in double quotes together with its ID.',
    );
    return null;
  }
  if (!idPattern.test(id)) {
    form.refuse(
      input,
      `line ${line} has an ID that is not made of letters, digits, '_', '.' and '-', expected ${shape}.`,
      'A value of several lines must be wrapped in double quotes together with its ID.',
    );
    return null;
  }
  if (value.trim() === '') {
    form.refuse(
      input,
      `the secret ${quote(id)} on line ${line} is empty, expected ${shape}.`,
      'Check the name of the secret in the expression; a run for a pull request from a fork has no secrets.',
    );
    return null;
  }
  return { id, value };
}
