import { describeCsvError, isCsvError, parseCsv } from '../oci/csv.ts';
import type { Form } from './syntax/form.ts';
import { alternatives, quote } from './syntax/quote.ts';
import { didYouMean, nearest } from './syntax/suggestion.ts';

/** A line of `images`, `tags` or `flavor`. */
export interface NamingLine {
  readonly text: string;
  /** Fields without `=`. */
  readonly bare: readonly string[];
  /** By their names in lower case, without blanks around names and values. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** The lines of an input of docker/metadata-action: each is CSV of attributes, and perhaps a bare value. */
export function namingLines<N extends string>(form: Form<N>, input: N): readonly NamingLine[] {
  return form.list(input, { keepQuotes: true }).flatMap(({ text }) => {
    const fields = parseCsv(text);
    if (isCsvError(fields)) {
      form.refuse(
        input,
        `${quote(text)} is not valid CSV: ${describeCsvError(fields)}.`,
        'Put double quotes around the whole field, as in type=match,"pattern=v(\\d{1,3})".',
      );
      return [];
    }
    const filled = fields.map((field) => field.trim()).filter((field) => field !== '');
    const attributes = filled.flatMap((field) => {
      const equals = field.indexOf('=');
      return equals <= 0
        ? []
        : [[field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1).trim()] as const];
    });
    return [
      { text, bare: filled.filter((field) => field.indexOf('=') <= 0), attributes: new Map(attributes) },
    ];
  });
}

/** Whether a line has attributes that its kind knows; notes each other one. */
export function hasOnly<N extends string>(
  form: Form<N>,
  input: N,
  { text, attributes }: NamingLine,
  known: readonly string[],
): boolean {
  const unknown = [...attributes.keys()].filter((name) => !known.includes(name));
  for (const name of unknown) {
    form.refuse(
      input,
      `${quote(text)} has the unknown attribute ${quote(name)}; expected ${alternatives(known)}.`,
      didYouMean(nearest(name, known)),
    );
  }
  return unknown.length === 0;
}

/** `true` or `false`; null after a problem. */
export function switchOf<N extends string>(
  form: Form<N>,
  input: N,
  [name, value]: readonly [string, string],
): boolean | null {
  if (value === 'true' || value === 'false') {
    return value === 'true';
  }
  form.refuse(input, `expected true or false for ${quote(name)}, got ${quote(value)}.`);
  return null;
}
