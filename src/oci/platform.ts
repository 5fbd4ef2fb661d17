/** An OCI platform, normalised as containerd/platforms does: arm64 carries no v8, amd64 no v1, arm always a variant. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

export function formatPlatform(platform: Platform): string {
  const { os, architecture, variant } = platform;
  return variant ? `${os}/${architecture}/${variant}` : `${os}/${architecture}`;
}

/** Of normalised platforms, however they came to be. */
export function isSamePlatform(a: Platform, b: Platform): boolean {
  return formatPlatform(a) === formatPlatform(b);
}

/** For sentences and flags: `linux/amd64, linux/arm64`. */
export function formatPlatforms(platforms: readonly Platform[], separator = ', '): string {
  return platforms.map(formatPlatform).join(separator);
}

/**
 * Spelling variants to the names that images carry. Mirrors normalizeArch in containerd/platforms
 * database.go; `v9` of arm64 and `v2` and above of amd64 are real variants and stay.
 */
export function normalizePlatform(platform: Platform): Platform {
  const os = platform.os.toLowerCase() === 'macos' ? 'darwin' : platform.os.toLowerCase();
  const [architecture, variant] = normalizeArchitecture(
    platform.architecture.toLowerCase(),
    (platform.variant ?? '').toLowerCase(),
  );
  return variant === '' ? { os, architecture } : { os, architecture, variant };
}

function normalizeArchitecture(architecture: string, variant: string): [string, string] {
  switch (architecture) {
    case 'i386':
      return ['386', ''];
    case 'x86_64':
    case 'x86-64':
    case 'amd64':
      return ['amd64', variant === 'v1' ? '' : variant];
    case 'aarch64':
    case 'arm64':
      return ['arm64', variant === '8' || variant === 'v8' ? '' : variant];
    case 'armhf':
      return ['arm', 'v7'];
    case 'armel':
      return ['arm', 'v6'];
    case 'arm':
      return ['arm', /^[5678]$/.test(variant) ? `v${variant}` : variant || 'v7'];
    default:
      return [architecture, variant];
  }
}

/**
 * Reads `os/architecture[/variant]`, or an architecture alone, and normalises it; null where the text
 * has another shape. containerd/platforms fills a missing OS in from the client, which on a macOS
 * runner makes `arm64` darwin/arm64; here it is linux, the OS of every image that this action builds.
 * Whether anything runs on the platform is isKnownPlatform's question.
 */
export function parsePlatform(text: string): Platform | null {
  const parts = text.split('/');
  if (!parts.every((part) => /^[A-Za-z0-9_.-]+$/.test(part))) {
    return null;
  }
  const [first, second, third] = parts;
  if (first === undefined || parts.length > 3) {
    return null;
  }
  if (second === undefined) {
    const alone = normalizePlatform({ os: 'linux', architecture: first });
    return isKnownPlatform(alone) ? alone : null;
  }
  return normalizePlatform({
    os: first,
    architecture: second,
    ...(third === undefined ? {} : { variant: third }),
  });
}

/** Architectures that Linux images are built for, each with the variants that it has when normalised. */
const linuxVariants: Readonly<Record<string, readonly string[]>> = {
  amd64: ['', 'v2', 'v3', 'v4'],
  arm64: ['', 'v9'],
  arm: ['v5', 'v6', 'v7'],
  '386': [''],
  ppc64le: [''],
  s390x: [''],
  riscv64: [''],
  mips64: [''],
  mips64le: [''],
  loong64: [''],
};

/** Every platform that isKnownPlatform accepts, written out. */
export const knownPlatforms: readonly string[] = Object.entries(linuxVariants).flatMap(
  ([architecture, variants]) =>
    variants.map((variant) => formatPlatform({ os: 'linux', architecture, variant })),
);

/** True for a normalised Linux platform that exists; BuildKit itself builds `linux/amr64` and says nothing. */
export function isKnownPlatform(platform: Platform): boolean {
  return knownPlatforms.includes(formatPlatform(platform));
}

/** A 64-bit x86 kernel also runs 386 programs. arm64 machines differ in whether they run arm ones, so that is not assumed. */
export function runsNatively(platform: Platform, machine: Platform): boolean {
  if (platform.architecture === machine.architecture) {
    return true;
  }
  return platform.architecture === '386' && machine.architecture === 'amd64';
}
