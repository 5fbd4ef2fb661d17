import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyTag } from '../../../scripts/verify-tag.ts';

const script = join(import.meta.dirname, '../../../scripts/verify-tag.ts');
const folder = mkdtempSync(join(tmpdir(), 'verify-tag-test-'));
const repository = join(folder, 'repository');
const key = (name: string): string => join(folder, name);
// The configuration of whoever runs this is nobody's business here.
const env = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  ...Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((who) => [
      [`GIT_${who}_NAME`, 'Test'],
      [`GIT_${who}_EMAIL`, 'test@example.com'],
    ]),
  ),
};
const git = (...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: repository, env, encoding: 'utf8', stdio: 'pipe' });
const sshKeygen = spawnSync('ssh-keygen', ['-?']).error === undefined;

function commit(signers: string): void {
  mkdirSync(join(repository, '.github'), { recursive: true });
  writeFileSync(join(repository, '.github/allowed_signers'), signers);
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message', 'change');
}

function sign(tag: string, who: string, ...args: readonly string[]): void {
  const identity = ['-c', 'gpg.format=ssh', '-c', `user.signingKey=${key(who)}.pub`];
  git(...identity, 'tag', '--sign', '--message', tag, tag, ...args);
}

const lineOf = (who: string, options = 'namespaces="git"'): string =>
  `${who}@example.com ${options} ${readFileSync(`${key(who)}.pub`, 'utf8')}`;

describe.skipIf(!sshKeygen)('the tag of a release', () => {
  beforeAll(() => {
    for (const who of ['maintainer', 'stranger']) {
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', who, '-f', key(who)]);
    }
  });
  beforeEach(() => {
    rmSync(repository, { recursive: true, force: true });
    mkdirSync(repository);
    git('init', '--quiet', '--initial-branch', 'main');
    commit(`# comment\n${lineOf('maintainer')}`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const verify = (tag: string): string => verifyTag(tag, 'main', repository);

  it('is verified by the key of someone who is named', () => {
    sign('v1.2.3', 'maintainer');
    expect(verify('v1.2.3')).toBe('maintainer@example.com');
  });

  it('is refused if it carries no signature', () => {
    git('tag', 'v1.0.0');
    git('tag', '--annotate', '--message', 'v1.0.1', 'v1.0.1');
    expect(() => verify('v1.0.0')).toThrow('v1.0.0 is a lightweight tag');
    expect(() => verify('v1.0.1')).toThrow('v1.0.1 has no SSH signature');
  });

  it('is refused if it does not exist', () => {
    expect(() => verify('v9.9.9')).toThrow('refs/tags/v9.9.9');
  });

  it('is refused if a stranger signed it', () => {
    sign('v1.2.3', 'stranger');
    expect(() => verify('v1.2.3')).toThrow('not by anyone in .github/allowed_signers');
  });

  it('is refused if a stranger names themselves on the commit that is tagged', () => {
    git('switch', '--quiet', '--create', 'side');
    commit(lineOf('stranger'));
    sign('v1.2.3', 'stranger');
    expect(() => verify('v1.2.3')).toThrow('not by anyone in .github/allowed_signers');
  });

  it('is refused if the key may not sign for git, or not at that time', () => {
    sign('v1.2.3', 'maintainer');
    commit(lineOf('maintainer', 'namespaces="file"'));
    expect(() => verify('v1.2.3')).toThrow('not by anyone');
    commit(lineOf('maintainer', 'namespaces="git",valid-before="20200101"'));
    expect(() => verify('v1.2.3')).toThrow('not by anyone');
  });

  it('is refused if its signature belongs to another tag', () => {
    sign('v1.2.3', 'maintainer');
    git('update-ref', 'refs/tags/v2.0.0', git('rev-parse', 'refs/tags/v1.2.3').trim());
    expect(() => verify('v2.0.0')).toThrow('v2.0.0 points at a tag object that was signed as v1.2.3.');
  });

  it('is refused if it was changed after it was signed', () => {
    sign('v1.2.3', 'maintainer');
    const changed = git('cat-file', 'tag', 'v1.2.3').replace('\n\nv1.2.3\n', '\n\nv1.2.3, and more\n');
    const file = join(folder, 'changed');
    writeFileSync(file, changed);
    git('update-ref', 'refs/tags/v1.2.3', git('hash-object', '-t', 'tag', '-w', file).trim());
    expect(() => verify('v1.2.3')).toThrow('not by anyone');
  });

  it('is refused as long as nobody is named', () => {
    sign('v1.2.3', 'maintainer');
    commit(`# ${lineOf('maintainer')}\n`);
    expect(() => verify('v1.2.3')).toThrow('.github/allowed_signers on main names nobody');
  });

  it('decides the exit status of the command', () => {
    sign('v1.2.3', 'maintainer');
    git('tag', 'v1.2.4');
    const run = (tag: string) =>
      spawnSync(process.execPath, [script, tag, 'main'], { cwd: repository, env, encoding: 'utf8' });
    expect(run('v1.2.3')).toMatchObject({
      status: 0,
      stdout: 'v1.2.3 is signed by maintainer@example.com.\n',
    });
    expect(run('v1.2.4')).toMatchObject({ status: 1, stdout: '' });
    expect(run('v1.2.4').stderr).toContain('lightweight');
  });
});

it('the list of signers of this project is where the check looks for it', () => {
  expect(existsSync(join(script, '../../.github/allowed_signers'))).toBe(true);
});
