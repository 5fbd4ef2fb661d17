import { describe, expect, it } from 'vitest';
import { servedDigestOf } from '../../../src/oci/digest.ts';
import { type PlatformImage, type PublishedImage, parsePublishedImage } from '../../../src/oci/manifest.ts';
import { parsePlatform } from '../../../src/oci/platform.ts';
import {
  checkConfigs,
  type ImageConfig,
  parseDetails,
  template,
  withPlatforms,
} from '../../../src/verify/configs.ts';

const config = (architecture: string, more: object = {}): object => ({ os: 'linux', architecture, ...more });

function imagesFor(...platforms: string[]): readonly PlatformImage[] {
  return platforms.map((text) => {
    const platform = parsePlatform(text);
    if (!platform) {
      throw new Error(text);
    }
    return {
      platform,
      digest: servedDigestOf(Buffer.from(text)),
      size: 1,
      mediaType: 'm',
      attestation: null,
    };
  });
}

/** Of what buildx prints as the configs. */
function parseConfigs(configs: string): readonly ImageConfig[] {
  return parseDetails(`{"configs":${configs}}`).configs;
}

describe('parseDetails', () => {
  it('reads a map of configs', () => {
    const document = {
      'linux/amd64': config('amd64', {
        config: {
          Entrypoint: ['/app'],
          Cmd: ['-x'],
          WorkingDir: '/srv',
          Env: ['A=1', 'PATH=/a:/b', 'EMPTY', 'URL=x=y', 'A=2'],
        },
      }),
      'linux/arm/v7': config('arm', { variant: 'v7', config: { Entrypoint: null } }),
    };
    expect(parseConfigs(JSON.stringify(document))).toEqual([
      {
        of: 'linux/amd64',
        platform: { os: 'linux', architecture: 'amd64' },
        entrypoint: ['/app'],
        cmd: ['-x'],
        workingDir: '/srv',
        env: { A: '1', PATH: '/a:/b', EMPTY: '', URL: 'x=y' },
      },
      {
        of: 'linux/arm/v7',
        platform: { os: 'linux', architecture: 'arm', variant: 'v7' },
        entrypoint: [],
        cmd: [],
        workingDir: '/',
        env: {},
      },
    ]);
  });

  it('reads the config of the only platform, which has no key', () => {
    expect(parseConfigs(JSON.stringify(config('arm64')))).toMatchObject([
      { of: null, platform: { architecture: 'arm64' } },
    ]);
  });

  it.each([
    ['no image', 'null'],
    ['a list', '[]'],
    ['a config without an os', '{"architecture":"amd64"}'],
    ['a config that is no object', '{"linux/amd64":1}'],
    ['text', 'ERROR'],
  ])('refuses %s', (_, text) => {
    expect(() => parseConfigs(text)).toThrow();
  });

  it.each([
    ['nothing', '{}', 'there are none'],
    ['a list', '[]', 'buildx printed no JSON object'],
    [
      'a config of no object',
      '{"configs":{"linux/amd64":1}}',
      'the config of linux/amd64 is not a JSON object',
    ],
    ['a config without a platform', '{"configs":{"architecture":"x"}}', 'the config names no platform'],
  ])('refuses %s and says why', (_, text, message) => {
    expect(() => parseDetails(text)).toThrow(message);
  });

  // As buildx 0.37 printed it for images with and without these attestations.
  it.each([
    [
      'of two images',
      '"sbom":["linux/amd64","linux/arm64",0],"provenance":["linux/amd64",0],',
      ['linux/amd64', 'linux/arm64'],
      ['linux/amd64'],
    ],
    ['of no image', '"sbom":[0],"provenance":[0],', [], []],
    ['of the only image', '"sbom":[null,0],"provenance":[null,0],', [null], [null]],
    ['that nobody asked for', '', [], []],
  ])('reads the attestations %s', (_, text, sbom, provenance) => {
    const configs = JSON.stringify(config('amd64'));
    expect(parseDetails(`{${text}"configs":${configs}}`).attested).toEqual({ sbom, provenance });
  });
});

