/** Why a line is no CSV, with the column (in characters, from 1) at which it stops being one. */
export interface CsvError {
  readonly reason: 'empty' | 'bare-quote' | 'quote';
  readonly column: number;
}

/**
 * The fields of one line as buildx reads it: tonistiigi/go-csvvalue `Fields` with its defaults. Nothing
 * is trimmed; a quoted field may hold commas, newlines and doubled quotes; a quote inside an unquoted
 * field is an error; one newline at the end is dropped.
 */
export function parseCsv(text: string): readonly string[] | CsvError {
  const line = text.replace(/\r?\n$/, '');
  if (line === '') {
    return { reason: 'empty', column: 1 };
  }
  const fields: string[] = [];
  for (let from = 0; from <= line.length; ) {
    const field = line[from] === '"' ? quotedField(line, from) : bareField(line, from);
    if ('reason' in field) {
      return field;
    }
    fields.push(field.text);
    // Behind the comma; a comma at the very end has one more field behind it, which is empty.
    from = field.end + 1;
  }
  return fields;
}

/** A field, and where the comma behind it, or the end of the line, is. */
interface Field {
  readonly text: string;
  readonly end: number;
}

function bareField(line: string, from: number): Field | CsvError {
  const comma = line.indexOf(',', from);
  const end = comma < 0 ? line.length : comma;
  const text = line.slice(from, end);
  const quote = text.indexOf('"');
  return quote < 0 ? { text, end } : { reason: 'bare-quote', column: from + quote + 1 };
}

function quotedField(line: string, from: number): Field | CsvError {
  const close = closingQuote(line, from);
  if (close === null) {
    return { reason: 'quote', column: line.lastIndexOf('"') + 2 };
  }
  const end = close + 1;
  return end === line.length || line[end] === ','
    ? { text: line.slice(from + 1, close).replaceAll('""', '"'), end }
    : { reason: 'quote', column: end };
}

export function isCsvError(parsed: readonly string[] | CsvError): parsed is CsvError {
  return !Array.isArray(parsed);
}

/** A sentence on what is wrong, without the value. */
export function describeCsvError({ reason, column }: CsvError): string {
  switch (reason) {
    case 'empty':
      return 'it is empty';
    case 'bare-quote':
      return `column ${column} has a double quote inside an unquoted field`;
    case 'quote':
      return `a double quote is not closed properly at column ${column}`;
  }
}

/** One line that parseCsv, and so buildx, reads back as exactly these fields. */
export function formatCsv(fields: readonly string[]): string {
  const line = fields.map(formatField).join(',');
  return line === '' ? '""' : line;
}

function formatField(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/** Where the quote that opens at `open` is closed; null if it never is. */
export function closingQuote(text: string, open: number): number | null {
  for (let at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') {
      return at;
    }
  }
  return null;
}
