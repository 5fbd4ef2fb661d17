import { expect, it } from 'vitest';
import { read, refusalOf } from './reading.ts';

const pushed = { push: 'true', tags: 'ghcr.io/acme/app:1' };

it.each([
  ['false', null],
  ['', null],
  ['true', ''],
  ['TRUE', ''],
  ['api', 'api'],
])('%j is %j', async (shard, image) => {
  expect((await read({ ...pushed, shard })).inputs.shard).toBe(image);
});

it.each([
  ['a name that is no name of a file', { ...pushed, shard: 'a/b' }, "got 'a/b'"],
  ['no push', { shard: 'true' }, "it needs 'push: true'"],
  ['load', { ...pushed, platforms: 'linux/amd64', load: 'true', shard: 'true' }, "combined with 'load'"],
  [
    'tags that move before',
    { ...pushed, publish: 'direct', shard: 'true' },
    "combined with 'publish: direct'",
  ],
])('refuses %s', async (_, given, refusal) => {
  expect(await refusalOf(given)).toContain(refusal);
});
