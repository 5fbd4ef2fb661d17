import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import { imageTable } from '../../../src/inputs/image.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import { buildxAsset, type Machine } from '../../../src/toolchain/asset.ts';
import { parseChecksums } from '../../../src/toolchain/checksum-file.ts';
import { checksums } from '../../../src/toolchain/checksums.ts';
import { installedCandidates, reportedVersion } from '../../../src/toolchain/installed.ts';
import { refusal } from '../../../src/toolchain/known-bad.ts';
import { releaseApi } from '../../../src/toolchain/latest.ts';
import { resolveRelease } from '../../../src/toolchain/resolve.ts';
import { environmentOf } from '../fakes.ts';

const given = `sha256:${'ab'.repeat(32)}` as Digest;
const request = (version: string, sha256: Digest | null = null) => ({ version, sha256, mirror: null });

function codeOf(run: () => unknown): string {
  try {
    run();
    return 'no error';
  } catch (error) {
    return error instanceof ActionError ? error.code : `not an ActionError: ${error}`;
  }
}

const machine = (os: NodeJS.Platform, arch: string, more: Partial<Machine> = {}): Machine => ({
  os,
  arch,
  armVersion: undefined,
  endianness: 'LE',
  ...more,
});

const pinnedVersion = imageTable.defaults['buildx-version'];

