import { describe, expect, it } from 'vitest';
import { passwordsIn } from '../../../src/inputs/registry-passwords.ts';
import { type Given, read } from './reading.ts';
import { type Row, refuses } from './refusals.ts';

const push = { push: 'true', tags: 'ghcr.io/acme/app:1.0' };
const list = (...lines: readonly string[]): string => lines.join('\n');
const entry = (...lines: readonly string[]): string =>
  lines.map((line, n) => `${n === 0 ? '- ' : '  '}${line}`).join('\n');

describe('registry-auth', () => {
  it.each<[name: string, text: string, logins: readonly object[]]>([
    [
      'as docker/login-action documents it',
      list(
        entry('username: me', "password: 'a b'"),
        '# the second',
        entry('registry: ghcr.io', 'username: you', 'password: "c\\"d"', "scope: '@push'"),
      ),
      [
        { registry: 'docker.io', username: 'me', password: 'a b', scope: null },
        { registry: 'ghcr.io', username: 'you', password: 'c"d', scope: '@push' },
      ],
    ],
    [
      'in JSON',
      '[{"registry":"r.test:5000","username":"me","password":"pass","scope":"acme/app@pull,push"}]',
      [{ registry: 'r.test:5000', username: 'me', password: 'pass', scope: 'acme/app@pull,push' }],
    ],
    [
      'one registry with two scopes',
      list(
        entry('registry: r.test', 'username: a', 'password: pass'),
        entry('registry: r.test', 'username: b', 'password: word', 'scope: acme/app'),
      ),
      [
        { registry: 'r.test', username: 'a', password: 'pass', scope: null },
        { registry: 'r.test', username: 'b', password: 'word', scope: 'acme/app' },
      ],
    ],
    [
      'ECR with a password of its own',
      entry('registry: 1234.dkr.ecr.eu-west-1.amazonaws.com', 'username: AWS', 'password: pass'),
      [{ registry: '1234.dkr.ecr.eu-west-1.amazonaws.com', username: 'AWS', password: 'pass', scope: null }],
    ],
  ])('%s', async (_, text, logins) => {
    const { inputs, warnings } = await read({ ...push, 'registry-auth': text });
    expect(inputs.registryAuth).toEqual({ logins, skipped: [] });
    expect(warnings).toEqual([]);
  });

  it.each([
    entry('registry: ghcr.io', "username: ''", "password: ''", 'optional: true'),
    entry('registry: ghcr.io', 'username: me', 'password:', "optional: 'true'"),
    '[{"registry":"ghcr.io","optional":"true"}]',
  ])('leaves an optional login without a password out, also before a push', async (text) => {
    const { inputs, warnings } = await read({ ...push, 'registry-auth': text });
    expect(inputs.registryAuth).toEqual({ logins: [], skipped: ['ghcr.io'] });
    expect(warnings).toEqual([]);
  });

  it('warns of one that is incomplete where nothing is pushed', async () => {
    const { inputs, warnings } = await read({ 'registry-auth': entry('registry: ghcr.io', 'username: me') });
    expect(inputs.registryAuth.logins).toEqual([]);
    expect(warnings).toEqual([
      "'registry-auth': the login in line 1 is left out: password is empty, and a login to ghcr.io needs both. This build cannot pull private base images from ghcr.io.",
    ]);
  });
});

const wrong = (name: string, text: string, said: string): Row => [
  name,
  { ...push, 'registry-auth': text },
  `'registry-auth': ${said}`,
];
const ok = ['username: me', 'password: TOPSECRET'];
const style =
  "Write each login as '- registry: …', with username, password, scope and optional below, in the same column; put the expressions of secrets into single quotes.";
const ecr = 'Log in to it with aws-actions/amazon-ecr-login in an earlier step; this step finds that login.';

