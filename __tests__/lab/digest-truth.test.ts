// Every output against what the registries serve, read by crane and hashed here, for each way to build.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestOf } from '../../src/oci/digest.ts';
import { formatPlatform, type Platform } from '../../src/oci/platform.ts';
import { type StepResult, uniqueName } from '../harness/step.ts';
import {
  craneDigest,
  type Descriptor,
  makeContext,
  onEngine,
  openWorkbench,
  output,
  registry,
  registry2,
  scratchContext,
  served,
  tagsOf,
  type Workbench,
} from './lab.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench?.end());

interface Manifest {
  readonly platform: string;
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  readonly reference: string | null;
  readonly attestation: string | null;
}

function platformOf(descriptor: Descriptor): string {
  return formatPlatform(descriptor.platform ?? { os: '?', architecture: '?' });
}

/** What `manifests` has to be for an index that a registry serves. */
function expectedManifests(
  manifests: readonly Descriptor[],
  repository: string,
  order: readonly string[],
): Manifest[] {
  const attestations = new Map(
    manifests
      .filter(({ annotations }) => annotations?.['vnd.docker.reference.type'] === 'attestation-manifest')
      .map(({ annotations, digest }) => [annotations?.['vnd.docker.reference.digest'], digest]),
  );
  return order.map((platform) => {
    const found = manifests.filter((descriptor) => platformOf(descriptor) === platform);
    const [descriptor] = found;
    if (!descriptor || found.length > 1) {
      throw new Error(`${found.length} images for ${platform}`);
    }
    const { digest, size, mediaType } = descriptor;
    const attestation = attestations.get(digest) ?? null;
    return { platform, digest, size, mediaType, reference: `${repository}@${digest}`, attestation };
  });
}

/** Holds a step's outputs against every tag of every repository. */
async function expectTrue(
  result: StepResult,
  tags: readonly string[],
  platforms: readonly string[],
): Promise<void> {
  expect(result.code, result.log).toBe(0);
  const { outputs } = result;
  const repositories = [...new Set(tags.map((tag) => tag.slice(0, tag.lastIndexOf(':'))))];
  const [first = ''] = repositories;
  for (const tag of tags) {
    const raw = await served(tag);
    expect(raw.digest, tag).toBe(outputs['digest']);
    expect(await craneDigest(tag), tag).toBe(outputs['digest']);
  }
  for (const repository of repositories) {
    const expected = tags
      .filter((tag) => tag.startsWith(`${repository}:`))
      .map((tag) => tag.slice(repository.length + 1));
    expect([...(await tagsOf(repository))].sort()).toEqual(expected.sort());
  }
  const manifests = JSON.parse(outputs['manifests'] ?? '') as Manifest[];
  const raw = await served(`${first}@${outputs['digest']}`);
  if (raw.document.manifests) {
    expect(manifests).toEqual(expectedManifests(raw.document.manifests, first, platforms));
    const images = raw.document.manifests.filter(
      ({ annotations }) => !annotations?.['vnd.docker.reference.type'],
    );
    expect(images.map(platformOf).sort()).toEqual([...platforms].sort());
  } else {
    const { digest, size, mediaType } = raw;
    const reference = `${first}@${digest}`;
    expect(manifests).toEqual([
      { platform: platforms[0], digest, size, mediaType, reference, attestation: null },
    ]);
  }
  for (const { digest, size, mediaType, attestation } of manifests) {
    for (const repository of repositories) {
      const child = await served(`${repository}@${digest}`);
      expect(child).toMatchObject({ digest, size, mediaType });
      if (attestation) {
        expect((await served(`${repository}@${attestation}`)).digest).toBe(attestation);
      }
    }
    const config = JSON.parse(await output('crane', 'config', `${first}@${digest}`)) as Platform;
    expect(manifests.map(({ platform }) => platform)).toContain(formatPlatform(config));
  }
  expect(outputs['image']).toBe(`${first}@${outputs['digest']}`);
  expect(outputs['tags']).toBe(tags.join('\n'));
  expect(outputs['platforms']).toBe(platforms.join(','));
  const metadata = JSON.parse(outputs['metadata'] ?? '') as Record<string, unknown>;
  expect(metadata['containerimage.digest']).toBe(outputs['digest']);
  expect(outputs['builder']).toBe(bench.builder);
}

const two = ['linux/amd64', 'linux/arm64'];
const eight = [
  'linux/s390x',
  'linux/arm64',
  'linux/amd64',
  'linux/386',
  'linux/ppc64le',
  'linux/arm/v7',
  'linux/riscv64',
  'linux/arm/v6',
];

interface Way {
  readonly platforms: readonly string[];
  readonly tags: (name: string) => readonly string[];
  readonly inputs?: Readonly<Record<string, string>>;
  readonly plain?: true;
  readonly attested?: true;
}

