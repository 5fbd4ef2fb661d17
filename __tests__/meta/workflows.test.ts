// The workflows of upkeep and of a release, which nobody looks at while they work: who may write, and after what.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { objectsIn, readProject } from './project.ts';

interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly steps: readonly { readonly name?: string; readonly uses?: string; readonly run?: string }[];
}

const jobsOf = (name: string): Readonly<Record<string, Job>> =>
  (parse(readProject(`.github/workflows/${name}.yml`)) as { jobs: Record<string, Job> }).jobs;

const writes = ({ permissions = {} }: Job): boolean => Object.values(permissions).includes('write');

it('the one check that a branch can require waits for every job of ci', () => {
  const { 'all-green': gate, ...others } = jobsOf('ci');
  expect([gate?.needs].flat().toSorted()).toEqual(Object.keys(others).toSorted());
});

describe.each(['rebuild-dist', 'watch-releases'])('%s', (name) => {
  const jobs = Object.values(jobsOf(name));
  const uses = (job: Job, text: string): boolean =>
    job.steps.some(({ uses: used, run }) => `${used}${run}`.includes(text));

  it('runs packages in a job that may not write, and writes in one that runs none', () => {
    expect(jobs.filter(writes)).toHaveLength(1);
    expect(jobs.filter((job) => uses(job, 'npm ') || uses(job, 'node '))).toHaveLength(1);
    expect(jobs.filter((job) => writes(job) && (uses(job, 'npm ') || uses(job, 'node ')))).toEqual([]);
  });

  it('leaves no credentials in a checkout', () => {
    const checkouts = objectsIn(jobs).filter(({ uses: used }) =>
      String(used).startsWith('actions/checkout@'),
    );
    expect(checkouts).toHaveLength(2);
    for (const { with: inputs } of checkouts) {
      expect(inputs).toMatchObject({ 'persist-credentials': false });
    }
  });
});

describe('release', () => {
  const { verify, ...others } = jobsOf('release');

  it('does nothing to the repository before the tag is verified and a reviewer has approved', () => {
    expect(verify && writes(verify)).toBe(false);
    expect(verify?.if).toBeUndefined();
    expect(verify?.steps.some(({ run }) => run?.includes('scripts/verify-tag.ts'))).toBe(true);
    expect(Object.keys(others)).toEqual(['draft', 'move-major']);
    for (const job of Object.values(others)) {
      expect(job).toMatchObject({ needs: 'verify', environment: 'release' });
    }
  });
});

describe('the commit of a rebuilt dist', () => {
  const step = jobsOf('rebuild-dist')['commit']?.steps.at(-1)?.run ?? '';
  let folder = '';
  let checkout = '';
  const env = (): NodeJS.ProcessEnv => ({
    PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
    HOME: folder,
    RUNNER_TEMP: join(folder, 'temp'),
    BRANCH: 'dependabot/npm_and_yarn/semver-8',
    GIT_CONFIG_SYSTEM: '/dev/null',
  });
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: checkout, env: env(), encoding: 'utf8', stdio: 'pipe' }).trim();
  const commit = (): number | null =>
    spawnSync('bash', ['-e', '-c', step], { cwd: checkout, env: env(), encoding: 'utf8' }).status;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rebuild-dist-'));
    checkout = join(folder, 'checkout');
    for (const path of ['bin', 'checkout/dist', 'temp/dist']) {
      mkdirSync(join(folder, path), { recursive: true });
    }
    writeFileSync(join(folder, 'bin/gh'), '#!/bin/sh\n', { mode: 0o755 });
    execFileSync('git', ['init', '--quiet', '--bare', join(folder, 'origin')]);
    git('init', '--quiet', '--initial-branch', env()['BRANCH'] ?? '');
    git('remote', 'add', 'origin', join(folder, 'origin'));
    writeFileSync(join(checkout, 'dist/stale.js'), 'stale');
    writeFileSync(join(checkout, 'package-lock.json'), '{}');
    git('add', '.');
    git(
      '-c',
      'user.name=Test',
      '-c',
      'user.email=test@example.com',
      'commit',
      '--quiet',
      '--message',
      'Bump',
    );
    git('push', '--quiet', 'origin', 'HEAD');
    // As the job begins: at a commit, on no branch.
    git('switch', '--quiet', '--detach');
    writeFileSync(join(folder, 'temp/dist/index.js'), 'fresh');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('replaces dist and nothing else, on the branch of the pull request', () => {
    expect(commit()).toBe(0);
    const branch = `origin/${env()['BRANCH']}`;
    expect(git('ls-tree', '-r', '--name-only', branch).split('\n')).toEqual([
      'dist/index.js',
      'package-lock.json',
    ]);
    expect(git('log', '-1', '--format=%B', branch)).toBe('Rebuild dist\n\n[dependabot skip]');
    expect(git('rev-list', '--count', branch)).toBe('2');
  });

  it('is not pushed if the branch has moved since', () => {
    git('switch', '--quiet', env()['BRANCH'] ?? '');
    git(
      '-c',
      'user.name=Test',
      '-c',
      'user.email=test@example.com',
      'commit',
      '--quiet',
      '--amend',
      '--message',
      'Moved',
    );
    git('push', '--quiet', '--force', 'origin', 'HEAD');
    git('switch', '--quiet', '--detach', 'HEAD@{1}');
    expect(commit()).not.toBe(0);
    expect(git('log', '-1', '--format=%s', `origin/${env()['BRANCH']}`)).toBe('Moved');
  });

  it('takes no link that leads out of the folder', () => {
    execFileSync('ln', ['-s', '/etc/hostname', join(folder, 'temp/dist/link.js')]);
    expect(commit()).not.toBe(0);
    expect(git('rev-list', '--count', `origin/${env()['BRANCH']}`)).toBe('1');
  });
});
