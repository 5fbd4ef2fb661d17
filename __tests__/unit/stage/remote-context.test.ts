import { describe, expect, it } from 'vitest';
import {
  differentSecrets,
  namedContext,
  namedContextSecrets,
  remoteContext,
  type TokenFacts,
} from '../../../src/stage/remote-context.ts';

const facts: TokenFacts = {
  token: 'job-token',
  serverUrl: 'https://github.com',
  repository: 'acme/app',
  given: [],
};
const secretsOf = (context: string, overrides: Partial<TokenFacts> = {}) =>
  remoteContext(context, { ...facts, ...overrides }).secrets;
const value = (text: string) => ({ kind: 'value', value: text });
const basic = (pair: string) => value(`Basic ${Buffer.from(pair).toString('base64')}`);

describe("the job's token", () => {
  it.each([
    'https://github.com/acme/app.git',
    'https://github.com/Acme/App.git#main',
    'https://github.com/acme/app.git#main:folder',
    'https://github.com/acme/app.git?branch=main',
  ])("goes to the workflow's own repository, %s", (context) => {
    expect(secretsOf(context)).toEqual([{ id: 'GIT_AUTH_TOKEN.github.com', from: value('job-token') }]);
  });

  it('goes to the Enterprise Server that runs the workflow', () => {
    const server = { serverUrl: 'https://git.example.com:8443' };
    expect(secretsOf('https://git.example.com:8443/acme/app.git', server)).toEqual([
      { id: 'GIT_AUTH_TOKEN.git.example.com:8443', from: value('job-token') },
    ]);
    expect(secretsOf('https://github.com/acme/app.git', server)).toEqual([]);
  });

  it.each([
    ['another repository of the same owner', 'https://github.com/acme/other.git'],
    ['another owner', 'https://github.com/mallory/app.git'],
    ['a repository whose name goes on', 'https://github.com/acme/app2.git'],
    ['a folder below', 'https://github.com/acme/app/evil.git'],
    ['an archive', 'https://github.com/acme/app/archive/main.tar.gz'],
    ['an archive that mentions a repository', 'https://github.com/acme/x.tar.gz?x=/acme/app.git'],
    ['a repository in the fragment', 'https://github.com/mallory/x.git#/acme/app.git'],
    ['the server as a user name', 'https://github.com@evil.example/acme/app.git'],
    ['a host that ends alike', 'https://evilgithub.com/acme/app.git'],
    ['a host that begins alike', 'https://github.com.evil.example/acme/app.git'],
    ['plain HTTP', 'http://github.com/acme/app.git'],
    ['another protocol', 'ssh://git@github.com/acme/app.git'],
    ['a name for scp', 'git@github.com:acme/app.git'],
  ])('does not go to %s', (_, context) => {
    expect(secretsOf(context)).toEqual([]);
  });

  it.each(['GIT_AUTH_TOKEN', 'GIT_AUTH_TOKEN.github.com', 'GIT_AUTH_HEADER', 'GIT_AUTH_HEADER.github.com'])(
    'stays away where the user gave %s',
    (id) => {
      expect(secretsOf('https://github.com/acme/app.git', { given: [id] })).toEqual([]);
    },
  );

  it('is not made up', () => {
    expect(secretsOf('https://github.com/acme/app.git', { token: null })).toEqual([]);
    expect(secretsOf('https://github.com/.git', { repository: '' })).toEqual([]);
  });
});