const oneTag = (name: string): readonly string[] => [`${registry}/truth/${name}:1`];

const ways: readonly (readonly [string, Way])[] = [
  [
    'one platform without attestations, a plain manifest',
    { platforms: ['linux/arm64'], tags: oneTag, inputs: { provenance: 'false' }, plain: true },
  ],
  ['one platform with provenance, an index', { platforms: ['linux/amd64'], tags: oneTag, attested: true }],
  ['two platforms without attestations', { platforms: two, tags: oneTag, inputs: { provenance: 'false' } }],
  [
    'two platforms with the most provenance, the second asked for first',
    { platforms: two.toReversed(), tags: oneTag, inputs: { provenance: 'mode=max' }, attested: true },
  ],
  ['eight platforms', { platforms: eight, tags: oneTag, attested: true }],
  [
    'several tags',
    {
      platforms: two,
      tags: (name) => ['1', '1.0', '1.0.0-rc.1', 'latest'].map((tag) => `${registry}/truth/${name}:${tag}`),
    },
  ],
  [
    'several repositories in two registries',
    {
      platforms: two,
      tags: (name) => [
        `${registry2}/truth/${name}:1`,
        `${registry}/truth/${name}-a:1`,
        `${registry}/truth/${name}-b/deep/er:latest`,
        `${registry2}/truth/${name}:latest`,
      ],
      attested: true,
    },
  ],
  [
    'one platform without attestations in two registries',
    {
      platforms: ['linux/riscv64'],
      tags: (name) => [`${registry}/truth/${name}:1`, `${registry2}/truth/${name}:1`],
      inputs: { provenance: 'false' },
      plain: true,
    },
  ],
  ['without the cache', { platforms: two, tags: oneTag, inputs: { 'no-cache': 'true' } }],
  [
    'direct',
    {
      platforms: two,
      tags: (name) => [`${registry}/truth/${name}:1`, `${registry2}/truth/${name}:latest`],
      inputs: { publish: 'direct' },
      attested: true,
    },
  ],
  [
    'direct, one platform, a plain manifest',
    {
      platforms: ['linux/amd64'],
      tags: (name) => [`${registry}/truth/${name}:1`, `${registry}/truth/${name}:2`],
      inputs: { publish: 'direct', provenance: 'false' },
      plain: true,
    },
  ],
];

describe('what is pushed', () => {
  it.concurrent.each(ways)('%s', async (_, way) => {
    const tags = way.tags(uniqueName('t'));
    const result = await bench.step({
      context: scratchContext(),
      platforms: way.platforms.join(','),
      tags: tags.join('\n'),
      push: 'true',
      ...way.inputs,
    });
    await expectTrue(result, tags, way.platforms);
    const index = (await served(tags[0] ?? '')).document.manifests;
    expect(index === undefined).toBe(way.plain === true);
    const manifests = JSON.parse(result.outputs['manifests'] ?? '') as Manifest[];
    if (way.attested) {
      expect(manifests.every(({ attestation }) => attestation !== null)).toBe(true);
    }
  });

  it('is byte for byte the same image when everything is cached and nothing tells the time', async () => {
    const context = scratchContext();
    const inputs = { context, platforms: two.join(','), push: 'true', provenance: 'false' };
    const tags = [oneTag(uniqueName('t')), oneTag(uniqueName('t'))] as const;
    const first = await bench.step({ ...inputs, tags: tags[0].join() });
    const second = await bench.step({ ...inputs, tags: tags[1].join() });
    await expectTrue(first, tags[0], two);
    await expectTrue(second, tags[1], two);
    expect(second.log).toContain('CACHED');
    expect(second.outputs['digest']).toBe(first.outputs['digest']);
  });

  it('replaces what a tag pointed at before', async () => {
    const tags = oneTag(uniqueName('t'));
    const inputs = { platforms: two.join(','), push: 'true', tags: tags.join() };
    const before = await bench.step({ ...inputs, context: scratchContext() });
    const after = await bench.step({ ...inputs, context: scratchContext() });
    expect(after.outputs['digest']).not.toBe(before.outputs['digest']);
    await expectTrue(after, tags, two);
  });

  it('is not described by the image that is loaded beside it', async () => {
    const tags = oneTag(uniqueName('t'));
    const result = await bench.step({
      context: makeContext({ Dockerfile: 'FROM busybox\nRUN echo loaded > /said\nCMD ["cat", "/said"]\n' }),
      platforms: 'linux/amd64',
      tags: tags.join(),
      push: 'true',
      load: 'true',
    });
    await expectTrue(result, tags, ['linux/amd64']);
    expect(await output('docker', 'run', '--rm', tags[0] ?? '')).toBe('loaded');
    await output('docker', 'rmi', tags[0] ?? '');
  });
});

