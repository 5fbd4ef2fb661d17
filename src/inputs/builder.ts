import type { BuilderRequest } from '../builder/plan.ts';
import { describeCsvError, formatCsv, isCsvError, parseCsv } from '../oci/csv.ts';
import type { Form } from './syntax/form.ts';
import { requireFile } from './syntax/paths.ts';
import { quote } from './syntax/quote.ts';
import { readReference } from './syntax/references.ts';

/** Inputs that shape a new builder. */
const shaping = ['driver-opts', 'buildkit-image', 'buildkitd-config', 'buildkitd-config-inline'] as const;
type BuilderInput = 'builder' | (typeof shaping)[number];

/** The builder to use or to make; what shapes a new one has no place beside an existing one. */
export async function readBuilder(form: Form<BuilderInput>): Promise<BuilderRequest> {
  const existing = form.optional('builder');
  if (existing !== null && !/^[A-Za-z0-9][A-Za-z0-9_.+-]*$/.test(existing)) {
    form.refuse(
      'builder',
      `${quote(existing)} is not a valid builder name; expected a letter or digit, followed by letters, digits, '_', '.', '+' or '-'.`,
    );
  }
  const request: BuilderRequest = {
    existing,
    image: readImage(form, 'buildkit-image'),
    driverOptions: readDriverOptions(form),
    config: await readConfig(form),
  };
  if (existing !== null) {
    checkUnused(form, existing);
  }
  return request;
}

/** An image to run, as written. */
export function readImage<N extends string>(form: Form<N>, input: N): string {
  const text = form.text(input);
  readReference(form, input, text);
  return text;
}

async function readConfig(form: Form<BuilderInput>): Promise<BuilderRequest['config']> {
  const file = form.optional('buildkitd-config');
  const inline = form.optional('buildkitd-config-inline');
  if (file === null) {
    return inline === null ? null : { inline };
  }
  await requireFile(form, 'buildkitd-config', file);
  if (inline !== null) {
    form.refuse(
      'buildkitd-config',
      `${quote(file)} is set together with 'buildkitd-config-inline', but a builder has only one configuration.`,
      'Remove one of them.',
    );
  }
  return { file };
}

function checkUnused(form: Form<BuilderInput>, existing: string): void {
  for (const input of shaping.filter((name) => !form.isDefault(name))) {
    form.refuse(
      input,
      `it would have no effect on ${quote(existing)}, a builder that already exists.`,
      `Set it where that builder is created, or leave out 'builder'.`,
    );
  }
}

/** Each as `--driver-opt` takes it: CSV with one field. In the input, a line is such a CSV too. */
function readDriverOptions(form: Form<'driver-opts'>): readonly string[] {
  return form.list('driver-opts', { keepQuotes: true }).flatMap(({ text }) => {
    const fields = parseCsv(text);
    if (isCsvError(fields)) {
      form.refuse('driver-opts', `${quote(text)} is not valid CSV: ${describeCsvError(fields)}.`, commaHint);
      return [];
    }
    return fields.flatMap((field) => {
      if (/^image=/.test(field)) {
        form.refuse('driver-opts', `${quote(field)} has an input of its own.`, "Use 'buildkit-image'.");
      } else if (!/^[A-Za-z][^\s=]*=/.test(field)) {
        form.refuse(
          'driver-opts',
          `${quote(field)} in ${quote(text)} is not of the form name=value.`,
          commaHint,
        );
      } else {
        return [formatCsv([field])];
      }
      return [];
    });
  });
}

const commaHint =
  'If a value contains commas, put double quotes around the whole line, as in "env.no_proxy=a,b".';
