import type { Secret } from '../stage/secrets.ts';
import { continuationDoubt, type Pair, parsePair, type SecretLine } from './secret-lines.ts';
import { shortestMasked } from './sensitive.ts';
import type { Form } from './syntax/form.ts';
import type { Entry } from './syntax/lists.ts';
import { absolute, requireFile } from './syntax/paths.ts';
import { quote } from './syntax/quote.ts';

type SecretInput = 'secrets' | 'secret-envs' | 'secret-files';

interface Found {
  readonly input: SecretInput;
  readonly line: number;
  readonly secret: Secret;
}

const fork = 'A run for a pull request from a fork has no secrets, and should not push.';

/**
 * The secrets of all three inputs; an ID may occur once. What was written into `secrets` is shown nowhere,
 * not even an ID: problems name the line. Without push, an empty secret is left out with a warning.
 */
export async function readSecrets(form: Form<SecretInput>, push: boolean): Promise<readonly Secret[]> {
  const found = [...readValues(form, push), ...readVariables(form, push), ...(await readFiles(form))];
  const origins = new Map<string, SecretInput>();
  return found.flatMap(({ input, line, secret }) => {
    const earlier = origins.get(secret.id);
    if (earlier === undefined) {
      origins.set(secret.id, input);
      return [secret];
    }
    const id = input === 'secrets' ? 'an ID' : `the ID ${quote(secret.id)}`;
    form.refuse(
      input,
      `line ${line} has ${id} that '${earlier}' has given before.`,
      'Give each secret only once.',
    );
    return [];
  });
}

function readValues(form: Form<'secrets'>, push: boolean): readonly Found[] {
  const found: Found[] = [];
  let above: SecretLine | null = null;
  for (const { text, line, wrapped } of form.list('secrets', { secret: true })) {
    const pair = parsePair(text);
    const entry = pair && { ...pair, line, wrapped };
    const doubt = entry === null ? `does not have the form id=value.` : continuationDoubt(entry, above);
    if (entry === null || doubt !== null) {
      form.refuse('secrets', `line ${line} ${doubt}`, wrapHint);
      // What follows may be text of the same secret.
      break;
    }
    above = entry;
    if (!isEmpty(form, 'secrets', entry, push)) {
      const { id, value } = entry;
      warnIfShort(form, entry);
      found.push({ input: 'secrets', line, secret: { id, from: { kind: 'value', value } } });
    }
  }
  return found;
}

function warnIfShort(form: Form<'secrets'>, { value, line }: SecretLine): void {
  if (value.length < shortestMasked) {
    form.warn(
      'secrets',
      `the value on line ${line} is shorter than ${shortestMasked} characters, so it is not masked in the log: that would hide these characters everywhere else, too.`,
    );
  }
}

const wrapHint =
  "Put double quotes around an entry of several lines, ID included, and double the quotes inside it; or use 'secret-envs', which takes any value as it is.";

function readVariables(form: Form<'secret-envs'>, push: boolean): readonly Found[] {
  return form.list('secret-envs', { commas: true }).flatMap((entry) => {
    const pair = requirePair(form, 'secret-envs', entry, 'id=VARIABLE');
    if (!pair) {
      return [];
    }
    const { line } = entry;
    const { id, value: name } = pair;
    const value = form.variables[name];
    if (value === undefined) {
      form.refuse(
        'secret-envs',
        `${variable(name)} for the secret ${quote(id)} on line ${line} is not set.`,
        'Set it in env: of the step or the job.',
      );
      return [];
    }
    if (isEmpty(form, 'secret-envs', { value, line }, push)) {
      return [];
    }
    return [{ input: 'secret-envs', line, secret: { id, from: { kind: 'environment', name } } }];
  });
}

/** Shows a name that looks like one: somebody may have written the secret itself. */
function variable(name: string): string {
  return /^[A-Z][A-Z0-9_]{0,39}$/.test(name)
    ? `the environment variable ${quote(name)}`
    : 'the environment variable';
}

async function readFiles(form: Form<'secret-files'>): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const entry of form.list('secret-files')) {
    const pair = requirePair(form, 'secret-files', entry, 'id=path');
    if (pair) {
      const { id, value: path } = pair;
      await requireSecretFile(form, path, entry.line);
      found.push({ input: 'secret-files', line: entry.line, secret: { id, from: { kind: 'file', path } } });
    }
  }
  return found;
}

/** Shows a path that looks like one: somebody may have written what is in the file. */
async function requireSecretFile(form: Form<'secret-files'>, path: string, line: number): Promise<void> {
  if (/^[^\s=]{1,200}$/.test(path)) {
    await requireFile(form, 'secret-files', path);
    return;
  }
  const kind = await form.facts.fileKind(absolute(path, form.facts)).catch(() => null);
  if (kind !== 'file' && kind !== 'other') {
    form.refuse(
      'secret-files',
      `line ${line} does not name a file that exists.`,
      "Write the path of a file; the text of a secret belongs in 'secrets'.",
    );
  }
}

function requirePair<N extends 'secret-envs' | 'secret-files'>(
  form: Form<N>,
  input: N,
  { text, line }: Entry,
  shape: string,
): Pair | null {
  const pair = parsePair(text);
  if (pair !== null && pair.value.trim() !== '') {
    return pair;
  }
  form.refuse(input, `line ${line} does not have the form ${shape}.`);
  return null;
}

/** Says so if a secret came out empty: an error before a push, otherwise a warning. */
function isEmpty<N extends 'secrets' | 'secret-envs'>(
  form: Form<N>,
  input: N,
  { value, line }: Pick<SecretLine, 'value' | 'line'>,
  push: boolean,
): boolean {
  if (value.trim() !== '') {
    return false;
  }
  const text = `the secret on line ${line} is empty.`;
  if (push) {
    form.refuse(input, text, `Check the name of the secret in the expression. ${fork}`);
  } else {
    form.warn(input, `${text} The build does not get it.`);
  }
  return true;
}
