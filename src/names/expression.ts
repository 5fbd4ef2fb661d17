import { formatDate, isTimeZone, unknownToken } from './date-format.ts';

/** What expressions stand for. */
export interface Values {
  readonly texts: Readonly<Record<string, string>>;
  /** Those that take a format and a time zone. */
  readonly dates: Readonly<Record<string, Date>>;
}

/** Why a text cannot be used: the end of a sentence that begins with the text. */
export interface Flaw {
  readonly flaw: string;
  readonly hint?: string;
}

export function isFlaw(result: unknown): result is Flaw {
  return typeof result === 'object' && result !== null && 'flaw' in result;
}

/**
 * A text with its expressions replaced: `{{branch}}`, `{{date 'YYYYMMDD' tz='Asia/Tokyo'}}`. This is the part
 * of Handlebars that docker/metadata-action documents; a value comes out as it is.
 */
export function expand(text: string, values: Values): string | Flaw {
  let expanded = '';
  for (const piece of text.split(/(\{\{[\s\S]*?\}\})/)) {
    const value = pieceOf(piece, values);
    if (isFlaw(value)) {
      return value;
    }
    expanded += value;
  }
  return expanded;
}

/** `{{ raw }}` and nothing else. */
export function isRawAlone(pattern: string): boolean {
  return /^\{\{\s*raw\s*\}\}$/.test(pattern);
}

function pieceOf(piece: string, { texts, dates }: Values): string | Flaw {
  if (!piece.includes('{{')) {
    return piece;
  }
  if (!piece.endsWith('}}')) {
    return { flaw: "opens an expression with '{{' that is never closed" };
  }
  const [, name = '', rest = ''] = /^\{\{\s*([\w.]+)([\s\S]*?)\s*\}\}$/.exec(piece) ?? [];
  const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
  if (text !== undefined && rest === '') {
    return text;
  }
  const date = Object.hasOwn(dates, name) ? dates[name] : undefined;
  if (date !== undefined) {
    return dateOf(piece, rest, date);
  }
  const known = [...Object.keys(texts), ...Object.keys(dates)].join(', ');
  return { flaw: `has the unknown expression '${piece}'`, hint: `Known here are ${known}.` };
}

/** A format in quotes, and perhaps a time zone. */
const dateArguments = /^\s+(?:'([^']*)'|"([^"]*)")(?:\s+tz=(?:'([^']*)'|"([^"]*)"))?$/;

function dateOf(expression: string, rest: string, date: Date): string | Flaw {
  const match = dateArguments.exec(rest);
  if (match === null) {
    return {
      flaw: `has '${expression}', which is not a date with a format`,
      hint: "Write for example {{date 'YYYYMMDD'}} or {{date 'YYYYMMDD' tz='Asia/Tokyo'}}.",
    };
  }
  const format = match[1] ?? match[2] ?? '';
  const timeZone = match[3] ?? match[4] ?? 'UTC';
  if (!isTimeZone(timeZone)) {
    return {
      flaw: `names the unknown time zone '${timeZone}'`,
      hint: "Time zones are those of the IANA database, such as 'Europe/Berlin'.",
    };
  }
  const token = unknownToken(format);
  return token === null
    ? formatDate(date, format, timeZone)
    : {
        flaw: `has '${token}' in the format of a date, which this action does not format`,
        hint: 'Put text that is meant as it is into square brackets. docs/names.md lists the formats.',
      };
}