describe('what is not pushed', () => {
  it('is loaded for the daemon alone', async () => {
    const tag = oneTag(uniqueName('t'))[0] ?? '';
    const result = await bench.step({
      context: makeContext({
        Dockerfile: `FROM busybox\nENV ONLY=${uniqueName('v')}\nCMD ["sh", "-c", "echo $ONLY"]\n`,
      }),
      tags: tag,
      load: 'true',
    });
    expect(result.code, result.log).toBe(0);
    expect(result.outputs['platforms']).toBe('linux/amd64');
    expect(result.outputs).not.toHaveProperty('image');
    expect(result.outputs).not.toHaveProperty('tags');
    expect(await output('docker', 'run', '--rm', tag)).toMatch(/^v-/);
    expect(await craneDigest(tag)).toBeNull();
    await output('docker', 'rmi', tag);
  });

  it('is what the exporter wrote, checked in the files', async () => {
    const workspace = makeContext({
      'image/Dockerfile': 'FROM scratch\nCOPY file /\n',
      'image/file': uniqueName('f'),
    });
    const result = await bench.step(
      {
        context: 'image',
        platforms: two.join(','),
        outputs: 'type=oci,tar=false,dest=layout',
        provenance: 'false',
      },
      { workspace },
    );
    expect(result.code, result.log).toBe(0);
    const index = JSON.parse(readFileSync(join(workspace, 'layout', 'index.json'), 'utf8')) as {
      readonly manifests: readonly Descriptor[];
    };
    const digest = index.manifests[0]?.digest ?? '';
    const blob = (name: string): Buffer =>
      readFileSync(join(workspace, 'layout', 'blobs', 'sha256', name.replace('sha256:', '')));
    expect(digestOf(blob(digest))).toBe(digest);
    expect(result.outputs['digest']).toBe(digest);
    const inner = JSON.parse(blob(digest).toString('utf8')) as { readonly manifests: readonly Descriptor[] };
    const manifests = JSON.parse(result.outputs['manifests'] ?? '') as Manifest[];
    expect(manifests).toEqual(
      expectedManifests(inner.manifests, '', two).map((manifest) => ({ ...manifest, reference: null })),
    );
    for (const { digest: child, size } of manifests) {
      expect(digestOf(blob(child))).toBe(child);
      expect(blob(child).byteLength).toBe(size);
    }
    expect(result.outputs).not.toHaveProperty('tags');
  });

  it('is what the archive holds, attestations included', async () => {
    const workspace = makeContext({ Dockerfile: 'FROM scratch\nCOPY file /\n', file: uniqueName('f') });
    const result = await bench.step(
      {
        context: '.',
        platforms: two.join(','),
        outputs: 'type=oci,dest=image.tar,compression=zstd',
        provenance: 'mode=max',
        sbom: 'false',
      },
      { workspace },
    );
    expect(result.code, result.log).toBe(0);
    const read = (name: string) => output('tar', '-xOf', join(workspace, 'image.tar'), name);
    const index = JSON.parse(await read('index.json')) as { readonly manifests: readonly Descriptor[] };
    expect(index.manifests.map(({ digest }) => digest)).toEqual([result.outputs['digest']]);
    expect(result.outputs['metadata']).toContain(result.outputs['digest'] ?? 'none');
    const manifests = JSON.parse(result.outputs['manifests'] ?? '') as Manifest[];
    for (const { digest, attestation } of manifests) {
      for (const name of [digest, attestation ?? 'none']) {
        expect(JSON.parse(await read(`blobs/sha256/${name.replace('sha256:', '')}`))).toMatchObject({
          schemaVersion: 2,
        });
      }
      expect(await read(`blobs/sha256/${digest.replace('sha256:', '')}`)).toContain('tar+zstd');
    }
  });

  it('is verified and said to be published nowhere', async () => {
    const tag = oneTag(uniqueName('t'))[0] ?? '';
    const result = await bench.step({ context: scratchContext(), platforms: two.join(','), tags: tag });
    expect(result.code, result.log).toBe(0);
    expect(result.log).toContain('Nothing is published');
    expect(await craneDigest(tag)).toBeNull();
    expect(await tagsOf(tag.slice(0, tag.lastIndexOf(':')))).toEqual([]);
    const manifests = JSON.parse(result.outputs['manifests'] ?? '') as Manifest[];
    expect(manifests.map(({ platform, reference }) => [platform, reference])).toEqual(
      two.map((platform) => [platform, null]),
    );
    expect(result.outputs['digest']).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(result.outputs).not.toHaveProperty('image');
  });
});

it('leaves the existing builder where it is', async () => {
  expect(await onEngine(bench.builder)).toHaveLength(2);
});
