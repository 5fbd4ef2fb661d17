import { formatPlatform, type Platform } from '../oci/platform.ts';
import type { Handler } from './handlers.ts';

/** How the platforms that were asked for will run, and what must be done for it first. */
export interface Emulation {
  readonly native: readonly Platform[];
  /** Not native; already registered, to be registered, or left to BuildKit. */
  readonly foreign: readonly Platform[];
  /** Architectures for binfmt to register, by its names. Empty: binfmt is not needed. */
  readonly register: readonly string[];
}

/**
 * Decides what binfmt has to do. `registered` is null where the daemon's kernel could not be looked at.
 * A native architecture is never registered: binfmt would route its binaries through QEMU.
 */
export function planEmulation(
  mode: 'auto' | 'binfmt' | 'builtin' | 'none',
  wanted: readonly Platform[],
  daemon: Platform,
  registered: readonly Handler[] | null,
): Emulation {
  const native = wanted.filter((platform) => runsNatively(platform, daemon));
  const foreign = wanted.filter((platform) => !native.includes(platform));
  const there = new Set(
    (registered ?? []).filter((handler) => handler.everywhere).map((handler) => handler.architecture),
  );
  const missing = foreign.filter((platform) => mode === 'binfmt' || !there.has(platform.architecture));
  const register =
    mode === 'auto' || mode === 'binfmt'
      ? [...new Set(missing.map((platform) => platform.architecture))]
      : [];
  return { native, foreign, register };
}

/** A 64-bit x86 kernel also runs 386 programs. arm64 machines differ in whether they run arm ones, so that is not assumed. */
export function runsNatively(platform: Platform, daemon: Platform): boolean {
  if (platform.architecture === daemon.architecture) {
    return true;
  }
  return platform.architecture === '386' && daemon.architecture === 'amd64';
}

/** The platforms of `foreign` that binfmt's list of what it could really run does not cover. */
export function stillMissing(foreign: readonly Platform[], supported: readonly string[]): readonly string[] {
  const architectures = new Set(supported.map((platform) => platform.split('/')[1]));
  return foreign.filter((platform) => !architectures.has(platform.architecture)).map(formatPlatform);
}
