import { closingQuote, isCsvError, parseCsv } from '../oci/csv.ts';
import { harmless, printable } from '../runner/log.ts';
import { isCredential, isCredentialName } from './credentials.ts';
import { passwordsIn } from './registry-passwords.ts';
import { privateKeysIn, textsOfSecretFile, tokensIn, valuesOfCredentials } from './secret-text.ts';
import { variableOf } from './syntax/form.ts';
import { quote } from './syntax/quote.ts';

/**
 * What is shorter is not masked: *** in place of every "a" or "42" would make a log unreadable, and
 * nothing that short is a secret to anybody who can read the log.
 */
export const shortestMasked = 3;

/** A user name in a URL is masked from this length on: it is a token then, not `git` or `x-access-token`. */
const shortestUserToken = 20;

/** Inputs with lines of `name=value` between commas. */
const attributeInputs: readonly string[] = ['cache-from', 'cache-to', 'driver-opts', 'nodes', 'outputs'];

/**
 * Every text in the inputs that must be masked before anything else is done with them. Does not fail,
 * whatever they hold, and takes too much rather than too little. Each element is one line, because the
 * runner masks line by line. `secretFiles`: what stands in the files that `secret-files` names.
 */
export function sensitiveValues(
  variables: Readonly<Record<string, string>>,
  secretFiles: readonly string[] = [],
): readonly string[] {
  const text = (input: string): string => variables[variableOf(input)] ?? '';
  return maskable([
    text('password'),
    ...passwordsIn(text('registry-auth')),
    text('github-token'),
    ...secretTexts(text('secrets')),
    ...variableNames(text('secret-envs'))
      .map((name) => variables[name] ?? '')
      .flatMap((value) => [value, ...linesOf(value).flatMap(valuesOfCredentials)]),
    ...secretFiles.flatMap((content) => [...textsOfSecretFile(content), ...urlCredentials(content)]),
    ...buildArguments(text('build-args'), variables),
    ...attributeInputs.flatMap((input) => linesOf(text(input)).flatMap(credentialFields)),
    ...Object.entries(variables).flatMap(([name, value]) =>
      /^INPUT_|_proxy$/i.test(name) ? textsIn(name, value) : [],
    ),
    ...Object.entries(variables).flatMap(([name, value]) =>
      /^INPUT_|_AUTH_TLS_KEY$/i.test(name) ? privateKeysIn(value) : [],
    ),
  ]);
}

/** Of an input of any kind, or of a proxy, which may be written without its scheme. */
function textsIn(name: string, value: string): readonly string[] {
  const urls = /^INPUT_/i.test(name) || value.includes('://') ? value : `http://${value}`;
  // `user:password@host:path`, as nobody should write the address of a repository.
  const scp = /^INPUT_(?:BUILD-)?CONTEXTS?$/i.test(name)
    ? value.matchAll(/^(?:[^\s=]+=)?[\w.-]+:([^\s@/]+)@/gm)
    : [];
  return [
    ...urlCredentials(urls),
    ...urlParameters(value),
    ...tokensIn(value),
    ...[...scp].map(([, password = '']) => password),
  ];
}

/** The lines of these texts as the log may hold them, the longest first: a value is replaced with all that it holds. */
export function maskable(texts: readonly string[]): readonly string[] {
  const lines = texts
    .flatMap(linesOf)
    .flatMap(asPrinted)
    .filter((line) => line.length >= shortestMasked);
  return [...new Set(lines)].sort((a, b) => b.length - a.length);
}

