import { posix } from 'node:path';

/** Where an executable is searched: absolute paths with the same last component; the first that exists counts. */
export type Candidates = readonly string[];

/** Where a command's first word leads. */
export interface Program {
  /** As the image names it. */
  readonly word: string;
  readonly candidates: Candidates;
}

/** What decides where a word leads. */
export interface Scope {
  readonly workingDir: string;
  readonly env: Readonly<Record<string, string>>;
  /** The directory that is `/` for the program; only chroot makes it another one. */
  readonly root?: string;
}

/** What dockerd and containerd set in a container whose image sets none. */
const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * How the container runtime finds an executable: with a slash in it from the working directory, otherwise
 * in each directory of PATH (runc, as exec.LookPath of Go, which skips relative directories).
 */
export function resolveProgram(word: string, { workingDir, env, root = '/' }: Scope): Program {
  const from = posix.resolve('/', workingDir);
  const directories = word.includes('/')
    ? [from]
    : (env['PATH'] ?? defaultPath).split(':').filter((directory) => directory.startsWith('/'));
  const found = directories.map((directory) => posix.join(root, posix.resolve(directory, word)));
  return { word, candidates: [...new Set(found)] };
}
