// The Git server, and BuildKit as its client.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitNote } from '../../../lab/git-server.ts';
import { notes } from '../../../lab/record.ts';
import { command, type Ended, makeContext, output, removeContexts, setting } from '../lab.ts';
import { makeRepository } from '../repositories.ts';
import { type BareBuilder, openBareBuilder } from './bare-builder.ts';

const token = setting('LAB_GIT_TOKEN');
const folder = mkdtempSync(join(tmpdir(), 'lab-git-'));
const files = { Dockerfile: 'FROM scratch\nCOPY name /name\n' };
let builder: BareBuilder;

beforeAll(async () => {
  builder = await openBareBuilder(setting('LAB_BUILDKITD_CONFIG'));
});
afterAll(async () => {
  await builder?.end();
  removeContexts();
  rmSync(folder, { recursive: true, force: true });
});

const withToken = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'http.extraHeader' };
const basic = (password: string): string => Buffer.from(`x-access-token:${password}`).toString('base64');

const git = (args: readonly string[], password?: string): Promise<Ended> =>
  command('git', args, {
    env: {
      GIT_TERMINAL_PROMPT: '0',
      GIT_CONFIG_GLOBAL: '/dev/null',
      ...(password === undefined
        ? {}
        : { ...withToken, GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic(password)}` }),
    },
  });

describe('the Git server', () => {
  it('gives out a repository, any commit of it included', async () => {
    const { url, commit } = await makeRepository('acme/app', { ...files, name: '1' });
    expect((await git(['ls-remote', url, 'main'])).stdout).toBe(`${commit}\trefs/heads/main\n`);
    const clone = join(folder, randomUUID());
    await output('git', 'init', '--quiet', '--bare', clone);
    const fetched = await git(['--git-dir', clone, 'fetch', '--depth', '1', url, commit]);
    expect(fetched.code, fetched.stderr).toBe(0);
  });

  it('gives out a private one with the token only, and records the passwords that came', async () => {
    const { url, commit } = await makeRepository('private/app', { ...files, name: '2' });
    expect((await git(['ls-remote', url])).stderr).toContain('could not read Username');
    expect((await git(['ls-remote', url], 'wrong')).code).toBe(128);
    expect((await git(['ls-remote', url], token)).stdout).toContain(commit);
    const seen = notes<GitNote>(setting('LAB_GIT_RECORD'))
      .filter(({ path }) => path.startsWith(new URL(url).pathname))
      .map(({ status, password }) => [status, password]);
    expect(seen[0]).toEqual([401, null]);
    expect(seen).toContainEqual([401, 'wrong']);
    expect(seen.at(-1)).toEqual([200, token]);
  });
});

describe('BuildKit', () => {
  /** What is in the file `name` of the image. */
  async function built(context: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
    const target = join(folder, randomUUID());
    const secrets = Object.keys(env).flatMap((name) => ['--secret', `id=${name}`]);
    const args = [
      'build',
      '--builder',
      builder.name,
      ...secrets,
      '--output',
      `type=local,dest=${target}`,
      context,
    ];
    const { code, stderr } = await builder.buildx(args, env);
    return code === 0 ? output('cat', join(target, 'name')) : stderr;
  }

  it('builds a branch, a commit and a folder of a repository', async () => {
    const { url, commit } = await makeRepository('acme/context', {
      ...files,
      name: 'root',
      'sub/Dockerfile': files.Dockerfile,
      'sub/name': 'sub',
    });
    expect(await built(`${url}#main`)).toBe('root');
    expect(await built(`${url}#${commit}`)).toBe('root');
    expect(await built(`${url}#main:sub`)).toBe('sub');
  });

  it('builds a private repository with the token, and not without', async () => {
    const { url } = await makeRepository('private/context', { ...files, name: 'private' });
    expect(await built(`${url}#main`)).toContain('could not read Username');
    expect(await built(`${url}#main`, { GIT_AUTH_TOKEN: token })).toBe('private');
  });

  it('trusts the server over HTTPS, and hands the token of a host to it', async () => {
    const { url } = await makeRepository('private/https', { ...files, name: 'https' });
    const secure = new URL(new URL(url).pathname, setting('LAB_GIT_HTTPS'));
    expect(await built(`${secure}#main`)).toContain('could not read Username');
    expect(await built(`${secure}#main`, { [`GIT_AUTH_TOKEN.${secure.host}`]: token })).toBe('https');
    const seen = await command('curl', [
      '--silent',
      '--show-error',
      '--cacert',
      setting('LAB_CA'),
      secure.href,
    ]);
    expect(seen.stderr).toContain('SSL certificate problem');
  });

  it('fetches the submodules of a repository', async () => {
    const inner = await makeRepository('acme/inner', { name: 'inner' });
    const work = makeContext({ Dockerfile: 'FROM scratch\nCOPY inner/name /name\n' });
    await output('git', 'init', '--quiet', '--initial-branch=main', work);
    await output(
      'git',
      '-C',
      work,
      '-c',
      'protocol.allow=always',
      'submodule',
      '--quiet',
      'add',
      inner.url,
      'inner',
    );
    const { url } = await makeRepository('acme/outer', {}, work);
    expect(await built(`${url}#main`)).toBe('inner');
  });
});
