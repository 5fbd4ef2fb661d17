import { describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import { assemble, type Expected, missingShard, type ShardText } from '../../../src/fanout/assemble.ts';
import { formatShard, type Shard } from '../../../src/fanout/shard.ts';
import { digestOf } from '../../../src/oci/digest.ts';
import { formatPlatform, type Platform, parsePlatform } from '../../../src/oci/platform.ts';

const of = (...names: readonly string[]): readonly Platform[] =>
  names.map((name) => parsePlatform(name)).filter((platform) => platform !== null);

const [oci, docker] = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** A shard that is called as its platforms are. */
function shard(names: string, change: Partial<Shard> = {}, mediaType = oci): ShardText {
  const [first, ...others] = of(...names.split(',')).map((platform) => ({
    platform,
    digest: digestOf(`manifest of ${formatPlatform(platform)}`),
    size: 7,
    mediaType,
    attestation: digestOf(`attestation of ${formatPlatform(platform)}`),
    how: 'native' as const,
    download: null,
    work: null,
  }));
  if (first === undefined) {
    throw new Error('no platforms');
  }
  const whole: Shard = {
    image: '',
    revision: 'c0ffee',
    run: '42',
    digest: digestOf(`index of ${names}`),
    platforms: [first, ...others],
    verified: { binaries: true, smokeTest: false },
    seconds: {},
    ...change,
  };
  return { name: names, text: formatShard(whole) };
}

const expected: Expected = {
  platforms: of('linux/arm64', 'linux/amd64', 'linux/arm/v7'),
  image: '',
  revision: 'c0ffee',
  run: '42',
  annotated: false,
};
const three = [shard('linux/amd64'), shard('linux/arm64'), shard('linux/arm/v7')];

function refusalOf(texts: readonly ShardText[], change: Partial<Expected> = {}): string {
  try {
    assemble(texts, { ...expected, ...change });
  } catch (error) {
    if (error instanceof ActionError && error.code === 'shard-refused') {
      return error.message;
    }
    throw error;
  }
  return 'accepted';
}

describe('N of N shards', () => {
  it('are put in the order of the platforms', () => {
    const { sources, images } = assemble(three, expected);
    expect(sources.map(({ shard: name }) => name)).toEqual(['linux/arm64', 'linux/amd64', 'linux/arm/v7']);
    expect(sources[0]?.digest).toBe(digestOf('index of linux/arm64'));
    expect(images.map(({ platform }) => platform)).toEqual(expected.platforms);
    expect(images.map(({ shard: name }) => name)).toEqual(sources.map(({ shard: name }) => name));
  });

  it('give the same, in whatever order they come', () => {
    expect(assemble(three.toReversed(), expected)).toEqual(assemble(three, expected));
  });

  it('may hold several platforms, which come once', () => {
    const { sources, images } = assemble([shard('linux/arm64,linux/arm/v7'), shard('linux/amd64')], expected);
    expect(sources.map(({ shard: name }) => name)).toEqual(['linux/arm64,linux/arm/v7', 'linux/amd64']);
    expect(images).toHaveLength(3);
  });

  it('are those of one image, if it is named', () => {
    const [api, web] = [shard('linux/amd64', { image: 'api' }), shard('linux/arm64', { image: 'web' })];
    const { sources } = assemble([api, web], { ...expected, platforms: of('linux/arm64'), image: 'web' });
    expect(sources.map(({ shard: name }) => name)).toEqual(['linux/arm64']);
  });

  it('may all have media types of Docker without annotations', () => {
    const texts = of('linux/amd64', 'linux/arm64').map((p) => shard(formatPlatform(p), {}, docker));
    expect(refusalOf(texts, { platforms: of('linux/amd64', 'linux/arm64') })).toBe('accepted');
  });
});

describe('are refused:', () => {
  const two = three.slice(0, 2);
  const last = 'linux/arm/v7';
  it.each<[name: string, texts: readonly ShardText[], change: Partial<Expected>, said: string]>([
    ['none at all', [], {}, 'no shard holds linux/arm64'],
    ['one that is missing', two, {}, 'The shards do not make up the image: no shard holds linux/arm/v7.'],
    [
      'one too many',
      three,
      { platforms: of('linux/arm64', 'linux/amd64') },
      "shard 'linux/arm/v7' holds linux/arm/v7, which was not asked for",
    ],
    [
      'two with one platform',
      [...three, { ...shard(last), name: 'again' }],
      {},
      "shards 'again' and 'linux/arm/v7' both hold linux/arm/v7",
    ],
    [
      'one of another revision',
      [...two, shard(last, { revision: 'decaf' })],
      {},
      "shard 'linux/arm/v7' is of the revision 'decaf', and this run is of 'c0ffee'",
    ],
    [
      'one of another run',
      [...two, shard(last, { run: '41' })],
      {},
      "shard 'linux/arm/v7' is of the run '41'",
    ],
    [
      'one that is damaged',
      [...two, { name: 'c', text: '{"schema":1' }],
      {},
      "shard 'c' cannot be read: it is not",
    ],
    [
      'one of the future',
      [...two, { name: 'c', text: '{"schema":2}' }],
      {},
      "shard 'c' cannot be read: its schema",
    ],
    [
      'those of two images',
      [...two, shard(last, { image: 'api' })],
      {},
      "shard 'linux/amd64' is of the image '' and shard 'linux/arm/v7' of 'api'",
    ],
    ['those of another image than the named one', three, { image: 'api' }, 'no shard holds linux/amd64'],
    [
      'media types that differ',
      [...two, shard(last, {}, docker)],
      {},
      "shard 'linux/arm/v7' has media types of Docker and shard 'linux/amd64' those of OCI",
    ],
    [
      'media types that have no room for annotations',
      [shard(last, {}, docker)],
      { platforms: of(last), annotated: true },
      "shard 'linux/arm/v7' has media types of Docker, and annotations of the index would be lost",
    ],
  ])('%s', (_, texts, change, said) => {
    expect(refusalOf(texts, change)).toContain(said);
  });

  it('for all that is wrong at once', () => {
    const said = refusalOf([shard('linux/amd64', { run: '41', revision: 'decaf' })]);
    expect(said.split('\n- ')).toHaveLength(5);
  });
});

describe('a digest that a registry does not have', () => {
  const assembly = assemble(three, expected);
  const gone = (text: string): string => digestOf(text);
  it.each<[name: string, said: string, shard: string | null]>([
    [
      'a manifest',
      `copy ${gone('index of linux/amd64')}: http://r/${gone('manifest of linux/arm64')} not found`,
      'linux/arm64',
    ],
    ['an attestation', `${gone('attestation of linux/arm/v7')} not found: not found`, 'linux/arm/v7'],
    ['what a job staged', `ERROR: r/app@${gone('index of linux/amd64')}: not found`, 'linux/amd64'],
    ['something else', `ERROR: r/app@${gone('else')}: not found`, null],
    ['nothing', `${gone('manifest of linux/arm64')} is denied`, null],
  ])('%s', (_, said, name) => {
    expect(missingShard(said, assembly)?.shard ?? null).toBe(name);
  });
});
