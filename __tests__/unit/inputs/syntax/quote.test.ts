import { describe, expect, it } from 'vitest';
import { quote } from '../../../../src/inputs/syntax/quote.ts';
import { type Given, read, refusalOf } from '../reading.ts';

it.each([
  ['plain text', 'a b', "'a b'"],
  ['line ends and tabs', 'a\r\n\tb', "'a\\r\\n\\tb'"],
  ['an escape', '\u001b[31m', "'<U+001B>[31m'"],
  ['no width', 'a\u200bb', "'a<U+200B>b'"],
  ['no width, at the end', 'a\ufeff', "'a<U+FEFF>'"],
  ['a soft hyphen', 'a\u00adb', "'a<U+00AD>b'"],
  ['a change of direction', '\u202egnp.exe', "'<U+202E>gnp.exe'"],
  ['a blank that is none', 'a\u00a0b\u3000c', "'a<U+00A0>b<U+3000>c'"],
  ['lines of Unicode', 'a\u2028b\u0085', "'a<U+2028>b<U+0085>'"],
  ['a tag character', 'a\u{e0061}', "'a<U+E0061>'"],
  ['half of a pair', 'a\ud83d', "'a<U+D83D>'"],
  ['letters of all kinds', 'wörk 工作 👍', "'wörk 工作 👍'"],
  ['a URL with a password', 'https://me:pass@host/x', "'https://***@host/x'"],
])('quote: %s', (_, text, expected) => {
  expect(quote(text)).toBe(expected);
});

describe('an invisible character', () => {
  const noWidth = '\u200b';

  it.each<[string, Given, string]>([
    ['platforms', { platforms: `linux/amd64${noWidth}` }, 'character 12'],
    ['tags', { tags: `app${noWidth}:1` }, 'character 4'],
    ['target', { target: `${noWidth}release` }, 'character 1'],
    ['username', { username: `ac${noWidth}me`, password: 'abc' }, 'character 3'],
    ['password', { username: 'acme', password: `TOPSECRET${noWidth}x` }, 'character 10'],
    ['allow', { allow: `network.${noWidth}host` }, 'character 9'],
  ])('is refused in %s', async (input, given, where) => {
    const text = await refusalOf(given);
    expect(text).toContain(
      `'${input}': it contains the invisible character U+200B (${where}), but only plain text is allowed.`,
    );
    expect(text).not.toMatch(/\u200b|TOPSECRET/);
  });

  it.each<[string, Given]>([
    ['a label', { labels: `a=b${noWidth}c` }],
    ['a build argument', { 'build-args': `A=\u202a` }],
    ['a secret', { secrets: `a=b${noWidth}cd` }],
    ['the name of a folder', { outputs: 'type=local,dest=\u0645\u06cc\u200c\u062e' }],
    ['a byte order mark at the beginning of a list', { tags: '\ufeffapp:1' }],
  ])('is left alone in %s', async (_, given) => {
    expect((await read(given)).warnings).toEqual([]);
  });

  it('is shown where a value is quoted', async () => {
    expect(await refusalOf({ file: `Docker${noWidth}file` })).toContain("'Docker<U+200B>file'");
    expect(await refusalOf({ 'cache-to': `type=${noWidth}gha` })).toContain("the unknown type '<U+200B>gha'");
  });
});

it('refuses a control character that Go takes for a blank', async () => {
  const text = await refusalOf({ outputs: 'type=image,\u0085push=true' });
  expect(text).toContain('it contains the control character U+0085 (character 12)');
});
