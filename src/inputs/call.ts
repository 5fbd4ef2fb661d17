import { isCsvError, parseCsv } from '../oci/csv.ts';
import type { Form } from './syntax/form.ts';
import { alternatives, quote } from './syntax/quote.ts';
import { didYouMean, nearest } from './syntax/suggestion.ts';

const calls = ['build', 'check', 'outline', 'targets'];
const options = ['format=text', 'format=json', 'ignorestatus=true', 'ignorestatus=false'];

/** What the frontend is asked instead of a build, in buildx's own CSV; null for a build. */
export function readCall(form: Form<'call'>): string | null {
  const text = form.optional('call');
  if (text === null) {
    return null;
  }
  const fields = parseCsv(text);
  const [method = '', ...others] = isCsvError(fields) ? [text] : fields.map((field) => field.trim());
  if (!calls.includes(method)) {
    form.refuse(
      'call',
      `expected ${alternatives(calls)}, got ${quote(text)}.`,
      didYouMean(method === 'lint' ? 'check' : nearest(method, calls)),
    );
  }
  for (const other of others.filter((field) => !options.includes(field))) {
    form.refuse(
      'call',
      `${quote(other)} in ${quote(text)} is not an option of a call; expected ${alternatives(options)}.`,
      didYouMean(nearest(other, options)),
    );
  }
  return method === 'build' ? null : [method, ...others].join(',');
}
