import { refuses, rows } from './refusals.ts';

const hex = 'a'.repeat(64);

const noSlash = "a tag holds only letters, digits, '_', '.' and '-', and begins with none of the last two.";

refuses('tags', [
  ...rows('tags', [
    [
      'an upper-case repository',
      'ghcr.io/Acme/app:1',
      "'ghcr.io/Acme/app:1' has an upper-case letter in the repository, but it must be lower case. Did you mean 'ghcr.io/acme/app:1'?",
    ],
    [
      'an upper-case first part, a registry to docker',
      'Acme/app',
      "'Acme/app' has an upper-case letter in the repository, but it must be lower case. Did you mean 'acme/app'?",
    ],
    [
      'a tag over 128 characters',
      `app:${'t'.repeat(129)}`,
      `'app:${'t'.repeat(129)}' has a tag of 129 characters, but a tag has at most 128.`,
    ],
    [
      'a branch name feature/x',
      'ghcr.io/acme/app:feature/x',
      `'ghcr.io/acme/app:feature/x' has a slash in its tag, as branch names have, but ${noSlash} Did you mean 'ghcr.io/acme/app:feature-x'?`,
    ],
    [
      'a branch name dependabot/…',
      'acme/app:dependabot/npm_and_yarn/x-1.2',
      `'acme/app:dependabot/npm_and_yarn/x-1.2' has a slash in its tag, as branch names have, but ${noSlash} Did you mean 'acme/app:dependabot-npm_and_yarn-x-1.2'?`,
    ],
    [
      'build metadata of a version',
      'app:1.0.0+5',
      `'app:1.0.0+5' has the tag '1.0.0+5', but ${noSlash} Did you mean 'app:1.0.0-5'?`,
    ],
    [
      'an empty tag',
      'app:',
      "'app:' ends in a colon without a tag. An expression there may have come out empty.",
    ],
    [
      'a digest',
      `ghcr.io/acme/app:1@sha256:${hex}`,
      `'ghcr.io/acme/app:1@sha256:${hex}' has a digest, but nothing can be published under a digest of one's choice. Leave out the part from @ on; the digest is an output.`,
    ],
    [
      'http://',
      'http://ghcr.io/acme/app',
      "'http://ghcr.io/acme/app' is a URL, but an image name has no scheme. Did you mean 'ghcr.io/acme/app'?",
    ],
    [
      'a trailing slash',
      'ghcr.io/acme/app/',
      "'ghcr.io/acme/app/' ends in a slash, but expected was a repository. Did you mean 'ghcr.io/acme/app'?",
    ],
    ['a blank', 'acme/my app', "'acme/my app' has a blank inside, but an image name has none."],
    ['an image ID', hex, `'${hex}' is an image ID, but expected was a name.`],
    [
      'a port that is none',
      'ghcr.io:x/app',
      "'ghcr.io:x/app' begins with 'ghcr.io:x', which is no registry host.",
    ],
    [
      'a repository that is none',
      'acme/a___b',
      "'acme/a___b' is no image name. Expected was [registry/]repository[:tag], such as 'ghcr.io/acme/app:1.0'; a repository has lower-case letters, digits, and single separators between them.",
    ],
  ]),
  [
    'push without tags',
    { push: 'true' },
    "'tags': it is empty, but 'push' needs a name to publish under. Write for example 'ghcr.io/acme/app:1.0'.",
  ],
  [
    'push with only a comment in tags',
    { push: 'true', tags: '# none yet' },
    "'tags': it is empty, but 'push' needs a name to publish under. Write for example 'ghcr.io/acme/app:1.0'.",
  ],
]);
