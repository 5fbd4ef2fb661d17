/** A value for an error text: on one line, every character visible, and without the user information of a URL. */
export function quote(value: string): string {
  const shown = value.replace(/(:\/\/)[^\s/?#]*@/g, '$1***@');
  return `'${shown.replace(/[\u0000-\u0008\u000a-\u001f\u007f]/g, escaped)}'`;
}

function escaped(character: string): string {
  const names: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r' };
  return names[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** `a, b or c`. */
export function alternatives(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
