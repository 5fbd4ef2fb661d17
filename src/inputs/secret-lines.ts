import type { Entry } from './syntax/lists.ts';

/** An ID becomes a file name under /run/secrets and a field of a CSV on the way there. */
const idPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/;

/** What an input for secrets has on a line. */
export interface Pair {
  readonly id: string;
  readonly value: string;
}

/** null for a text that has no '=', or no ID before it. */
export function parsePair(text: string): Pair | null {
  const equals = text.indexOf('=');
  const id = text.slice(0, Math.max(equals, 0));
  return idPattern.test(id) ? { id, value: text.slice(equals + 1) } : null;
}

/** An entry of `secrets`, taken apart. */
export type SecretLine = Pair & Pick<Entry, 'line' | 'wrapped'>;

/**
 * Why an entry of `secrets` may be a line of the value above it, in words that show nothing of it; null
 * if nothing speaks for that.
 *
 * A value of several lines that is not in double quotes falls into lines. One that happens to look like
 * `id=…` would be taken for a secret of its own, and its beginning, which is text of the secret, for an
 * ID: that is an argument of buildx, which others on the machine can read. It cannot be told for certain,
 * so whatever looks like a continuation is refused.
 */
export function continuationDoubt(entry: SecretLine, above: SecretLine | null): string | null {
  if (!entry.wrapped && /^=+$/.test(entry.value.trim())) {
    return "has nothing but '=' as its value, as the last line of base64 text does.";
  }
  if (above === null || above.wrapped) {
    return null;
  }
  const first = above.value.trim();
  return beginsLongerText(first) || isEndOfBase64(entry, first)
    ? `may belong to the value on line ${above.line}, which looks like the beginning of a longer text.`
    : null;
}

/** First lines of what is kept in secrets and has several: keys, environment files, INI, netrc, JSON, YAML, XML, scripts. */
const beginnings = [
  /^-----BEGIN (?!.*-----END )/,
  /^(?:[#;]\s|\/\/\s|#!|<\?|<!--|---$)/,
  /^\[[^\]=,"']*\]$/,
  /^[{[](?:.*[{[,])?$/,
  /(?:^|:\s)[|>][+-]?\d?$/,
  /\\$|\s\{$/,
  // A quote that is not closed on the line.
  /^'[^']*$/,
  // Of netrc, and of what openssl writes in front of keys.
  /^(?:machine \S+|default$|Bag Attributes|subject=|issuer=)/,
];

function beginsLongerText(value: string): boolean {
  return isAssignment(value) || beginnings.some((pattern) => pattern.test(value));
}

/**
 * `NAME=value` again, as environment files, npmrc and properties have it line by line. The padding of
 * base64 is none, nor are a connection string (`A=b;C=d`) and the query of a URL.
 */
function isAssignment(value: string): boolean {
  const [, rest] = /^(?:export\s+)?[^\s=;&?"'{}]+\s*=\s*(?!=*$)(.*)$/.exec(value) ?? [];
  return rest !== undefined && !/;[^=;]+=/.test(rest);
}

/** Base64 that was broken into lines ends in a shorter one: with one '=' of padding, that looks like an empty value. */
function isEndOfBase64({ id, value }: Pair, above: string): boolean {
  const length = id.length + 1;
  return (
    value.trim() === '' &&
    /^[A-Za-z0-9]+$/.test(id) &&
    length % 4 === 0 &&
    /^[A-Za-z0-9+/]{16,}$/.test(above) &&
    above.length % 4 === 0 &&
    length <= above.length
  );
}
