// A throwaway copy of a working tree, as a repository of its own: what a run does to it harms nobody.
import { cpSync, existsSync, lstatSync, mkdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { run } from './command.ts';

/** Takes what a commit of everything would hold: tracked files and new ones that are not ignored. */
export async function copyCheckout(repo: string, target: string): Promise<void> {
  const listing = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repo,
  });
  for (const file of new Set(listing.split('\0').filter(Boolean))) {
    const source = join(repo, file);
    // Deleted, but not yet from the index; or a submodule, which git lists as a file.
    if (existsSync(source) && !lstatSync(source).isDirectory()) {
      mkdirSync(dirname(join(target, file)), { recursive: true });
      cpSync(source, join(target, file), { verbatimSymlinks: true });
    }
  }
  const git = (...args: readonly string[]) => run('git', args, { cwd: target, env: identity });
  await git('init', '--quiet', '--initial-branch=main');
  // act reads the repository's name from its remote.
  await git('remote', 'add', 'origin', `https://github.com/lab/${basename(resolve(repo))}.git`);
  await git('add', '--all', '--force');
  await git('commit', '--quiet', '--allow-empty', '--message=The working tree');
}

const identity = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'lab',
  GIT_AUTHOR_EMAIL: 'lab@localhost',
  GIT_COMMITTER_NAME: 'lab',
  GIT_COMMITTER_EMAIL: 'lab@localhost',
};
