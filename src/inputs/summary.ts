import type { Form } from './syntax/form.ts';
import { variableOf } from './syntax/form.ts';

/** The variable with which docker/build-push-action leaves its summary out. */
const dockerVariable = 'DOCKER_BUILD_SUMMARY';

/** Whether a step adds its part to the job's summary. */
export function readSummary(form: Form<'summary'>): boolean {
  return form.flag('summary') && wantsSummary(form.variables);
}

/** The same, whatever else is wrong with the inputs: also for a step whose inputs could not be read. */
export function wantsSummary(variables: Readonly<Record<string, string>>): boolean {
  return ![variables[variableOf('summary')], variables[dockerVariable]].some((text) =>
    /^(?:false|0|f)$/i.test(text?.trim() ?? ''),
  );
}
