import { expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import { type MergeInputs, type mergeTable, readMergeInputs } from '../../../src/inputs/merge.ts';
import { variableOf } from '../../../src/inputs/syntax/form.ts';
import { formatTag } from '../../../src/oci/reference.ts';

type Given = Readonly<Partial<Record<keyof typeof mergeTable.defaults, string>>>;

const base: Given = { tags: 'ghcr.io/acme/app:1', shards: '{}' };

async function read(given: Given, others: Readonly<Record<string, string>> = {}): Promise<MergeInputs> {
  const variables = Object.entries({ ...base, ...given }).map(([name, value]) => [variableOf(name), value]);
  const facts = {
    fileKind: async () => null,
    damagedLine: async () => null,
    workspace: '/work',
    event: null,
    os: 'linux' as const,
    now: new Date(0),
  };
  return (await readMergeInputs({ ...others, ...Object.fromEntries(variables) }, facts)).inputs;
}

const refusalOf = (given: Given): Promise<string> =>
  read(given).then(
    () => 'accepted',
    (error: unknown) => (error instanceof ActionError ? error.message : String(error)),
  );

it('takes of the outputs of a job those that are shards', async () => {
  const shard = '{"schema":1,"image":""}';
  const shards = JSON.stringify({ a: shard, b: '', c: 'sha256:1', d: '{"other":1}', e: 1 });
  expect((await read({ shards })).shards).toEqual([{ name: 'a', text: shard }]);
});

it('takes a folder below the checkout', async () => {
  expect((await read({ shards: '', path: 'shards' })).shards).toEqual({ folder: '/work/shards' });
});

it('annotates the index, with and without the level', async () => {
  const { annotations } = await read({ annotations: 'a=b:c\nindex:d=e' });
  expect(annotations).toEqual(['index:a=b:c', 'index:d=e']);
});

it('names the image and annotates the index by the event', async () => {
  const given = { images: 'ghcr.io/Acme/app', tags: 'type=ref,event=tag', annotations: 'a={{tag}}' };
  const inputs = await read(given, { GITHUB_REF: 'refs/tags/v1', GITHUB_REPOSITORY: 'acme/app' });
  expect(inputs.version).toBe('v1');
  expect(inputs.tags.map(formatTag)).toEqual(['ghcr.io/acme/app:v1', 'ghcr.io/acme/app:latest']);
  expect(inputs.annotations).toHaveLength(9);
  expect(inputs.annotations).toContain('index:org.opencontainers.image.title=app');
  expect(inputs.annotations).toContain('index:a=v1');
});

it.each<[name: string, given: Given, said: string]>([
  ['neither outputs nor a folder', { shards: '' }, "it is empty, and so is 'path'"],
  ['both', { path: 'x' }, "it cannot be combined with 'path'"],
  ['outputs that are no object', { shards: '["a"]' }, 'expected the outputs of a job as a JSON object'],
  ['no tags', { tags: '' }, "'tags': it is empty"],
  ['annotations of images', { annotations: 'manifest:a=b' }, 'is for the images'],
  ['annotations of one image', { annotations: 'manifest[linux/amd64]:a=b' }, 'is for the images'],
])('refuses %s', async (_, given, said) => {
  expect(await refusalOf(given)).toContain(said);
});
