import type { Form } from './syntax/form.ts';

const most = 10;

/** How often a command is run again after a failure that may go away. */
export function readRetries(form: Form<'retries'>): number {
  return form.integer('retries', 0, most);
}
