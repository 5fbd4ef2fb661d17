// The emulators that are registered with the kernel, which belong to the whole machine.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHandler } from '../../src/emulation/handlers.ts';

const folder = '/proc/sys/fs/binfmt_misc';

/** Empty where the entry was taken away meanwhile. */
function contentOf(name: string): string {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch {
    return '';
  }
}

/** The emulators of QEMU's that are registered. */
export function emulatorNames(): readonly string[] {
  return readdirSync(folder).filter((name) => name.startsWith('qemu-'));
}

/** Takes all of them away but those to keep; with none, it is as on a machine that has just been set up. */
export function forgetEmulators(keep: readonly string[] = []): void {
  for (const name of emulatorNames()) {
    if (!keep.includes(name)) {
      writeFileSync(join(folder, name), '-1');
    }
  }
}

/** Whether an emulator for programs of this architecture is registered. */
export function isEmulated(architecture: string): boolean {
  return readdirSync(folder).some((name) => parseHandler(contentOf(name))?.architecture === architecture);
}
