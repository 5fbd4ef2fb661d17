import { describe, expect, it } from 'vitest';
import { formatShard, looksLikeShard, parseShard, type Shard } from '../../../src/fanout/shard.ts';
import { digestOf } from '../../../src/oci/digest.ts';

const shard: Shard = {
  image: 'api',
  revision: 'c0ffee',
  run: '42',
  digest: digestOf('index'),
  platforms: [
    {
      platform: { os: 'linux', architecture: 'arm', variant: 'v7' },
      digest: digestOf('manifest'),
      size: 7,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      attestation: digestOf('attestation'),
      how: 'registered',
      download: 3_000_000,
      work: { seconds: 20.5, instructions: 4, cached: 1, ran: 'emulated' },
    },
  ],
  verified: { binaries: true, smokeTest: false },
  seconds: { setup: 1, build: 30 },
};

type Json = Record<string, unknown>;

/** The text of the shard with something else in it. */
function changed(change: (document: Json, platform: Json) => void): string {
  const document = JSON.parse(formatShard(shard)) as Json & { platforms: Json[] };
  change(document, document.platforms[0] ?? {});
  return JSON.stringify(document);
}

it('is read as it was written, on one line', () => {
  const text = formatShard(shard);
  expect(text).not.toContain('\n');
  expect(looksLikeShard(text)).toBe(true);
  expect(parseShard(text)).toEqual(shard);
});

it('may lack an attestation', () => {
  const [platform] = shard.platforms;
  const without: Shard = { ...shard, platforms: [{ ...platform, attestation: null }] };
  expect(parseShard(formatShard(without))).toEqual(without);
});

it.each<[name: string, change: (platform: Json) => void, expected: object]>([
  ['nothing of the size', (p) => delete p['download'], { download: null }],
  ['a text as size', (p) => (p['download'] = '3 MB'), { download: null }],
  ['a negative size', (p) => (p['download'] = -1), { download: null }],
  ['nothing of the work', (p) => delete p['work'], { work: null }],
  ['another way to run', (p) => (p['work'] = { ...(p['work'] as object), ran: 'x' }), { work: null }],
  ['no time', (p) => (p['work'] = { ...(p['work'] as object), seconds: null }), { work: null }],
])('what is only told is not known where it says %s', (_, change, expected) => {
  const [platform] = parseShard(changed((__, p) => change(p))).platforms;
  expect(platform).toMatchObject(expected);
});

describe('what is not exactly a shard is refused', () => {
  it.each<[name: string, text: string, why: string]>([
    ['no JSON', '{"schema":1', 'it is not a JSON object'],
    ['an array', '[]', 'it is not a JSON object'],
    ['another schema', changed((shard) => (shard['schema'] = 2)), 'its schema is 2'],
    ['no schema', '{}', 'its schema is undefined'],
    ['no platforms', changed((shard) => (shard['platforms'] = [])), 'it lists no platforms'],
    ['no list', changed((shard) => (shard['platforms'] = 'linux/amd64')), 'it lists no platforms'],
    ['a text as platform', changed((shard) => (shard['platforms'] = ['x'])), 'a platform of it is not'],
    ['no revision', changed((shard) => delete shard['revision']), "its 'revision' is not a text"],
    ['a number as run', changed((shard) => (shard['run'] = 42)), "its 'run' is not a text"],
    ['a short digest', changed((shard) => (shard['digest'] = 'sha256:12')), `its 'digest' is "sha256:12"`],
    ['no checks', changed((shard) => delete shard['verified']), 'it does not say what was verified'],
    ['no times', changed((shard) => delete shard['seconds']), "its 'seconds' are not"],
    ['a platform that does not exist', changed((_, p) => (p['platform'] = 'linux/amr64')), 'does not exist'],
    ['a platform with another name', changed((_, p) => (p['platform'] = 'linux/armhf')), 'does not exist'],
    ['no size', changed((_, p) => (p['size'] = 0)), 'the size of its linux/arm/v7 is 0'],
    ['a manifest of no digest', changed((_, p) => (p['digest'] = null)), "its 'digest' is not a text"],
    ['a damaged attestation', changed((_, p) => (p['attestation'] = 'sha256:x')), "its 'attestation' is"],
    ['no attestation said', changed((_, p) => delete p['attestation']), "its 'attestation' is not"],
    ['an unknown way to run', changed((_, p) => (p['how'] = 'magic')), 'how its linux/arm/v7 ran is "magic"'],
  ])('%s', (_, text, why) => {
    expect(() => parseShard(text)).toThrow(why);
  });
});

it.each([
  ['', false],
  ['sha256:abc', false],
  ['{"platform":"linux/amd64"}', false],
  ['{"schema":1', true],
  [' { "schema": 9 }', true],
])('%j is meant to be one: %s', (text, is) => {
  expect(looksLikeShard(text)).toBe(is);
});
