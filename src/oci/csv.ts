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
  for (let from = 0; ; ) {
    if (line[from] !== '"') {
      const comma = line.indexOf(',', from);
      const field = line.slice(from, comma < 0 ? line.length : comma);
      const bare = field.indexOf('"');
      if (bare >= 0) {
        return { reason: 'bare-quote', column: from + bare + 1 };
      }
      fields.push(field);
      if (comma < 0) {
        return fields;
      }
      from = comma + 1;
      continue;
    }
    const end = closingQuote(line, from);
    if (end === null) {
      return { reason: 'quote', column: line.lastIndexOf('"') + 2 };
    }
    if (end + 1 < line.length && line[end + 1] !== ',') {
      return { reason: 'quote', column: end + 1 };
    }
    fields.push(line.slice(from + 1, end).replaceAll('""', '"'));
    if (end + 1 >= line.length) {
      return fields;
    }
    from = end + 2;
  }
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
