import { type Row, refuses } from './refusals.ts';

const app = 'ghcr.io/acme/app:1.0';

refuses('login', [
  [
    'a user without a password',
    { username: 'acme', push: 'true', tags: app },
    `'password': it is empty, but 'username' is 'acme'; both are needed to log in. Check the name of the secret; a run for a pull request from a fork has no secrets, and should not push.`,
  ],
  [
    'a password without a user',
    { password: 'TOPSECRET' },
    "'username': it is empty, but 'password' is given; both are needed to log in.",
  ],
  [
    'a registry alone',
    { registry: 'ghcr.io' },
    "'registry': 'ghcr.io' is given without 'username' and 'password'. Give both, or log in by an earlier step and leave it out.",
  ],
  ...[
    ['a URL', 'https://ghcr.io', 'ghcr.io'],
    ['a path', 'ghcr.io/acme', 'ghcr.io'],
    ['the old address of Docker Hub', 'https://index.docker.io/v1/', 'docker.io'],
  ].map(
    ([name = '', registry = '', meant]): Row => [
      name,
      { registry, username: 'u', password: 'TOPSECRET' },
      `'registry': expected a host with an optional port, got '${registry}'. Did you mean '${meant}'?`,
    ],
  ),
]);
