import { refuses, rows } from './refusals.ts';

const wrapSecret = 'A value of several lines must be wrapped in double quotes together with its ID.';

const wrongId = "has an ID that is not made of letters, digits, '_', '.' and '-', expected id=value.";

const fork = 'a run for a pull request from a fork has no secrets.';

refuses('secrets', [
  ...rows('secrets', [
    ['no =', 'TOPSECRET', `line 1 has no '=', expected id=value. ${wrapSecret}`],
    ['no ID', 'a=abc\n=TOPSECRET', `line 2 ${wrongId} ${wrapSecret}`],
    ['an ID with /', 'a/b=TOPSECRET', `line 1 ${wrongId} ${wrapSecret}`],
    ['an ID ..', '..=TOPSECRET', `line 1 ${wrongId} ${wrapSecret}`],
    ['an ID with ,', 'a,b=TOPSECRET', `line 1 ${wrongId} ${wrapSecret}`],
    [
      'an empty value',
      'npm=',
      `the secret 'npm' on line 1 is empty, expected id=value. Check the name of the secret in the expression; ${fork}`,
    ],
    [
      'an ID given twice',
      'npm=abc\nnpm=def',
      "the secret 'npm' on line 2 was given before, in 'secrets'. Give each secret once.",
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
  ]),
  ...rows('secret-envs', [
    [
      'a variable that is not set',
      'npm=NPM_TOKEN',
      "the environment variable 'NPM_TOKEN' of the secret 'npm' is not set. Set it under env: of the step or the job. A run for a pull request from a fork has no secrets.",
    ],
  ]),
  [
    'secret-envs of an empty variable',
    { 'secret-envs': 'npm=NPM_TOKEN' },
    "'secret-envs': the environment variable 'NPM_TOKEN' of the secret 'npm' is empty. Set it under env: of the step or the job. A run for a pull request from a fork has no secrets.",
    { variables: { NPM_TOKEN: '' } },
  ],
  [
    'one ID in two inputs',
    { secrets: 'npm=abc', 'secret-envs': 'npm=NPM_TOKEN' },
    "'secret-envs': the secret 'npm' on line 1 was given before, in 'secrets'. Give each secret once.",
    { variables: { NPM_TOKEN: 'x' } },
  ],
]);
