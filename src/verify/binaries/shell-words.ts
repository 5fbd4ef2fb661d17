/** A piece of a word of shell text. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | {
      readonly kind: 'variable';
      /** A name, or the number of a positional parameter. */
      readonly name: string;
      /** What stands for it if it is not set. */
      readonly fallback: string | null;
      readonly quoted: boolean;
    }
  /** All positional parameters. */
  | { readonly kind: 'parameters' }
  /** The output of a command, and what else only a shell can tell. */
  | { readonly kind: 'unknown' };

export type ShellWord = readonly Piece[];

export type Token =
  | { readonly kind: 'word'; readonly word: ShellWord }
  | { readonly kind: 'operator'; readonly operator: string }
  /** What stands behind it is a file. */
  | { readonly kind: 'redirection' };

const operators = ['&&', '||', ';;', '|&', '&', '|', ';', '(', ')', '\n'];
const redirections = ['<<-', '<<<', '<<', '&>>', '&>', '>>', '>&', '<&', '<>', '>|', '>', '<'];

/**
 * Takes shell text apart into words and operators, as the POSIX shell does (Shell Command Language,
 * "Token Recognition"). Wrong text gives some tokens; nothing relies on it but what is looked for next.
 */
export function shellTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  /** The words that end here-documents whose text begins with the next line. */
  const ends: string[] = [];
  for (let at = behindBlanks(text, 0); at < text.length; at = behindBlanks(text, at)) {
    const { value: token, end } = readToken(text, at);
    at = end;
    if (token?.kind === 'redirection') {
      ends.push(...documentEnd(text.slice(0, end), text.slice(end)));
    }
    if (token?.kind === 'operator' && token.operator === '\n') {
      at = behindDocuments(text, at, ends.splice(0));
    }
    if (token !== null) {
      tokens.push(token);
    }
  }
  return tokens;
}

