import { describeCsvError, isCsvError, parseCsv } from '../oci/csv.ts';
import type { InputName } from './defaults.ts';
import { type Problems, quote } from './problems.ts';

/**
 * The attributes of a line such as `type=local,dest=out`, by their names in lower case, as buildx reads
 * them (docker/buildx util/buildflags); null after a problem.
 */
export function attributesOf(
  input: InputName,
  line: string,
  problems: Problems,
): ReadonlyMap<string, string> | null {
  const fields = parseCsv(line);
  if (isCsvError(fields)) {
    problems.add(
      input,
      `${quote(line)} is no CSV: ${describeCsvError(fields)}.`,
      'Put the quotes around the whole field, as in type=image,"name=a,b".',
    );
    return null;
  }
  const attributes = new Map<string, string>();
  for (const field of fields) {
    const equals = field.indexOf('=');
    if (equals <= 0) {
      problems.add(
        input,
        `${quote(field)} in ${quote(line)} is no name=value.`,
        'A value with a comma needs double quotes around the whole field, as in "name=a,b".',
      );
      return null;
    }
    attributes.set(field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1));
  }
  return attributes;
}
