import { isRegistryHost } from '../oci/reference.ts';
import type { Login } from '../registry/credentials/password.ts';
import type { Form } from './syntax/form.ts';
import { quote } from './syntax/quote.ts';
import { didYouMean } from './syntax/suggestion.ts';

/** Names under which Docker Hub answers; images and credentials are kept under `docker.io`. */
const hubHosts = [
  'docker.io',
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
  'hub.docker.com',
];

type LoginInput = 'registry' | 'username' | 'password';

/**
 * The login of this step, or null. Without push a missing password is a warning: a run for a pull
 * request from a fork has none, and builds as well without.
 */
export function readLogin(form: Form<LoginInput>, push: boolean): Login | null {
  const username = form.optional('username');
  const password = form.optional('password');
  const registry = readRegistry(form);
  if (username !== null && password !== null) {
    return { registry, username, password };
  }
  if (username === null && password === null) {
    if (form.text('registry') !== '') {
      form.refuse(
        'registry',
        `${quote(form.text('registry'))} is given without 'username' and 'password'.`,
        'Give both, or log in by an earlier step and leave it out.',
      );
    }
  } else if (username === null) {
    form.refuse('username', "it is empty, but 'password' is given; both are needed to log in.");
  } else if (push) {
    form.refuse(
      'password',
      `it is empty, but 'username' is ${quote(username)}; both are needed to log in.`,
      'Check the name of the secret; a run for a pull request from a fork has no secrets, and should not push.',
    );
  } else {
    form.warn(
      'password',
      `it is empty, so nothing is logged in to ${registry}; private base images cannot be pulled.`,
    );
  }
  return null;
}

function readRegistry(form: Form<'registry'>): string {
  const text = form.text('registry');
  if (text === '') {
    return 'docker.io';
  }
  const host = text.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '');
  const canonical = hubHosts.includes(host) ? 'docker.io' : host;
  if (host !== text || !isRegistryHost(host)) {
    form.refuse(
      'registry',
      `expected a host with an optional port, got ${quote(text)}.`,
      didYouMean(isRegistryHost(canonical) ? canonical : null),
    );
  }
  return canonical;
}
