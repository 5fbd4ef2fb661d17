/**
 * The line that tells that QEMU itself crashed, or null: the image's code is not at fault then, and
 * exit codes 139, 134 and 132 (SIGSEGV, SIGABRT, SIGILL) are the emulator's. Known of QEMU 7.0 on
 * newer kernels and of 9.2 (tonistiigi/binfmt#215, #240, #245).
 */
export function emulatorCrash(stderr: string): string | null {
  return lastLine(stderr, /qemu(-\w+)?: uncaught target signal \d/);
}

/** The line that tells that the kernel could not run a binary of another architecture, or null. */
export function emulatorMissing(stderr: string): string | null {
  return lastLine(stderr, /exec format error/i);
}

function lastLine(stderr: string, pattern: RegExp): string | null {
  const line = stderr.split(/\r?\n/).findLast((text) => pattern.test(text));
  return line === undefined ? null : line.replace(/^(#\d+ )?(\d+\.\d+ )?/, '').trim();
}
