import { posix } from 'node:path';
import { pathsMentioned } from './mentions.ts';
import { type Program, resolveProgram, type Scope } from './programs.ts';
import { shellCommandsIn } from './shell-commands.ts';
import type { Argv } from './shell-state.ts';
import { isAssignment, optionsEnd, wrappedBy } from './wrappers.ts';

/** The words of a command, and what they are understood with. */
export interface CommandLine {
  readonly argv: Argv;
  readonly scope: Scope;
  /** Read out of shell text or from behind an unknown program: it may be no command at all. */
  readonly guessed: boolean;
  /** The first word is a file that a shell reads, whether or not it says so itself. */
  readonly script?: true;
  /** It is among the words of a program of which nobody knows here what it does with them. */
  readonly mentioned?: true;
}

/** A program that a container starts, and the rest of its command. */
export interface Started extends Omit<CommandLine, 'argv'> {
  readonly program: Program;
  readonly args: Argv;
}

/** Wrappers around wrappers end somewhere. */
const deepest = 8;

/** The program of a command, and what that one starts in turn, as far as the words tell it. */
export function startedBy(command: CommandLine, depth = 0): readonly Started[] {
  const { argv, scope, guessed, script } = command;
  const [word, ...args] = argv;
  if (word === undefined || word === null || word === '' || depth > deepest) {
    return [];
  }
  const program = script ? resolveScript(word, scope) : resolveProgram(word, scope);
  const started: Started = { program, args, scope, guessed, ...(script ? { script } : {}) };
  const next = script ? [] : behind(word, args, scope);
  return [
    started,
    ...next.flatMap((inner) => startedBy({ ...inner, guessed: guessed || inner.guessed }, depth + 1)),
  ];
}

/** A shell looks for its script in the working directory before it does in PATH. */
function resolveScript(word: string, scope: Scope): Program {
  const { candidates } = resolveProgram(word, scope);
  const here = word.includes('/') ? [] : resolveProgram(`./${word}`, scope).candidates;
  return { word, candidates: [...new Set([...here, ...candidates])] };
}

/** The commands that a program starts. */
function behind(word: string, args: Argv, scope: Scope): readonly CommandLine[] {
  const name = posix.basename(word);
  if (isShell(name)) {
    return behindShell(args, scope);
  }
  switch (name) {
    case 'busybox':
    case 'busybox.static':
    case 'toybox':
      return args[0] ? behind(args[0], args.slice(1), scope) : [];
    case 'env':
      return behindEnv(args, scope);
    case 'capsh':
      return behindCapsh(args, scope);
    case 'chroot':
      return behindChroot(args, scope);
    default:
      return behindOther(word, args, scope);
  }
}

/** By its name without the directory. */
export function isShell(name: string): boolean {
  return /^(?:a|ba|da|k|lk|mk|r?ba|z)?sh(?:-static|\.static)?$/.test(name);
}

/** Options of shells that take the next word. */
const shellOptions = { letters: 'oO', names: ['--rcfile', '--init-file'] };

function behindShell(args: Argv, scope: Scope): readonly CommandLine[] {
  const end = optionsEnd(args, shellOptions);
  const [operand, ...more] = args.slice(end);
  if (!operand) {
    return [];
  }
  if (args.slice(0, end).some((word) => /^-[a-zA-Z]*c/.test(word ?? ''))) {
    // Behind the text stands `$0`, and then the parameters.
    return commandsOf(operand, more.slice(1), scope);
  }
  return [{ argv: [operand, ...more], scope, guessed: false, script: true }];
}

/** The commands in text for a shell. */
export function commandsOf(text: string, parameters: Argv, scope: Scope): readonly CommandLine[] {
  const commands = shellCommandsIn(text, { parameters, variables: scope.env, workingDir: scope.workingDir });
  return commands.map(({ argv, workingDir }) => ({ argv, scope: { ...scope, workingDir }, guessed: true }));
}

/** `env [options] [NAME=value …] command`, of GNU and busybox. */
const envOptions = { letters: 'uCSa', names: ['--unset', '--chdir', '--split-string', '--argv0'] };

