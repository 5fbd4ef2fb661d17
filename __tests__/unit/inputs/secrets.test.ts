import { describe, expect, it } from 'vitest';
import { type Given, read, refusalOf } from './reading.ts';
import { type Row, refuses, rows } from './refusals.ts';

const push = { push: 'true', tags: 'ghcr.io/acme/app:1.0' };
const wrap =
  "Put double quotes around an entry of several lines, ID included, and double the quotes inside it; or use 'secret-envs', which takes any value as it is.";
const form = `does not have the form id=value. ${wrap}`;
const fork = 'A run for a pull request from a fork has no secrets, and should not push.';

refuses('secrets', [
  ...rows('secrets', [
    ['no =', 'TOPSECRET', `line 1 ${form}`],
    ['no ID', 'a=abc\n=TOPSECRET', `line 2 ${form}`],
    ['an ID with /', 'a/b=TOPSECRET', `line 1 ${form}`],
    ['an ID ..', '..=TOPSECRET', `line 1 ${form}`],
    ['an ID with ,', 'a,b=TOPSECRET', `line 1 ${form}`],
    ['a blank before the =', 'TOPSECRET =abc', `line 1 ${form}`],
    ['an ID that is too long for one', `${'TOPSECRET'.repeat(8)}=abc`, `line 1 ${form}`],
    [
      'an ID given twice',
      'TOPSECRET=abc\nTOPSECRET=def',
      "line 2 has an ID that 'secrets' has given before. Give each secret only once.",
    ],
    [
      'an unclosed quote',
      '"npm=TOPSECRET',
      'line 1 opens a double quote that is never closed. Close it, and write each double quote inside the text as two.',
    ],
    [
      'a YAML list',
      '- npm=TOPSECRET',
      "line 1 looks like an element of a YAML list, but an input is a single text. Write 'secrets: |' and then one element per line, without dashes.",
    ],
  ]),
  ...rows('secret-files', [
    ['no path', 'npm=', 'line 1 does not have the form id=path.'],
    [
      'a missing file',
      'npm=.npmrc',
      "the file '.npmrc' does not exist. It is resolved in the workspace, /work. Check the path, and whether an earlier step (such as actions/checkout) created it.",
    ],
    [
      'a missing file under ~',
      'npm=~/.npmrc',
      "the file '~/.npmrc' does not exist. '~' is not expanded; write the path in full.",
    ],
    ['a directory', 'npm=/work', "'/work' is a directory, but a file was expected."],
    ...['//registry/:_authToken=TOPSECRET', 'TOP SECRET', 'TOPSECRET'.repeat(30)].map(
      (text): [string, string, string] => [
        'the text of a secret instead of a file',
        `npm=${text}`,
        "line 1 does not name a file that exists. Write the path of a file; the text of a secret belongs in 'secrets'.",
      ],
    ),
  ]),
  ...rows('secret-envs', [
    ['no variable', 'npm', 'line 1 does not have the form id=VARIABLE.'],
    [
      'a variable that is not set',
      'npm=NPM_TOKEN',
      "the environment variable 'NPM_TOKEN' for the secret 'npm' on line 1 is not set. Set it in env: of the step or the job.",
    ],
    [
      'the secret itself instead of a variable',
      'npm=ghp_topSECRET',
      "the environment variable for the secret 'npm' on line 1 is not set. Set it in env: of the step or the job.",
    ],
  ]),
  [
    'one ID in two inputs',
    { secrets: 'npm=abc', 'secret-envs': 'npm=NPM_TOKEN' },
    "'secret-envs': line 1 has the ID 'npm' that 'secrets' has given before. Give each secret only once.",
    { variables: { NPM_TOKEN: 'x' } },
  ],
  ...(
    [
      ['secrets', { secrets: 'npm=abc\nother=  ' }, 2],
      ['secret-envs', { 'secret-envs': 'npm=NPM_TOKEN' }, 1],
    ] as const
  ).map(
    ([input, given, line]): Row => [
      `${input} with nothing in them, before a push`,
      { ...given, ...push },
      `'${input}': the secret on line ${line} is empty. Check the name of the secret in the expression. ${fork}`,
      { variables: { NPM_TOKEN: '' } },
    ],
  ),
]);

