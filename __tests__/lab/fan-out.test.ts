// Jobs that stage a platform each, and one that merges what they left: on real BuildKit and two registries.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StepResult, uniqueName } from '../harness/step.ts';
import {
  command,
  craneDigest,
  type Descriptor,
  openWorkbench,
  output,
  registry,
  registry2,
  scratchContext,
  served,
  tagsOf,
  toolchain,
  type Workbench,
} from './lab.ts';

const platforms = ['linux/amd64', 'linux/arm64'];
const name = uniqueName('fan-out');
const repositories = [`${registry}/acme/${name}`, `${registry2}/acme/${name}`];
const [first = ''] = repositories;
/** One run of one workflow. Nobody answers as the daemon: merging needs none. */
const env = { GITHUB_SHA: 'c0ffee', GITHUB_RUN_ID: '42' };
const withoutDaemon = { ...env, DOCKER_HOST: 'unix:///nowhere/docker.sock' };

let bench: Workbench;
let legs: readonly StepResult[];

const leg = (platform: string, context = scratchContext(), others: Record<string, string> = {}) =>
  bench.step(
    {
      ...{ context, platforms: platform, push: 'true', shard: 'true', provenance: 'true' },
      tags: repositories.map((repository) => `${repository}:1`).join('\n'),
      ...others,
    },
    { env },
  );

const shardsOf = (results: readonly StepResult[]): Record<string, string> =>
  Object.fromEntries(results.map(({ outputs }, n) => [`shard-${n}`, outputs['shard'] ?? '']));

const ownToolchain = Object.fromEntries(
  Object.entries(toolchain).filter(([input]) => input.startsWith('buildx-')),
);

/** Merges these outputs of jobs under a tag, in every repository. */
const merge = (shards: Record<string, string>, tag: string, inputs: Record<string, string> = {}) =>
  bench.job.step({
    action: 'merge',
    env: withoutDaemon,
    inputs: {
      ...ownToolchain,
      shards: JSON.stringify(shards),
      tags: repositories.map((repository) => `${repository}:${tag}`).join('\n'),
      ...inputs,
    },
  });

beforeAll(async () => {
  bench = await openWorkbench();
  legs = await Promise.all(platforms.map((platform) => leg(platform)));
});
afterAll(async () => {
  await bench?.end();
});

describe('jobs with a platform each', () => {
  it('leave a shard without any repository, and no tag', async () => {
    for (const { code, log, outputs } of legs) {
      expect(code, log).toBe(0);
      expect(outputs['shard']).not.toMatch(new RegExp(`${name}|acme|${registry}`));
      expect(outputs['tags']).toBeUndefined();
    }
    expect(await Promise.all(repositories.map(tagsOf))).toEqual([[], []]);
  });
});

describe('the merge', () => {
  it('publishes in every repository the manifests and attestations that the jobs verified', async () => {
    const { code, log, outputs, summary } = await merge(shardsOf(legs), 'merged');
    expect(code, log).toBe(0);
    const index = await served(`${first}:merged`);
    expect(outputs['digest']).toBe(index.digest);
    expect(await Promise.all(repositories.map((repository) => craneDigest(`${repository}:merged`)))).toEqual([
      index.digest,
      index.digest,
    ]);
    expect(outputs['platforms']).toBe(platforms.join(','));
    expect(outputs['image']).toBe(`${first}@${index.digest}`);
    for (const platform of platforms) {
      expect(summary).toContain(`| ${platform} |`);
    }
    const staged = await Promise.all(legs.map((result) => served(`${first}@${result.outputs['digest']}`)));
    const children = staged.flatMap(({ document }) => document.manifests ?? []);
    expect(children).toHaveLength(4);
    const byDigest = (a: Descriptor, b: Descriptor): number => (a.digest < b.digest ? -1 : 1);
    expect((index.document.manifests ?? []).toSorted(byDigest)).toEqual(children.toSorted(byDigest));
    expect(outputs['references']).toBe(
      repositories.map((repository) => `${repository}@${index.digest}`).join('\n'),
    );
    const manifests = JSON.parse(outputs['manifests'] ?? '') as { platform: string; digest: string }[];
    for (const { platform, digest } of manifests) {
      expect(await output('crane', 'digest', '--platform', platform, `${first}:merged`)).toBe(digest);
    }
  });

  it('tells a job that may not read the account all the same', async () => {
    const { outputs } = await merge(shardsOf(legs), 'secret');
    const arrived = Object.fromEntries(Object.entries(outputs).filter(([, text]) => !text.includes('acme')));
    expect(Object.keys(arrived).toSorted()).toEqual(['descriptors', 'digest', 'platforms', 'tag-names']);
    expect(arrived['digest']).toBe(await craneDigest(`${first}:${arrived['tag-names']}`));
    const descriptors = JSON.parse(arrived['descriptors'] ?? '') as Record<string, string>[];
    const index = await served(`${first}:secret`);
    const { manifests = [] } = index.document;
    for (const { digest = '', attestation, size, mediaType } of descriptors) {
      expect(manifests).toContainEqual(expect.objectContaining({ digest, size, mediaType }));
      expect(manifests).toContainEqual(expect.objectContaining({ digest: attestation }));
    }
    expect(descriptors.map(({ platform }) => platform)).toEqual(platforms);
  });

  it('gives the same digest for the same shards in any order', async () => {
    const [one, other] = await Promise.all([
      merge(shardsOf(legs), 'again'),
      merge(shardsOf(legs.toReversed()), 'reversed'),
    ]);
    expect([one?.code, other?.code], `${one?.log}${other?.log}`).toEqual([0, 0]);
    expect(one?.outputs['digest']).toBe(await craneDigest(`${first}:merged`));
    expect(other?.outputs['digest']).toBe(one?.outputs['digest']);
  });

  it.each([true, false])('takes a folder as download-artifact lays it, merged: %s', async (merged) => {
    const folder = join(bench.job.temp, `shards-${merged}`);
    legs.forEach(({ outputs }, n) => {
      const own = merged ? folder : join(folder, `shard-${n}`);
      mkdirSync(own, { recursive: true });
      writeFileSync(join(own, `${n}.json`), outputs['shard'] ?? '');
    });
    const { code, log, outputs } = await merge({}, `folder-${merged}`, { shards: '', path: folder });
    expect(code, log).toBe(0);
    expect(outputs['digest']).toBe(await craneDigest(`${first}:merged`));
  });

  it('annotates the index, and nothing else', async () => {
    const { code, log } = await merge(shardsOf(legs), 'annotated', { annotations: 'org.example=yes' });
    expect(code, log).toBe(0);
    const { document } = await served(`${first}:annotated`);
    expect(document).toMatchObject({ annotations: { 'org.example': 'yes' } });
    expect(document.manifests).toEqual((await served(`${first}:merged`)).document.manifests);
  });

  it('takes a job that ran again in place of the one that failed', async () => {
    const [amd64] = legs;
    const failed = await leg('linux/arm64', scratchContext(), { file: 'nowhere' });
    expect(failed.code).toBe(1);
    const half = amd64 ? [amd64, failed] : [];
    expect((await merge(shardsOf(half), 'rerun')).log).toContain('no shard holds linux/arm64');
    expect(await craneDigest(`${first}:rerun`)).toBeNull();
    const again = await leg('linux/arm64');
    const { code, log, outputs } = await merge(shardsOf(amd64 ? [amd64, again] : []), 'rerun');
    expect(code, log).toBe(0);
    expect(outputs['digest']).toBe(await craneDigest(`${first}:rerun`));
    expect(outputs['platforms']).toBe(platforms.join(','));
  });
});

