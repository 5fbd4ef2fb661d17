import { isAbsolute } from 'node:path';
import type { NodeSpec } from '../builder/drivers/driver.ts';
import { describeCsvError, formatCsv, isCsvError, parseCsv } from '../oci/csv.ts';
import type { Form } from './syntax/form.ts';
import { absolute, requireFile } from './syntax/paths.ts';
import { quote } from './syntax/quote.ts';

/** The options of a node: those that are arguments, and the certificates that came as text. */
export type DriverOptions = Pick<NodeSpec, 'driverOptions' | 'certificates'>;

type OptionsInput = 'driver-opts' | 'nodes';

/** A certificate or key as text, in double quotes or not: a secret in an expression brings its line breaks along. */
const pem =
  /^[ \t]*"?(cacert|cert|key)=(-----BEGIN [A-Z0-9 ]+-----[\s\S]*?-----END [A-Z0-9 ]+-----)[ \t]*\r?\n?"?[ \t]*$/gm;

/**
 * Each option as `--driver-opt` takes it: CSV with one field. In the input, a line is such a CSV too. Paths of
 * certificates become absolute, because buildx takes no others.
 */
export async function readDriverOptions<N extends OptionsInput>(
  form: Form<N>,
  input: N,
  text: string,
): Promise<DriverOptions> {
  const certificates = Object.fromEntries(
    [...text.matchAll(pem)].map(([, name = '', content = '']) => [name, `${content.replaceAll('\r', '')}\n`]),
  );
  const driverOptions: string[] = [];
  for (const field of fieldsOf(form, input, text.replace(pem, ''))) {
    const [, name, path] = /^(cacert|cert|key)=(.*)$/s.exec(field) ?? [];
    if (name === undefined || path === undefined) {
      driverOptions.push(formatCsv([field]));
    } else {
      await requireFile(form, input, path);
      driverOptions.push(formatCsv([`${name}=${isAbsolute(path) ? path : absolute(path, form.facts)}`]));
    }
  }
  return { driverOptions, certificates };
}

function fieldsOf<N extends OptionsInput>(form: Form<N>, input: N, text: string): readonly string[] {
  return form.listIn(input, text, { keepQuotes: true }).flatMap(({ text: line }) => {
    const fields = parseCsv(line);
    if (isCsvError(fields)) {
      form.refuse(input, `${quote(line)} is not valid CSV: ${describeCsvError(fields)}.`, commaHint);
      return [];
    }
    return fields.filter((field) => isOption(form, input, field, line));
  });
}

function isOption<N extends OptionsInput>(form: Form<N>, input: N, field: string, line: string): boolean {
  if (/^image=/.test(field)) {
    form.refuse(input, `${quote(field)} has an input of its own.`, "Use 'buildkit-image'.");
    return false;
  }
  if (!/^[A-Za-z][^\s=]*=/.test(field)) {
    form.refuse(input, `${quote(field)} in ${quote(line)} is not of the form name=value.`, commaHint);
    return false;
  }
  return true;
}

const commaHint =
  'If a value contains commas, put double quotes around the whole line, as in "env.no_proxy=a,b".';
