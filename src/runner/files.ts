import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import * as zlib from 'node:zlib';
import { ActionError, messageOf } from '../errors.ts';
import type { Digest } from '../oci/digest.ts';

/** How a file is compressed. */
export type Packing = 'gzip' | 'zstd';

/** The parts of the file system that the stages use. Errors are Node's own, with their `code`. */
export interface Files {
  read(path: string): Promise<Buffer>;
  /** At most so many first bytes of a regular file; null if there is none. A link is not followed. */
  readHead(path: string, bytes: number): Promise<Buffer | null>;
  /** Of a regular file, in bytes; 0 if there is none. */
  size(path: string): Promise<number>;
  /** The content of a file, unpacked, piece by piece. */
  pieces(path: string, packing?: Packing): AsyncIterable<Uint8Array>;
  /** Creates or replaces, readable by its owner only. */
  write(path: string, content: string | Uint8Array): Promise<void>;
  /** Creates a file, readable by its owner only, from a stream. What was written before a failure stays. */
  stream(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
  /** What is at the path after following links; null if nothing is. */
  kind(path: string): Promise<'file' | 'directory' | 'other' | null>;
  list(directory: string): Promise<readonly string[]>;
  makeDirectory(path: string): Promise<void>;
  /** A new one that only its owner may enter; fails if something is there. */
  makePrivateDirectory(path: string): Promise<void>;
  /** A new, empty, private directory whose name begins with `prefix`, inside `parent`. */
  makeTemporary(parent: string, prefix: string): Promise<string>;
  rename(from: string, to: string): Promise<void>;
  /** A whole tree, to a folder that need not be there. */
  copyTree(from: string, to: string): Promise<void>;
  /** A file or a whole tree; nothing there is no error. */
  remove(path: string): Promise<void>;
  symlink(target: string, path: string): Promise<void>;
  linkTarget(path: string): Promise<string>;
  makeExecutable(path: string): Promise<void>;
  digest(path: string): Promise<Digest>;
  /**
   * Copies a regular file to a new one that its owner alone may run, and gives the digest of what was
   * copied. A link is followed only where that is asked for; else it is `ELOOP`.
   */
  copyProgram(from: string, to: string, links?: 'follow'): Promise<Digest>;
  /** Milliseconds since the epoch of the last change. */
  modified(path: string): Promise<number>;
}

const digestBlock = 1 << 20;
/** Half the time of the default size, and twice that of it for a megabyte, whose buffers leave the caches. */
const pieceBytes = 1 << 16;

export function systemFiles(): Files {
  return {
    read: (path) => fs.readFile(path),
    async readHead(path, bytes) {
      try {
        if (!(await fs.lstat(path)).isFile()) {
          return null;
        }
        const file = await fs.open(path);
        try {
          const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
          return buffer.subarray(0, bytesRead);
        } finally {
          await file.close();
        }
      } catch (error) {
        if (isCode(error, 'ENOENT', 'ENOTDIR')) {
          return null;
        }
        throw error;
      }
    },
    async size(path) {
      const stat = await fs.lstat(path).catch(absent);
      return stat?.isFile() ? stat.size : 0;
    },
    pieces(path, packing) {
      const file = createReadStream(path, { highWaterMark: pieceBytes });
      if (packing === undefined) {
        return file;
      }
      const unpacking =
        packing === 'gzip'
          ? zlib.createGunzip({ chunkSize: pieceBytes })
          : zlib.createZstdDecompress({ chunkSize: pieceBytes });
      // The error comes out of the iteration.
      return pipeline(file, unpacking, () => {});
    },
    write: (path, content) => fs.writeFile(path, content, { mode: 0o600 }),
    stream: (path, chunks) => fs.writeFile(path, chunks, { mode: 0o600, flag: 'wx' }),
    async kind(path) {
      const stat = await fs.stat(path).catch(absent);
      if (stat === null) {
        return null;
      }
      if (stat.isFile()) {
        return 'file';
      }
      return stat.isDirectory() ? 'directory' : 'other';
    },
    list: (directory) => fs.readdir(directory),
    makeDirectory: async (path) => void (await fs.mkdir(path, { recursive: true })),
    makePrivateDirectory: (path) => fs.mkdir(path, { mode: 0o700 }),
    makeTemporary: async (parent, prefix) => {
      await fs.mkdir(parent, { recursive: true });
      return fs.mkdtemp(join(parent, prefix));
    },
    copyTree: (from, to) => fs.cp(from, to, { recursive: true }),
    rename: (from, to) => fs.rename(from, to),
    remove: (path) => fs.rm(path, { recursive: true, force: true, maxRetries: 3 }),
    symlink: (target, path) => fs.symlink(target, path),
    linkTarget: (path) => fs.readlink(path),
    makeExecutable: (path) => fs.chmod(path, 0o755),
    async digest(path) {
      const file = await fs.open(path);
      try {
        return await digestOfBlocks(file, async () => {});
      } finally {
        await file.close();
      }
    },
    async copyProgram(from, to, links) {
      const source = await fs.open(from, constants.O_RDONLY | (links ? 0 : constants.O_NOFOLLOW));
      try {
        const target = await fs.open(to, 'wx', 0o700);
        try {
          return await digestOfBlocks(source, (block) => target.writeFile(block));
        } finally {
          await target.close();
        }
      } finally {
        await source.close();
      }
    },
    modified: async (path) => (await fs.stat(path)).mtimeMs,
  };
}

/** Hands each block on, too. The next one is read while this one is hashed: half the time of a stream for 70 MB. */
async function digestOfBlocks(
  file: fs.FileHandle,
  take: (block: Uint8Array) => Promise<void>,
): Promise<Digest> {
  const hash = createHash('sha256');
  let block = Buffer.allocUnsafe(digestBlock);
  let next = Buffer.allocUnsafe(digestBlock);
  let { bytesRead } = await file.read(block, 0, digestBlock, null);
  while (bytesRead > 0) {
    const part = block.subarray(0, bytesRead);
    const reading = file.read(next, 0, digestBlock, null);
    const taking = take(part);
    hash.update(part);
    await taking;
    [block, next] = [next, block];
    ({ bytesRead } = await reading);
  }
  return `sha256:${hash.digest('hex')}` as Digest;
}

/** For what may not be there. */
function absent(error: unknown): null {
  if (isCode(error, 'ENOENT', 'ENOTDIR')) {
    return null;
  }
  throw error;
}

export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** What a user can do about a file that this step could not write or read; null if the error is another one. */
export function explainFileError(error: unknown): ActionError | null {
  if (isCode(error, 'ENOSPC', 'EDQUOT')) {
    return new ActionError('disk-full', `A disk of this runner is full: ${messageOf(error)}.`, {
      hint: "The step writes to the runner's temporary folder (RUNNER_TEMP), about 80 MB in all. Free space there.",
      cause: error,
    });
  }
  const ofFiles = error instanceof Error && 'path' in error;
  if (ofFiles && isCode(error, 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT', 'EISDIR')) {
    return new ActionError(
      'environment-unsupported',
      `This step could not use a file of its runner: ${error.message}.`,
      {
        hint: "The runner's user must be able to write to RUNNER_TEMP and to the files that GITHUB_OUTPUT, GITHUB_STATE and GITHUB_STEP_SUMMARY name. An earlier step may have removed them or changed their owner.",
        cause: error,
      },
    );
  }
  return null;
}
