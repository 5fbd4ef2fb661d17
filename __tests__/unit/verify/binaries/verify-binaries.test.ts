import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ClaimedDigest, digestOf, type ServedDigest } from '../../../../src/oci/digest.ts';
import { formatPlatform, parsePlatform } from '../../../../src/oci/platform.ts';
import type { Staged } from '../../../../src/stage/staged.ts';
import { type BinaryCheck, isAll, verifyBinaries } from '../../../../src/verify/binaries/verify-binaries.ts';
import { type Member, tarOf } from '../../../harness/tar.ts';
import { type FakeSession, readySession } from '../../fakes.ts';
import {
  type FakeBuildx,
  type FakeImage,
  type FakeLayer,
  fakeBuildx,
  manifestOf,
  writeLayout,
} from '../fake-buildx.ts';
import { headOf } from '../prefixes.ts';
import { armSection } from './marked.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'all-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const mediaType = 'application/vnd.oci.image.layer.v1.tar';
const layer = (...members: readonly Member[]): FakeLayer => ({
  mediaType: `${mediaType}+gzip`,
  content: gzipSync(tarOf(...members)),
});
const program = (path: string, content: Uint8Array, mode = 0o755): Member => ({ path, content, mode });

interface Outcome {
  readonly binaries: readonly string[];
  readonly buildx: FakeBuildx;
  readonly log: FakeSession['log'];
}

interface Given {
  readonly check?: BinaryCheck;
  readonly files?: FakeImage['files'];
  readonly entrypoint?: readonly string[];
  /** A layout on disk that the image lies in; left out, it lies in a registry. */
  readonly layout?: string;
}

async function verify(
  layers: Readonly<Record<string, readonly FakeLayer[]>>,
  { check = { except: [] }, files = {}, entrypoint = [], layout }: Given = {},
): Promise<Outcome> {
  const names = Object.keys(layers);
  const buildx = fakeBuildx(Object.fromEntries(names.map((name) => [name, { config: {}, files }])), {
    layers,
  });
  const platforms = names.map(parsePlatform).filter((platform) => platform !== null);
  const session = readySession(platforms, { processes: buildx, folder });
  const images = platforms.map((platform) => {
    const name = formatPlatform(platform);
    const digest = digestOf(manifestOf(layers[name] ?? [], name)) as ServedDigest;
    const config = { of: null, platform, entrypoint, cmd: [], workingDir: '/', env: {} };
    return { platform, config, digest, size: 1, mediaType: 'm', attestation: null };
  });
  for (const name of layout === undefined ? [] : names) {
    writeLayout(layout ?? '', manifestOf(layers[name] ?? [], name), layers[name] ?? []);
  }
  const staged: Staged = {
    target:
      layout === undefined
        ? { kind: 'repositories', repositories: ['registry.example/app'] }
        : { kind: 'layout', directory: layout },
    digest: digestOf('index') as ClaimedDigest,
  };
  return { binaries: await verifyBinaries(check, images, staged, session), buildx, log: session.log };
}

const arm64 = headOf('go arm64');
const amd64 = headOf('go amd64');

