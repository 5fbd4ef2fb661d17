import { isRegistryHost } from '../oci/reference.ts';
import type { Login } from '../registry/credentials/password.ts';
import type { Form } from './form.ts';
import { quote } from './problems.ts';
import { didYouMean } from './suggestion.ts';

/** Names under which Docker Hub answers; images and credentials are kept under `docker.io`. */
const hubHosts = [
  'docker.io',
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
  'hub.docker.com',
];

/**
 * The login of this step, or null. Without push a missing password is a warning: a run for a pull
 * request from a fork has none, and builds as well without.
 */
export function readLogin(form: Form, push: boolean): Login | null {
  const { problems } = form;
  const username = form.optional('username');
  const password = form.optional('password');
  const registry = readRegistry(form);
  if (username !== null && password !== null) {
    return { registry, username, password };
  }
  if (username === null && password === null) {
    if (form.text('registry') !== '') {
      problems.add(
        'registry',
        `${quote(form.text('registry'))} is given without 'username' and 'password'.`,
        'Give both, or log in by an earlier step and leave it out.',
      );
    }
  } else if (username === null) {
    problems.add('username', "it is empty, but 'password' is given; both are needed to log in.");
  } else if (push) {
    problems.add(
      'password',
      `it is empty, but 'username' is ${quote(username)}; both are needed to log in.`,
      'Check the name of the secret; a run for a pull request from a fork has no secrets, and should not push.',
    );
  } else {
    problems.warn(
      'password',
      `it is empty, so nothing is logged in to ${registry}; private base images cannot be pulled.`,
    );
  }
  return null;
}

function readRegistry(form: Form): string {
  const text = form.text('registry');
  if (text === '') {
    return 'docker.io';
  }
  const host = text.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '');
  const canonical = hubHosts.includes(host) ? 'docker.io' : host;
  if (host !== text || !isRegistryHost(host)) {
    form.problems.add(
      'registry',
      `expected a host with an optional port, got ${quote(text)}.`,
      didYouMean(isRegistryHost(canonical) ? canonical : null),
    );
  }
  return canonical;
}
