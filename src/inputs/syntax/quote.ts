/** A value for an error text: on one line, every character visible, and without the user information of a URL. */
export function quote(value: string): string {
  const shown = value.replace(/(:\/\/)[^\s/?#]*@/g, '$1***@');
  return `'${shown.replace(invisible, escaped)}'`;
}

/** Controls, formats such as zero-width and direction marks, halves of a pair, and blanks that are none. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

function escaped(character: string): string {
  const names: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  return names[character] ?? `<${codePoint(character)}>`;
}

/** `U+200B`. */
export function codePoint(character: string): string {
  return `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** `a, b or c`. */
export function alternatives(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
