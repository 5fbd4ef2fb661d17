import { expect, it } from 'vitest';
import { formatTag } from '../../../src/oci/reference.ts';
import { read } from './reading.ts';
import { type Row, refuses, rows } from './refusals.ts';

const hex = 'a'.repeat(64);

const noSlash =
  "a tag may contain only letters, digits, '_', '.' and '-', and may not begin with '.' or '-'.";

refuses('tags', [
  ...rows('tags', [
    [
      'an upper-case repository',
      'ghcr.io/Acme/app:1',
      "'ghcr.io/Acme/app:1' has upper-case letters in the repository, which must be lower case. Did you mean 'ghcr.io/acme/app:1'?",
    ],
    [
      'an upper-case first part, a registry to docker',
      'Acme/app',
      "'Acme/app' has upper-case letters in the repository, which must be lower case. Did you mean 'acme/app'?",
    ],
    [
      'a tag over 128 characters',
      `app:${'t'.repeat(129)}`,
      `'app:${'t'.repeat(129)}' has a tag of 129 characters, but a tag may have at most 128.`,
    ],
    [
      'a branch name feature/x',
      'ghcr.io/acme/app:feature/x',
      `'ghcr.io/acme/app:feature/x' has a slash in its tag, as branch names do, but ${noSlash} Did you mean 'ghcr.io/acme/app:feature-x'?`,
    ],
    [
      'a branch name dependabot/…',
      'acme/app:dependabot/npm_and_yarn/x-1.2',
      `'acme/app:dependabot/npm_and_yarn/x-1.2' has a slash in its tag, as branch names do, but ${noSlash} Did you mean 'acme/app:dependabot-npm_and_yarn-x-1.2'?`,
    ],
    [
      'build metadata of a version',
      'app:1.0.0+5',
      `'app:1.0.0+5' has the tag '1.0.0+5', but ${noSlash} Did you mean 'app:1.0.0-5'?`,
    ],
    [
      'an empty tag',
      'app:',
      "'app:' ends with a colon, but no tag follows. An expression there may have come out empty.",
    ],
    [
      'a digest',
      `ghcr.io/acme/app:1@sha256:${hex}`,
      `'ghcr.io/acme/app:1@sha256:${hex}' contains a digest, but the digest of an image cannot be chosen. Leave out everything from '@' on; the digest is an output of this step.`,
    ],
    [
      'http://',
      'http://ghcr.io/acme/app',
      "'http://ghcr.io/acme/app' is a URL, but image names have no scheme. Did you mean 'ghcr.io/acme/app'?",
    ],
    [
      'a trailing slash',
      'ghcr.io/acme/app/',
      "'ghcr.io/acme/app/' ends with a slash, but a repository was expected. Did you mean 'ghcr.io/acme/app'?",
    ],
    ['a blank', 'acme/my app', "'acme/my app' contains whitespace, but image names have none."],
    [
      'quotes',
      "'acme/app:1'",
      "''acme/app:1'' contains quotes, which are not part of an image name. Did you mean 'acme/app:1'?",
    ],
    ['an image ID', hex, `'${hex}' is an image ID, but an image name was expected.`],
    [
      'a port that is none',
      'ghcr.io:x/app',
      "'ghcr.io:x/app' begins with 'ghcr.io:x', which is not a valid registry host.",
    ],
    [
      'a repository that is none',
      'acme/a___b',
      "'acme/a___b' is not a valid image name. Expected [registry/]repository[:tag], such as 'ghcr.io/acme/app:1.0'; a repository consists of lower-case letters and digits, with single separators between them.",
    ],
  ]),
  ...['myapp:1.0', 'myapp'].map(
    (name): Row => [
      `a push to ${name}, an official image to Docker Hub`,
      { push: 'true', tags: name },
      `'tags': '${name}' means 'docker.io/library/myapp' on Docker Hub, where only Docker publishes its official images. Write the account too, for example 'ACCOUNT/${name}', or the registry, for example 'ghcr.io/ACCOUNT/${name}'.`,
    ],
  ),
  [
    'push without tags',
    { push: 'true' },
    "'tags': it is empty, but 'push' needs a name to publish under. For example, write 'ghcr.io/acme/app:1.0'.",
  ],
  [
    'push with only a comment in tags',
    { push: 'true', tags: '# none yet' },
    "'tags': it is empty, but 'push' needs a name to publish under. For example, write 'ghcr.io/acme/app:1.0'.",
  ],
]);

it.each([
  ['a name alone, if it is only loaded', { load: 'true', tags: 'myapp:1.0' }],
  ['the library of Docker Hub, if it is written out', { push: 'true', tags: 'library/myapp:1.0' }],
])('takes %s', async (_, given) => {
  const { inputs, warnings } = await read(given);
  expect(inputs.tags.map(formatTag)).toEqual(['docker.io/library/myapp:1.0']);
  expect(warnings).toEqual([]);
});