describe('is refused with the name of the shard, and no tag moves:', () => {
  const altered = (text: string, before: RegExp): string =>
    text.replace(before, (all) => `${all.slice(0, -1)}${all.endsWith('f') ? '0' : 'f'}`);
  /** Of what the job staged, and of its platform's manifest. */
  const [own, manifests] = [/^.*?"digest":"sha256:./, /^.*"digest":"sha256:./];
  it.each<[what: string, change: (shards: Record<string, string>) => Record<string, string>, said: string]>([
    ['a shard that is missing', ({ 'shard-0': a = '' }) => ({ a }), 'no shard holds linux/arm64'],
    [
      'one that is there twice',
      (all) => ({ ...all, 'shard-2': all['shard-1'] ?? '' }),
      "'shard-1' and 'shard-2'",
    ],
    [
      'one of another revision',
      (all) => ({ ...all, 'shard-1': all['shard-1']?.replace('c0ffee', 'decaf') ?? '' }),
      "shard 'shard-1' is of the revision 'decaf'",
    ],
    [
      'a corrupt one',
      (all) => ({ ...all, 'shard-1': all['shard-1']?.slice(0, 99) ?? '' }),
      "'shard-1' cannot be read",
    ],
    [
      'an altered digest',
      (all) => ({ ...all, 'shard-1': altered(all['shard-1'] ?? '', own) }),
      "which shard 'shard-1' names",
    ],
    [
      'an altered digest of a manifest',
      (all) => ({ ...all, 'shard-1': altered(all['shard-1'] ?? '', manifests) }),
      "and shard 'shard-1' says sha256:",
    ],
  ])('%s', async (_, change, said) => {
    const tag = uniqueName('refused');
    const { code, log, outputs } = await merge(change(shardsOf(legs)), tag);
    expect(code).toBe(1);
    expect(log).toMatch(/::error title=(shard-refused|digest-differs)::/);
    expect(log).toContain(said);
    expect(outputs).toEqual({});
    for (const repository of repositories) {
      expect(await craneDigest(`${repository}:${tag}`)).toBeNull();
    }
  });

  it('a manifest that was deleted from one registry', async () => {
    const lost = await leg('linux/arm64');
    const [manifest] = JSON.parse(lost.outputs['manifests'] ?? '[]') as { digest: string }[];
    const { code: deleted, stderr } = await command('crane', [
      'delete',
      `${repositories[1]}@${manifest?.digest}`,
    ]);
    expect(deleted, stderr).toBe(0);
    const tag = uniqueName('lost');
    const { code, log } = await merge(shardsOf(legs[0] ? [legs[0], lost] : []), tag);
    expect(code).toBe(1);
    expect(log).toContain(`the registry does not have ${manifest?.digest}, which shard 'shard-1' names`);
    expect(await craneDigest(`${first}:${tag}`)).toBeNull();
  });
});
