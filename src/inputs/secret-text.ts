// Credentials inside a text whose form nobody has told: the content of a secret file, or any other input.
import { isCredential } from './credentials.ts';

/** Tokens that say by their form what they are, wherever they stand: of GitHub, GitLab, npm, PyPI, Slack, Stripe, Docker Hub, Google, AWS, and JSON Web Tokens. */
const tokens =
  /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|gl[a-z]{1,5}-[\w-]{20,}|npm_[A-Za-z0-9]{30,}|pypi-[\w-]{20,}|xox[a-z]-[\w-]{10,}|[sr]k_(?:live|test)_\w{10,}|dckr_(?:pat|oat)_[\w-]{20,}|ya29\.[\w-]{20,}|AIza[\w-]{35}|A[KS]IA[A-Z0-9]{16}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,})/g;

export function tokensIn(text: string): readonly string[] {
  return text.match(tokens) ?? [];
}

/** The lines of private keys in PEM, of one that breaks off too. */
export function privateKeysIn(text: string): readonly string[] {
  const keys = text.matchAll(/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----([\s\S]*?)(?:-----END|$)/g);
  return [...keys].flatMap(([, lines = '']) => lines.split(/\r\n|\n|\r/));
}

/** A name and a value, as environment files, npmrc, INI, YAML and JSON have them on a line. */
const pair = /^(?:export\s+|[-{,]\s*)?["']?([^\s"'=]*?)["']?\s*(?:=|:(?=[\s"']))\s*(.*?)\s*[,;]?$/;
/** Of netrc, whose words follow each other. */
const netrc = /\b(?:password|passwd|account)\s+(\S+)/g;

/** The values on a line that stand behind the name of a credential, without the quotes around them. */
export function valuesOfCredentials(line: string): readonly string[] {
  const [, name = '', value = ''] = pair.exec(line.trim()) ?? [];
  const bare = value.replace(/^(["'])(.*)\1$/, '$2');
  // `//registry.npmjs.org/:_authToken` is called by its last word.
  const last = name.split(/[/:]/).at(-1) ?? '';
  return [
    ...(isCredential([last, bare]) || /^_?auth$/i.test(last) ? [value, bare] : []),
    ...[...line.matchAll(netrc)].map(([, word = '']) => word),
    ...tokensIn(line),
  ];
}

/** More lines than any key or login has. */
const mostLines = 1000;
/** Everybody may have these, and a bundle of them would make the runner search each line of the log for thousands. */
const certificate = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]*-----END (?:TRUSTED )?CERTIFICATE-----/g;
/** Of several lines, a shorter one is `{` or `true`, which stands everywhere. */
const shortestLine = 8;
/** BuildKit takes no larger secret (moby/buildkit session/secrets/secretsprovider). */
export const largestSecret = 500 * 1024;

/** What must be masked of the content of a secret file. What is no text is not masked: no log shows it as it is. */
export function textsOfSecretFile(content: string): readonly string[] {
  if (content.includes('\0') || content.includes('\ufffd')) {
    return [];
  }
  const lines = content
    .replace(certificate, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '');
  const [only, ...more] = lines;
  if (only !== undefined && more.length === 0) {
    return [only, ...valuesOfCredentials(only)];
  }
  const taken = lines.slice(0, mostLines);
  return [
    ...taken.filter((line) => line.trim().length >= shortestLine),
    ...taken.flatMap(valuesOfCredentials),
  ];
}

/** The paths in `secret-files`, each behind an ID; whatever else stands there leads to no file. */
export function pathsOfSecretFiles(text: string): readonly string[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim().replace(/^"(.*)"$/, '$1'))
    .filter((line) => line.includes('='))
    .map((line) => line.slice(line.indexOf('=') + 1).trim())
    .filter((path) => path !== '');
}