describe('template', () => {
  it('asks for the configs alone', () => {
    expect(template([])).toBe(
      '{{$several := eq (printf "%.3s" (printf "%T" .Image)) "map"}}{"configs":{{json .Image}}}',
    );
  });

  it('asks for the attestations that matter, and no other one', () => {
    const sbom =
      '"sbom":[{{if $several}}{{range $platform, $_ := .SBOM}}{{json $platform}},{{end}}{{else}}{{if ne (printf "%T" .SBOM.SPDX) "<nil>"}}null,{{end}}{{end}}0]';
    expect(template(['sbom'])).toContain(`{${sbom},"configs":`);
    expect(template(['sbom'])).not.toContain('Provenance');
    expect(template(['sbom', 'provenance'])).toContain(`${sbom},"provenance":[`);
    expect(template(['provenance'])).toContain('.Provenance.SLSA');
  });
});

describe('withPlatforms', () => {
  const manifest: PublishedImage = parsePublishedImage(Buffer.from('{"config":{}}'));

  it.each([
    ['amd64', {}, { os: 'linux', architecture: 'amd64' }],
    ['arm', {}, { os: 'linux', architecture: 'arm', variant: 'v7' }],
    ['arm64', { variant: 'v8' }, { os: 'linux', architecture: 'arm64' }],
  ])('gives a plain manifest the platform of its config, %s %o', (architecture, more, platform) => {
    const configs = parseConfigs(JSON.stringify(config(architecture, more)));
    expect(withPlatforms(manifest, configs).images).toMatchObject([{ platform }]);
  });

  it('leaves the platform of a descriptor as it is', () => {
    const image = { ...manifest, images: imagesFor('linux/amd64') };
    const configs = parseConfigs(JSON.stringify(config('arm64')));
    expect(withPlatforms(image, configs)).toEqual(image);
  });
});

describe('checkConfigs', () => {
  it.each<[string, string, object]>([
    ['linux/amd64', 'the same', config('amd64')],
    ['linux/amd64', 'the variant that means none', config('amd64', { variant: 'v1' })],
    ['linux/arm64', 'the variant that means none', config('arm64', { variant: 'v8' })],
    ['linux/arm/v7', 'the same variant', config('arm', { variant: 'v7' })],
    ['linux/arm/v6', 'no variant', config('arm')],
    ['linux/amd64/v3', 'no variant', config('amd64')],
    ['linux/arm64', 'another spelling', config('aarch64')],
  ])('lets the config of %s say %s', (name, _, document) => {
    const configs = parseConfigs(JSON.stringify({ [name]: document, 'linux/s390x': config('s390x') }));
    expect(checkConfigs(imagesFor(name), configs)).toMatchObject([{ of: name }]);
  });

  it.each<[string, string, object]>([
    ['linux/arm64', 'another architecture', config('amd64')],
    ['linux/amd64', 'another os', config('amd64', { os: 'windows' })],
    ['linux/arm/v6', 'another variant', config('arm', { variant: 'v7' })],
    ['linux/arm/v7', 'another architecture', config('amd64')],
    ['linux/amd64', 'a higher level than its descriptor', config('amd64', { variant: 'v3' })],
  ])('refuses a config of %s that says %s', (name, _, document) => {
    const configs = parseConfigs(JSON.stringify(document));
    expect(() => checkConfigs(imagesFor(name), configs)).toThrow(
      expect.objectContaining({
        code: 'config-differs',
        message: expect.stringContaining(`the image for ${name} (sha256:`),
      }),
    );
  });

  it('refuses an image without a config', () => {
    const configs = parseConfigs(JSON.stringify({ 'linux/amd64': config('amd64') }));
    expect(() => checkConfigs(imagesFor('linux/amd64', 'linux/arm64'), configs)).toThrow(
      /linux\/arm64 \(sha256:\w+\) has no image config/,
    );
  });

  it('keeps the order of the images', () => {
    const configs = parseConfigs(
      JSON.stringify({ 'linux/amd64': config('amd64'), 'linux/arm64': config('arm64') }),
    );
    expect(checkConfigs(imagesFor('linux/arm64', 'linux/amd64'), configs).map(({ of }) => of)).toEqual([
      'linux/arm64',
      'linux/amd64',
    ]);
  });
});
