import { refuses, rows } from './refusals.ts';

const lookedFor =
  'It is resolved in the workspace, /work. Check the path, and whether an earlier step (such as actions/checkout) created it.';
const published =
  'which looks like a credential: it would be readable on this machine, and published in the provenance. Give it as a secret that BuildKit sends with the request, GIT_AUTH_TOKEN.HOST or HTTP_AUTH_TOKEN_HOST; or download the file in an earlier step.';

refuses('paths and context', [
  ...rows('context', [
    ['a missing directory', 'app', `the directory 'app' does not exist. ${lookedFor}`],
    [
      'a file',
      'Dockerfile',
      "'Dockerfile' is a file, but a directory was expected. Name the Dockerfile in 'file'.",
    ],
    ['a path that begins outside', '../other', `the directory '../other' does not exist. ${lookedFor}`],
    [
      'an absolute path',
      '/other',
      "the directory '/other' does not exist. Check the path, and whether an earlier step created it.",
    ],
    ['Windows separators', '.\\app', "the directory '.\\app' does not exist. Use '/' between folders."],
    [
      'a git ref with blanks',
      'https://github.com/acme/app.git#my branch',
      "'https://github.com/acme/app.git#my branch' contains whitespace, but URLs have none. Write a blank as '%20'.",
    ],
    [
      'a URL with credentials',
      'https://user:TOPSECRET@example.com/app.git#my branch',
      "'https://***@example.com/app.git#my branch' contains whitespace, but URLs have none. Write a blank as '%20'.",
    ],
    [
      'a token in the query of a repository',
      'https://example.com/app.git?private_token=TOPSECRET#main',
      `'https://example.com/app.git?private_token=***#main' has the parameter 'private_token', ${published}`,
    ],
    [
      'a signature in the query of an archive',
      'https://example.com/app.tar.gz?sv=1&sig=TOPSECRET',
      `'https://example.com/app.tar.gz?sv=1&sig=***' has the parameter 'sig', ${published}`,
    ],
    [
      'a password with a slash',
      'https://user:TOP/SECRET@example.com/app.git',
      "'https://user:***@example.com/app.git' has a password with '/', '?' or '#' in it. Write '%2F', '%3F' or '%23' in their place, or give the password as a secret GIT_AUTH_TOKEN.HOST.",
    ],
    [
      'a password for SSH',
      'ssh://git:TOPSECRET@example.com/app.git',
      "'ssh://***@example.com/app.git' has a password, which ssh:// does not use. For SSH, give a key with 'ssh'; a token needs https://.",
    ],
    [
      'a password for the protocol of Git',
      'git://user:TOPSECRET@example.com/app.git',
      "'git://***@example.com/app.git' has a password, which git:// does not use. For SSH, give a key with 'ssh'; a token needs https://.",
    ],
    [
      'a password for scp',
      'git:TOPSECRET@example.com:app.git',
      `the directory 'git:***@example.com:app.git' does not exist. ${lookedFor}`,
    ],
  ]),
  ...rows('build-contexts', [
    [
      'a token in the query',
      'base=https://example.com/app.git?access_token=TOPSECRET',
      `'https://example.com/app.git?access_token=***' for 'base' has the parameter 'access_token', ${published}`,
    ],
    [
      'a password for SSH',
      'base=ssh://git:TOPSECRET@example.com/app.git',
      "'ssh://***@example.com/app.git' for 'base' has a password, which ssh:// does not use. For SSH, give a key with 'ssh'; a token needs https://.",
    ],
  ]),
  ...rows('file', [
    [
      'a URL with a login',
      'https://user:TOPSECRET@example.com/Dockerfile',
      "'https://***@example.com/Dockerfile' has a login, which would be readable on this machine. Download the file in an earlier step.",
    ],
    [
      'a URL with a signature',
      'https://example.com/Dockerfile?X-Amz-Signature=TOPSECRET',
      `'https://example.com/Dockerfile?X-Amz-Signature=***' has the parameter 'X-Amz-Signature', ${published}`,
    ],
  ]),
  ...rows('file', [
    [
      'a missing Dockerfile',
      'docker/Dockerfile.prod',
      "the Dockerfile 'docker/Dockerfile.prod' does not exist. It was looked for at /work/docker/Dockerfile.prod. Name another one in 'file', or change 'context'; and check that a step with actions/checkout comes first.",
    ],
    [
      'a directory',
      '/work',
      "'/work' is a directory, but a Dockerfile was expected. Did you mean '/work/Dockerfile'?",
    ],
  ]),
  [
    'nothing checked out',
    {},
    "'file': the Dockerfile 'Dockerfile' does not exist. It was looked for at /work/Dockerfile. Name another one in 'file', or change 'context'; and check that a step with actions/checkout comes first.",
    { files: { '/work/Dockerfile': null } },
  ],
  [
    'a Dockerfile named from the context',
    { context: 'app', file: 'Dockerfile.prod' },
    "'file': the Dockerfile 'Dockerfile.prod' does not exist. The path is resolved in the workspace, not in the context. Did you mean 'app/Dockerfile.prod'?",
    { files: { '/work/app': 'directory', '/work/app/Dockerfile.prod': 'file' } },
  ],
  ...rows('target', [['a blank', 'a b', "'a b' contains whitespace; expected the name of one build stage."]]),
  ...rows('build-contexts', [
    ['no path', 'base', "line 1, 'base', is not of the form name=path-or-url."],
    ['a missing directory', 'base=lib', `the directory 'lib' for 'base' does not exist. ${lookedFor}`],
    ['a file', 'base=Dockerfile', "'Dockerfile' for 'base' is a file, but a directory was expected."],
    ['a name twice', 'a=https://x/a.git\na=https://x/b.git', "the name 'a' is used twice."],
  ]),
  ...rows('buildkitd-config', [
    ['a missing file', 'b.toml', `the file 'b.toml' does not exist. ${lookedFor}`],
  ]),
]);
