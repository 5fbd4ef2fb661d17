/** Controls that turn the direction of the text behind them, or show nothing. */
const unseen =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/**
 * User text must not become markup: no tags, links or code, no formula (`$`), no line of its own. What
 * GitHub links by itself (addresses, @names, #numbers) is kept apart by an element that shows nothing.
 */
export function escapeMarkup(text: string): string {
  return visible(text.replace(/\r\n?/g, '\n'))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/([\\`*_[\]|~$])/g, '\\$1')
    .replace(/:\/\/|@|#(?=\d)|(?<=\bwww)\./gi, '<span>$&</span>')
    .replaceAll('\n', '<br>');
}

/** Text in a line of code, in a sentence. */
export function code(text: string): string {
  return `\`${visible(text).replace(/\s+/g, ' ').replaceAll('`', "'")}\``;
}

/** The same in a cell of a table, which a bar would end. */
export function cellCode(text: string): string {
  return code(text).replaceAll('|', '\\|');
}

/** In characters. The whole is in the log. */
const longestBlock = 8_000;

/** Lines of code with a fence that no line in them can end. GitHub puts a button beside it that copies them. */
export function fenced(whole: string, language = ''): readonly string[] {
  const text = clipped(whole, longestBlock);
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...visible(text.replace(/\r\n?/g, '\n')).split('\n'), fence, ''];
}

/** A part that is folded away until somebody opens it. `title` is plain text of ours. */
export function folded(title: string, lines: readonly string[]): readonly string[] {
  return ['<details>', `<summary>${title}</summary>`, '', ...lines, '</details>', ''];
}

/** A table whose cells are Markdown already. Numbers stand on the right. */
export function table(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly string[] = [],
): readonly string[] {
  const lines = [titles, titles.map((title) => (numbers.includes(title) ? '---:' : '---')), ...rows];
  return [...lines.map((cells) => `| ${cells.join(' | ')} |`), ''];
}

/** Without its end, where it is longer. */
export function clipped(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/**
 * With no word that is longer: a cell cannot break one, and pushes the columns behind it out of sight. Of a path the
 * end says most.
 */
export function narrow(text: string, most: number): string {
  return text.replace(/\S+/g, (word) => (word.length > most ? `…${word.slice(1 - most)}` : word));
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

export function withoutSecrets(text: string, secrets: readonly string[]): string {
  // The longest first: a short one may be a part of it, and would leave the rest to be read.
  const longestFirst = secrets.filter(Boolean).sort((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

function visible(text: string): string {
  return text.replace(
    unseen,
    (character) => `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`,
  );
}