describe('credentials in the URL', () => {
  it('become a secret of the clone, and leave the URL', () => {
    expect(
      remoteContext('https://x-access-token:t%40ken@git.example.com/acme/app.git#v1:sub', facts),
    ).toEqual({
      context: 'https://git.example.com/acme/app.git#v1:sub',
      secrets: [{ id: 'GIT_AUTH_HEADER.git.example.com', from: basic('x-access-token:t@ken') }],
    });
  });

  it('become a secret of the download, by the host without its port', () => {
    expect(remoteContext('http://user:pass@files.example.com:8080/app.tar.gz?v=1', facts)).toEqual({
      context: 'http://files.example.com:8080/app.tar.gz?v=1',
      secrets: [{ id: 'HTTP_AUTH_HEADER_files.example.com', from: basic('user:pass') }],
    });
  });

  it('may be a token in the place of the user', () => {
    const token = 'ghp_0123456789abcdefghij';
    expect(remoteContext(`https://${token}@github.com/other/app.git`, facts)).toEqual({
      context: 'https://github.com/other/app.git',
      secrets: [{ id: 'GIT_AUTH_HEADER.github.com', from: basic(`${token}:`) }],
    });
  });

  it('are not a mere user name', () => {
    const context = 'https://me@github.com/acme/app.git';
    expect(remoteContext(context, facts)).toEqual({
      context,
      secrets: [{ id: 'GIT_AUTH_TOKEN.github.com', from: value('job-token') }],
    });
  });

  it("take the place of the job's token", () => {
    expect(secretsOf('https://me:mine@github.com/acme/app.git')).toEqual([
      { id: 'GIT_AUTH_HEADER.github.com', from: basic('me:mine') },
    ]);
  });

  it('may hold what is not an escape, and an @', () => {
    expect(secretsOf('https://u:50%@x@git.example.com/a.git')).toEqual([
      { id: 'GIT_AUTH_HEADER.git.example.com', from: basic('u:50%@x') },
    ]);
  });

  it('are not looked for behind the host', () => {
    const context = 'https://git.example.com/a.git#user@branch';
    expect(remoteContext(context, facts)).toEqual({ context, secrets: [] });
  });
});

describe('a context beside the main one', () => {
  it('loses its credentials to a secret, too', () => {
    expect(namedContext('base=https://me:mine@git.example.com/a.git#v1', [])).toEqual({
      context: 'base=https://git.example.com/a.git#v1',
      secrets: [{ id: 'GIT_AUTH_HEADER.git.example.com', from: basic('me:mine') }],
    });
  });

  it.each(['base=https://github.com/acme/app.git', 'base=docker-image://alpine', 'base=./folder=x'])(
    'gets no token of the job, and stays as it is: %s',
    (context) => {
      expect(namedContext(context, [])).toEqual({ context, secrets: [] });
    },
  );

  it('may share its login with others', () => {
    const [login] = secretsOf('https://me:mine@git.example.com/a.git');
    const [same] = secretsOf('https://me:mine@git.example.com/b.git');
    const [other] = secretsOf('https://you:yours@git.example.com/b.git');
    if (!login || !same || !other) {
      throw new Error('a URL has no login');
    }
    expect(differentSecrets([login, same])).toEqual([login]);
    expect(() => differentSecrets([login, other])).toThrow('two different logins for one host');
  });
});

describe('another context', () => {
  it.each(['.', './folder', 'ssh://git@host/a.git', 'git@github.com:a/b.git', 'git://host/a.git', '-'])(
    'stays as it is: %s',
    (context) => {
      expect(remoteContext(context, facts)).toEqual({ context, secrets: [] });
    },
  );
});

describe('named contexts', () => {
  const own = 'lib=https://github.com/acme/app.git#main:lib';
  const local = { context: '.', remote: false };
  const token = [{ id: 'GIT_AUTH_TOKEN.github.com', from: value('job-token') }];

  it.each([
    ['beside the checkout', [own], local, token],
    ['beside the own repository', [own], { context: 'https://github.com/acme/app.git', remote: true }, token],
    [
      "beside a stranger's Dockerfile",
      [own],
      { context: 'https://github.com/mallory/x.git', remote: true },
      [],
    ],
    ['of another repository', ['lib=https://github.com/acme/other.git'], local, []],
    ['of a folder', ['lib=../lib'], local, []],
  ])('%s', (_, contexts, source, secrets) => {
    expect(namedContextSecrets(contexts, source, facts)).toEqual(secrets);
  });

  it('get no token where one is given', () => {
    const given = ['GIT_AUTH_TOKEN.github.com'];
    expect(namedContextSecrets([own], local, { ...facts, given })).toEqual([]);
  });
});
