import type { Ready } from '../builder/builder.ts';
import { callFrontend } from '../buildx/call.ts';
import { ActionError } from '../errors.ts';
import type { Ledger } from '../session/ledger.ts';
import { annotateChecks } from './checks.ts';
import { type BuildInputs, buildRequest } from './one-builder.ts';

/** In buildx's own CSV. */
export interface CallInputs extends BuildInputs {
  readonly call: string | null;
}

/**
 * Asks the Dockerfile instead of building it: nothing is built, so nothing can be published. Throws
 * `check-failed` if the checks found something.
 */
export async function call(
  inputs: CallInputs & { call: string },
  ledger: Ledger,
  session: Ready,
): Promise<void> {
  const request = await buildRequest(inputs, { kind: 'call', call: inputs.call }, session);
  const { text, metadata, passed } = await callFrontend(request, session);
  session.log.info(text.trimEnd());
  const found = annotateChecks([metadata], inputs.source, session);
  if (!passed) {
    const lines = found.map(({ text: what, file, line }) => `${file}:${line ?? '?'}: ${what}`);
    throw new ActionError(
      'check-failed',
      [
        `The checks of the Dockerfile found ${lines.length} problem${lines.length === 1 ? '' : 's'}:`,
        ...lines,
      ].join('\n'),
      {
        hint: "Change these lines, or write '# check=skip=RULE' at the top of the Dockerfile for a rule that does not fit. Nothing was built.",
      },
    );
  }
  ledger.metadata(metadata);
}
