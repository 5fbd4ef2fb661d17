// What a user reads when there is no buildx for a machine, a version or a file.
import { describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import { buildxAsset } from '../../../src/toolchain/asset.ts';
import { parseChecksums } from '../../../src/toolchain/checksum-file.ts';
import { refuseKnownBad } from '../../../src/toolchain/known-bad.ts';
import { knownDigest, refuseDigest, resolveRelease } from '../../../src/toolchain/resolve.ts';

const given = `sha256:${'ab'.repeat(32)}` as Digest;

function refusalOf(run: () => unknown): { code: string; message: string; hint: string | undefined } {
  try {
    run();
  } catch (error) {
    if (error instanceof ActionError) {
      return { code: error.code, message: error.message, hint: error.hint };
    }
    throw error;
  }
  throw new Error('it was accepted');
}

describe('a machine', () => {
  const refused = (os: NodeJS.Platform, arch: string, endianness: 'LE' | 'BE' = 'LE') =>
    refusalOf(() => buildxAsset({ os, arch, endianness, armVersion: undefined }));

  it('of another system', () => {
    expect(refused('aix', 'ppc64')).toEqual({
      code: 'environment-unsupported',
      message: "There is no buildx for the system 'aix'.",
      hint: 'Run the job on Linux, macOS or Windows.',
    });
  });

  it.each<[string, NodeJS.Platform, string, 'LE' | 'BE', string, RegExp]>([
    [
      'with a 32-bit runner',
      'win32',
      'ia32',
      'LE',
      "There is no buildx for 'ia32' on 'win32', only for amd64, arm64.",
      /^This runner is a 32-bit program/,
    ],
    [
      'with another order of bytes',
      'linux',
      'ppc64',
      'BE',
      "There is no buildx for 'ppc64' (BE) on 'linux', only for amd64, arm64, arm-v6, arm-v7, ppc64le, riscv64, s390x.",
      /'buildx-version' to runner/,
    ],
    [
      'with a processor of another system',
      'darwin',
      'riscv64',
      'LE',
      "There is no buildx for 'riscv64' on 'darwin', only for amd64, arm64.",
      /'buildx-version' to runner/,
    ],
    [
      'with another processor',
      'darwin',
      'mips',
      'LE',
      "There is no buildx for 'mips' on 'darwin', only for amd64, arm64.",
      /'buildx-version' to runner/,
    ],
  ])('%s', (_, os, arch, endianness, message, hint) => {
    expect(refused(os, arch, endianness)).toEqual({
      code: 'environment-unsupported',
      message,
      hint: expect.stringMatching(hint),
    });
  });
});

describe('a version', () => {
  const refused = (version: string, sha256: Digest | null = null, asset = 'linux-amd64') =>
    refusalOf(() => resolveRelease({ version, sha256, mirror: null }, asset));

  it('that is none', () => {
    expect(refused('newest')).toEqual({
      code: 'buildx-version-unknown',
      message: "'buildx-version' is 'newest'.",
      hint: expect.stringMatching(/such as v0\.38\.0, a range such as \^0\.37\.1, latest, or runner\./),
    });
  });

  it('that is none, on a machine that no release is known for', () => {
    expect(refused('newest', null, 'plan9-amd64').hint).toMatch(/such as v0\.37\.1, a range/);
  });

  it('that no release is in', () => {
    expect(refused('^0.99.0')).toEqual({
      code: 'buildx-version-unknown',
      message:
        "'buildx-version' is '^0.99.0', and no release in that range has a known SHA-256 for linux-amd64.",
      hint: expect.stringMatching(/^Known are v0\.38\.0, v0\.37\.2, v0\.37\.1, .*'buildx-sha256'/),
    });
  });

  it('that no release is in, on another machine', () => {
    const { message, hint } = refused('>=0.38', null, 'linux-s390x');
    expect(message).toMatch(/for linux-s390x\.$/);
    expect(hint).toMatch(/^Known are v0\.37\.1, /);
    expect(hint).not.toContain('v0.37.0');
  });

  it('that is not known', () => {
    expect(refused('0.99.0')).toEqual({
      code: 'buildx-version-unknown',
      message:
        'This action does not know the SHA-256 of buildx v0.99.0 for linux-amd64, so it cannot verify it.',
      hint: expect.stringMatching(/^Set 'buildx-sha256' to .*'buildx-version' to one of v0\.38\.0, /),
    });
  });

  it('that is known to be bad', () => {
    expect(refused('0.37.0')).toEqual({
      code: 'buildx-version-refused',
      message: expect.stringMatching(
        /^buildx v0\.37\.0 is refused: it can leave a tag .* \(https:\/\/github\.com\/docker\/buildx\/issues\/4058\)\.$/,
      ),
      hint: expect.stringContaining("Leave 'buildx-version' out"),
    });
    expect(() => refuseKnownBad('v0.37.1', 'x')).not.toThrow();
  });

  it.each(['^0.37.1', 'latest'])('that can mean more than the file of a digest: %s', (version) => {
    expect(refusalOf(() => refuseDigest({ version, sha256: given, mirror: null }))).toEqual({
      code: 'input-invalid',
      message: `'buildx-sha256' is set, but 'buildx-version' is '${version}', which can mean more than one binary.`,
      hint: "Set 'buildx-version' to an exact version.",
    });
    expect(() => refuseDigest({ version, sha256: null, mirror: null })).not.toThrow();
  });
});

it.each([
  ['v0.37.1', 'linux-amd64', 'sha256:9447199cdb435f25880548343c128a4b6650e8891ee598905d8d29d39a8e359b'],
  ['v0.37.1', 'plan9-amd64', null],
  ['v0.99.0', 'linux-amd64', null],
])('the digest of %s for %s is %s', (version, asset, expected) => {
  expect(knownDigest(version, asset)).toBe(expected);
});

describe('a list of checksums', () => {
  const a = 'a'.repeat(64);

  it.each([
    ['with a line that is none', `${a} *x\n\nabc`, "line 3 is 'abc', not a SHA-256 and a file name"],
    ['with a long one', 'x'.repeat(200), `line 1 is '${'x'.repeat(100)}', not a SHA-256 and a file name`],
    ['with something before', `x${a} *x`, `line 1 is 'x${a} *x', not a SHA-256 and a file name`],
    ['with a blank for a name', `${a}   x`, `line 1 is '${a}   x', not a SHA-256 and a file name`],
    ['with two digests of a file', `${a} *x\n${'b'.repeat(64)} *x`, 'it holds two digests of x'],
  ])('%s', (_, text, message) => {
    expect(() => parseChecksums(text)).toThrow(new Error(message));
  });

  it('may hold one twice, and names with blanks', () => {
    expect([...parseChecksums(`${a} *x y\n${a}  x y\n`)]).toEqual([['x y', `sha256:${a}`]]);
  });
});
