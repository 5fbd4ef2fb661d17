import { refuses, rows } from './refusals.ts';

const wrap =
  'If it continues the line above, put double quotes around the whole entry, and double the quotes inside it.';

refuses('build arguments and labels', [
  ...rows('build-args', [
    [
      'a control character',
      'A=1\0',
      'it contains the control character U+0000 (character 4), but only plain text is allowed. Remove it; it may come from text that was copied out of a terminal, a web page or a document.',
    ],
    [
      'an escape sequence',
      'A=\u001b[31m',
      'it contains the control character U+001B (character 3), but only plain text is allowed. Remove it; it may come from text that was copied out of a terminal, a web page or a document.',
    ],
    [
      'an unclosed quote',
      '"A=1',
      "'\"A=1' opens a double quote that is never closed. Close it, and write each double quote inside the text as two.",
    ],
    [
      'quotes not doubled',
      '"A={"x": 1}"',
      `line 1, '"A={"x": 1}"', does not begin with a name; expected NAME=value. ${wrap}`,
    ],
    [
      'an unwrapped second line',
      'A=1\n second line',
      `line 2, 'second line', does not begin with a name; expected NAME=value. ${wrap}`,
    ],
    ['no name', '=1', `line 1, '=1', does not begin with a name; expected NAME=value. ${wrap}`],
  ]),
  ...rows('labels', [
    [
      'no =',
      'description',
      `line 1, 'description', is not of the form name=value. For an empty label, write 'description='. ${wrap}`,
    ],
    ['a second line', 'a=b\nand more', `line 2, 'and more', is not of the form name=value. ${wrap}`],
  ]),
]);
