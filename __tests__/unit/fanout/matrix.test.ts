import { describe, expect, it } from 'vitest';
import { type MatrixRequest, planMatrix, type RunnerRule } from '../../../src/fanout/matrix.ts';
import { type Platform, parsePlatform } from '../../../src/oci/platform.ts';

const of = (...names: readonly string[]): readonly Platform[] =>
  names.map((name) => parsePlatform(name)).filter((platform) => platform !== null);

const single = [{ name: '', context: '.' }];

function plan(platforms: readonly string[], request: Partial<MatrixRequest> = {}) {
  return planMatrix({ platforms: of(...platforms), runners: [], groups: [], images: single, ...request });
}

const placed = (platforms: readonly string[], runners: readonly RunnerRule[]) =>
  plan(platforms, { runners }).map((leg) => `${leg.platforms} ${leg['runs-on']} ${leg.native}`);

describe('the runners', () => {
  it.each<[name: string, platform: string, runners: readonly RunnerRule[], labels: unknown, native: boolean]>(
    [
      ['amd64', 'linux/amd64', [], 'ubuntu-latest', true],
      ['a variant of amd64', 'linux/amd64/v3', [], 'ubuntu-latest', true],
      ['386, which an amd64 kernel runs', 'linux/386', [], 'ubuntu-latest', true],
      ['arm64', 'linux/arm64', [], 'ubuntu-24.04-arm', true],
      ['32-bit arm, emulated', 'linux/arm/v7', [], 'ubuntu-latest', false],
      ['what GitHub has no machine for', 'linux/s390x', [], 'ubuntu-latest', false],
      ['a default', 'linux/s390x', [{ scope: 'default', labels: 'big' }], 'big', false],
      ['a default, for arm64 too', 'linux/arm64', [{ scope: 'default', labels: 'big' }], 'big', false],
      ['a default, for amd64', 'linux/amd64', [{ scope: 'default', labels: 'big' }], 'big', true],
      ['all of Linux', 'linux/arm64', [{ scope: 'linux', labels: 'mine' }], 'mine', false],
      [
        'an architecture with its variants',
        'linux/arm/v6',
        [{ scope: 'linux/arm', labels: ['self-hosted', 'arm'] }],
        ['self-hosted', 'arm'],
        true,
      ],
      [
        'another platform than the rule',
        'linux/arm64',
        [{ scope: 'linux/arm', labels: 'x' }],
        'ubuntu-24.04-arm',
        true,
      ],
    ],
  )('%s', (_, platform, runners, labels, native) => {
    const [leg, ...others] = plan([platform], { runners });
    expect(others).toEqual([]);
    expect(JSON.parse(leg?.['runs-on'] ?? '')).toEqual(labels);
    expect(leg?.native).toBe(native);
  });

  it('the most specific wins, whatever the order', () => {
    const rules: readonly RunnerRule[] = [
      { scope: 'default', labels: 'd' },
      { scope: 'linux', labels: 'l' },
      { scope: 'linux/arm', labels: 'a' },
      { scope: 'linux/arm/v7', labels: 'v7' },
    ];
    const platforms = ['linux/arm/v7', 'linux/arm/v6', 'linux/s390x'];
    const expected = ['linux/arm/v7 "v7" true', 'linux/arm/v6 "a" true', 'linux/s390x "l" false'];
    expect(placed(platforms, rules)).toEqual(expected);
    expect(placed(platforms, rules.toReversed())).toEqual(expected);
  });
});

describe('the legs', () => {
  it('have file-safe names, in the order asked for', () => {
    const names = plan(['linux/arm/v7', 'linux/amd64']).map(({ name }) => name);
    expect(names).toEqual(['linux-arm-v7', 'linux-amd64']);
  });

  it('are shared by a group, at the place of its first platform and in the order of the platforms', () => {
    const platforms = ['linux/arm/v7', 'linux/amd64', 'linux/arm/v6'];
    const legs = plan(platforms, { groups: [of('linux/arm/v6', 'linux/arm/v7')] });
    expect(legs.map((leg) => [leg.name, leg.platforms])).toEqual([
      ['linux-arm-v7_linux-arm-v6', 'linux/arm/v7,linux/arm/v6'],
      ['linux-amd64', 'linux/amd64'],
    ]);
    expect(legs.map(({ native }) => native)).toEqual([false, true]);
  });

  it('emulate if one platform of a group must be emulated', () => {
    const [leg] = plan(['linux/amd64', 'linux/s390x'], { groups: [of('linux/amd64', 'linux/s390x')] });
    expect(leg).toMatchObject({ 'runs-on': '"ubuntu-latest"', native: false });
  });

  it('refuse a group that needs two runners', () => {
    expect(() =>
      plan(['linux/amd64', 'linux/arm64'], { groups: [of('linux/amd64', 'linux/arm64')] }),
    ).toThrow('The group linux/amd64, linux/arm64 needs two runners, "ubuntu-latest" and "ubuntu-24.04-arm"');
  });

  it('are those of each image times each platform', () => {
    const images = [
      { name: 'api', context: 'services/api' },
      { name: 'web', context: 'web' },
    ];
    const legs = plan(['linux/amd64', 'linux/arm64'], { images });
    expect(legs.map(({ name, image, context }) => [name, image, context])).toEqual([
      ['api-linux-amd64', 'api', 'services/api'],
      ['api-linux-arm64', 'api', 'services/api'],
      ['web-linux-amd64', 'web', 'web'],
      ['web-linux-arm64', 'web', 'web'],
    ]);
  });

  it.each([
    [128, null],
    [129, 'The matrix has 258 jobs'],
  ])('of %i images and two platforms', (count, refusal) => {
    const images = Array.from({ length: count }, (_, n) => ({ name: `i${n}`, context: '.' }));
    const planning = () => plan(['linux/amd64', 'linux/arm64'], { images });
    if (refusal === null) {
      expect(planning()).toHaveLength(256);
    } else {
      expect(planning).toThrow(refusal);
    }
  });
});
