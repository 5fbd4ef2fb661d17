import { describe, expect, it } from 'vitest';
import type { Handler } from '../../../src/emulation/handlers.ts';
import { planEmulation, runsNatively, stillMissing } from '../../../src/emulation/plan.ts';
import { formatPlatform, type Platform, parsePlatform } from '../../../src/oci/platform.ts';

function platform(text: string): Platform {
  const parsed = parsePlatform(text);
  if (!parsed) {
    throw new Error(`no platform: ${text}`);
  }
  return parsed;
}

const list = (text: string): readonly Platform[] => text.split(' ').filter(Boolean).map(platform);
const handler = (architecture: string, everywhere = true): Handler => ({ architecture, everywhere });

type Mode = Parameters<typeof planEmulation>[0];
type Row = [
  name: string,
  mode: Mode,
  wanted: string,
  daemon: string,
  registered: readonly Handler[] | null,
  expected: { native: string; foreign: string; register: readonly string[] },
];

describe('planEmulation', () => {
  it.each<Row>([
    [
      'all native',
      'auto',
      'linux/amd64',
      'linux/amd64',
      [],
      { native: 'linux/amd64', foreign: '', register: [] },
    ],
    [
      'one is missing',
      'auto',
      'linux/amd64 linux/arm64',
      'linux/amd64',
      [],
      { native: 'linux/amd64', foreign: 'linux/arm64', register: ['arm64'] },
    ],
    [
      'it is registered',
      'auto',
      'linux/amd64 linux/arm64',
      'linux/amd64',
      [handler('arm64')],
      { native: 'linux/amd64', foreign: 'linux/arm64', register: [] },
    ],
    [
      'it is registered, but not for containers',
      'auto',
      'linux/arm64',
      'linux/amd64',
      [handler('arm64', false)],
      { native: '', foreign: 'linux/arm64', register: ['arm64'] },
    ],
    [
      'the kernel cannot be looked at',
      'auto',
      'linux/arm64 linux/s390x',
      'linux/amd64',
      null,
      { native: '', foreign: 'linux/arm64 linux/s390x', register: ['arm64', 's390x'] },
    ],
    [
      'two variants are one architecture',
      'auto',
      'linux/arm/v6 linux/arm/v7',
      'linux/amd64',
      [],
      { native: '', foreign: 'linux/arm/v6 linux/arm/v7', register: ['arm'] },
    ],
    [
      '386 on amd64 needs nothing, although the image of binfmt could register it',
      'binfmt',
      'linux/386 linux/amd64/v3',
      'linux/amd64',
      [],
      { native: 'linux/386 linux/amd64/v3', foreign: '', register: [] },
    ],
    [
      'arm on arm64 is asked about later',
      'auto',
      'linux/arm64 linux/arm/v7',
      'linux/arm64',
      [],
      { native: 'linux/arm64', foreign: 'linux/arm/v7', register: ['arm'] },
    ],
    [
      'binfmt registers what is registered too',
      'binfmt',
      'linux/amd64 linux/arm64',
      'linux/amd64',
      [handler('arm64')],
      { native: 'linux/amd64', foreign: 'linux/arm64', register: ['arm64'] },
    ],
    [
      'builtin registers nothing',
      'builtin',
      'linux/amd64 linux/arm64',
      'linux/amd64',
      [],
      { native: 'linux/amd64', foreign: 'linux/arm64', register: [] },
    ],
    [
      'none registers nothing',
      'none',
      'linux/arm64',
      'linux/amd64',
      null,
      { native: '', foreign: 'linux/arm64', register: [] },
    ],
  ])('%s', (_, mode, wanted, daemon, registered, expected) => {
    const { native, foreign, register } = planEmulation(mode, list(wanted), platform(daemon), registered);
    expect({
      native: native.map(formatPlatform).join(' '),
      foreign: foreign.map(formatPlatform).join(' '),
      register,
    }).toEqual(expected);
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
    expect(runsNatively(platform(wanted), platform(daemon))).toBe(expected);
  });
});

describe('stillMissing', () => {
  const supported = ['linux/amd64', 'linux/amd64/v2', 'linux/arm64', 'linux/arm/v7', 'linux/arm/v6'];
  it.each<[name: string, foreign: string, supported: readonly string[], missing: readonly string[]]>([
    ['all there', 'linux/arm64 linux/arm/v5', supported, []],
    ['one missing', 'linux/arm64 linux/s390x', supported, ['linux/s390x']],
    ['nothing there', 'linux/arm64', [], ['linux/arm64']],
    ['nothing wanted', '', supported, []],
    ['strange answers', 'linux/arm64', ['', 'arm64', 'linux'], ['linux/arm64']],
  ])('%s', (_, foreign, supports, missing) => {
    expect(stillMissing(list(foreign), supports)).toEqual(missing);
  });
});
