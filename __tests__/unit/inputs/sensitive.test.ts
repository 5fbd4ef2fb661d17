import { describe, expect, it } from 'vitest';
import { sensitiveValues } from '../../../src/inputs/sensitive.ts';
import { type Given, variablesOf } from './reading.ts';

function masked(given: Given, others: Readonly<Record<string, string>> = {}): readonly string[] {
  return sensitiveValues(variablesOf(given, others));
}

describe('sensitiveValues', () => {
  it.each<[string, Given, string[]]>([
    ['nothing', {}, []],
    ['a password', { password: ' hunter2 ' }, ['hunter2']],
    ['a token', { 'github-token': 'ghs_abc' }, ['ghs_abc']],
    ['a secret', { secrets: 'id=value1' }, ['value1']],
    ['a secret with equals signs', { secrets: 'id=a==b' }, ['a==b']],
    ['a secret with blanks around', { secrets: '  id = value1 ' }, ['value1']],
    ['a secret with quotes and commas', { secrets: 'id={"x":"a,b"}' }, ['{"x":"a,b"}']],
    ['several secrets, with CRLF', { secrets: 'a=value1\r\nb=value2\r\n' }, ['value1', 'value2']],
    ['a line that is no secret', { secrets: 'just-a-token' }, ['just-a-token']],
    ['a line whose name is none', { secrets: 'my token=value1' }, ['my token=value1', 'value1']],
    ['a commented secret', { secrets: '#id=value1' }, ['value1']],
    ['a wrapped secret', { secrets: '"id=val""ue1"' }, ['val"ue1']],
    ['an unclosed one', { secrets: '"id=value1\nvalue2' }, ['value1', 'value2']],
    ['a URL password', { context: 'https://user:p%40ss1@example.com/x.git' }, ['p%40ss1', 'p@ss1']],
    ['a URL password with an @', { context: 'https://u:pa@ss1@example.com' }, ['pa@ss1']],
    ['a token as URL user', { context: `https://${'t'.repeat(40)}@github.com/a/b.git` }, ['t'.repeat(40)]],
    ['a build argument URL', { 'build-args': 'P=https://u:sesame@host/' }, ['sesame']],
    [
      'a proxy in a driver option',
      { 'driver-opts': 'env.http_proxy=http://u:sesame@proxy:3128' },
      ['sesame'],
    ],
    ['a build context', { 'build-contexts': 'x=https://u:sesame@host/x.git' }, ['sesame']],
    ['a mirror', { 'buildx-mirror': 'https://u:sesame@host/x' }, ['sesame']],
    ['a broken escape', { 'buildx-mirror': 'https://u:100%@host/x' }, ['100%']],
    [
      'a cache key',
      { 'cache-to': 'type=s3,access_key_id=AKIA,secret_access_key=sesame,region=x' },
      ['sesame'],
    ],
    ['a cache token', { 'cache-from': 'type=gha,ghtoken=sesame' }, ['sesame']],
  ])('finds %s', (_, given, expected) => {
    expect(masked(given)).toEqual(expect.arrayContaining(expected));
  });

  it.each<[string, Given]>([
    ['nothing', {}],
    ['short values, which would spoil the log', { password: 'ab', secrets: 'a=x\nb=42' }],
    ['the user git', { context: 'ssh://git@github.com/a/b.git' }],
    ['a URL without a user', { context: 'https://github.com/a/b.git#main' }],
    ['an @ in a path', { context: 'https://host/a@b' }],
    ['labels', { labels: 'a=b@c:d' }],
  ])('finds nothing in %s', (_, given) => {
    expect(masked(given)).toEqual([]);
  });

  it('finds each line of a value of several lines, and no line that is a bracket', () => {
    const lines = ['-----BEGIN KEY-----', 'YWJj==', '-----END KEY-----'];
    expect(masked({ secrets: `"key=${lines.join('\n')}\n"\n"json={\n  ""a"": ""sesame""\n}"` })).toEqual(
      expect.arrayContaining([...lines, '"a": "sesame"']),
    );
    expect(masked({ secrets: '"json={\n  ""a"": 1\n}"' })).not.toContain('}');
  });

  it('finds the values of secret-envs in the environment', () => {
    expect(masked({ 'secret-envs': 'a=ONE,b=TWO' }, { ONE: 'first', TWO: 'second' })).toEqual(
      expect.arrayContaining(['first', 'second']),
    );
  });

  it('puts a value before the values that it holds', () => {
    expect(masked({ secrets: 'a=abc\nb=abcdef' })).toEqual(['abcdef', 'abc']);
  });

  it('does not fail on any text', () => {
    let seed = 1;
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const parts = [
      '"',
      '""',
      '\n',
      '\r\n',
      '=',
      ',',
      '://',
      '@',
      ':',
      '%',
      '%4',
      'a',
      'secret',
      '#',
      '\ufeff',
      '\0',
      ' ',
    ];
    for (let round = 0; round < 500; round++) {
      const text = Array.from({ length: random(12) }, () => parts[random(parts.length)]).join('');
      expect(masked({ secrets: text, 'secret-envs': text, context: text, 'cache-to': text })).toBeInstanceOf(
        Array,
      );
    }
  });
});
