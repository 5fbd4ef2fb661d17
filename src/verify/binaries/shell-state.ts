import { posix } from 'node:path';

/** The words of a command; null for one that is only known when it runs. */
export type Argv = readonly (string | null)[];

/** What a shell knows while it runs a text. */
export interface ShellState {
  parameters: Argv;
  /** null: set to something that is not known. */
  readonly variables: Map<string, string | null>;
  workingDir: string;
}

const builtins = new Set(
  '. : [ alias bg break cd continue echo exit false fg getopts hash help in jobs kill let printf pwd read return select set shift source test times trap true type ulimit umask unalias unset wait'.split(
    ' ',
  ),
);
const declarations = new Set(['declare', 'export', 'local', 'readonly', 'typeset']);

/** Whether a shell does this itself. */
export function isOwn([name = '']: Argv): boolean {
  return name === null || name === '' || builtins.has(name) || declarations.has(name);
}

/**
 * Does what the shell does itself, as far as later commands depend on it. Gives the command that it is told
 * to run later, where it is not known whether it will.
 */
export function obey([name, ...args]: Argv, state: ShellState): Argv {
  if (name === 'cd') {
    const directory = args.find((word) => word && !word.startsWith('-')) ?? '/';
    state.workingDir = posix.resolve(state.workingDir, directory);
  } else if (name === 'shift') {
    state.parameters = state.parameters.slice(Number(args[0] ?? 1));
  } else if (declarations.has(name ?? '')) {
    declare(args, state);
  } else if (name === 'set' && args[0] === '--') {
    return reset(args.slice(1), state);
  }
  return [];
}

/** Where start scripts put their program before the parameters: `[ "${1#-}" != "$1" ] && set -- app "$@"`. */
function reset(parameters: Argv, state: ShellState): Argv {
  const [first = '-'] = state.parameters;
  if (first?.startsWith('-')) {
    state.parameters = parameters;
    return [];
  }
  return parameters[0]?.startsWith('-') ? [] : parameters;
}

function declare(args: Argv, { variables }: ShellState): void {
  for (const arg of args) {
    const [, name, value] = /^(\w+)=(.*)$/s.exec(arg ?? '') ?? [];
    if (name !== undefined && value !== undefined) {
      variables.set(name, value);
    }
  }
}
