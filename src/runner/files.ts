import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import type { Digest } from '../oci/digest.ts';

/** The parts of the file system that the stages use. Errors are Node's own, with their `code`. */
export interface Files {
  read(path: string): Promise<Buffer>;
  /** Creates or replaces, readable by its owner only. */
  write(path: string, content: string | Uint8Array): Promise<void>;
  /** What is at the path after following links; null if nothing is. */
  kind(path: string): Promise<'file' | 'directory' | 'other' | null>;
  list(directory: string): Promise<readonly string[]>;
  makeDirectory(path: string): Promise<void>;
  /** A new, empty, private directory whose name begins with `prefix`, inside `parent`. */
  makeTemporary(parent: string, prefix: string): Promise<string>;
  rename(from: string, to: string): Promise<void>;
  /** A file or a whole tree; nothing there is no error. */
  remove(path: string): Promise<void>;
  symlink(target: string, path: string): Promise<void>;
  makeExecutable(path: string): Promise<void>;
  digest(path: string): Promise<Digest>;
  /** Milliseconds since the epoch of the last change. */
  modified(path: string): Promise<number>;
  /** Bytes that can still be written on the file system of `path`. */
  free(path: string): Promise<number>;
}

export function systemFiles(): Files {
  return {
    read: (path) => fs.readFile(path),
    write: (path, content) => fs.writeFile(path, content, { mode: 0o600 }),
    async kind(path) {
      try {
        const stat = await fs.stat(path);
        return stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : 'other';
      } catch (error) {
        if (isCode(error, 'ENOENT', 'ENOTDIR')) return null;
        throw error;
      }
    },
    list: (directory) => fs.readdir(directory),
    makeDirectory: async (path) => void (await fs.mkdir(path, { recursive: true })),
    makeTemporary: async (parent, prefix) => {
      await fs.mkdir(parent, { recursive: true });
      return fs.mkdtemp(join(parent, prefix));
    },
    rename: (from, to) => fs.rename(from, to),
    remove: (path) => fs.rm(path, { recursive: true, force: true, maxRetries: 3 }),
    symlink: (target, path) => fs.symlink(target, path),
    makeExecutable: (path) => fs.chmod(path, 0o755),
    async digest(path) {
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
        hash.update(chunk as Buffer);
      return `sha256:${hash.digest('hex')}` as Digest;
    },
    modified: async (path) => (await fs.stat(path)).mtimeMs,
    async free(path) {
      const stat = await fs.statfs(path);
      return stat.bavail * stat.bsize;
    },
  };
}

export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
