import type { ActionError } from '../errors.ts';
import { formatPlatform } from '../oci/platform.ts';
import { formatTag } from '../oci/reference.ts';
import type { Outcome } from './outputs.ts';

export interface SummaryFacts {
  readonly outcome: Outcome;
  /** How each platform ran, in the order of the images: `native` or `emulated`. */
  readonly ran: readonly string[];
  /** What was verified of each platform's binaries, in the order of the images. */
  readonly binaries: readonly string[];
  readonly buildx: string;
  readonly failure: ActionError | null;
  /** What a failure may quote. The runner masks summaries too, but not a secret that was escaped for Markdown. */
  readonly secrets: readonly string[];
}

/** The step's part of the job summary, in Markdown. */
export function renderSummary(facts: SummaryFacts): string {
  const { outcome, failure } = facts;
  const title = outcome.repository ?? 'Image';
  const lines = [`### ${escapeMarkup(title)}`, ''];
  if (failure) {
    lines.push(
      `**Failed** (\`${failure.code}\`): ${escapeMarkup(withoutSecrets(failure.message, facts.secrets))}`,
      '',
    );
  }
  if (outcome.digest) {
    lines.push(`Digest: \`${outcome.digest}\``, '');
  }
  if (outcome.tags.length > 0) {
    lines.push(`Tags: ${outcome.tags.map((tag) => code(formatTag(tag))).join(', ')}`, '');
  }
  if (outcome.images.length > 0) {
    lines.push('| Platform | Digest | Manifest size | Runs | Binaries |', '| --- | --- | ---: | --- | --- |');
    outcome.images.forEach((image, index) => {
      const cells = [
        formatPlatform(image.platform),
        code(image.digest),
        `${image.size} B`,
        facts.ran[index] ?? '',
        escapeMarkup(facts.binaries[index] ?? ''),
      ];
      lines.push(`| ${cells.join(' | ')} |`);
    });
    lines.push('');
  }
  lines.push(`<sub>Built with buildx ${escapeMarkup(facts.buildx)}.</sub>`, '');
  return lines.join('\n');
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  // The longest first: a short one may be a part of it, and would leave the rest to be read.
  const longestFirst = secrets.filter(Boolean).sort((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

/** User text must not become markup: no tags, links or code, no formula (`$`), and no line of its own. */
function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/([\\`*_[\]|~$])/g, '\\$1')
    .replace(/\r\n?|\n/g, '<br>');
}
