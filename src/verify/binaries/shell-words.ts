import {
  closing,
  literal,
  type Piece,
  type Read,
  readBackquoted,
  readExpansion,
} from './shell-expansions.ts';

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
    case '`': {
      const { value, end } = readBackquoted(text, at);
      return { value: [value], end };
    }
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
    return readBackquoted(text, at);
  }
  const escaped = /^\\[$`"\\]/.test(text.slice(at, at + 2));
  const character = text[escaped ? at + 1 : at] ?? '';
  return { value: literal(character, true), end: at + (escaped ? 2 : 1) };
}
