import { describe, expect, it } from 'vitest';
import { servedDigestOf } from '../../../src/oci/digest.ts';
import type { PlatformImage } from '../../../src/oci/manifest.ts';
import { type Attested, askedAttestations, checkAttestations } from '../../../src/verify/attestations.ts';

describe('askedAttestations', () => {
  const nothing = { attests: [], provenance: null, sbom: null };

  it.each<
    [
      string,
      Partial<typeof nothing> | { attests: string[] } | { sbom: string } | { provenance: string },
      string[],
    ]
  >([
    ['nothing', {}, []],
    ['an SBOM', { sbom: 'true' }, ['sbom']],
    ['an SBOM of a generator', { sbom: 'generator=registry.example/scan:1' }, ['sbom']],
    ['no SBOM', { sbom: 'false' }, []],
    ['an SBOM that is disabled', { sbom: 'generator=x,disabled=true' }, []],
    ['provenance', { provenance: 'mode=max,builder-id=https://x' }, ['provenance']],
    ['no provenance', { provenance: 'false' }, []],
    ['provenance that is disabled', { provenance: 'disabled=1' }, []],
    ['provenance that is not disabled', { provenance: 'disabled=false' }, ['provenance']],
    ['both, one in each way', { provenance: 'true', attests: ['type=sbom'] }, ['sbom', 'provenance']],
    [
      'both as attests',
      { attests: ['type=provenance,mode=min', 'generator=x,type=sbom'] },
      ['sbom', 'provenance'],
    ],
    ['an attestation that is disabled', { attests: ['type=sbom,disabled=T'] }, []],
    ['an attestation in quotes', { attests: ['type=sbom,"generator=a,b"'] }, ['sbom']],
    ['one of another type', { attests: ['type=other'] }, []],
    ['what buildx would refuse', { attests: ['type=sbom,"x'] }, []],
  ])('%s', (_, inputs, types) => {
    expect(askedAttestations({ ...nothing, ...inputs })).toEqual(types);
  });
});

describe('checkAttestations', () => {
  const images = ['amd64', 'arm64'].map(
    (architecture): PlatformImage => ({
      platform: { os: 'linux', architecture },
      digest: servedDigestOf(Buffer.from(architecture)),
      size: 1,
      mediaType: 'm',
      attestation: null,
    }),
  );
  const both = ['linux/amd64', 'linux/arm64'];
  const attested = (found: Partial<Attested>): Attested => ({ sbom: [], provenance: [], ...found });

  it.each<[string, ('sbom' | 'provenance')[], Partial<Attested>]>([
    ['nothing that was asked for', [], {}],
    ['what was asked for, on all platforms', ['sbom', 'provenance'], { sbom: both, provenance: both }],
    ['more than was asked for', ['sbom'], { sbom: both, provenance: ['linux/amd64'] }],
    ['the attestation of the only image', ['sbom'], { sbom: [null] }],
  ])('passes %s', (_, asked, found) => {
    const own = found.sbom?.[0] === null ? images.slice(0, 1) : images;
    expect(() => checkAttestations(own, asked, attested(found))).not.toThrow();
  });

  it.each<[string, ('sbom' | 'provenance')[], Partial<Attested>, string]>([
    [
      'an SBOM that one platform lacks',
      ['sbom'],
      { sbom: ['linux/amd64'] },
      'has no SBOM (https://spdx.dev/Document) for linux/arm64.',
    ],
    [
      'both that all platforms lack',
      ['sbom', 'provenance'],
      {},
      'has no SBOM (https://spdx.dev/Document) for linux/amd64, linux/arm64; no provenance (https://slsa.dev/provenance/…) for linux/amd64, linux/arm64.',
    ],
    [
      'provenance alone, where there are SBOMs',
      ['sbom', 'provenance'],
      { sbom: both, provenance: ['linux/arm64'] },
      'has no provenance (https://slsa.dev/provenance/…) for linux/amd64.',
    ],
  ])('refuses %s', (_, asked, found, message) => {
    expect(() => checkAttestations(images, asked, attested(found))).toThrow(
      expect.objectContaining({
        code: 'attestation-missing',
        message: `The image was to have attestations, and ${message}`,
      }),
    );
  });
});
