import { closingQuote } from '../oci/csv.ts';
import { variableOf } from './syntax/form.ts';

/**
 * What is shorter is not masked: *** in place of every "a" or "42" would make a log unreadable, and
 * nothing that short is a secret to anybody who can read the log.
 */
export const shortestMasked = 3;

/** A user name in a URL is masked from this length on: it is a token then, not `git` or `x-access-token`. */
const shortestUserToken = 20;

/**
 * Every text in the inputs that must be masked before anything else is done with them. Does not fail,
 * whatever they hold, and takes too much rather than too little. Each element is one line, because the
 * runner masks line by line.
 */
export function sensitiveValues(variables: Readonly<Record<string, string>>): readonly string[] {
  const text = (input: string): string => variables[variableOf(input)] ?? '';
  const found = [
    text('password'),
    text('github-token'),
    ...secretTexts(text('secrets')),
    ...linesOf(text('secret-envs').replaceAll(',', '\n')).map(
      (line) => variables[line.slice(line.indexOf('=') + 1)] ?? '',
    ),
    ...[text('cache-from'), text('cache-to')].flatMap(credentialFields),
    ...Object.entries(variables).flatMap(([name, value]) =>
      /^INPUT_|_proxy$/i.test(name) ? urlCredentials(value) : [],
    ),
  ];
  const lines = found.flatMap(linesOf).filter((line) => line.length >= shortestMasked);
  // The longest first: a value that holds another one is replaced as a whole.
  return [...new Set(lines)].sort((a, b) => b.length - a.length);
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Values of `id=value`; lines that are not of this form as a whole, because they may continue a value. */
function secretTexts(text: string): readonly string[] {
  const plain = linesOf(text.replace(/^\ufeff/, '')).flatMap((line) => {
    const equals = line.indexOf('=');
    const id = line
      .slice(0, Math.max(equals, 0))
      .replace(/^[#"\s]+/, '')
      .trim();
    const value = line.slice(equals + 1).trim();
    const bare = value.replace(/"$/, '');
    const whole = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(id) ? [] : [line, line.replace(/"$/, '')];
    return [...whole, ...(equals < 0 ? [] : [value, bare, bare.replaceAll('""', '"')])];
  });
  return [...plain, ...wrappedValues(text)];
}

/** Values of records in double quotes, with the quotes inside no longer doubled. */
function wrappedValues(text: string): readonly string[] {
  const values: string[] = [];
  for (const match of text.matchAll(/^[ \t\ufeff]*"/gm)) {
    const open = match.index + match[0].length - 1;
    const record = text.slice(open + 1, closingQuote(text, open) ?? text.length).replaceAll('""', '"');
    values.push(record.slice(record.indexOf('=') + 1));
  }
  return values;
}

/** Of `type=s3,secret_access_key=…`, `type=gha,token=…`: BuildKit takes such keys as cache attributes. */
function credentialFields(text: string): readonly string[] {
  return [...text.matchAll(/[\w-]*(?:token|secret|password|account_key)[\w-]*=([^",\r\n]+)/gi)].map(
    (match) => match[1] ?? '',
  );
}

/** Passwords, and tokens in the place of the user, of every `scheme://user:password@host` in a text. */
function urlCredentials(text: string): readonly string[] {
  // A password may hold an @ that should have been written %40: then both readings are masked.
  return [...text.matchAll(/:\/\/(([^\s/?#@]*)[^\s/?#]*)@/g)].flatMap(([, long = '', short = '']) =>
    [long, short].flatMap((userInfo) => {
      const colon = userInfo.indexOf(':');
      const user = colon < 0 ? userInfo : userInfo.slice(0, colon);
      const secrets = user.length >= shortestUserToken ? [user] : [];
      if (colon >= 0) {
        secrets.push(userInfo.slice(colon + 1));
      }
      return secrets.flatMap((secret) => [secret, decoded(secret)]);
    }),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
