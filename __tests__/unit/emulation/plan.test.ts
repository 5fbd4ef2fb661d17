import { describe, expect, it } from 'vitest';
import type { Handler } from '../../../src/emulation/handlers.ts';
import {
  describeEmulation,
  foreignOf,
  type PlatformRun,
  planEmulation,
  stillMissing,
} from '../../../src/emulation/plan.ts';
import { formatPlatform, formatPlatforms, type Platform, parsePlatform } from '../../../src/oci/platform.ts';

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
    const machine = { platform: platform(daemon), handlers: registered };
    const { runs, register } = planEmulation(mode, list(wanted), machine);
    const native = runs.filter(({ how }) => how === 'native').map((run) => run.platform);
    const foreign = foreignOf({ runs });
    expect({
      native: formatPlatforms(native, ' '),
      foreign: formatPlatforms(foreign, ' '),
      register,
    }).toEqual(expected);
    expect(runs.map((run) => run.platform)).toEqual(list(wanted));
  });

  it.each<[mode: Mode, how: PlatformRun['how']]>([
    ['auto', 'registered'],
    ['binfmt', 'registered'],
    ['builtin', 'builtin'],
    ['none', 'none'],
  ])('%s: says how each platform will run, in the order asked for', (mode, how) => {
    const wanted = list('linux/arm64 linux/amd64 linux/s390x');
    const { runs } = planEmulation(mode, wanted, { platform: platform('linux/amd64'), handlers: [] });
    expect(runs.map((run) => `${formatPlatform(run.platform)} ${run.how}`)).toEqual([
      `linux/arm64 ${how}`,
      'linux/amd64 native',
      `linux/s390x ${how}`,
    ]);
  });
});

describe('describeEmulation', () => {
  const lines = (mode: Mode, wanted: string, handlers: readonly Handler[]) =>
    describeEmulation(planEmulation(mode, list(wanted), { platform: platform('linux/amd64'), handlers }));
  const both = 'linux/amd64 linux/arm64 linux/s390x';
  const foreign = 'Foreign: linux/arm64, linux/s390x';

  it.each<[name: string, lines: readonly string[], expected: readonly string[]]>([
    ['nothing', lines('auto', '', []), []],
    ['only native', lines('auto', 'linux/amd64 linux/386', []), ['Native: linux/amd64, linux/386.']],
    ['only foreign', lines('auto', 'linux/arm64', []), ['Foreign: linux/arm64; to be registered: arm64.']],
    [
      'one of two is registered',
      lines('auto', both, [handler('arm64')]),
      ['Native: linux/amd64.', `${foreign}; to be registered: s390x.`],
    ],
    [
      'all are registered',
      lines('auto', both, [handler('arm64'), handler('s390x')]),
      ['Native: linux/amd64.', `${foreign}; their emulators are registered.`],
    ],
    [
      'builtin',
      lines('builtin', both, []),
      ['Native: linux/amd64.', `${foreign}; left to BuildKit's own emulators.`],
    ],
    ['none', lines('none', both, []), ['Native: linux/amd64.', `${foreign}; not emulated, as asked.`]],
  ])('%s', (_, described, expected) => {
    expect(described).toEqual(expected);
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
