// Repositories on the lab's Git server.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { makeContext, output, setting } from './lab.ts';

export interface Repository {
  /** As a build context, but for `#` and the reference. */
  readonly url: string;
  readonly commit: string;
}

/** Commits the files, or a working tree, to `main` of a new repository; below `private/` it asks for the token. */
export async function makeRepository(
  name: string,
  files: Readonly<Record<string, string>>,
  tree: string = makeContext(files),
): Promise<Repository> {
  const path = `${name}-${randomUUID().slice(0, 8)}.git`;
  const bare = join(setting('LAB_GIT_FOLDER'), path);
  const git = (...args: readonly string[]): Promise<string> =>
    output('git', '-C', tree, '-c', 'user.name=lab', '-c', 'user.email=lab@localhost', ...args);
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'The files');
  await output('git', 'init', '--quiet', '--bare', '--initial-branch=main', bare);
  await git('push', '--quiet', bare, 'main');
  return { url: `${setting('LAB_GIT')}/${path}`, commit: await git('rev-parse', 'HEAD') };
}