/** What a line becomes where it is printed: in the log, in an annotation, in a problem, and in BuildKit's quotes. */
function asPrinted(line: string): readonly string[] {
  // Something must stand before it, or the log would take it for the beginning of a line.
  const logged = harmless(`.${line}`).slice(1);
  return [line, logged, printable(line), quote(line).slice(1, -1), JSON.stringify(line).slice(1, -1)];
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Of `secrets`: the values, and from the second line on whole lines, for each may continue the value above it. */
function secretTexts(text: string): readonly string[] {
  const lines = linesOf(text.replace(/^\ufeff/, ''));
  return [
    ...lines.flatMap((line, n) => secretLine(line, n > 0)),
    ...wrappedRecords(text).map((record) => record.slice(record.indexOf('=') + 1)),
  ];
}

function secretLine(line: string, maybeContinued: boolean): readonly string[] {
  const equals = line.indexOf('=');
  const id = line
    .slice(0, Math.max(equals, 0))
    .replace(/^[#"\s]+/, '')
    .trim();
  const random = isRandom(line, id);
  const whole = maybeContinued || random || !/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(id);
  // The whole line if there is no equals sign.
  const value = line.slice(equals + 1);
  const bare = value.replace(/"$/, '');
  const [name, inner] = pairOf(bare);
  return [
    ...(whole ? [line, line.replace(/"$/, '')] : []),
    ...(random ? [id] : []),
    value,
    bare,
    bare.replaceAll('""', '"'),
    // A file of such pairs, given as one secret.
    ...(isCredentialName(name) ? [inner] : valuesOfCredentials(bare)),
  ];
}

/** Whether what stands where the ID of a secret should is rather a piece of one: the end of a base64 text, or a key. */
function isRandom(line: string, id: string): boolean {
  if (/^[\w+/-]+==$/.test(line)) {
    return true;
  }
  const mixed = /[a-z]/.test(id) && /[A-Z]/.test(id);
  const padded = mixed && line.length % 4 === 0 && /^[A-Za-z0-9+/]+=$/.test(line);
  return padded || (mixed && id.length >= 16 && /\d/.test(id) && /^[A-Za-z0-9]+$/.test(id));
}

/** Records in double quotes, with the quotes inside no longer doubled. */
function wrappedRecords(text: string): readonly string[] {
  return [...text.matchAll(/^[ \t\ufeff]*"/gm)].map((match) => {
    const open = match.index + match[0].length - 1;
    return text.slice(open + 1, closingQuote(text, open) ?? text.length).replaceAll('""', '"');
  });
}

/** Of `id=VARIABLE` between commas or on lines of its own, in quotes or not. */
function variableNames(text: string): readonly string[] {
  return text.split(/[,\r\n]/).map((pair) => pairOf(pair.replaceAll('"', ''))[1].trim());
}

/** Values of build arguments that are called like credentials, and lines after one that may continue its value. */
function buildArguments(text: string, variables: Readonly<Record<string, string>>): readonly string[] {
  const found = wrappedRecords(text)
    .map(pairOf)
    .filter(isCredential)
    .map(([, value]) => value);
  let credential = false;
  for (const line of linesOf(text.replace(/^\ufeff/, ''))) {
    const pair = pairOf(line.replace(/^"/, ''));
    const [name, value] = pair;
    if (/^[A-Za-z_][A-Za-z0-9_.:-]*$/.test(name)) {
      credential = isCredential(pair);
      found.push(...(credential ? [value, value.replace(/"$/, '')] : []));
    } else if (variables[line] !== undefined) {
      found.push(...(isCredentialName(line) ? [variables[line]] : []));
    } else if (credential) {
      found.push(line, line.replace(/"$/, ''));
    }
  }
  return found;
}

/** Of a line such as `type=s3,secret_access_key=…` or `"env.AWS_SECRET_ACCESS_KEY=…"`. */
function credentialFields(line: string): readonly string[] {
  const fields = parseCsv(line);
  if (!isCsvError(fields)) {
    return fields
      .map(pairOf)
      .filter(isCredential)
      .map(([, value]) => value);
  }
  // Where its fields end cannot be told: all from the first credential on.
  const first = line.split(',').find((piece) => isCredential(pairOf(piece)));
  return first === undefined ? [] : [first, line.slice(line.indexOf(first))].map((text) => pairOf(text)[1]);
}

/** What stands before the first `=`, without quotes and blanks around it, and behind it. */
function pairOf(text: string): readonly [name: string, value: string] {
  const equals = text.indexOf('=');
  return equals < 0 ? ['', text] : [text.slice(0, equals).replaceAll('"', '').trim(), text.slice(equals + 1)];
}

/** Passwords, and tokens in the place of the user, of every `scheme://user:password@host` in a text. */
function urlCredentials(text: string): readonly string[] {
  const urls = text.split(/\s/).flatMap((word) => word.split('://').slice(1));
  return urls.flatMap(userInfos).flatMap((userInfo) => {
    const colon = userInfo.indexOf(':');
    const user = colon < 0 ? userInfo : userInfo.slice(0, colon);
    const password = colon < 0 ? null : userInfo.slice(colon + 1);
    // Some servers take a token as the user, and then no password, or one that is a word.
    const isToken = user.length >= shortestUserToken || /^(?:x-oauth-basic)?$/.test(password ?? '-');
    const secrets = [...(isToken ? [user] : []), ...(password === null ? [] : [password])];
    return secrets.flatMap((secret) => [secret, decoded(secret)]);
  });
}

/** What may be meant to stand before the host of `user:password@host/path`. */
function userInfos(url: string): readonly string[] {
  const authority = url.replace(/[/?#].*/s, '');
  // A password may hold an @ that should have been written %40: then both readings are masked.
  const ends = [authority.indexOf('@'), authority.lastIndexOf('@')];
  if (ends[0] === -1 && /:\D/.test(authority)) {
    // Not a port, so a password with a / in it.
    ends.push(url.indexOf('@'), url.lastIndexOf('@'));
  }
  return ends.filter((end) => end >= 0).map((end) => url.slice(0, end));
}

/** Tokens and signatures in the query of a URL. */
function urlParameters(text: string): readonly string[] {
  return [...text.matchAll(/[?&]([^=?&#\s]+)=([^&#\s]*)/g)].flatMap(([, name = '', value = '']) => {
    if (!isCredentialName(name) && !/^(?:key|code|jwt|hmac|auth)$/i.test(name)) {
      return [];
    }
    const upToComma = value.replace(/[,"'].*/s, '');
    return [value, upToComma].flatMap((secret) => [secret, decoded(secret)]);
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
