import { closingQuote, describeCsvError, isCsvError, parseCsv } from '../../oci/csv.ts';

import type { Problems } from './problems.ts';
import { quote } from './quote.ts';

/** An element of a list input, and the line that it begins on, from 1. */
export interface Entry {
  readonly text: string;
  readonly line: number;
  /** Whether it stood in double quotes, which say where it ends. */
  readonly wrapped: boolean;
}

export interface ListOptions {
  /** Whether a line is several elements with commas between them, in double quotes or not. */
  readonly commas?: boolean;
  /** Whether an element in double quotes may hold commas itself. */
  readonly quotedCommas?: boolean;
  /** Whether quotes belong to the value, as in a line that buildx itself reads as CSV. */
  readonly keepQuotes?: boolean;
  /** Whether the values are secret: then no problem shows any, and blanks at their ends belong to them. */
  readonly secret?: boolean;
}

/**
 * The elements of a list input, written as docker/build-push-action has them (its src/context.ts says
 * which input splits at commas): one per line; blank lines, blanks around a line, and lines that begin
 * with # do not count; a line wrapped in double quotes may go on over several lines, and has its quotes
 * doubled inside. Unlike there, an unwrapped line arrives verbatim whatever commas and quotes it holds.
 */
export function readList(
  input: string,
  text: string,
  problems: Problems,
  options: ListOptions = {},
): readonly Entry[] {
  if (isJsonArray(text)) {
    problems.add(
      input,
      'it is a JSON array, but a list with one element per line was expected.',
      `Join the array: \${{ join(fromJSON(…), '\\n') }}.`,
    );
    return [];
  }
  const entries: Entry[] = [];
  for (const record of recordsOf(text, options)) {
    const shown = options.secret ? `line ${record.line}` : quote(record.text);
    if (record.kind === 'unclosed') {
      problems.add(
        input,
        `${shown} opens a double quote that is never closed.`,
        'Close it, and write each double quote inside the text as two.',
      );
    } else if (record.kind === 'line' && /^-\s/.test(record.text)) {
      problems.add(
        input,
        `${shown} looks like an element of a YAML list, but an input is a single text.`,
        `Write '${input}: |' and then one element per line, without dashes.`,
      );
    } else if (options.commas) {
      const fields = fieldsOf(input, record, problems);
      entries.push(...(options.quotedCommas ? fields : fields.flatMap(parts)));
    } else {
      entries.push(record);
    }
  }
  return entries;
}

interface SourceLine extends Entry {
  readonly kind: 'line' | 'wrapped' | 'unclosed';
}

function* recordsOf(text: string, options: ListOptions): Generator<SourceLine> {
  let line = 1;
  for (let from = text.startsWith('\ufeff') ? 1 : 0; from < text.length; ) {
    const { end, record } = recordAt(text, from, options);
    if (record !== null) {
      yield { ...record, line, wrapped: record.kind === 'wrapped' };
    }
    line += text.slice(from, end).split('\n').length;
    from = end + 1;
  }
}

interface Scanned {
  /** Where the newline after it is, or the text's end. */
  readonly end: number;
  /** null for a line that does not count. */
  readonly record: Pick<SourceLine, 'kind' | 'text'> | null;
}

function recordAt(text: string, from: number, options: ListOptions): Scanned {
  const end = lineEnd(text, from);
  const bare = text.slice(from, end).trim();
  if (bare === '' || bare.startsWith('#')) {
    return { end, record: null };
  }
  const line = options.secret ? text.slice(from, end).trimStart().replace(/\r$/, '') : bare;
  if (options.keepQuotes || options.commas || !bare.startsWith('"')) {
    return { end, record: { kind: 'line', text: line } };
  }
  const open = text.indexOf('"', from);
  const close = closingQuote(text, open);
  if (close === null) {
    return { end, record: { kind: 'unclosed', text: bare } };
  }
  const wrappedEnd = lineEnd(text, close);
  if (text.slice(close + 1, wrappedEnd).trim() !== '') {
    return { end, record: { kind: 'line', text: line } };
  }
  const inside = text.slice(open + 1, close).replaceAll('""', '"');
  return { end: wrappedEnd, record: { kind: 'wrapped', text: inside } };
}

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}

function fieldsOf(input: string, record: SourceLine, problems: Problems): readonly Entry[] {
  const fields = parseCsv(record.text);
  if (isCsvError(fields)) {
    problems.add(
      input,
      `${quote(record.text)} cannot be split at its commas: ${describeCsvError(fields)}.`,
      'Write one element per line, without quotes.',
    );
    return [];
  }
  return fields.map((field) => entryOf(field, record.line)).filter(({ text }) => text !== '');
}

function parts({ text, line }: Entry): readonly Entry[] {
  return text
    .split(',')
    .map((part) => entryOf(part, line))
    .filter((entry) => entry.text !== '');
}

function entryOf(text: string, line: number): Entry {
  return { text: text.trim(), line, wrapped: false };
}

function isJsonArray(text: string): boolean {
  if (!/^\s*\[\s*["\]]/.test(text)) {
    return false;
  }
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}