refuses('registry-auth', [
  wrong(
    'no credentials',
    entry('registry: ghcr.io'),
    "the login in line 1 is incomplete: username and password are empty, and a login to ghcr.io needs both. Check the names of the secrets. Write 'optional: true' for a login that may be left out, as in a run for a pull request from a fork.",
  ),
  wrong(
    'no user, although it is optional',
    entry('registry: ghcr.io', 'password: TOPSECRET', 'optional: true'),
    "the login in line 1 is incomplete: username is empty, and a login to ghcr.io needs both. Check the names of the secrets. Write 'optional: true' for a login that may be left out, as in a run for a pull request from a fork.",
  ),
  wrong(
    'an unknown key',
    entry('regstry: ghcr.io', ...ok),
    "the login in line 1 has the unknown key 'regstry'; expected registry, username, password, scope, optional. Did you mean 'registry'?",
  ),
  wrong(
    'ecr',
    entry(...ok, 'ecr: auto'),
    `the login in line 1 has the key 'ecr', which this action does not know. ${ecr}`,
  ),
  wrong(
    'ECR with keys of an account',
    entry('registry: 1234.dkr.ecr.eu-west-1.amazonaws.com', 'username: AKIA', 'password: TOPSECRET'),
    `the login in line 1 logs in to 1234.dkr.ecr.eu-west-1.amazonaws.com as another user than AWS. ${ecr}`,
  ),
  wrong(
    'a URL',
    entry('registry: https://ghcr.io', ...ok),
    "expected a host with an optional port, got 'https://ghcr.io'. Did you mean 'ghcr.io'?",
  ),
  wrong(
    'perhaps optional',
    entry(...ok, 'optional: maybe'),
    "the login in line 1 has an invalid 'optional'; expected true or false.",
  ),
  wrong(
    'a scope with two @',
    entry(...ok, 'scope: a@push@pull'),
    "the login in line 1 has the scope 'a@push@pull'; expected a repository without its registry, or actions such as '@push', or both.",
  ),
  wrong(
    'a scope that leaves its folder',
    entry(...ok, 'scope: ../../other@push'),
    "the login in line 1 has the scope '../../other@push'; expected a repository without its registry, or actions such as '@push', or both.",
  ),
  wrong(
    'a scope of nothing',
    entry(...ok, "scope: '@'"),
    "the login in line 1 has the scope '@'; expected a repository without its registry, or actions such as '@push', or both.",
  ),
  wrong(
    'the same twice',
    list(entry(...ok), entry('registry: index.docker.io', ...ok)),
    "it logs in to 'docker.io' twice. Remove one of them.",
  ),
  wrong(
    'the same scope twice',
    list(entry(...ok, "scope: '@push'"), entry(...ok, "scope: '@push'")),
    "it logs in to 'docker.io' with the scope '@push' twice. Remove one of them.",
  ),
  wrong(
    'no list',
    'registry: ghcr.io',
    `it cannot be read as a list in YAML: line 1: expected an element, which begins with '- '. ${style}`,
  ),
  wrong(
    'a password that is YAML',
    entry('username: me', 'password: {TOP: SECRET}'),
    `it cannot be read as a list in YAML: line 2: its value has a meaning of its own in YAML that is not known here: put it in single quotes. ${style}`,
  ),
  wrong(
    'a list of passwords',
    entry('username: me', 'password: [TOPSECRET]'),
    "the login in line 1 has a list for 'password', but a text was expected.",
  ),
  [
    'the same as the inputs of their own',
    { ...push, username: 'me', password: 'TOPSECRET', 'registry-auth': entry(...ok) },
    "'registry-auth': it logs in to 'docker.io', as 'registry', 'username' and 'password' do. Remove one of them.",
  ],
]);

describe('passwords are found', () => {
  it.each<[name: string, text: string, expected: readonly string[]]>([
    ['plain', entry('username: me', 'password: hunter2'), ['hunter2']],
    ['in quotes', entry("password: 'it''s'", 'username: me'), ["it's"]],
    ['in double quotes', entry('password: "a\\tb"'), ['a\tb']],
    ['before a comment, and with it', entry('password: abc #def'), ['abc', 'abc #def']],
    ['in a block', entry('password: |', '  first', '  second', 'username: me'), ['first', 'second']],
    [
      'of several lines that nobody wrapped',
      list(entry('username: me', 'password: {'), '"key": "value",', '}'),
      ['"key": "value",'],
    ],
    ['of an entry that cannot be read', '- {username: me, password: hunter2, registry: x}', ['hunter2']],
    ['in JSON', '[{"username":"me","password":"a\\"b"}]', ['a"b']],
  ])('%s', (_, text, expected) => {
    expect(passwordsIn(text)).toEqual(expect.arrayContaining([...expected]));
  });

  it('and nothing else', () => {
    const text = entry('registry: ghcr.io', 'username: me', 'password: hunter2', "scope: '@push'");
    expect(new Set(passwordsIn(text))).toEqual(new Set(['hunter2']));
  });
});

it('shows a password in no message', async () => {
  const given: Given = {
    ...push,
    'registry-auth': entry('registry: TOPSECRET', 'username: me', 'password: TOPSECRET', 'scope: TOPSECRET'),
  };
  await expect(read(given)).rejects.not.toThrow(/TOPSECRET/);
});
