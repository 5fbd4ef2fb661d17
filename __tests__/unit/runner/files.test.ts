import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { type Packing, systemFiles } from '../../../src/runner/files.ts';

const folder = mkdtempSync(join(tmpdir(), 'files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const files = systemFiles();

function file(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function read(path: string, packing?: Packing): Promise<{ content: Buffer; largest: number }> {
  const pieces: Uint8Array[] = [];
  for await (const piece of files.pieces(path, packing)) {
    pieces.push(piece);
  }
  return { content: Buffer.concat(pieces), largest: Math.max(0, ...pieces.map((piece) => piece.byteLength)) };
}

describe('pieces', () => {
  const content = Buffer.from('content'.repeat(100_000));

  it.each<[string, Packing | undefined, (bytes: Buffer) => Buffer]>([
    ['plain', undefined, (bytes) => bytes],
    ['gzip', 'gzip', gzipSync],
    [
      'two members of gzip',
      'gzip',
      (bytes) => Buffer.concat([gzipSync(bytes.subarray(0, 9)), gzipSync(bytes.subarray(9))]),
    ],
    ['zstd', 'zstd', zstdCompressSync],
    ['nothing', undefined, () => Buffer.of()],
  ])('of %s are the content', async (name, packing, pack) => {
    const packed = await read(file(name, pack(content)), packing);
    expect(packed.content.equals(name === 'nothing' ? Buffer.of() : content)).toBe(true);
    expect(packed.largest).toBeLessThanOrEqual(65_536);
  });

  it.each<[string, Packing | undefined, Buffer | null, string]>([
    ['no file', undefined, null, 'ENOENT'],
    ['no packed file', 'gzip', null, 'ENOENT'],
    ['text in place of gzip', 'gzip', Buffer.from('text'), 'incorrect header check'],
    ['gzip that is cut off', 'gzip', gzipSync(content).subarray(0, 100), 'unexpected end of file'],
    ['text in place of zstd', 'zstd', Buffer.from('text'), ''],
  ])('of %s are an error', async (name, packing, packed, message) => {
    const path = packed === null ? join(folder, 'missing') : file(name, packed);
    await expect(read(path, packing)).rejects.toThrow(message);
  });

  it('need not be read to their end', async () => {
    const path = file('long', gzipSync(Buffer.alloc(10_000_000)));
    for await (const piece of files.pieces(path, 'gzip')) {
      expect(piece.byteLength).toBe(65_536);
      break;
    }
  });
});

describe('size', () => {
  it('is that of a regular file alone', async () => {
    const path = file('sized', 'four');
    const directory = join(folder, 'directory');
    mkdirSync(directory);
    symlinkSync(path, join(folder, 'link'));
    const sizes = [path, directory, join(folder, 'link'), join(folder, 'missing'), join(path, 'below')];
    expect(await Promise.all(sizes.map((one) => files.size(one)))).toEqual([4, 0, 0, 0, 0]);
  });
});

describe('kind', () => {
  it('follows links, and is null where nothing is', async () => {
    const path = file('kind', 'x');
    symlinkSync(path, join(folder, 'to-file'));
    symlinkSync('/dev/null', join(folder, 'to-device'));
    symlinkSync('/nowhere', join(folder, 'to-nothing'));
    const paths = [path, folder, 'to-file', 'to-device', 'to-nothing', 'kind/below'];
    expect(
      await Promise.all(
        paths.map((one) => files.kind(join(folder, one.replace(`${folder}/`, '').replace(folder, '.')))),
      ),
    ).toEqual(['file', 'directory', 'file', 'other', null, null]);
  });
});
