import type { ActionError } from '../errors.ts';
import { formatPlatform, isSamePlatform } from '../oci/platform.ts';
import { formatTag } from '../oci/reference.ts';
import type { Ledger, SetUpFacts, VerifiedImage } from '../session/ledger.ts';

/**
 * The step's part of the job summary, in Markdown; null before anything was set up. `secrets` is what a
 * failure may quote: the runner masks summaries too, but not a secret that was escaped for Markdown.
 */
export function renderSummary(
  ledger: Ledger,
  failure: ActionError | null,
  secrets: readonly string[],
): string | null {
  const { setUp, verified, tags, repository } = ledger.facts;
  if (setUp === null) {
    return null;
  }
  const lines = [`### ${escapeMarkup(repository ?? 'Image')}`, ''];
  if (failure) {
    lines.push(
      `**Failed** (\`${failure.code}\`): ${escapeMarkup(withoutSecrets(failure.message, secrets))}`,
      '',
    );
  }
  if (verified) {
    lines.push(`Digest: \`${verified.digest}\``, '');
  }
  if (tags.length > 0) {
    lines.push(`Tags: ${tags.map((tag) => code(formatTag(tag))).join(', ')}`, '');
  }
  if (verified) {
    lines.push(...imageTable(verified, setUp), '');
  }
  lines.push(`<sub>Built with buildx ${escapeMarkup(setUp.buildxVersion)}.</sub>`, '');
  return lines.join('\n');
}

function imageTable({ images, binaries }: VerifiedImage, { executions }: SetUpFacts): readonly string[] {
  const rows = images.map(({ platform, digest, size }, index) => {
    const execution = executions.find((candidate) => isSamePlatform(candidate.platform, platform));
    const cells = [
      formatPlatform(platform),
      code(digest),
      `${size} B`,
      execution?.how === 'native' ? 'native' : 'emulated',
      escapeMarkup(binaries[index] ?? ''),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| Platform | Digest | Manifest size | Runs | Binaries |',
    '| --- | --- | ---: | --- | --- |',
    ...rows,
  ];
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  // The longest first: a short one may be a part of it, and would leave the rest to be read.
  const longestFirst = secrets.filter(Boolean).sort((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

/** Controls that turn the direction of the text behind them, or show nothing. */
const unseen = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/**
 * User text must not become markup: no tags, links or code, no formula (`$`), no line of its own. What
 * GitHub links by itself (addresses, @names, #numbers) is kept apart by an element that shows nothing.
 */
function escapeMarkup(text: string): string {
  return text
    .replace(
      unseen,
      (character) => `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/([\\`*_[\]|~$])/g, '\\$1')
    .replace(/:\/\/|@|#(?=\d)|(?<=\bwww)\./gi, '<span>$&</span>')
    .replace(/\r\n?|\n/g, '<br>');
}
