import type { Secret } from '../stage/secrets.ts';
import type { InputName } from './defaults.ts';
import type { Form } from './form.ts';
import type { Entry } from './lists.ts';
import { type Facts, requireFile } from './paths.ts';
import { quote } from './problems.ts';
import { shortestMasked } from './sensitive.ts';

/** An ID becomes a file name under /run/secrets and a field of a CSV on the way there. */
const idPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

/**
 * The secrets of all three inputs; an ID may occur once. No problem shows a value, nor the text of a
 * line of `secrets`: where its value begins is known only if the line is right.
 */
export async function readSecrets(
  form: Form,
  variables: Readonly<Record<string, string>>,
  facts: Facts,
): Promise<readonly Secret[]> {
  const { problems } = form;
  const secrets: Secret[] = [];
  const origins = new Map<string, string>();
  const accept = (input: InputName, line: number, secret: Secret): void => {
    const earlier = origins.get(secret.id);
    if (earlier !== undefined) {
      problems.add(
        input,
        `the secret ${quote(secret.id)} on line ${line} was given before, in '${earlier}'.`,
        'Give each secret once.',
      );
      return;
    }
    origins.set(secret.id, input);
    secrets.push(secret);
  };

  for (const entry of form.list('secrets', { secret: true })) {
    const pair = split(form, 'secrets', entry, 'id=value');
    if (!pair) {
      continue;
    }
    if (pair.value.length < shortestMasked) {
      problems.warn(
        'secrets',
        `the value of ${quote(pair.id)} is shorter than ${shortestMasked} characters and is not masked in the log, which would lose every other place where they occur.`,
      );
    }
    accept('secrets', entry.line, { id: pair.id, from: { kind: 'value', value: pair.value } });
  }
  for (const entry of form.list('secret-envs', { commas: true })) {
    const pair = split(form, 'secret-envs', entry, 'id=VARIABLE');
    if (!pair) {
      continue;
    }
    if (!variables[pair.value]) {
      problems.add(
        'secret-envs',
        `the environment variable ${quote(pair.value)} of the secret ${quote(pair.id)} is ${variables[pair.value] === '' ? 'empty' : 'not set'}.`,
        'Set it under env: of the step or the job. A run for a pull request from a fork has no secrets.',
      );
      continue;
    }
    accept('secret-envs', entry.line, { id: pair.id, from: { kind: 'environment', name: pair.value } });
  }
  for (const entry of form.list('secret-files')) {
    const pair = split(form, 'secret-files', entry, 'id=path');
    if (!pair) {
      continue;
    }
    await requireFile('secret-files', pair.value, facts, problems);
    accept('secret-files', entry.line, { id: pair.id, from: { kind: 'file', path: pair.value } });
  }
  return secrets;
}

function split(
  form: Form,
  input: InputName,
  { text, line }: Entry,
  shape: string,
): { readonly id: string; readonly value: string } | null {
  const equals = text.indexOf('=');
  const id = text.slice(0, Math.max(equals, 0)).trim();
  const value = text.slice(equals + 1);
  if (equals < 0) {
    form.problems.add(
      input,
      `line ${line} has no '=', expected ${shape}.`,
      'A value of several lines must be wrapped in double quotes together with its ID.',
    );
    return null;
  }
  if (!idPattern.test(id)) {
    form.problems.add(
      input,
      `line ${line} has an ID that is not made of letters, digits, '_', '.' and '-', expected ${shape}.`,
      'A value of several lines must be wrapped in double quotes together with its ID.',
    );
    return null;
  }
  if (value.trim() === '') {
    form.problems.add(
      input,
      `the secret ${quote(id)} on line ${line} is empty, expected ${shape}.`,
      'Check the name of the secret in the expression; a run for a pull request from a fork has no secrets.',
    );
    return null;
  }
  return { id, value };
}