describe('table of checksums', () => {
  const rows = Object.entries(checksums).flatMap(([version, assets]) =>
    Object.entries(assets).map(([asset, hex]): [string, string, string] => [version, asset, hex]),
  );

  it('has every digest once, and well-formed', () => {
    for (const [version, asset, hex] of rows) {
      expect(hex, `${version} ${asset}`).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(new Set(rows.map(([, , hex]) => hex)).size).toBe(rows.length);
  });

  it('holds the pinned version for every asset', () => {
    expect(Object.keys(checksums[pinnedVersion] ?? {})).toHaveLength(11);
  });

  it('holds no version that is refused', () => {
    expect(Object.keys(checksums).filter((version) => refusal(version) !== null)).toEqual([]);
  });
});

describe('asset', () => {
  it.each<[Machine, string]>([
    [machine('linux', 'x64'), 'linux-amd64'],
    [machine('linux', 'arm64'), 'linux-arm64'],
    [machine('linux', 'arm', { armVersion: 6 }), 'linux-arm-v6'],
    [machine('linux', 'arm', { armVersion: 7 }), 'linux-arm-v7'],
    [machine('linux', 'ppc64'), 'linux-ppc64le'],
    [machine('linux', 's390x', { endianness: 'BE' }), 'linux-s390x'],
    [machine('linux', 'riscv64'), 'linux-riscv64'],
    [machine('darwin', 'x64'), 'darwin-amd64'],
    [machine('darwin', 'arm64'), 'darwin-arm64'],
    [machine('win32', 'x64'), 'windows-amd64.exe'],
    [machine('win32', 'arm64'), 'windows-arm64.exe'],
  ])('%o is %s', (input, expected) => {
    expect(buildxAsset(input)).toBe(expected);
    expect(checksums[pinnedVersion]?.[expected]).toBeDefined();
  });

  it.each<[string, Machine, RegExp]>([
    ['32-bit runner', machine('win32', 'ia32'), /'ia32' on 'win32'/],
    ['big-endian POWER', machine('linux', 'ppc64', { endianness: 'BE' }), /\(BE\)/],
    ['LoongArch', machine('linux', 'loong64'), /'loong64'/],
    ['arm of Windows', machine('win32', 'arm'), /'arm' on 'win32'/],
    ['AIX', machine('aix', 'ppc64'), /'aix'/],
  ])('refuses %s', (_, input, message) => {
    expect(() => buildxAsset(input)).toThrow(message);
    expect(codeOf(() => buildxAsset(input))).toBe('environment-unsupported');
  });
});

/** The table grows, and with it what a range means. */
const newest = (range: string, asset: string): string =>
  semver.maxSatisfying(
    Object.keys(checksums).filter((version) => checksums[version]?.[asset] !== undefined),
    range,
  ) ?? 'none';

describe('version', () => {
  it.each([
    ['v0.37.1', 'linux-amd64', 'v0.37.1'],
    ['0.37.1', 'linux-amd64', 'v0.37.1'],
    ['^0.37.1', 'linux-amd64', newest('^0.37.1', 'linux-amd64')],
    ['^0.37.1', 'windows-amd64.exe', newest('^0.37.1', 'windows-amd64.exe')],
    ['v0.34', 'linux-amd64', 'v0.34.1'],
    ['>=0.34 <0.36', 'linux-s390x', 'v0.35.0'],
    ['0.36 || 0.33', 'linux-amd64', 'v0.33.0'],
    ['*', 'linux-arm64', newest('*', 'linux-arm64')],
    ['*', 'darwin-arm64', newest('*', 'darwin-arm64')],
  ])('%s on %s is %s', (version, asset, expected) => {
    const resolved = resolveRelease(request(version), asset);
    expect(resolved.version).toBe(expected);
    expect(resolved.sha256).toBe(`sha256:${checksums[expected]?.[asset]}`);
  });

  it('takes a digest of the user for any exact version, the known ones too', () => {
    expect(resolveRelease(request('v0.99.0', given), 'linux-amd64')).toEqual({
      version: 'v0.99.0',
      sha256: given,
    });
    expect(resolveRelease(request('0.37.1', given), 'linux-amd64')).toEqual({
      version: 'v0.37.1',
      sha256: given,
    });
  });

  it.each<[string, Digest | null, string, string]>([
    ['v0.99.0', null, 'linux-amd64', 'buildx-version-unknown'],
    ['v0.38.0', null, 'linux-mips64le', 'buildx-version-unknown'],
    ['^0.99.0', null, 'linux-amd64', 'buildx-version-unknown'],
    // v0.36.1 is refused as well.
    ['^0.36.0', null, 'linux-amd64', 'buildx-version-unknown'],
    ['0.36.0', null, 'linux-amd64', 'buildx-version-refused'],
    ['v0.37.0', given, 'linux-amd64', 'buildx-version-refused'],
    ['0.31.1', given, 'linux-amd64', 'buildx-version-refused'],
    ['~0.36.0 <0.36.1', null, 'linux-amd64', 'buildx-version-unknown'],
    ['newest', null, 'linux-amd64', 'buildx-version-unknown'],
    ['^0.37.1', given, 'linux-amd64', 'input-invalid'],
  ])('%s with %s on %s: %s', (version, sha256, asset, expected) => {
    expect(codeOf(() => resolveRelease(request(version, sha256), asset))).toBe(expected);
  });

  it.each<[string, boolean]>([
    ['v0.21.3', true],
    ['v0.31.0', true],
    ['v0.32.0', true],
    ['v0.32.1', true],
    ['v0.33.0', false],
    ['v0.35.0', false],
    ['v0.36.0-rc1', true],
    ['v0.36.1', true],
    ['v0.36.1-desktop.1', true],
    ['v0.37.0', true],
    ['v0.37.1', false],
    ['v0.38.2', false],
  ])('%s refused: %s', (version, refused) => {
    expect(refusal(version) !== null).toBe(refused);
  });
});

describe('checksums.txt', () => {
  const a = 'a'.repeat(64);
  const b = 'b'.repeat(64);
  it.each([
    ['binary marker', `${a} *x\n${b} *y\n`],
    ['two spaces', `${a}  x\n${b}  y`],
    ['CRLF', `${a} *x\r\n${b}  y\r\n`],
  ])('reads %s', (_, text) => {
    expect([...parseChecksums(text)]).toEqual([
      ['x', `sha256:${a}`],
      ['y', `sha256:${b}`],
    ]);
  });
  it.each([
    ['63 digits', `${a.slice(1)} *x`],
    ['upper case', `${a.toUpperCase()} *x`],
    ['no name', `${a} *`],
    ['HTML', '<!DOCTYPE html>'],
    ['two digests of one file', `${a} *x\n${b} *x`],
  ])('refuses %s', (_, text) => {
    expect(() => parseChecksums(text)).toThrow();
  });
});

it.each([
  ['github.com', 'https://api.github.com', { apiUrl: 'https://api.github.com', token: 't' }],
  ['a stand-in on this machine', 'http://127.0.0.1:81/', { apiUrl: 'http://127.0.0.1:81', token: 't' }],
  ['Enterprise server', 'https://ghes.corp/api/v3', { apiUrl: 'https://api.github.com', token: null }],
  ['Enterprise cloud', 'https://api.acme.ghe.com', { apiUrl: 'https://api.github.com', token: null }],
  ['a lookalike', 'https://api.github.com.evil.example', { apiUrl: 'https://api.github.com', token: null }],
  ['no URL', 'nonsense', { apiUrl: 'https://api.github.com', token: null }],
])('asks the right server with the right token: %s', (_, apiUrl, expected) => {
  expect(releaseApi(apiUrl, 't')).toEqual(expected);
});

it.each([
  ['github.com/docker/buildx v0.37.1 0a7b4c1f', 'v0.37.1'],
  ['github.com/docker/buildx 0.13.1+ds1 0.13.1-1', 'v0.13.1'],
  ['github.com/docker/buildx v0.36.1-desktop.1 abc', 'v0.36.1-desktop.1'],
  ['buildah 1.33.7', null],
  ['', null],
])('version in %j is %s', (output, expected) => {
  expect(reportedVersion(output)).toBe(expected);
});

it('looks for an installed buildx on the PATH, then where the docker CLI looks', () => {
  const unix = environmentOf({ variables: { PATH: '/a:/b' }, dockerConfig: '/home/me/.docker' });
  expect(installedCandidates(unix).slice(0, 4)).toEqual([
    '/a/buildx',
    '/b/buildx',
    '/home/me/.docker/cli-plugins/docker-buildx',
    '/usr/local/lib/docker/cli-plugins/docker-buildx',
  ]);
  const windows = environmentOf({
    os: 'win32',
    variables: { Path: 'C:\\a;C:\\b', ProgramData: 'C:\\ProgramData' },
    dockerConfig: 'C:\\me\\.docker',
  });
  expect(installedCandidates(windows)).toEqual([
    'C:\\a\\buildx.exe',
    'C:\\b\\buildx.exe',
    'C:\\me\\.docker\\cli-plugins\\docker-buildx.exe',
    'C:\\ProgramData\\Docker\\cli-plugins\\docker-buildx.exe',
  ]);
});
