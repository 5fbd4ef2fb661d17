import { refuses, rows } from './refusals.ts';

const lookedFor =
  'It was looked for in the workspace, /work. Check the path, and that an earlier step (actions/checkout?) made it.';

refuses('paths and context', [
  ...rows('context', [
    ['a missing directory', 'app', `there is no directory 'app'. ${lookedFor}`],
    [
      'a file',
      'Dockerfile',
      "'Dockerfile' is a file, but expected was a directory. The Dockerfile is named by 'file'.",
    ],
    ['a path that begins outside', '../other', `there is no directory '../other'. ${lookedFor}`],
    [
      'an absolute path',
      '/other',
      "there is no directory '/other'. Check the path, and that an earlier step made it.",
    ],
    ['Windows separators', '.\\app', "there is no directory '.\\app'. Separate folders by '/'."],
    [
      'a git ref with blanks',
      'https://github.com/acme/app.git#my branch',
      "'https://github.com/acme/app.git#my branch' has a blank inside, but a URL has none. Write a blank as '%20'.",
    ],
    [
      'a URL with credentials',
      'https://user:TOPSECRET@example.com/app.git#my branch',
      "'https://***@example.com/app.git#my branch' has a blank inside, but a URL has none. Write a blank as '%20'.",
    ],
  ]),
  ...rows('file', [
    [
      'a missing Dockerfile',
      'docker/Dockerfile.prod',
      "there is no Dockerfile 'docker/Dockerfile.prod'. It was looked for as /work/docker/Dockerfile.prod. Name another one by 'file', or change 'context'; an actions/checkout step must come first.",
    ],
    [
      'a directory',
      '/work',
      "'/work' is a directory, but expected was a Dockerfile. Did you mean '/work/Dockerfile'?",
    ],
  ]),
  [
    'nothing checked out',
    {},
    "'file': there is no Dockerfile 'Dockerfile'. It was looked for as /work/Dockerfile. Name another one by 'file', or change 'context'; an actions/checkout step must come first.",
    { files: { '/work/Dockerfile': null } },
  ],
  [
    'a Dockerfile named from the context',
    { context: 'app', file: 'Dockerfile.prod' },
    "'file': there is no Dockerfile 'Dockerfile.prod'. The path begins in the workspace, not in the context. Did you mean 'app/Dockerfile.prod'?",
    { files: { '/work/app': 'directory', '/work/app/Dockerfile.prod': 'file' } },
  ],
  ...rows('target', [['a blank', 'a b', "'a b' has a blank inside, expected the name of one build stage."]]),
  ...rows('build-contexts', [
    ['no path', 'base', "line 1, 'base', is no name=path-or-url."],
    ['a missing directory', 'base=lib', `there is no directory 'lib' for 'base'. ${lookedFor}`],
    ['a file', 'base=Dockerfile', "'Dockerfile' for 'base' is a file, but expected was a directory."],
    ['a name twice', 'a=https://x/a.git\na=https://x/b.git', "the name 'a' is given twice."],
  ]),
  ...rows('buildkitd-config', [['a missing file', 'b.toml', `there is no file 'b.toml'. ${lookedFor}`]]),
]);
