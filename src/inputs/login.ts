import { isRegistryHost } from '../oci/reference.ts';
import type { Login } from '../registry/credentials/password.ts';
import type { Form } from './syntax/form.ts';
import { quote } from './syntax/quote.ts';
import { canonicalHost } from './syntax/references.ts';
import { didYouMean } from './syntax/suggestion.ts';

type LoginInput = 'registry' | 'username' | 'password';

/**
 * The login of this step, or null. Without push, missing credentials are a warning: a run for a pull
 * request from a fork has no secrets, and builds as well without a login.
 */
export function readLogin(form: Form<LoginInput>, push: boolean): Login | null {
  const username = form.optional('username');
  const password = form.optional('password');
  const registry = readRegistryHost(form, 'registry', form.text('registry'));
  if (username !== null && password !== null) {
    return { registry, username, password };
  }
  if (username !== null || password !== null || form.text('registry') !== '') {
    const [input, missing, hint] = missingCredentials(form, username, password);
    if (push) {
      form.refuse(input, missing, hint);
    } else {
      form.warn(
        input,
        `${missing} This build does not log in to ${registry}, so it cannot pull private base images.`,
      );
    }
  }
  return null;
}

function missingCredentials(
  form: Form<LoginInput>,
  username: string | null,
  password: string | null,
): [input: LoginInput, text: string, hint: string] {
  const fork = 'A run for a pull request from a fork has no secrets, and should not push.';
  if (username !== null) {
    return [
      'password',
      `it is empty, but 'username' is ${quote(username)}, and a login needs both.`,
      `Check the name of the secret. ${fork}`,
    ];
  }
  if (password !== null) {
    return [
      'username',
      "it is empty, but 'password' is set, and a login needs both.",
      `Check the expression in it. ${fork}`,
    ];
  }
  return [
    'registry',
    `${quote(form.text('registry'))} is set, but 'username' and 'password' are empty.`,
    `Set both, or log in with an earlier step and leave 'registry' out. ${fork}`,
  ];
}

/** A registry as a login names it; Docker Hub for nothing. */
export function readRegistryHost<N extends string>(form: Form<N>, input: N, text: string): string {
  if (text === '') {
    return 'docker.io';
  }
  const host = text.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '');
  const canonical = canonicalHost(host);
  if (host !== text || !isRegistryHost(host)) {
    form.refuse(
      input,
      `expected a host with an optional port, got ${quote(text)}.`,
      didYouMean(isRegistryHost(canonical) ? canonical : null),
    );
  }
  return canonical;
}
