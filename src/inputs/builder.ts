import type { BuilderRequest } from '../builder/plan.ts';
import { describeCsvError, formatCsv, isCsvError, parseCsv } from '../oci/csv.ts';
import { defaults, type InputName } from './defaults.ts';
import type { Form } from './form.ts';
import { type Facts, requireFile } from './paths.ts';
import { quote } from './problems.ts';
import { readReference } from './references.ts';

/** The builder to use or to make; what shapes a new one has no place beside an existing one. */
export async function readBuilder(form: Form, facts: Facts): Promise<BuilderRequest> {
  const { problems } = form;
  const existing = form.optional('builder');
  if (existing !== null && !/^[A-Za-z0-9][A-Za-z0-9_.+-]*$/.test(existing)) {
    problems.add(
      'builder',
      `${quote(existing)} is no builder name: it begins with a letter or digit and goes on with these, '_', '.', '+' and '-'.`,
    );
  }
  const file = form.optional('buildkitd-config');
  const inline = form.optional('buildkitd-config-inline');
  if (file !== null) {
    await requireFile('buildkitd-config', file, facts, problems);
  }
  if (file !== null && inline !== null) {
    problems.add(
      'buildkitd-config',
      `${quote(file)} is given beside 'buildkitd-config-inline', but a builder has one configuration.`,
      'Remove one of them.',
    );
  }
  const request: BuilderRequest = {
    existing,
    image: readImage(form, 'buildkit-image'),
    driverOptions: readDriverOptions(form),
    config: file !== null ? { file } : inline !== null ? { inline } : null,
  };
  if (existing !== null) {
    checkUnused(form, existing);
  }
  return request;
}

/** An image to run, as written. */
export function readImage(form: Form, input: 'buildkit-image' | 'binfmt-image'): string {
  const text = form.text(input);
  readReference(input, text, form.problems);
  return text;
}

function checkUnused(form: Form, existing: string): void {
  const shaping: readonly InputName[] = [
    'driver-opts',
    'buildkit-image',
    'buildkitd-config',
    'buildkitd-config-inline',
  ];
  for (const input of shaping) {
    if (form.text(input) === defaults[input]) {
      continue;
    }
    form.problems.add(
      input,
      `it would have no effect on the builder ${quote(existing)}, which exists already.`,
      `Set it where that builder is made, or leave out 'builder'.`,
    );
  }
}

/** Each as `--driver-opt` takes it: CSV with one field. In the input, a line is such a CSV too. */
function readDriverOptions(form: Form): readonly string[] {
  return form.list('driver-opts', { keepQuotes: true }).flatMap(({ text }) => {
    const fields = parseCsv(text);
    if (isCsvError(fields)) {
      form.problems.add('driver-opts', `${quote(text)} is no CSV: ${describeCsvError(fields)}.`, commaHint);
      return [];
    }
    return fields.flatMap((field) => {
      if (/^image=/.test(field)) {
        form.problems.add(
          'driver-opts',
          `${quote(field)} is set by an input of its own.`,
          "Use 'buildkit-image'.",
        );
      } else if (!/^[A-Za-z][^\s=]*=/.test(field)) {
        form.problems.add('driver-opts', `${quote(field)} in ${quote(text)} is no name=value.`, commaHint);
      } else {
        return [formatCsv([field])];
      }
      return [];
    });
  });
}

const commaHint = 'A value with commas needs double quotes around the whole line, as in "env.no_proxy=a,b".';
