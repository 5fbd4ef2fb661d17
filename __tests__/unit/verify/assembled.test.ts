import { expect, it } from 'vitest';
import type { AssembledImage } from '../../../src/fanout/assemble.ts';
import { digestOf, servedDigestOf } from '../../../src/oci/digest.ts';
import type { ImageManifest, PublishedImage } from '../../../src/oci/manifest.ts';
import { checkAssembled } from '../../../src/verify/assembled.ts';

const platform = { os: 'linux', architecture: 'amd64' };
const [manifest, attestation] = ['manifest', 'attestation'].map((text) => servedDigestOf(Buffer.from(text)));
const image = { platform, digest: manifest, size: 7, mediaType: 'm', attestation } as ImageManifest;
const wanted = {
  ...{ ...image, how: 'native', shard: 'a' },
  verified: { binaries: true, smokeTest: false },
  download: null,
  work: null,
} as AssembledImage;

const index = (served: Partial<ImageManifest>): PublishedImage => ({
  digest: servedDigestOf(Buffer.from('index')),
  mediaType: 'i',
  size: 9,
  images: [{ ...image, ...served }],
  strayAttestations: [],
});

it('takes what a job verified, and the platform of a plain manifest from its shard', () => {
  expect(checkAssembled(index({}), [wanted])).toEqual([image]);
  expect(checkAssembled(index({ platform: null }), [wanted])).toEqual([image]);
});

const other = digestOf('other');
it.each<[name: string, served: object, said: string]>([
  ['another manifest', { digest: other }, `the manifest of linux/amd64 is ${other}, and shard 'a' says`],
  ['another attestation', { attestation: other }, `the attestation of linux/amd64 is ${other}`],
  ['a lost attestation', { attestation: null }, 'the attestation of linux/amd64 is missing'],
  ['another size', { size: 8 }, 'the size of linux/amd64 is 8'],
  ['another media type', { mediaType: 'n' }, 'the media type of linux/amd64 is n'],
  ['another platform', { platform: { ...platform, architecture: 'arm64' } }, 'but it lacks linux/amd64'],
])('refuses %s', (_, served, said) => {
  expect(() => checkAssembled(index(served), [wanted])).toThrow(said);
});
