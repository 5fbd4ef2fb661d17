import { describeCsvError, isCsvError, parseCsv } from '../../oci/csv.ts';
import type { Form } from './form.ts';
import { quote } from './quote.ts';

/** The attributes of a line by their names in lower case. */
export type Attributes = ReadonlyMap<string, string>;

/**
 * The attributes of a line such as `type=local,dest=out`, as buildx reads them (docker/buildx
 * util/buildflags); null after a problem.
 */
export function attributesOf<N extends string>(form: Form<N>, input: N, line: string): Attributes | null {
  const fields = parseCsv(line);
  if (isCsvError(fields)) {
    form.refuse(
      input,
      `${quote(line)} is not valid CSV: ${describeCsvError(fields)}.`,
      'Put quotes around the whole field, as in type=image,"name=a,b".',
    );
    return null;
  }
  const attributes = new Map<string, string>();
  for (const field of fields) {
    const equals = field.indexOf('=');
    if (equals <= 0) {
      form.refuse(
        input,
        `${quote(field)} in ${quote(line)} is not of the form name=value.`,
        'If a value contains a comma, put double quotes around the whole field, as in "name=a,b".',
      );
      return null;
    }
    attributes.set(field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1));
  }
  return attributes;
}
