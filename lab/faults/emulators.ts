// The emulators that are registered with the kernel, which belong to the whole machine.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHandler } from '../../src/emulation/handlers.ts';

const folder = '/proc/sys/fs/binfmt_misc';

function registered(): ReadonlyMap<string, string> {
  const names = readdirSync(folder).filter((name) => name !== 'register' && name !== 'status');
  return new Map(
    names.flatMap((name) => {
      const handler = parseHandler(contentOf(name));
      return handler === null ? [] : [[name, handler.architecture] as const];
    }),
  );
}

/** Empty where the entry was taken away meanwhile. */
function contentOf(name: string): string {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch {
    return '';
  }
}

/** Takes every emulator of QEMU's away, as on a machine that has just been set up. */
export function forgetEmulators(): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith('qemu-')) {
      unregister(name);
    }
  }
}

function unregister(name: string): void {
  writeFileSync(join(folder, name), '-1');
}

/** Whether an emulator for programs of this architecture is registered. */
export function isEmulated(architecture: string): boolean {
  return [...registered().values()].includes(architecture);
}

/** What steps had a reason to register since this was made. */
export interface Emulators {
  /** A step is about to run that may register emulators for these platforms. */
  ask(platforms: readonly string[]): void;
  /** Emulators that have come, and that no step was asked for. */
  beyond(): readonly string[];
  /** Takes those away. */
  tidy(): void;
}

export function watchEmulators(): Emulators {
  const before = registered();
  const asked = new Set<string>();
  const beyond = (): readonly string[] =>
    [...registered()]
      .filter(([name, architecture]) => !before.has(name) && !asked.has(architecture))
      .map(([name]) => name);
  return {
    ask: (platforms) => {
      for (const platform of platforms) {
        asked.add(platform.split('/')[1] ?? '');
      }
    },
    beyond,
    tidy: () => {
      for (const name of beyond()) {
        unregister(name);
      }
    },
  };
}