it('takes a file whose name has blanks and equals signs', async () => {
  const files = { '/work/a b/c=d': 'file' } as const;
  const { inputs } = await read({ 'secret-files': 'npm=a b/c=d' }, { files });
  expect(inputs.secrets).toEqual([{ id: 'npm', from: { kind: 'file', path: 'a b/c=d' } }]);
});

describe('a build that pushes nothing, as for a pull request from a fork', () => {
  it('leaves out what is empty, with a warning', async () => {
    const { inputs, warnings } = await read(
      { secrets: 'npm=\nGIT_AUTH_TOKEN=abc\npip=', 'secret-envs': 'deploy=DEPLOY' },
      { variables: { DEPLOY: '' } },
    );
    expect(inputs.secrets.map(({ id }) => id)).toEqual(['GIT_AUTH_TOKEN']);
    expect(warnings).toEqual([
      "'secrets': the secret on line 1 is empty. The build does not get it.",
      "'secrets': the secret on line 3 is empty. The build does not get it.",
      "'secret-envs': the secret on line 1 is empty. The build does not get it.",
    ]);
  });

  it.each([
    ['a token', 'ghs_0123456789abcdef\nnpm='],
    ['base64 of one line, and a longer name', `${'Ab1/'.repeat(4)}\nabcdefghijklmnopqrs=`],
    ['what only looks like base64', `${'Ab1/'.repeat(16)}A\nnpm=`],
    ['base64, and a name that cannot end it', `${'Ab1/'.repeat(16)}\npypi=`],
  ])('knows it from the end of base64 text: %s', async (_, text) => {
    const { inputs, warnings } = await read({ secrets: `a=${text}` });
    expect(inputs.secrets.map(({ id }) => id)).toEqual(['a']);
    expect(warnings).toEqual(["'secrets': the secret on line 2 is empty. The build does not get it."]);
  });

  it('takes a variable that is not set for a slip nevertheless', async () => {
    expect(await refusalOf({ 'secret-envs': 'deploy=DEPLOY' })).toContain('is not set');
  });
});

/** Secrets of several lines, each with a line that looks like an entry of its own. */
const several: readonly (readonly [string, string])[] = [
  ['base64 with two characters of padding', `${'Ab1+'.repeat(19)}\nwordTOPSECRET==`],
  ['base64 with blanks at its end', `${'Ab1/'.repeat(16)}\nwordTOPSECRET==  `],
  ['base64 with one character of padding', `${'Ab1/'.repeat(16)}\nTOPSECRETab=`],
  ['base64 of three lines', `${'Ab1/'.repeat(16)}\n${'TOPSECRE'.repeat(8)}\nTOPSECRETab=`],
  ['an environment file', 'A=TOPSECRET\nTOPSECRET_B=2'],
  ['an environment file of exports', 'export A=TOPSECRET\nTOPSECRET_B=2'],
  ['an environment file that begins with a comment', '# the TOPSECRET\nTOPSECRET_B=2'],
  ['properties', 'db.user = TOPSECRET\ndb.TOPSECRET=2'],
  ['an npmrc', '//registry.npmjs.org/:_authToken=TOPSECRET\nTOPSECRET-auth=true'],
  ['an INI file', '[default]\nTOPSECRET_key_id=AKIA'],
  ['an INI file with blanks', 'default\nTOPSECRET_key_id = AKIA'],
  ['a key', '-----BEGIN PRIVATE KEY-----\nTOPSECRET=\n-----END PRIVATE KEY-----'],
  ['JSON', '{\n"a": "TOPSECRET=1"\n}'],
  ['JSON in short lines', '{ "a": {\nTOPSECRET=1'],
  ['YAML', 'key: |\nTOPSECRET=1'],
  ['XML', '<?xml version="1.0"?>\nTOPSECRET=1'],
  ['a command of several lines', 'run \\\nTOPSECRET=1'],
  ['CRLF', 'A=TOPSECRET\r\nTOPSECRET_B=2\r\n'],
  ['a line in double quotes', 'A=TOPSECRET\n"TOPSECRET_B=2"'],
  ['the text of a YAML block', '|\nTOPSECRET=1'],
  ['the folded text of a YAML block', '>-\nTOPSECRET=1'],
  ['a single quote that is closed on the next line', "'one\nTOPSECRET=two'"],
  ['a line that goes on', 'one\\\nTOPSECRET=two'],
  ['a netrc', 'machine example.com\nTOPSECRET=x'],
  ['what openssl writes before a key', 'Bag Attributes\nTOPSECRET=x'],
];

