import { describe, expect, it } from 'vitest';
import { type Given, read } from './reading.ts';
import { type Row, refuses } from './refusals.ts';

const push = { push: 'true', tags: 'ghcr.io/acme/app:1.0' };
const fork = 'A run for a pull request from a fork has no secrets, and should not push.';

refuses('login', [
  [
    'a push with a user without a password',
    { username: 'acme', ...push },
    `'password': it is empty, but 'username' is 'acme', and a login needs both. Check the name of the secret. ${fork}`,
  ],
  [
    'a push with a password without a user',
    { password: 'TOPSECRET', ...push },
    `'username': it is empty, but 'password' is set, and a login needs both. Check the expression in it. ${fork}`,
  ],
  [
    'a push with a registry alone',
    { registry: 'ghcr.io', ...push },
    `'registry': 'ghcr.io' is set, but 'username' and 'password' are empty. Set both, or log in with an earlier step and leave 'registry' out. ${fork}`,
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

describe('a build that pushes nothing, as for a pull request from a fork', () => {
  const noBase = 'so it cannot pull private base images.';

  it.each<[string, Given, string]>([
    [
      'neither user nor password',
      { registry: 'ghcr.io' },
      `'registry': 'ghcr.io' is set, but 'username' and 'password' are empty. This build does not log in to ghcr.io, ${noBase}`,
    ],
    [
      'no user, whose name is a secret',
      { registry: 'ghcr.io', password: 'TOPSECRET' },
      `'username': it is empty, but 'password' is set, and a login needs both. This build does not log in to ghcr.io, ${noBase}`,
    ],
    [
      'no password',
      { username: 'acme', load: 'true' },
      `'password': it is empty, but 'username' is 'acme', and a login needs both. This build does not log in to docker.io, ${noBase}`,
    ],
  ])('warns of %s, and builds', async (_, given, warning) => {
    const { inputs, warnings } = await read(given);
    expect(inputs.login).toBeNull();
    expect(warnings).toEqual([warning]);
  });

  it('says nothing where no login was asked for', async () => {
    const { inputs, warnings } = await read({});
    expect([inputs.login, warnings]).toEqual([null, []]);
  });
});
