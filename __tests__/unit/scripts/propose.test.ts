// The script of the workflow watch-releases, with a repository on this machine as origin and a stand-in for gh.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, '../../../scripts/propose.sh');
const table = 'src/toolchain/checksums.ts';
let folder = '';
let checkout = '';
let changes = '';
const env = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  ...Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((who) => [
      [`GIT_${who}_NAME`, 'Test'],
      [`GIT_${who}_EMAIL`, 'test@example.com'],
    ]),
  ),
});

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: checkout, env: env(), encoding: 'utf8', stdio: 'pipe' }).trim();
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Stands in for gh: notes its arguments, and knows so many open pull requests. */
function standIn(open: number, create = 0): void {
  const log = join(folder, 'gh.log');
  write(
    join(folder, 'bin/gh'),
    `#!/bin/sh\necho "$*" >> '${log}'\ncase "$2" in list) echo ${open} ;; create) exit ${create} ;; esac\n`,
  );
  execFileSync('chmod', ['+x', join(folder, 'bin/gh')]);
}

const calls = (): readonly string[] => {
  const log = join(folder, 'gh.log');
  return existsSync(log)
    ? readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split(' ').slice(0, 2).join(' '))
    : [];
};

/** Leaves a patch that gives these files these texts, as the workflow's first job does. */
function change(name: string, text: string, files: Readonly<Record<string, string>>): void {
  git('switch', '--quiet', 'main');
  for (const [path, content] of Object.entries(files)) {
    write(join(checkout, path), content);
  }
  git('add', '--intent-to-add', '.');
  write(join(changes, `${name}.patch`), `${git('diff', '--binary')}\n`);
  write(join(changes, `${name}.txt`), `${text}\n`);
  git('reset', '--quiet', '--hard');
}

function propose(): { status: number | null; output: string } {
  git('switch', '--quiet', 'main');
  rmSync(join(folder, 'gh.log'), { force: true });
  const { status, stdout, stderr } = spawnSync(script, [changes], {
    cwd: checkout,
    env: env(),
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

const proposed = (name: string, path: string): string => git('show', `origin/upkeep/${name}:${path}`);
const branches = (): string => git('ls-remote', '--heads', 'origin', 'upkeep/*');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'propose-'));
  checkout = join(folder, 'checkout');
  changes = join(folder, 'changes');
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch', 'main', join(folder, 'origin')]);
  mkdirSync(checkout);
  git('init', '--quiet', '--initial-branch', 'main');
  git('remote', 'add', 'origin', join(folder, 'origin'));
  write(join(checkout, table), 'old\n');
  write(join(checkout, '.github/workflows/ci.yml'), 'old\n');
  git('add', '.');
  git('commit', '--quiet', '--message', 'Begin');
  git('push', '--quiet', 'origin', 'main');
  standIn(0);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a change that was found', () => {
  it('becomes a branch of its own and a pull request', () => {
    change('buildx', 'buildx v1: linux-amd64', { [table]: 'new\n', 'dist/1.index.js': 'new\n' });
    change('binfmt', 'a becomes b', { 'setup/action.yml': 'new\n' });
    expect(propose()).toMatchObject({ status: 0 });
    expect(proposed('buildx', table)).toBe('new');
    expect(proposed('buildx', 'dist/1.index.js')).toBe('new');
    expect(proposed('binfmt', 'setup/action.yml')).toBe('new');
    expect(proposed('binfmt', table)).toBe('old');
    expect(git('log', '-1', '--format=%B', 'origin/upkeep/buildx')).toBe(
      'Add the checksums of new buildx releases\n\nbuildx v1: linux-amd64',
    );
    expect(calls()).toEqual(['pr list', 'pr create', 'pr list', 'pr create']);
  });

  it('is pushed once as long as it is the same', () => {
    change('buildx', 'buildx v1: linux-amd64', { [table]: 'new\n' });
    propose();
    const before = branches();
    standIn(1);
    expect(propose()).toMatchObject({ status: 0, output: expect.stringContaining('proposes this already') });
    expect(branches()).toBe(before);
    expect(calls()).toEqual(['pr list']);
  });

  it('takes the place of the one before in the same pull request', () => {
    change('buildx', 'buildx v1: linux-amd64', { [table]: 'new\n' });
    propose();
    standIn(1);
    change('buildx', 'buildx v2: linux-amd64', { [table]: 'newer\n' });
    expect(propose()).toMatchObject({ status: 0 });
    expect(proposed('buildx', table)).toBe('newer');
    expect(calls()).toEqual(['pr list', 'pr edit']);
  });

  it('is not proposed again after its pull request was closed, until something newer is found', () => {
    change('buildx', 'buildx v1: linux-amd64', { [table]: 'new\n' });
    propose();
    expect(propose()).toMatchObject({ status: 0, output: expect.stringContaining('was closed') });
    expect(calls()).toEqual(['pr list']);
    change('buildx', 'buildx v2: linux-amd64', { [table]: 'newer\n' });
    propose();
    expect(calls()).toEqual(['pr list', 'pr create']);
  });

  it('does not count as proposed if the pull request could not be opened', () => {
    standIn(0, 1);
    change('buildx', 'buildx v1: linux-amd64', { [table]: 'new\n' });
    expect(propose()).toMatchObject({ status: 1 });
    expect(branches()).toBe('');
  });

  it('changes no other file than those that it can be about', () => {
    change('buildx', 'buildx v1', {
      [table]: 'new\n',
      '.github/workflows/ci.yml': 'new\n',
      'package.json': '{}\n',
    });
    expect(propose()).toMatchObject({ status: 0 });
    expect(git('diff', '--name-only', 'main', 'origin/upkeep/buildx')).toBe(table);
  });

  it('of something that nobody looks for is an error', () => {
    change('other', 'other', { [table]: 'new\n' });
    expect(propose()).toMatchObject({
      status: 1,
      output: expect.stringContaining("Nobody looks for 'other'"),
    });
    expect(branches()).toBe('');
  });
});
