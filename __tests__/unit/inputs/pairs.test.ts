import { refuses, rows } from './refusals.ts';

const wrap =
  'If it continues the line above, wrap the whole record in double quotes, and double the quotes inside.';

refuses('build arguments and labels', [
  ...rows('build-args', [
    [
      'a control character',
      'A=1\0',
      'it holds the control character U+0000 (character 4), but expected was plain text. Remove it; it may have come from copying out of a terminal.',
    ],
    [
      'an escape sequence',
      'A=\u001b[31m',
      'it holds the control character U+001B (character 3), but expected was plain text. Remove it; it may have come from copying out of a terminal.',
    ],
    [
      'an unclosed quote',
      '"A=1',
      "'\"A=1' opens a double quote that is never closed. Close it, and write a double quote inside as two.",
    ],
    [
      'quotes not doubled',
      '"A={"x": 1}"',
      `line 1, '"A={"x": 1}"', begins with no name, expected NAME=value. ${wrap}`,
    ],
    [
      'an unwrapped second line',
      'A=1\n second line',
      `line 2, 'second line', begins with no name, expected NAME=value. ${wrap}`,
    ],
    ['no name', '=1', `line 1, '=1', begins with no name, expected NAME=value. ${wrap}`],
  ]),
  ...rows('labels', [
    [
      'no =',
      'description',
      `line 1, 'description', is no name=value. For an empty label write 'description='. ${wrap}`,
    ],
    ['a second line', 'a=b\nand more', `line 2, 'and more', is no name=value. ${wrap}`],
  ]),
]);
