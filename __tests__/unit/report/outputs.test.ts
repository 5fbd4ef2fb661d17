import { describe, expect, it } from 'vitest';
import type { ServedDigest } from '../../../src/oci/digest.ts';
import { outputsOf } from '../../../src/report/outputs.ts';
import type { Outcome } from '../../../src/session/ledger.ts';

const hash = (digit: string) => `sha256:${digit.repeat(64)}` as ServedDigest;
const app = 'ghcr.io/acme/app';
const oci = 'application/vnd.oci.image.manifest.v1+json';

const whole: Outcome = {
  setUp: null,
  verified: {
    digest: hash('a'),
    images: [
      {
        platform: { os: 'linux', architecture: 'arm64' },
        digest: hash('b'),
        size: 7,
        mediaType: oci,
        attestation: hash('d'),
      },
      {
        platform: { os: 'linux', architecture: 'arm', variant: 'v7' },
        digest: hash('c'),
        size: 8,
        mediaType: oci,
        attestation: null,
      },
    ],
    binaries: [],
    downloads: [],
    checks: [],
  },
  repository: app,
  tags: [
    { registry: 'ghcr.io', repository: app, tag: '1' },
    { registry: 'ghcr.io', repository: app, tag: 'latest' },
  ],
  names: [{ registry: 'ghcr.io', repository: app, tag: '1' }],
  version: '1',
  metadata: '{"a":1}\n',
  builder: 'b',
  shard: null,
  phases: [],
  steps: [],
  legs: [],
};
const nothing: Outcome = {
  setUp: null,
  verified: null,
  repository: null,
  tags: [],
  names: [],
  version: '',
  metadata: null,
  builder: null,
  shard: null,
  phases: [],
  steps: [],
  legs: [],
};

describe('outputsOf', () => {
  it('names and version, of what was not published too', () => {
    const { names, version } = whole;
    expect(outputsOf({ ...nothing, names, version })).toEqual({ names: `${app}:1`, version: '1' });
  });

  it('a shard, as text and as a file', () => {
    const shard = { text: '{"schema":1}', file: '/temp/shards/a.json' };
    expect(outputsOf({ ...nothing, shard })).toEqual({ shard: shard.text, 'shard-file': shard.file });
  });

  it('everything, in the order asked for', () => {
    const outputs = outputsOf(whole);
    expect(JSON.parse(outputs['manifests'] ?? '')).toEqual([
      {
        platform: 'linux/arm64',
        digest: hash('b'),
        size: 7,
        mediaType: oci,
        reference: `${app}@${hash('b')}`,
        attestation: hash('d'),
      },
      {
        platform: 'linux/arm/v7',
        digest: hash('c'),
        size: 8,
        mediaType: oci,
        reference: `${app}@${hash('c')}`,
        attestation: null,
      },
    ]);
    expect(JSON.parse(outputs['descriptors'] ?? '')).toEqual([
      { platform: 'linux/arm64', digest: hash('b'), size: 7, mediaType: oci, attestation: hash('d') },
      { platform: 'linux/arm/v7', digest: hash('c'), size: 8, mediaType: oci, attestation: null },
    ]);
    expect({ ...outputs, manifests: '', descriptors: '' }).toEqual({
      digest: hash('a'),
      manifests: '',
      descriptors: '',
      references: `${app}@${hash('a')}`,
      'tag-names': '1\nlatest',
      image: `${app}@${hash('a')}`,
      tags: `${app}:1\n${app}:latest`,
      names: `${app}:1`,
      version: '1',
      platforms: 'linux/arm64,linux/arm/v7',
      metadata: '{"a":1}\n',
      builder: 'b',
    });
  });

  it.each<[name: string, outcome: Outcome, outputs: readonly string[]]>([
    ['nothing', nothing, []],
    [
      'an image that was not pushed',
      { ...whole, repository: null, tags: [], builder: null },
      ['descriptors', 'digest', 'manifests', 'metadata', 'names', 'platforms', 'version'],
    ],
    [
      'an image without a tag',
      { ...whole, tags: [], builder: null },
      [
        'descriptors',
        'digest',
        'image',
        'manifests',
        'metadata',
        'names',
        'platforms',
        'references',
        'version',
      ],
    ],
    ['a repository without an image', { ...nothing, repository: app }, []],
    ['only the metadata of an exporter', { ...nothing, metadata: '{}' }, ['metadata']],
    ['only a builder', { ...nothing, builder: 'b' }, ['builder']],
  ])('%s', (_, outcome, outputs) => {
    expect(Object.keys(outputsOf(outcome)).sort()).toEqual(outputs);
  });

  it('has no reference to what no registry holds', () => {
    const manifests = JSON.parse(outputsOf({ ...whole, repository: null })['manifests'] ?? '') as {
      reference: unknown;
    }[];
    expect(manifests.map(({ reference }) => reference)).toEqual([null, null]);
  });

  it('a reference for each repository, and the name of each tag once', () => {
    const other = 'docker.io/acme/app';
    const tags = [
      ...whole.tags,
      { registry: 'docker.io', repository: other, tag: 'latest' },
      { registry: 'docker.io', repository: other, tag: 'edge' },
    ];
    const outputs = outputsOf({ ...whole, tags });
    expect(outputs['references']?.split('\n')).toEqual([`${app}@${hash('a')}`, `${other}@${hash('a')}`]);
    expect(outputs['tag-names']?.split('\n')).toEqual(['1', 'latest', 'edge']);
  });

  it('leaves something of each output to a later job whose secret is the user name', () => {
    const outputs = outputsOf(whole);
    // GitHub's runner: "Skip output … since it may contain secret".
    const arrived = Object.fromEntries(
      Object.entries(outputs).filter(([, value]) => !value.includes('acme')),
    );
    expect(Object.keys(arrived).sort()).toEqual([
      ...['builder', 'descriptors', 'digest', 'metadata', 'platforms', 'tag-names', 'version'],
    ]);
    const withoutReference = (JSON.parse(outputs['manifests'] ?? '') as { reference?: string }[]).map(
      ({ reference: _, ...others }) => others,
    );
    expect(JSON.parse(arrived['descriptors'] ?? '')).toEqual(withoutReference);
    const named = arrived['tag-names']?.split('\n').map((name) => `${app}:${name}`);
    expect(named).toEqual(outputs['tags']?.split('\n'));
    expect(outputs['image']).toBe(`${app}@${arrived['digest']}`);
  });
});