function behindEnv(given: Argv, scope: Scope): readonly CommandLine[] {
  const args = withoutSplitString(given);
  const end = optionsEnd(args, envOptions);
  const options = args.slice(0, end);
  const operands = args.slice(end);
  const start = operands.findIndex((word) => !isAssignment(word));
  if (start < 0) {
    return [];
  }
  const env = {
    ...(clearsEnvironment(options) ? {} : scope.env),
    ...assignmentsIn(operands.slice(0, start)),
  };
  const directory = optionValue(options, '-C', '--chdir') ?? '.';
  const workingDir = posix.resolve(scope.workingDir, directory);
  return [{ argv: operands.slice(start), scope: { ...scope, env, workingDir }, guessed: false }];
}

function clearsEnvironment(options: Argv): boolean {
  return options.some((word) => /^(?:-|--ignore-environment|-[0v]*i.*)$/.test(word ?? ''));
}

function assignmentsIn(words: Argv): Readonly<Record<string, string>> {
  const pairs = words.map((word) => /^(\w+)=(.*)$/s.exec(word ?? '') ?? []);
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]));
}

/** With the words in the value of -S, which is for the lines of scripts, in its place. */
function withoutSplitString(args: Argv): Argv {
  const options = args.slice(0, optionsEnd(args, envOptions));
  const at = options.findIndex((word) => /^(?:-[0iv]*S|--split-string)/.test(word ?? ''));
  if (at < 0) {
    return args;
  }
  const attached = (args[at] ?? '').replace(/^(?:-[0iv]*S|--split-string=?)/, '');
  const behindIt = attached === '' ? at + 2 : at + 1;
  const words = (attached === '' ? (args[at + 1] ?? '') : attached).trim().split(/\s+/);
  return withoutSplitString([...args.slice(0, at), ...words, ...args.slice(behindIt)]);
}

/** The value of an option, which is the next word or stands behind a `=`. */
function optionValue(options: Argv, letter: string, name: string): string | null {
  const at = options.findIndex((word) => word === letter || word === name || word?.startsWith(`${name}=`));
  const word = options[at];
  if (word === undefined || word === null) {
    return null;
  }
  return word.startsWith(`${name}=`) ? word.slice(name.length + 1) : (options[at + 1] ?? null);
}

/** What stands behind the dashes is for bash. */
function behindCapsh(args: Argv, scope: Scope): readonly CommandLine[] {
  const dashes = args.indexOf('--');
  return dashes < 0 ? [] : behindShell(args.slice(dashes + 1), scope);
}

/** `chroot [options] root command`: the command is looked for inside. */
function behindChroot(args: Argv, scope: Scope): readonly CommandLine[] {
  const [root, ...argv] = args.slice(optionsEnd(args, {}));
  if (!root) {
    return [];
  }
  const inside = posix.join(scope.root ?? '/', posix.resolve('/', scope.workingDir, root));
  return [{ argv, scope: { ...scope, root: inside, workingDir: '/' }, guessed: false }];
}

/** What a program may start that is no wrapper known here. */
export function mentionedBy({ program, args, scope }: Started): readonly Started[] {
  return behind(program.word, args, scope).length > 0
    ? []
    : pathsMentioned(posix.basename(program.word), args).map((path) => ({
        program: resolveProgram(path, scope),
        args: [],
        scope,
        guessed: true,
        mentioned: true,
      }));
}

/** Run files of other platforms, or read `--` in a way of their own. */
const opaque = /^(?:qemu-|box(?:64|86)$|FEX|wine|git$)/;

function behindOther(word: string, args: Argv, scope: Scope): readonly CommandLine[] {
  const wrapped = wrappedBy(word, args);
  if (wrapped !== null) {
    return 'argv' in wrapped
      ? [{ argv: wrapped.argv, scope, guessed: false }]
      : commandsOf(wrapped.shellText, [], scope);
  }
  // Many programs that start others are told where those begin: `wait-for db:5432 -- app`.
  const separator = args.indexOf('--');
  return separator < 0 || opaque.test(posix.basename(word))
    ? []
    : [{ argv: args.slice(separator + 1), scope, guessed: true }];
}
