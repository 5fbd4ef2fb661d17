import { describe, expect, it } from 'vitest';
import {
  formatPlatform,
  isKnownPlatform,
  knownPlatforms,
  parsePlatform,
  runsNatively,
} from '../../../src/oci/platform.ts';

describe('parsePlatform', () => {
  it.each([
    ['linux/amd64', 'linux/amd64'],
    ['linux/arm64/v8', 'linux/arm64'],
    ['linux/arm64/8', 'linux/arm64'],
    ['linux/arm64/v9', 'linux/arm64/v9'],
    ['linux/arm', 'linux/arm/v7'],
    ['linux/arm/7', 'linux/arm/v7'],
    ['linux/arm/v5', 'linux/arm/v5'],
    ['linux/arm/v6', 'linux/arm/v6'],
    ['linux/arm/v7', 'linux/arm/v7'],
    ['linux/aarch64', 'linux/arm64'],
    ['linux/x86_64', 'linux/amd64'],
    ['linux/i386', 'linux/386'],
    ['linux/amd64/v1', 'linux/amd64'],
    ['linux/amd64/v2', 'linux/amd64/v2'],
    ['macos/arm64', 'darwin/arm64'],
    ['LINUX/AMD64', 'linux/amd64'],
    ['linux/amr64', 'linux/amr64'],
    ['unknown/unknown', 'unknown/unknown'],
  ])('normalises %s to %s, as containerd/platforms does', (text, expected) => {
    const platform = parsePlatform(text);
    expect(platform && formatPlatform(platform)).toBe(expected);
  });

  it.each([
    ['arm', 'linux/arm/v7'],
    ['arm64', 'linux/arm64'],
    ['aarch64', 'linux/arm64'],
    ['armhf', 'linux/arm/v7'],
    ['armel', 'linux/arm/v6'],
    ['x86_64', 'linux/amd64'],
    ['x86-64', 'linux/amd64'],
    ['386', 'linux/386'],
    ['i386', 'linux/386'],
    ['riscv64', 'linux/riscv64'],
  ])('takes the architecture %s alone as %s whatever the client runs', (text, expected) => {
    const platform = parsePlatform(text);
    expect(platform && formatPlatform(platform)).toBe(expected);
  });

  it.each([
    'amr64',
    'linux',
    'linux-amd64',
    'all',
    'local',
    '',
    'linux/',
    '/amd64',
    'linux//amd64',
    'linux/arm/v7/x',
    '*',
    'linux/*',
    'linux/amd64 ',
    'linux/amd64\r',
    '\ufefflinux/amd64',
    '"linux/amd64"',
    'linux/amd64;',
    'linux/amd64,linux/arm64',
  ])('rejects %j', (text) => {
    expect(parsePlatform(text)).toBeNull();
  });
});

describe('isKnownPlatform', () => {
  it.each([
    'linux/amr64',
    'linux/armv7',
    'linux/arm64v8',
    'linux/ppc64el',
    'amd64/v3',
    'unknown/unknown',
    'plan9/386',
    'js/wasm',
    'linux/arm/v8',
    'windows/amd64',
    'linux/amd64/v5',
    'linux/386/v2',
  ])('does not know %s, which containerd/platforms accepts', (text) => {
    const platform = parsePlatform(text);
    expect(platform && isKnownPlatform(platform)).toBe(false);
  });

  it('knows the platforms that it lists, each in its normalised form', () => {
    for (const name of knownPlatforms) {
      const platform = parsePlatform(name);
      expect(platform && isKnownPlatform(platform) && formatPlatform(platform)).toBe(name);
    }
    expect(knownPlatforms).toHaveLength(16);
  });
});

describe('runsNatively', () => {
  it.each([
    ['linux/amd64', 'linux/amd64', true],
    ['linux/amd64/v3', 'linux/amd64', true],
    ['linux/386', 'linux/amd64', true],
    ['linux/amd64', 'linux/386', false],
    ['linux/386', 'linux/arm64', false],
    ['linux/arm/v7', 'linux/arm64', false],
    ['linux/arm64', 'linux/amd64', false],
  ])('%s on %s: %s', (wanted, daemon, expected) => {
    const [platform, machine] = [parsePlatform(wanted), parsePlatform(daemon)];
    expect(platform !== null && machine !== null && runsNatively(platform, machine)).toBe(expected);
  });
});
