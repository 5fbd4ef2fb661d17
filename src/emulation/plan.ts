import { formatPlatform, formatPlatforms, type Platform, runsNatively } from '../oci/platform.ts';
import type { Handler } from './handlers.ts';

export interface EmulationInputs {
  readonly emulation: 'auto' | 'binfmt' | 'builtin' | 'none';
  /** The image that registers emulators. */
  readonly binfmtImage: string;
}

/** How the programs of a platform run on some machine. */
export interface PlatformRun {
  readonly platform: Platform;
  readonly how: 'native' | 'registered' | 'builtin' | 'none';
}

/** How the platforms that were asked for will run, and what must be done for it first. */
export interface Emulation {
  readonly runs: readonly PlatformRun[];
  /** Architectures for binfmt to register, by its names. Empty: binfmt is not needed. */
  readonly register: readonly string[];
}

/** What there is to run on. */
export interface Machine {
  readonly platform: Platform;
  /** What its kernel has registered; null where that cannot be looked at. */
  readonly handlers: readonly Handler[] | null;
}

const howForeign = { auto: 'registered', binfmt: 'registered', builtin: 'builtin', none: 'none' } as const;

/**
 * Decides what binfmt has to do. A native architecture is never registered: binfmt would route its
 * binaries through QEMU.
 */
export function planEmulation(
  mode: EmulationInputs['emulation'],
  wanted: readonly Platform[],
  machine: Machine,
): Emulation {
  const runs = wanted.map(
    (platform): PlatformRun => ({
      platform,
      how: runsNatively(platform, machine.platform) ? 'native' : howForeign[mode],
    }),
  );
  const there = new Set(
    (machine.handlers ?? []).filter(({ everywhere }) => everywhere).map(({ architecture }) => architecture),
  );
  const missing = runs
    .filter(({ how }) => how === 'registered')
    .map(({ platform }) => platform.architecture)
    .filter((architecture) => mode === 'binfmt' || !there.has(architecture));
  return { runs, register: [...new Set(missing)] };
}

export function foreignOf({ runs }: Pick<Emulation, 'runs'>): readonly Platform[] {
  return runs.filter(({ how }) => how !== 'native').map(({ platform }) => platform);
}

/** The platforms of `foreign` that binfmt's list of what it could really run does not cover. */
export function stillMissing(foreign: readonly Platform[], supported: readonly string[]): readonly string[] {
  const architectures = new Set(supported.map((platform) => platform.split('/')[1]));
  return foreign.filter((platform) => !architectures.has(platform.architecture)).map(formatPlatform);
}

/** Lines for the log. */
export function describeEmulation({ runs, register }: Emulation): readonly string[] {
  const native = runs.filter(({ how }) => how === 'native').map(({ platform }) => platform);
  const foreign = runs.filter(({ how }) => how !== 'native');
  const [first] = foreign;
  return [
    ...(native.length === 0 ? [] : [`Native: ${formatPlatforms(native)}.`]),
    ...(first === undefined
      ? []
      : [
          `Foreign: ${formatPlatforms(foreign.map(({ platform }) => platform))}; ${howText(first.how, register)}.`,
        ]),
  ];
}

function howText(how: PlatformRun['how'], register: readonly string[]): string {
  if (how === 'none') {
    return 'not emulated, as asked';
  }
  if (how === 'builtin') {
    return "left to BuildKit's own emulators";
  }
  return register.length === 0
    ? 'their emulators are registered'
    : `to be registered: ${register.join(', ')}`;
}