/** Blanks, lines that go on, and comments. */
function behindBlanks(text: string, at: number): number {
  const blanks = /(?:[ \t\r]|\\\n|#[^\n]*)*/y;
  blanks.lastIndex = at;
  return at + (blanks.exec(text)?.[0].length ?? 0);
}

function readToken(text: string, at: number): Read<Token | null> {
  const redirection = startingWith(redirections, text, at);
  if (redirection !== undefined) {
    return { value: { kind: 'redirection' }, end: at + redirection.length };
  }
  const operator = startingWith(operators, text, at);
  if (operator !== undefined) {
    return { value: { kind: 'operator', operator }, end: at + operator.length };
  }
  const { value: word, end } = readWord(text, at);
  // In `2>file`, the number belongs to the redirection.
  const number = isNumber(word) && /[<>]/.test(text[end] ?? '');
  return { value: number ? null : { kind: 'word', word }, end: Math.max(end, at + 1) };
}

/** The word that ends a here-document, if that is what was redirected. */
function documentEnd(before: string, after: string): readonly string[] {
  const [, end] = (/(?:^|[^<])<<-?$/.test(before) && /^[ \t]*(\S+)/.exec(after)) || [];
  return end === undefined ? [] : [end.replace(/['"\\]/g, '')];
}

function startingWith(signs: readonly string[], text: string, at: number): string | undefined {
  return signs.find((sign) => text.startsWith(sign, at));
}

/** Behind the here-documents that begin at a line, by the words that end them. */
function behindDocuments(text: string, start: number, ends: readonly string[]): number {
  let at = start;
  for (const end of ends) {
    while (at < text.length) {
      const [line = ''] = text.slice(at).split('\n', 1);
      at += line.length + 1;
      if (line.replace(/^\t+/, '') === end) {
        break;
      }
    }
  }
  return at;
}

function isNumber(word: ShellWord): boolean {
  const [only, ...more] = word;
  return more.length === 0 && only?.kind === 'text' && !only.quoted && /^\d+$/.test(only.text);
}

interface Read<T> {
  readonly value: T;
  /** Where what follows begins. */
  readonly end: number;
}

function readWord(text: string, start: number): Read<ShellWord> {
  const pieces: Piece[] = [];
  let at = start;
  while (at < text.length && !/[ \t\r\n;&|()<>]/.test(text[at] ?? '')) {
    const { value, end } = readPiece(text, at);
    pieces.push(...value);
    at = end;
  }
  return { value: joined(pieces), end: at };
}

/** Texts beside each other are one; quoted if a part of it is. */
function joined(pieces: readonly Piece[]): ShellWord {
  const word: Piece[] = [];
  for (const piece of pieces) {
    const before = word.at(-1);
    if (piece.kind === 'text' && before?.kind === 'text') {
      const quoted = before.quoted || piece.quoted;
      word.splice(-1, 1, { kind: 'text', text: before.text + piece.text, quoted });
    } else {
      word.push(piece);
    }
  }
  return word;
}

function readPiece(text: string, at: number): Read<readonly Piece[]> {
  switch (text[at]) {
    case "'": {
      const close = closing(text, "'", at + 1);
      return { value: [literal(text.slice(at + 1, close), true)], end: close + 1 };
    }
    case '"':
      return readQuoted(text, at + 1);
    case '\\':
      return { value: [literal(text[at + 1] === '\n' ? '' : (text[at + 1] ?? ''), true)], end: at + 2 };
    case '`':
      return { value: [unknown], end: closing(text, '`', at + 1) + 1 };
    case '$': {
      const { value, end } = readExpansion(text, at, false);
      return { value: [value], end };
    }
    default: {
      const [plain = text[at] ?? ''] = /^[^\s;&|()<>'"\\`$]+/.exec(text.slice(at)) ?? [];
      return { value: [literal(plain, false)], end: at + plain.length };
    }
  }
}

function literal(text: string, quoted: boolean): Piece {
  return { kind: 'text', text, quoted };
}

function closing(text: string, quote: string, from: number): number {
  const at = text.indexOf(quote, from);
  return at < 0 ? text.length : at;
}

/** What stands between double quotes, from behind the first. */
function readQuoted(text: string, start: number): Read<readonly Piece[]> {
  const pieces: Piece[] = [literal('', true)];
  let at = start;
  while (at < text.length && text[at] !== '"') {
    const { value, end } = readInQuotes(text, at);
    pieces.push(value);
    at = end;
  }
  // "$@" is all parameters, and not one word.
  const parameters = pieces.length === 2 && pieces[1]?.kind === 'parameters';
  return { value: parameters ? pieces.slice(1) : pieces, end: at + 1 };
}

function readInQuotes(text: string, at: number): Read<Piece> {
  if (text[at] === '$') {
    return readExpansion(text, at, true);
  }
  if (text[at] === '`') {
    return { value: unknown, end: closing(text, '`', at + 1) + 1 };
  }
  const escaped = /^\\[$`"\\]/.test(text.slice(at, at + 2));
  const character = text[escaped ? at + 1 : at] ?? '';
  return { value: literal(character, true), end: at + (escaped ? 2 : 1) };
}

/** What a dollar sign begins. */
function readExpansion(text: string, at: number, quoted: boolean): Read<Piece> {
  const rest = text.slice(at + 1);
  if (rest.startsWith('(') || rest.startsWith('{')) {
    const end = matching(text, at + 1);
    const value = rest.startsWith('(') ? unknown : inBraces(text.slice(at + 2, end - 1), quoted);
    return { value, end };
  }
  const [name] = /^(?:[A-Za-z_]\w*|[0-9@*#?$!-])/.exec(rest) ?? [];
  if (name === undefined) {
    return { value: literal('$', quoted), end: at + 1 };
  }
  return { value: named(name, null, quoted), end: at + 1 + name.length };
}

const unknown: Piece = { kind: 'unknown' };

function named(name: string, fallback: string | null, quoted: boolean): Piece {
  if (name === '@' || name === '*') {
    return { kind: 'parameters' };
  }
  return /^\w+$/.test(name) ? { kind: 'variable', name, fallback, quoted } : unknown;
}

/** `name`, `name:-text`, and the old `1+"$@"`. */
function inBraces(inner: string, quoted: boolean): Piece {
  if (/^1:?\+"\$@"$/.test(inner)) {
    return { kind: 'parameters' };
  }
  const [, name, fallback] = /^(\w+|[@*])(?::?-([^$`'"\\]*))?$/.exec(inner) ?? [];
  return name === undefined ? unknown : named(name, fallback ?? null, quoted);
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
