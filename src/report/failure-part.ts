import type { ActionError } from '../errors.ts';
import type { Publication } from '../session/ledger.ts';
import { describePublication } from './failure.ts';
import { clipped, code, escapeMarkup, fenced } from './markup.ts';

/** In characters. The whole text is in the log. */
const longestMessage = 3_000;

/** What failed and where, what is published, and what to do. `docs` is the address of errors.md. */
export function failureLines(error: ActionError, publication: Publication, docs: string): readonly string[] {
  const { code: kind, hint, evidence } = error;
  const failed = evidence?.steps ?? [];
  const message = failed.length > 0 ? (error.message.split('\n', 1)[0] ?? '') : error.message;
  return [
    `${escapeMarkup(clipped(message, longestMessage))} ([${kind}](${docs}#${kind}))`,
    '',
    ...(evidence?.excerpt
      ? [`In ${code(evidence.excerpt.file)}:`, '', ...fenced(evidence.excerpt.text)]
      : []),
    ...failed.flatMap(({ platform, what, output }) => [
      `${code(clipped(what, 200))} failed${platform === null ? '' : ` for **${escapeMarkup(platform)}**`}${output.length === 0 ? '.' : '. The last lines that it printed:'}`,
      '',
      ...(output.length === 0 ? [] : fenced(output.join('\n'))),
    ]),
    ...(hint === undefined ? [] : [`**What to do:** ${escapeMarkup(clipped(hint, longestMessage))}`, '']),
    escapeMarkup(clipped(describePublication(publication), longestMessage)),
    '',
  ];
}

/** Of something that nobody has foreseen. */
export function defectLines(message: string, publication: Publication): readonly string[] {
  return [
    'This is a defect of the action; please report it with the text of the log:',
    '',
    ...fenced(clipped(message, longestMessage)),
    escapeMarkup(clipped(describePublication(publication), longestMessage)),
    '',
  ];
}
