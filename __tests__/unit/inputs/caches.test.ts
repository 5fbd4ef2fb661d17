import { describe, expect, it } from 'vitest';
import { type Given, type Machine, read } from './reading.ts';
import { type Row, refuses, rows } from './refusals.ts';

const app = 'ghcr.io/acme/app';
const replaced = "is one of 'tags', where the cache would replace the image.";

refuses('caches', [
  ...rows('cache-to', [
    ['no type', 'mode=max', "'mode=max' has no type; expected for example type=gha."],
    [
      'no type, but a ref',
      'ref=a/b',
      "'ref=a/b' has no type; expected for example type=gha. Did you mean 'type=registry,ref=a/b'?",
    ],
    [
      'an unknown type',
      'type=ghaa',
      "'type=ghaa' has the unknown type 'ghaa'; expected registry, gha, inline, local, s3 or azblob. Did you mean 'gha'?",
    ],
    [
      'a type alone',
      'gha',
      "'gha' is a cache type, but an image name is expected in this place. Did you mean 'type=gha'?",
    ],
    [
      'no destination',
      'type=local,mode=max',
      "'type=local,mode=max' has no 'dest', which type=local requires.",
    ],
    ['no reference', 'type=registry', "'type=registry' has no 'ref', which type=registry requires."],
  ]),
  ...rows('cache-from', [
    [
      'the inline cache',
      'type=inline',
      "'type=inline' cannot be imported: an inline cache is part of an image. Use type=registry,ref=IMAGE.",
    ],
  ]),
  ...rows('cache-from', [
    [
      'an upper-case repository',
      'type=registry,ref=ghcr.io/Acme/app:cache',
      "'ghcr.io/Acme/app:cache' has upper-case letters in the repository, which must be lower case. Did you mean 'ghcr.io/acme/app:cache'?",
    ],
    [
      'a home directory',
      'type=local,src=~/cache',
      "'~/cache' is a path for a shell, but there is none here. '~' is not expanded; write the path in full.",
    ],
  ]),
  [
    'a branch name in a tag',
    { 'cache-to': `type=registry,ref=${app}:feature/x` },
    `'cache-to': '${app}:feature/x' has a slash in its tag, as branch names do, but a tag may contain only letters, digits, '_', '.' and '-', and may not begin with '.' or '-'. Did you mean '${app}:feature-x'?`,
  ],
  ...(
    [
      ['the same name', `${app}:1`, `type=registry,ref=${app}:1,mode=max`, `${app}:1`],
      ['one of several tags', `${app}:1,${app}:2`, `type=registry,ref=${app}:2`, `${app}:2`],
      ['the name alone', `${app}:1`, `${app}:1`, `${app}:1`],
      ['among names', `${app}:1`, `${app}:c,${app}:1`, `${app}:1`],
      ['a name without a tag', `${app}:latest`, `type=registry,ref=${app}`, app],
      ['a tag that is left out', app, `type=registry,ref=${app}:latest`, `${app}:latest`],
      ['another host in capitals', `${app}:1`, 'type=registry,ref=GHCR.io/acme/app:1', 'GHCR.io/acme/app:1'],
      ['the port of HTTPS', `${app}:1`, 'type=registry,ref=ghcr.io:443/acme/app:1', 'ghcr.io:443/acme/app:1'],
      [
        'a digest behind it',
        `${app}:1`,
        `type=registry,ref=${app}:1@sha256:${'a'.repeat(64)}`,
        `${app}:1@sha256:${'a'.repeat(64)}`,
      ],
    ] as const
  ).map(([name, tags, cache, ref]): Row => {
    const repository = ref.replace(/(?::(?:1|2|latest))?(?:@.*)?$/, '');
    return [
      `a cache in the place of an image, ${name}`,
      { tags, 'cache-to': cache },
      `'cache-to': '${ref}' ${replaced} Give the cache a tag of its own, for example '${repository}:cache'.`,
    ];
  }),
  ...['acme/app:1', 'docker.io/acme/app:1', 'index.docker.io/acme/app:1'].map(
    (ref): Row => [
      `a cache in the place of an image on Docker Hub, as ${ref}`,
      { tags: 'registry-1.docker.io/acme/app:1', 'cache-to': `type=registry,ref=${ref}` },
      `'cache-to': '${ref}' ${replaced} Give the cache a tag of its own, for example 'docker.io/acme/app:cache'.`,
    ],
  ),
]);

describe('caches beside an image', () => {
  it.each<[string, Given]>([
    ['from the image itself', { 'cache-from': `type=registry,ref=${app}:1` }],
    ['inside of it', { 'cache-from': `${app}:1`, 'cache-to': 'type=inline' }],
    ['under another tag', { 'cache-to': `type=registry,ref=${app}:cache` }],
    ['in another repository', { 'cache-to': 'type=registry,ref=ghcr.io/acme/app-cache:1' }],
    ['in a folder', { 'cache-to': 'type=local,dest=cache,ref=x' }],
  ])('%s', async (_, given) => {
    expect((await read({ tags: `${app}:1`, ...given })).warnings).toEqual([]);
  });
});

describe('type=gha', () => {
  const token = { ACTIONS_RUNTIME_TOKEN: 't' };
  const results = { ACTIONS_RESULTS_URL: 'https://results' };

  it.each<[string, Given, Machine['variables']]>([
    ['the server of today', { 'cache-to': 'type=gha' }, { ...token, ...results }],
    ['that of before', { 'cache-from': 'type=gha' }, { ...token, ACTIONS_CACHE_URL: 'https://cache' }],
    ['one of the user', { 'cache-to': 'type=gha,url_v2=https://x,token=t' }, {}],
    ['an older one of the user', { 'cache-to': 'type=gha,url=https://x,token=t' }, {}],
    ['an address of the user', { 'cache-to': 'type=gha,url=https://x' }, token],
  ])('is quiet with %s', async (_, given, variables = {}) => {
    expect((await read(given, { variables })).warnings).toEqual([]);
  });

  const none = 'and without it there is no GitHub Actions cache.';
  it.each<[Given, Machine['variables'], string]>([
    [
      { 'cache-to': 'type=gha,mode=max' },
      {},
      `'cache-to': 'type=gha,mode=max' will export nothing: this runner does not set ACTIONS_RUNTIME_TOKEN and ACTIONS_RESULTS_URL, ${none}`,
    ],
    [
      { 'cache-from': 'type=gha' },
      token,
      `'cache-from': 'type=gha' will import nothing: this runner does not set ACTIONS_RESULTS_URL, ${none}`,
    ],
    [
      { 'cache-to': 'type=gha,token=' },
      { ...token, ...results },
      `'cache-to': 'type=gha,token=' will export nothing: this runner does not set ACTIONS_RUNTIME_TOKEN, ${none}`,
    ],
  ])('warns that it does nothing: %o %o', async (given, variables = {}, warning) => {
    expect((await read(given, { variables })).warnings).toEqual([warning]);
  });
});
