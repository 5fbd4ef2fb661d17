import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseYamlMaps } from '../../../../src/inputs/syntax/yaml.ts';

const plain = (text: string) => parseYamlMaps(text).map(({ values }) => Object.fromEntries(values));

describe('parseYamlMaps', () => {
  it.each([
    ['one key', '- endpoint: ssh://me@arm'],
    ['several keys', '- name: arm\n  endpoint: tcp://arm:1234\n- name: amd\n  endpoint: amd\n'],
    ['comments and blank lines', '# all\n\n- name: arm # the first\n\n  # its place\n  endpoint: arm\n'],
    ['a dash alone', '-\n  name: arm\n  endpoint: arm'],
    ['indentation', '    - name: arm\n      endpoint: arm\n    - name: amd\n'],
    ['a wide dash', '-   name: arm\n    endpoint: arm'],
    ['a block', '- driver-opts: |\n    network=host\n    "env.a=b,c"\n  name: arm'],
    ['a block that keeps its end', '- driver-opts: |-\n    a=b\n\n    c=d\n  name: arm'],
    ['a folded block', '- buildkitd-flags: >-\n    --debug\n    --oci-worker-gc\n'],
    ['a list', '- driver-opts:\n    - network=host\n    - memory=1g # enough\n  name: arm'],
    ['a list in the column of its key', '- driver-opts:\n  - network=host\n  - memory=1g\n  name: arm'],
    ['a list on a line', '- platforms: [linux/arm64, "linux/arm/v7", \'linux/386\']'],
    ['an empty list', '- platforms: []'],
    ['quotes', '- name: "a: \\"b\\""\n  endpoint: \'it\'\'s\''],
    ['a colon in a value', '- endpoint: tcp://arm:1234'],
    ['a hash in a value', '- endpoint: arm#1'],
    ['CRLF', '- name: arm\r\n  endpoint: arm\r\n'],
    ['JSON', '[{"name":"arm","driver-opts":["a=b"]}]'],
  ])('reads %s as YAML has it', (_, text) => {
    const trimmed = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);
    const expected = (parse(text) as readonly object[]).map((map) =>
      Object.fromEntries(Object.entries(map).map(([key, value]) => [key, trimmed(value)])),
    );
    expect(plain(text)).toEqual(expected);
  });

  it('keeps every value a text, and takes nothing for an empty one', () => {
    expect(plain('- name: 1\n  endpoint:\n  platforms: true')).toEqual([
      { name: '1', endpoint: '', platforms: 'true' },
    ]);
  });

  it('says in which line each begins', () => {
    expect(parseYamlMaps('\n- name: a\n  endpoint: b\n\n- name: c').map(({ line }) => line)).toEqual([2, 5]);
  });

  it('finds none in nothing', () => {
    expect(parseYamlMaps('  \n# none\n')).toEqual([]);
  });

  it.each([
    ['a map', 'name: arm', "line 1: expected an element, which begins with '- '"],
    ['a text', '- arm', "line 1: expected 'key: value'"],
    ['a missing blank', '- name:arm', "line 1: expected 'key: value'"],
    [
      'a tab',
      '- name: arm\n\tendpoint: arm',
      'line 2: it is indented with a tab, and YAML takes blanks alone',
    ],
    [
      'a key too far to the right',
      '- name: arm\n    endpoint: arm',
      'line 2: its indentation is not that of the key above it',
    ],
    ['a key twice', '- name: arm\n  name: amd', "line 2: it sets 'name' a second time"],
    [
      'a list that goes on',
      '- platforms: [a,\n    b]',
      "line 1: the list that '[' opens is not closed on this line",
    ],
    [
      'an anchor',
      '- name: &arm arm',
      'line 1: its value has a meaning of its own in YAML that is not known here: put it in single quotes',
    ],
    [
      'a map in a map',
      '- name: {a: b}',
      'line 1: its value has a meaning of its own in YAML that is not known here: put it in single quotes',
    ],
    [
      'quotes that do not end',
      '- name: "arm',
      'line 1: its value has a meaning of its own in YAML that is not known here: put it in single quotes',
    ],
    ['an unknown escape', '- name: "\\q"', 'line 1: its double quotes hold an escape that is not known here'],
    ['half of JSON', '[{"name":', "it begins with '[', but is not JSON"],
    ['JSON of texts', '["arm"]', 'element 1 is not an object'],
    ['a number in JSON', '[{"name":1}]', "the value of 'name' is neither a text nor a list of texts"],
  ])('refuses %s', (_, text, said) => {
    expect(() => parseYamlMaps(text)).toThrow(said);
  });
});
