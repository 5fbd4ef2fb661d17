import {
  formatPlatform,
  isKnownPlatform,
  knownPlatforms,
  type Platform,
  parsePlatform,
} from '../oci/platform.ts';
import type { Form } from './syntax/form.ts';
import type { Complaint } from './syntax/problems.ts';
import { quote } from './syntax/quote.ts';
import { didYouMean, nearest } from './syntax/suggestion.ts';

/** What an empty `platforms` stands for, unless the image is only loaded. */
const defaultPlatforms = ['linux/amd64', 'linux/arm64'];

const mostPlatforms = 20;

/** What people write, beside the aliases that normalizePlatform takes, and what they mean by it. */
const misspellings: Readonly<Record<string, string>> = {
  'linux/armv5': 'linux/arm/v5',
  'linux/armv6': 'linux/arm/v6',
  'linux/armv7': 'linux/arm/v7',
  'linux/armv8': 'linux/arm64',
  'linux/arm/v8': 'linux/arm64',
  'linux/arm32v6': 'linux/arm/v6',
  'linux/arm32v7': 'linux/arm/v7',
  'linux/arm64v8': 'linux/arm64',
  'linux/arm64/v7': 'linux/arm/v7',
  'linux/x64': 'linux/amd64',
  'linux/x86': 'linux/386',
  'linux/ppc64el': 'linux/ppc64le',
  'linux/ppc64': 'linux/ppc64le',
  'linux/riscv': 'linux/riscv64',
  'linux/loongarch64': 'linux/loong64',
  'linux/mipsle': 'linux/mips64le',
};

/**
 * The platforms in the order asked for. Refuses what containerd/platforms accepts although nothing runs
 * on it, what is not Linux, and two names of one platform: BuildKit would make an index that has it twice.
 */
export function readPlatforms(form: Form<'platforms'>): readonly Platform[] {
  const entries = form.list('platforms', { commas: true });
  const found = new Map<string, string>();
  const platforms: Platform[] = [];
  for (const { text } of entries) {
    const platform = parsePlatform(text);
    if (!platform || !isKnownPlatform(platform)) {
      form.refuse('platforms', ...platformComplaint(text));
      continue;
    }
    const name = formatPlatform(platform);
    const earlier = found.get(name);
    if (earlier !== undefined) {
      form.refuse(
        'platforms',
        earlier === text
          ? `${quote(text)} is listed twice.`
          : `${quote(earlier)} and ${quote(text)} are the same platform, ${name}.`,
        'Remove one of them.',
      );
      continue;
    }
    found.set(name, text);
    platforms.push(platform);
  }
  if (entries.length > mostPlatforms) {
    form.refuse('platforms', `expected at most ${mostPlatforms} platforms, got ${entries.length}.`);
  }
  return platforms;
}

/** `linux/amd64` and `linux/arm64`. */
export function platformsByDefault(): readonly Platform[] {
  return defaultPlatforms.map((name) => parsePlatform(name)).filter((platform) => platform !== null);
}

function platformComplaint(text: string): Complaint {
  const lower = text.toLowerCase();
  if (lower === 'linux') {
    return [
      `${quote(text)} does not name an architecture.`,
      "Add the architecture, for example 'linux/amd64'.",
    ];
  }
  if (lower === 'all' || lower === 'local' || text.includes('*')) {
    return [
      `${quote(text)} is not a single platform, and the platforms of an image must be listed by name.`,
      "List them, for example 'linux/amd64,linux/arm64'.",
    ];
  }
  if (/^(?:windows|darwin|macos|freebsd|netbsd|openbsd|js|wasip1|plan9|android|ios)\b/.test(lower)) {
    return [
      `${quote(text)} is not a Linux platform, and only Linux images can be built here.`,
      didYouMean(spelling(lower.replace(/^[^/]*/, 'linux'))),
    ];
  }
  if (/["'`]/.test(text)) {
    return [
      `${quote(text)} contains quotes, which are not part of a platform.`,
      didYouMean(spelling(lower.replace(/["'`]/g, ''))),
    ];
  }
  if (/\s/.test(text)) {
    return [`${quote(text)} contains whitespace.`, 'Separate platforms with commas or newlines.'];
  }
  return [
    `${quote(text)} is not a platform that images are built for.`,
    didYouMean(spelling(lower)) ??
      'A platform is os/architecture or os/architecture/variant, for example linux/arm/v7.',
  ];
}

/** The known platform that is written almost like this. */
function spelling(lower: string): string | null {
  const words = lower.split(/[/_;:-]+/).filter((word) => word !== '');
  const name = words[0] === 'linux' ? words.join('/') : `linux/${words.join('/')}`;
  const known = parsePlatform(name);
  if (known && isKnownPlatform(known)) {
    return formatPlatform(known);
  }
  const listed = misspellings[name];
  if (listed !== undefined) {
    return listed;
  }
  const bare = known && { os: known.os, architecture: known.architecture };
  if (bare && isKnownPlatform(bare)) {
    return formatPlatform(bare);
  }
  const match = nearest(name, [...knownPlatforms, ...Object.keys(misspellings)]);
  return match === null ? null : (misspellings[match] ?? match);
}
