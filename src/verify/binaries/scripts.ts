import { posix } from 'node:path';
import { commandsOf, isShell, type Started, startedBy } from './commands.ts';
import type { Argv } from './shell-state.ts';

/** A script that was looked at. */
export interface Script {
  /** What stands behind `#!`; null where a shell reads it anyway. */
  readonly shebang: { readonly interpreter: string; readonly argument: string | null } | null;
  readonly text: string;
  /** The text goes on. */
  readonly cut: boolean;
}

export interface BehindScript {
  /** The programs that run it. */
  readonly interpreters: readonly Started[];
  /** The programs that it runs, as far as its text tells. */
  readonly programs: readonly Started[];
}

/** What runs a script that was started with these words, and what it starts. */
export function behindScript(
  { shebang, text, cut }: Script,
  { program, args, scope, script }: Started,
): BehindScript {
  // A shell knows its script as $0.
  const named = { ...scope, env: { ...scope.env, 0: program.candidates[0] ?? '' } };
  const chain =
    shebang === null || script === true
      ? []
      : startedBy({ argv: [shebang.interpreter, shebang.argument], scope, guessed: false });
  // `env` is there to find another program.
  const interpreters = chain.filter(({ program }) => posix.basename(program.word) !== 'env');
  const shell = script === true || interpreters.some(({ program }) => isShellCalled(program.word, shebang));
  const commands = [
    ...(shell ? commandsOf(text, args, named) : []),
    ...(shell && !cut ? [] : passedOn(args).map((argv) => ({ argv, scope, guessed: true }))),
  ];
  return { interpreters, programs: commands.flatMap((command) => startedBy(command)) };
}

function isShellCalled(word: string, shebang: Script['shebang']): boolean {
  const name = posix.basename(word);
  return isShell(name) || (name === 'busybox' && isShell(shebang?.argument ?? ''));
}

/** Start scripts in languages that are not read here mostly end with the command that they were given. */
function passedOn(args: Argv): readonly Argv[] {
  const [first] = args;
  return !first || first.startsWith('-') ? [] : [args];
}
