import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  digestsOf,
  missingAssets,
  type Release,
  relevantReleases,
  type Table,
  withTable,
} from '../../../scripts/watch/buildx.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import { checksums } from '../../../src/toolchain/checksums.ts';

const hex = (digit: string): string => digit.repeat(64);
const digest = (digit: string): Digest => `sha256:${hex(digit)}` as Digest;
const table: Table = {
  'v0.40.0': { 'linux-amd64': hex('1'), 'linux-arm64': hex('2'), 'darwin-arm64': hex('3') },
  'v0.38.0': { 'linux-amd64': hex('4') },
};

function release(tag: string, assets: Readonly<Record<string, string | null>> = {}): Release {
  return {
    tag_name: tag,
    draft: false,
    prerelease: false,
    assets: Object.entries(assets).map(([asset, uploaded]) => ({
      name: `buildx-${tag}.${asset}`,
      digest: uploaded,
      browser_download_url: `https://example.com/${tag}/${asset}`,
    })),
  };
}

describe('the releases that matter', () => {
  const older: Table = { 'v0.33.0': {}, 'v0.38.0': {} };
  it.each<[string, Release, boolean]>([
    ['one that the table lacks', release('v0.39.0'), true],
    ['one that the table has, whose records may change', release('v0.38.0'), true],
    ['one between others', release('v0.34.5'), true],
    ['a candidate', release('v0.39.0-rc1'), false],
    ['one that is marked as a candidate', { ...release('v0.39.0'), prerelease: true }, false],
    ['a draft', { ...release('v0.39.0'), draft: true }, false],
    ['one that is older than the table', release('v0.32.9'), false],
    ['one that is refused', release('v0.37.0'), false],
    ['a tag that is not a version', release('latest'), false],
    ['a version in another spelling', release('0.39.0'), false],
    ['a tag that would end the text of the table', release("v0.39.0': {}};//"), false],
  ])('%s', (_, one, matters) => {
    expect(relevantReleases([one], older)).toEqual(matters ? [one] : []);
  });
});

describe('what the table lacks of a release', () => {
  it('is every binary of a kind that it has of any release', () => {
    const found = release('v0.41.0', {
      'linux-amd64': digest('a'),
      'darwin-arm64': digest('b'),
      'plan9-amd64': digest('c'),
      'linux-arm64.sbom.json': digest('d'),
    });
    expect(missingAssets(found, table)).toEqual(['linux-amd64', 'darwin-arm64']);
  });

  it('is the rest of a release that it has in part', () => {
    const found = release('v0.38.0', { 'linux-amd64': digest('4'), 'linux-arm64': digest('a') });
    expect(missingAssets(found, table)).toEqual(['linux-arm64']);
  });
});

describe('the digests of a release', () => {
  const list = (name: string, digests: Readonly<Record<string, Digest>>) => ({
    name,
    digests: new Map(Object.entries(digests).map(([asset, of]) => [`buildx-v0.41.0.${asset}`, of])),
  });

  it('are those of which two records say the same, in the order of the table', () => {
    const found = release('v0.41.0', { 'darwin-arm64': digest('c'), 'linux-amd64': digest('a') });
    const lists = [
      list('checksums.txt', { 'linux-amd64': digest('a') }),
      list('checksums-signed.txt', { 'darwin-arm64': digest('c') }),
    ];
    const digests = digestsOf(found, lists, table);
    expect(Object.entries(digests)).toEqual([
      ['linux-amd64', hex('a')],
      ['darwin-arm64', hex('c')],
    ]);
  });

  it.each<[string, Release, Readonly<Record<string, Digest>>]>([
    ['only GitHub', release('v0.41.0', { 'linux-amd64': digest('a') }), {}],
    ['only the checksum file', release('v0.41.0', { 'linux-amd64': null }), { 'linux-amd64': digest('a') }],
    ['only a checksum file without a binary', release('v0.41.0'), { 'linux-amd64': digest('a') }],
  ])('do not have a binary that %s knows', (_, found, listed) => {
    expect(digestsOf(found, [list('checksums.txt', listed)], table)).toEqual({});
  });

  it('keep what the table has, also where GitHub has no digest', () => {
    expect(digestsOf(release('v0.38.0', { 'linux-amd64': null }), [], table)).toEqual(table['v0.38.0']);
  });

  it.each<[string, string, Digest]>([
    ['another digest', 'v0.41.0', digest('b')],
    ['something other than a digest', 'v0.41.0', 'md5:ff' as Digest],
  ])('are refused if GitHub says %s', (_, version, uploaded) => {
    const found = release(version, { 'linux-amd64': uploaded });
    const lists = [list('checksums.txt', { 'linux-amd64': digest('a') })];
    expect(() => digestsOf(found, lists, table)).toThrow(
      `The records of buildx-v0.41.0.linux-amd64 disagree: GitHub, which hashed the upload, says ${uploaded}; ` +
        `the release's checksums.txt says ${digest('a')}.`,
    );
  });

  it('are refused if two checksum files contradict each other', () => {
    const found = release('v0.41.0', { 'linux-amd64': digest('a') });
    const lists = [
      list('checksums.txt', { 'linux-amd64': digest('a') }),
      list('checksums-signed.txt', { 'linux-amd64': digest('b') }),
    ];
    expect(() => digestsOf(found, lists, table)).toThrow('checksums-signed.txt says');
  });

  it('are refused if a release that the table has was changed', () => {
    const found = release('v0.40.0', { 'linux-amd64': digest('f') });
    expect(() => digestsOf(found, [], table)).toThrow(
      `src/toolchain/checksums.ts says ${digest('1')}; GitHub, which hashed the upload, says ${digest('f')}`,
    );
  });
});

describe('the text of the table', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../src/toolchain/checksums.ts'), 'utf8');

  it('of today is written as it stands, as the formatter has it', () => {
    expect(withTable(text, checksums)).toBe(text);
  });

  it('has the newest release first, and keeps what is said above it', () => {
    const [newest] = Object.keys(checksums);
    const written = withTable(text, { ...checksums, 'v999.10.0': { 'linux-amd64': hex('a') } });
    expect(written).toContain(
      `= {\n  'v999.10.0': {\n    'linux-amd64': '${hex('a')}',\n  },\n  '${newest}': {\n`,
    );
    expect(written.startsWith(text.slice(0, text.indexOf('= {')))).toBe(true);
  });

  it('that has another form is not touched', () => {
    expect(() => withTable('export const checksums = new Map();\n', checksums)).toThrow("'= {'");
  });
});
