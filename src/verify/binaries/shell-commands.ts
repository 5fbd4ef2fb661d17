import { posix } from 'node:path';
import type { Piece } from './shell-expansions.ts';
import { type Argv, isOwn, obey, type ShellState } from './shell-state.ts';
import { type ShellWord, shellTokens, type Token } from './shell-words.ts';

/** What shell text is run with. */
export interface ShellScope {
  /** What `$1` and the following are. */
  readonly parameters: Argv;
  readonly variables: Readonly<Record<string, string>>;
  readonly workingDir: string;
}

/** A command that shell text runs. */
export interface ShellCommand {
  readonly argv: Argv;
  readonly workingDir: string;
}

/** More than any start script has to say; what a machine wrote is not followed to its end. */
const longestText = 65_536;
const mostCommands = 12;

/**
 * The commands that matter to what a container runs: those that replace the shell, those that go on beside
 * it, the last one, and those that are named by a path. Conditions are not decided: both branches count.
 * What a shell does itself is not among them.
 */
export function shellCommandsIn(text: string, scope: ShellScope): readonly ShellCommand[] {
  const state: ShellState = { ...scope, variables: new Map(Object.entries(scope.variables)) };
  const found: (ShellCommand & { readonly matters: boolean })[] = [];
  for (const { words, operator } of simpleCommands(shellTokens(text.slice(0, longestText)))) {
    const argv = assign(words, state).flatMap((word) => expand(word, state));
    const command = withoutPrefixes(argv);
    const replaces = argv.includes('exec') && command !== argv;
    const follows = obey(command, state);
    if (follows.length > 0) {
      found.push({ argv: follows, workingDir: state.workingDir, matters: true });
    }
    if (!isOwn(command)) {
      const matters = replaces || operator === '&' || (command[0]?.includes('/') ?? false);
      found.push({ argv: command, workingDir: state.workingDir, matters });
    }
  }
  return found
    .filter(({ argv, matters }, index) => argv.length > 0 && (matters || index === found.length - 1))
    .slice(-mostCommands)
    .map(({ argv, workingDir }) => ({ argv, workingDir }));
}

interface SimpleCommand {
  readonly words: readonly ShellWord[];
  /** What ends it; empty at the end of the text. */
  readonly operator: string;
}

const leading = new Set([
  'if',
  'then',
  'elif',
  'else',
  'while',
  'until',
  'do',
  '!',
  '{',
  'time',
  'fi',
  'done',
  'esac',
  '}',
]);
/** Their words are no command. */
const headings = new Set(['for', 'case', 'select', '[[', '((']);

function simpleCommands(tokens: readonly Token[]): readonly SimpleCommand[] {
  const commands: SimpleCommand[] = [];
  let words: ShellWord[] = [];
  let depth = 0;
  let skipping = false;
  const finish = (operator: string): void => {
    const start = words.findIndex((word) => !leading.has(plain(word)));
    const body = withoutFunction(start < 0 ? [] : words.slice(start));
    // A closing parenthesis that nothing opened ends a pattern of `case`.
    const pattern = operator === ')' && depth === 0;
    while (pattern && commands.at(-1)?.operator === '|') {
      commands.pop();
    }
    if (body.length > 0 && !pattern && !headings.has(plain(body[0] ?? []))) {
      commands.push({ words: body, operator });
    }
    words = [];
  };
  for (const token of tokens) {
    if (token.kind === 'redirection') {
      skipping = true;
    } else if (token.kind === 'word') {
      words = skipping ? words : [...words, token.word];
      skipping = false;
    } else if (token.operator === '(' && words.length > 0) {
      // The name of a function.
      words = [];
      depth++;
    } else {
      finish(token.operator);
      depth = Math.max(0, depth + depthOf(token.operator));
    }
  }
  finish('');
  return commands;
}

/** The body of `function name {` begins on the same line. */
function withoutFunction(words: readonly ShellWord[]): readonly ShellWord[] {
  if (plain(words[0] ?? []) !== 'function') {
    return words;
  }
  const start = words.findIndex((word, index) => index > 1 && !leading.has(plain(word)));
  return start < 0 ? [] : words.slice(start);
}

function depthOf(operator: string): number {
  if (operator === '(') {
    return 1;
  }
  return operator === ')' ? -1 : 0;
}

/** The text of a word without quotes or expansions; empty for every other one. */
function plain(word: ShellWord): string {
  const [only, ...more] = word;
  return more.length === 0 && only?.kind === 'text' && !only.quoted ? only.text : '';
}

/** Takes note of `NAME=value` before a command; gives the words of the command, none if it is assignments alone. */
function assign(words: readonly ShellWord[], state: ShellState): readonly ShellWord[] {
  const start = words.findIndex((word) => assignmentOf(word) === null);
  if (start >= 0) {
    // For this command alone.
    return words.slice(start);
  }
  for (const word of words) {
    const assignment = assignmentOf(word);
    if (assignment) {
      const [value = null] = expand(assignment.value, state);
      state.variables.set(assignment.name, value);
    }
  }
  return [];
}

function assignmentOf(word: ShellWord): { readonly name: string; readonly value: ShellWord } | null {
  const [first, ...more] = word;
  const [head, name] = (first?.kind === 'text' && /^(\w+)=/.exec(first.text)) || [];
  if (head === undefined || name === undefined || first?.kind !== 'text') {
    return null;
  }
  const rest: Piece = { ...first, text: first.text.slice(head.length), quoted: true };
  return {
    name,
    value: [rest, ...more.map((piece) => (piece.kind === 'variable' ? { ...piece, quoted: true } : piece))],
  };
}

function expand(word: ShellWord, state: ShellState): Argv {
  const [first, ...more] = word;
  if (more.length === 0 && first?.kind === 'parameters') {
    return state.parameters;
  }
  const texts = word.map((piece) => textOf(piece, state));
  if (texts.includes(null)) {
    return [null];
  }
  const text = texts.join('');
  const splits = word.some((piece) => piece.kind === 'variable' && !piece.quoted);
  return splits ? text.split(/\s+/).filter((part) => part !== '') : [text];
}

function textOf(piece: Piece, { parameters, variables }: ShellState): string | null {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'variable': {
      const value = /^[1-9]\d*$/.test(piece.name)
        ? parameters[Number(piece.name) - 1]
        : variables.get(piece.name);
      if (value === undefined && piece.assigns) {
        variables.set(piece.name, piece.fallback);
      }
      return value === undefined ? piece.fallback : value;
    }
    case 'parameters':
      return parameters.includes(null) ? null : parameters.join(' ');
    case 'directory': {
      const script = variables.get('0');
      return script ? posix.dirname(script) : null;
    }
    default:
      return null;
  }
}

/** `exec -a name app` is app, and so are `command app`, `coproc app` and `eval "app"`. */
function withoutPrefixes(argv: Argv): Argv {
  const [first] = argv;
  if (first === 'eval') {
    return withoutPrefixes(argv.slice(1).flatMap((word) => word?.split(/\s+/).filter(Boolean) ?? [null]));
  }
  if (first === 'command' || first === 'builtin' || first === 'coproc') {
    return /^-[vV]$/.test(argv[1] ?? '') ? [] : withoutPrefixes(argv.slice(1));
  }
  if (first !== 'exec') {
    return argv;
  }
  let start = 1;
  while (/^-[acl]+$/.test(argv[start] ?? '')) {
    start += argv[start]?.includes('a') ? 2 : 1;
  }
  return argv.slice(argv[start] === '--' ? start + 1 : start);
}
