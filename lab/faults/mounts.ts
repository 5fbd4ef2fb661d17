// Small file systems that are full, or cannot be written to.
import { execFileSync } from 'node:child_process';
import { statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Mounts a file system of this many kibibytes in memory at the folder; `unmount` takes it away. */
export function mountSmall(folder: string, kibibytes: number, mode: 'rw' | 'ro' = 'rw'): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k,${mode}`, 'tmpfs', folder]);
}

export function unmount(folder: string): void {
  execFileSync('umount', ['-l', folder]);
}

/** How much can still be written there. */
export function bytesLeft(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Fills the file system but for so many bytes. */
export function fill(folder: string, leaving: number): void {
  writeFileSync(join(folder, 'filler'), Buffer.alloc(Math.max(0, bytesLeft(folder) - leaving)));
}
