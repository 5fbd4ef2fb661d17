import { describe, expect, it } from 'vitest';
import { type ListOptions, readList } from '../../../../src/inputs/syntax/lists.ts';
import { Problems } from '../../../../src/inputs/syntax/problems.ts';

function list(text: string, options?: ListOptions): readonly string[] {
  const problems = new Problems();
  const entries = readList('build-args', text, problems, options);
  problems.throwIfAny();
  return entries.map((entry) => entry.text);
}

describe('one element a line', () => {
  it.each([
    ['nothing', '', []],
    ['blanks only', ' \n\t\n', []],
    ['one', 'A=1', ['A=1']],
    ['several', 'A=1\nB=2\n', ['A=1', 'B=2']],
    ['CRLF', 'A=1\r\nB=2\r\n', ['A=1', 'B=2']],
    ['a byte order mark', '\ufeffA=1\nB=2', ['A=1', 'B=2']],
    ['blank lines and blanks around lines', '\n  A=1  \n\n\tB=2\n', ['A=1', 'B=2']],
    ['comments', '# first\nA=1\n  # second\nB=2 # no comment', ['A=1', 'B=2 # no comment']],
    ['commas', 'A=1,2,3', ['A=1,2,3']],
    ['JSON', 'A={"x":"a,b"}', ['A={"x":"a,b"}']],
    ['quotes and equals signs inside', 'A="x"=y="z, w"', ['A="x"=y="z, w"']],
    ['quotes after a comma', 'A="a","b"', ['A="a","b"']],
    ['backslashes and dollars', 'A=C:\\x $HOME %y%', ['A=C:\\x $HOME %y%']],
    ['a wrapped line', '"A=1, 2"', ['A=1, 2']],
    ['a wrapped record of several lines', '"A=line1\nline2"\nB=2', ['A=line1\nline2', 'B=2']],
    ['a wrapped record keeps what is inside', '"A= x \r\n\n# y \n"', ['A= x \r\n\n# y \n']],
    ['doubled quotes in a wrapped record', '"A={""x"": 1}"', ['A={"x": 1}']],
    ['blanks around a wrapped record', '  "A=1"  \r\n  "B=2"', ['A=1', 'B=2']],
    ['a quoted beginning only', '"name=a,b",type=registry', ['"name=a,b",type=registry']],
    ['the same element twice', 'A=1\nA=1', ['A=1', 'A=1']],
  ])('takes %s', (_, text, expected) => {
    expect(list(text)).toEqual(expected);
  });

  it('counts lines from 1, over comments and records of several lines', () => {
    const entries = readList('build-args', '# c\n"A=1\n2"\n\nB=3', new Problems());
    expect(entries.map(({ line }) => line)).toEqual([2, 5]);
  });

  it.each([
    ['an unclosed quote', '"A=1\nB=2', "'\"A=1' opens a double quote that is never closed"],
    ['a pasted YAML list', '- A=1', "'- A=1' looks like an element of a YAML list"],
    ['a JSON array', '["A=1", "B=2"]', 'it is a JSON array'],
    ['an empty JSON array', '[ ]', 'it is a JSON array'],
  ])('refuses %s', (_, text, expected) => {
    expect(() => list(text)).toThrow(expected);
  });

  it.each(['"TOPSECRET', '- TOPSECRET', '["TOPSECRET"]'])('shows nothing of a secret list: %s', (text) => {
    expect(() => list(text, { secret: true })).toThrow(/^(?!.*TOPSECRET)/s);
  });
});

describe('several elements a line', () => {
  it.each([
    ['commas', 'a,b,c', ['a', 'b', 'c']],
    ['newlines', 'a\nb', ['a', 'b']],
    ['both, with a comma at each end', 'a,\nb,\n,c', ['a', 'b', 'c']],
    ['blanks around commas', 'a , b ,c', ['a', 'b', 'c']],
    ['CRLF, a byte order mark, comments', '\ufeffa,b\r\n# no,ne\r\nc', ['a', 'b', 'c']],
    ['quoted elements', '"a","b"', ['a', 'b']],
    ['quotes around a whole line', '"a, b"\nc', ['a', 'b', 'c']],
  ])('takes %s', (_, text, expected) => {
    expect(list(text, { commas: true })).toEqual(expected);
  });

  it('leaves commas in quoted elements where they belong to them', () => {
    const options = { commas: true, quotedCommas: true };
    expect(list('"x=/a,/b",c', options)).toEqual(['x=/a,/b', 'c']);
  });

  it('refuses quotes that buildx would refuse', () => {
    expect(() => list('a,b"c', { commas: true })).toThrow(
      "'a,b\"c' cannot be split at its commas: column 4 has a double quote inside an unquoted field",
    );
  });
});

it('leaves the quotes of lines that are CSV themselves', () => {
  expect(list('"env.no_proxy=a,b"\nnetwork=host', { keepQuotes: true })).toEqual([
    '"env.no_proxy=a,b"',
    'network=host',
  ]);
});
