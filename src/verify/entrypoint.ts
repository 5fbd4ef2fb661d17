import { posix } from 'node:path';
import type { ImageConfig } from './configs.ts';

/** Where an executable is searched: absolute paths with the same last component; the first that exists counts. */
export type Candidates = readonly string[];

/** Where a command's words lead. */
export interface Program {
  /** As the image names it. */
  readonly word: string;
  readonly candidates: Candidates;
  /** Read out of a shell command, so that it may be something else than a program. */
  readonly guessed?: true;
}

type Scope = Pick<ImageConfig, 'workingDir' | 'path'>;

/** What dockerd and containerd set in a container whose image sets none. */
const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * How the container runtime finds an executable: with a slash in it from the working directory, otherwise
 * in each directory of PATH (runc, as exec.LookPath of Go, which skips relative directories).
 */
export function resolveProgram(word: string, { workingDir, path }: Scope): Program {
  const from = posix.resolve('/', workingDir);
  if (word.includes('/')) {
    return { word, candidates: [posix.resolve(from, word)] };
  }
  const directories = (path ?? defaultPath).split(':').filter((directory) => directory.startsWith('/'));
  return { word, candidates: [...new Set(directories.map((directory) => posix.resolve(directory, word)))] };
}

/**
 * The programs that a container of the image starts with: the first word of entrypoint and command
 * together, and, where that is a shell with a simple command or a wrapper such as `tini --`, the one
 * behind it. Empty if the image names no command.
 */
export function programsOf(config: ImageConfig): readonly Program[] {
  const argv = [...config.entrypoint, ...config.cmd];
  const [first] = argv;
  if (first === undefined || first === '') {
    return [];
  }
  const behind = commandOfShell(argv) ?? commandOfWrapper(argv);
  return [
    resolveProgram(first, config),
    ...(behind === null ? [] : [{ ...resolveProgram(behind, config), guessed: true } as const]),
  ];
}

/** Words that a shell takes for itself, or that say nothing about the program. */
const shellWords = new Set(
  '. : break case cd command continue do done elif else esac eval exec exit export false fi for function if in let local printf echo pwd read readonly return select set shift source sleep test then time times trap true type ulimit umask unset until wait while'.split(
    ' ',
  ),
);

/** `/bin/sh -c "exec app --flag"`, which is also the shell form of ENTRYPOINT and CMD: `app`. */
function commandOfShell(argv: readonly string[]): string | null {
  if (!/^(?:ba|da|a|z|k)?sh$/.test(posix.basename(argv[0] ?? ''))) {
    return null;
  }
  const option = argv.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(word));
  const command = option < 0 ? undefined : argv[option + 1];
  const word = /^\s*(?:exec\s+)?([\w./+-]+)(?=\s|$)/.exec(command ?? '')?.[1];
  return word === undefined || word.startsWith('-') || shellWords.has(word) ? null : word;
}

/** `tini -g -- app`. */
function commandOfWrapper(argv: readonly string[]): string | null {
  const end = argv.indexOf('--');
  const flagsOnly = argv.slice(1, end).every((word) => word.startsWith('-'));
  return end > 0 && flagsOnly ? (argv[end + 1] ?? null) : null;
}

/**
 * The program that runs a script: its interpreter, or what `env` looks up for it. null if `env` is told
 * nothing to run.
 */
export function interpreterOf(interpreter: string, argument: string | null, scope: Scope): Program | null {
  if (posix.basename(interpreter) !== 'env') {
    return resolveProgram(interpreter, scope);
  }
  // Without -S, env takes the whole argument for one word.
  const split = /^(?:-S|--split-string[= ]|-\w*S)\s*(.*)$/s.exec(argument ?? '');
  const words = split ? (split[1] ?? '').split(/\s+/) : [argument ?? ''];
  const word = words.find((entry) => entry !== '' && !entry.startsWith('-') && !/^\w+=/.test(entry));
  return word === undefined ? null : resolveProgram(word, scope);
}