describe('all ELF files', () => {
  it('are looked at on every platform, with one process for all layers', async () => {
    const { binaries, buildx, log } = await verify({
      'linux/amd64': [
        layer(program('a', amd64), program('lib/b.so', amd64, 0o644)),
        layer(program('c', amd64)),
      ],
      'linux/arm64': [layer(program('a', arm64))],
      'linux/s390x': [layer({ path: 'text', content: 'text' })],
    });
    expect(buildx.runs).toEqual(['copy']);
    const nothing = 'nothing to check: the image names no program';
    expect(binaries).toEqual([
      `${nothing}; 3 ELF files, all for x86-64`,
      `${nothing}; 1 ELF file, all for AArch64`,
      `${nothing}; 0 ELF files`,
    ]);
    expect(log.lines).toContain('linux/amd64: 3 ELF files, all for x86-64');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are read from the layout where the image lies on disk', async () => {
    const layout = join(folder, 'layout');
    const { binaries, buildx } = await verify({ 'linux/arm64': [layer(program('a', arm64))] }, { layout });
    expect(buildx.runs).toEqual([]);
    expect(binaries[0]).toContain('1 ELF file, all for AArch64');
    expect(readdirSync(folder)).toEqual(['layout']);
  });

  it.each([
    ['gzip', `${mediaType}+gzip`, gzipSync],
    ['zstd', `${mediaType}+zstd`, zstdCompressSync],
    ['nothing', mediaType, (bytes: Buffer) => bytes],
  ])('are unpacked where the layer is packed by %s', async (_, type, pack) => {
    const content = pack(tarOf(program('a', amd64)));
    await expect(verify({ 'linux/arm64': [{ mediaType: type, content }] })).rejects.toMatchObject({
      code: 'binary-differs',
      message: "linux/arm64: '/a' is an ELF binary for x86-64, 64-bit, little-endian; expected AArch64.",
    });
  });

  it('are those that the highest layer leaves', async () => {
    const removed = [
      layer(program('a', amd64), program('b', amd64)),
      layer(program('a', arm64), { path: '.wh.b' }),
    ];
    const { binaries } = await verify({ 'linux/arm64': removed });
    expect(binaries[0]).toContain('1 ELF file, all for AArch64');
  });

  it('may be left out by their paths', async () => {
    const { binaries } = await verify(
      { 'linux/arm64': [layer(program('usr/lib/grub/x', amd64), program('a', arm64))] },
      { check: { except: ['/usr/lib/grub'] } },
    );
    expect(binaries[0]).toContain('1 ELF file, all for AArch64; 1 left out');
  });

  it('are noted where they are not executable', async () => {
    const { log } = await verify({ 'linux/arm64': [layer(program('firmware', amd64, 0o644))] });
    expect(log.lines).toContain(
      'warning: linux/arm64: for another architecture, but not executable: /firmware.',
    );
  });

  it('are refused where they are programs for newer processors', async () => {
    const armv7 = Buffer.concat([headOf('debian armhf'), armSection(Buffer.of(6, 10))]);
    await expect(verify({ 'linux/arm/v6': [layer(program('a', armv7))] })).rejects.toMatchObject({
      code: 'binary-differs',
      message: expect.stringMatching(
        /^linux\/arm\/v6: '\/a' is .*, built for ARMv7 where ARMv6 is all that the platform promises\.$/,
      ),
    });
  });

  it('come on top of what a container starts with', async () => {
    const layers = { 'linux/arm64': [layer(program('lib', arm64))] };
    const given = { files: { '/app': headOf('go darwin arm64') }, entrypoint: ['/app'] };
    await expect(verify(layers, given)).rejects.toMatchObject({ message: expect.stringContaining('Mach-O') });
    const { binaries, log } = await verify(layers, { ...given, files: { '/app': arm64 } });
    expect(binaries).toEqual([
      '/app: an ELF binary for AArch64, 64-bit, little-endian; 1 ELF file, all for AArch64',
    ]);
    expect(log.lines).toContain("linux/arm64: '/app': an ELF binary for AArch64, 64-bit, little-endian");
  });

  it.each<[string, FakeLayer, RegExp]>([
    [
      'is no archive',
      { mediaType, content: Buffer.alloc(600, 'x') },
      /Reading layer sha256:\w+ of linux\/arm64 failed: a damaged header\.$/,
    ],
    ['is cut off', { mediaType, content: tarOf(program('a', arm64)).subarray(0, 600) }, /cut off/],
    [
      'is not packed as it says',
      { mediaType: `${mediaType}+gzip`, content: Buffer.from('text') },
      /incorrect header check/,
    ],
    [
      'is cut off in the middle of its packing',
      { mediaType: `${mediaType}+gzip`, content: gzipSync(tarOf(program('a', arm64))).subarray(0, 100) },
      /unexpected end of file/,
    ],
    [
      'is something else',
      { mediaType: 'application/vnd.in-toto+json', content: Buffer.from('{}') },
      /Reading the manifest sha256:\w+ failed: a layer has the media type/,
    ],
  ])('cannot be told where a layer %s', async (_, broken, message) => {
    await expect(verify({ 'linux/arm64': [broken] })).rejects.toMatchObject({
      code: 'binary-unreadable',
      message: expect.stringMatching(message),
      hint: expect.stringContaining('entrypoint'),
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('other checks', () => {
  const layers = { 'linux/arm64': [layer(program('wrong', amd64))] };

  it('none looks at nothing', async () => {
    const { binaries, buildx } = await verify(layers, { check: 'none', entrypoint: ['/app'] });
    expect([binaries, buildx.runs]).toEqual([[], []]);
  });

  it('entrypoint reads no layer', async () => {
    const { buildx } = await verify(layers, {
      check: 'entrypoint',
      entrypoint: ['/app'],
      files: { '/app': arm64 },
    });
    expect(buildx.runs).toEqual(['build']);
  });

  it('an entrypoint may be missing, a path that was asked for may not', async () => {
    const { log } = await verify(layers, { check: 'entrypoint', entrypoint: ['/app'] });
    expect(log.lines.filter((line) => line.startsWith('warning: '))).toHaveLength(1);
    await expect(verify(layers, { check: ['/app'] })).rejects.toMatchObject({ code: 'binary-unreadable' });
  });

  it.each<[BinaryCheck, boolean]>([
    ['none', false],
    ['entrypoint', false],
    [['/app'], false],
    [{ except: [] }, true],
  ])('%j is all: %s', (check, all) => {
    expect(isAll(check)).toBe(all);
  });
});
