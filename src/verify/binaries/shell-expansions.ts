/** A piece of a word of shell text. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | {
      readonly kind: 'variable';
      /** A name, or the number of a positional parameter. */
      readonly name: string;
      /** What stands for it if it is not set. */
      readonly fallback: string | null;
      /** That is its value from then on. */
      readonly assigns?: true;
      readonly quoted: boolean;
    }
  /** All positional parameters. */
  | { readonly kind: 'parameters' }
  /** The directory of the script. */
  | { readonly kind: 'directory' }
  /** The output of a command, and what else only a shell can tell. */
  | { readonly kind: 'unknown' };

export interface Read<T> {
  readonly value: T;
  /** Where what follows begins. */
  readonly end: number;
}

export function literal(text: string, quoted: boolean): Piece {
  return { kind: 'text', text, quoted };
}

export function closing(text: string, quote: string, from: number): number {
  const at = text.indexOf(quote, from);
  return at < 0 ? text.length : at;
}

/** What a dollar sign begins. */
export function readExpansion(text: string, at: number, quoted: boolean): Read<Piece> {
  const rest = text.slice(at + 1);
  if (rest.startsWith('(') || rest.startsWith('{')) {
    const end = matching(text, at + 1);
    const inner = text.slice(at + 2, end - 1);
    const value = rest.startsWith('(') ? substituted(inner) : inBraces(inner, quoted);
    return { value, end };
  }
  const [name] = /^(?:[A-Za-z_]\w*|[0-9@*#?$!-])/.exec(rest) ?? [];
  if (name === undefined) {
    return { value: literal('$', quoted), end: at + 1 };
  }
  return { value: named(name, null, quoted), end: at + 1 + name.length };
}

const unknown: Piece = { kind: 'unknown' };

/** What stands between backquotes. */
export function readBackquoted(text: string, at: number): Read<Piece> {
  const end = closing(text, '`', at + 1);
  return { value: substituted(text.slice(at + 1, end)), end: end + 1 };
}

/** The script itself, in the words of several shells. */
const self = String.raw`"?\$(?:0|\{0\}|BASH_SOURCE|\{BASH_SOURCE(?:\[0\])?(?::-\$0)?\})"?`;
const ownDirectory = String.raw`dirname (?:-- )?(?:"?\$\((?:readlink -f|realpath) (?:-- )?${self}\)"?|${self})`;
const directories = [
  new RegExp(`^${ownDirectory}$`),
  new RegExp(
    String.raw`^(?:CDPATH=\S* )?cd (?:-- |-P )*"?\$\(${ownDirectory}\)"?(?: >\S+)? (?:&&|;) pwd(?: -P)?$`,
  ),
];

/** The output of a command that start scripts look for programs with. */
function substituted(command: string): Piece {
  const text = command.trim();
  const [, program] = /^(?:which|command -v|type -p) ["']?([\w.+-]+)["']?$/.exec(text) ?? [];
  if (program !== undefined) {
    return literal(program, true);
  }
  return directories.some((pattern) => pattern.test(text)) ? { kind: 'directory' } : unknown;
}

function named(name: string, fallback: string | null, quoted: boolean): Piece {
  if (name === '@' || name === '*') {
    return { kind: 'parameters' };
  }
  return /^\w+$/.test(name) ? { kind: 'variable', name, fallback, quoted } : unknown;
}

/** `name`, `name:-text`, `name:=text`, the directory in `0%/*`, and the old `1+"$@"`. */
function inBraces(inner: string, quoted: boolean): Piece {
  if (/^(?:0|BASH_SOURCE)%\/\*$/.test(inner)) {
    return { kind: 'directory' };
  }
  if (/^1:?\+"\$@"$/.test(inner)) {
    return { kind: 'parameters' };
  }
  const [, name, sign, fallback] = /^(\w+|[@*])(?::?([-=])([^$`'"\\]*))?$/.exec(inner) ?? [];
  if (name === undefined) {
    return unknown;
  }
  const piece = named(name, fallback ?? null, quoted);
  return sign === '=' && piece.kind === 'variable' ? { ...piece, assigns: true } : piece;
}

/** Behind the bracket that closes the one at `open`; quotes hide brackets. */
function matching(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '\\') {
      at++;
    } else if (character === "'" || (character === '"' && depth > 0)) {
      at = closing(text, character, at + 1);
    } else if ('({'.includes(character)) {
      depth++;
    } else if (')}'.includes(character) && --depth === 0) {
      return at + 1;
    }
  }
  return text.length;
}