describe.each([
  ['first', 'KEY=', ''],
  ['among others', 'npm=abc\nKEY=', '\nother=def'],
])('a value of several lines without quotes, %s', (_, before, after) => {
  it.each(several)('%s is refused, and nothing of it is shown', async (_name, value) => {
    const given: Given = { secrets: `${before}${value}${after}` };
    const text = await refusalOf(given);
    expect(text).toMatch(/^'secrets': line \d+ /);
    expect(text).toContain(wrap);
    expect(text).not.toMatch(/TOPSECRET|Ab1|AKIA/);
    expect(await refusalOf({ ...given, ...push })).toBe(text);
  });

  it.each(several)('%s in double quotes arrives as it is', async (_name, value) => {
    const { inputs } = await read({
      secrets: before.replace('KEY=', () => wrapped(value)),
    });
    expect(inputs.secrets.at(-1)).toEqual({ id: 'KEY', from: { kind: 'value', value } });
  });
});

function wrapped(value: string): string {
  return `"KEY=${value.replaceAll('"', '""')}"`;
}

describe('several secrets, one per line', () => {
  it.each([
    ['tokens', 'ghs_0123456789abcdefABCDEF'],
    ['base64', 'c2VjcmV0cw=='],
    ['base64 without padding', 'Ab1/'.repeat(16)],
    ['JSON', '{"a": "b=c", "d": ["e"]}'],
    ['a URL with a query', 'https://host/path?sv=1&sig=abc%3D'],
    ['a URL with a password', 'postgres://user:pa%3Dss@host/db'],
    ['a connection string', 'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=b=='],
    ['a key in one line', '-----BEGIN KEY----- abc= -----END KEY-----'],
    ['quotes and commas', `it's "a, b"`],
    ['signs', '#$%^&*()'],
    ['blanks at its ends', ' two  '],
  ])('%s', async (_, value) => {
    const { inputs, warnings } = await read({ secrets: `a=${value}\nb=${value}\nc=plain`, ...push });
    expect(inputs.secrets.map(({ id, from }) => [id, from.kind === 'value' && from.value])).toEqual([
      ['a', value],
      ['b', value],
      ['c', 'plain'],
    ]);
    expect(warnings).toEqual([]);
  });

  it('keeps the blanks of a value, but not the end of its line', async () => {
    const { inputs } = await read({ secrets: '  a= one \t\r\n\tb=two ' });
    expect(inputs.secrets.map(({ from }) => from)).toEqual([
      { kind: 'value', value: ' one \t' },
      { kind: 'value', value: 'two ' },
    ]);
  });

  it('warns of a value that is too short to be masked, by its line', async () => {
    expect((await read({ secrets: 'pin=42' })).warnings).toEqual([
      "'secrets': the value on line 1 is shorter than 3 characters, so it is not masked in the log: that would hide these characters everywhere else, too.",
    ]);
  });
});
