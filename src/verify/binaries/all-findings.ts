import { formatPlatform, type Platform } from '../../oci/platform.ts';
import type { ElfFile } from './elf-look.ts';
import { type Finding, oneLine } from './findings.ts';
import type { ImageFiles } from './image-files.ts';
import { machineOf } from './machine.ts';

/** Every ELF file of the image is looked at. */
export interface AllBinaries {
  /** Paths, or patterns of paths, that are left out with all that is below them. */
  readonly except: readonly string[];
}

/** What was found of all ELF files of the image of a platform. */
export interface AllFound {
  /** What the image is refused for. */
  readonly refused: readonly Finding[];
  /** What somebody should look at: a title, and a line. */
  readonly notes: readonly (readonly [title: string, text: string])[];
  /** For the log and the summary. */
  readonly summary: string;
}

/**
 * What is wrong with the files of an image. A file for another architecture is refused if it is
 * executable; others may belong there, since what a board, a browser or an emulator loads is data to this
 * machine. A file for newer processors is refused if it is a program; a library may be there beside
 * another one, for programs that ask the processor first.
 */
export function judgeAll(platform: Platform, all: ImageFiles<ElfFile>, { except }: AllBinaries): AllFound {
  const patterns = except.map(patternOf);
  const files = [...all].filter(([path]) => !patterns.some((pattern) => pattern.test(path)));
  const refused = files.filter(([path, file]) => isRefused(path, file));
  const noted = (verdict: ElfFile['verdict'], title: string, what: string): AllFound['notes'] => {
    const paths = files
      .filter(([path, file]) => file.verdict === verdict && !isRefused(path, file))
      .map(([path]) => path);
    return paths.length === 0 ? [] : [[title, `${formatPlatform(platform)}: ${what}: ${some(paths)}.`]];
  };
  return {
    refused: refused.map(([path, { what, verdict }]) => ({
      platform,
      path: oneLine(path),
      what: oneLine(what),
      verdict,
    })),
    notes: [
      ...noted('differs', 'File for another architecture', 'for another architecture, but not executable'),
      ...noted('compatible', 'Binary of a sibling architecture', 'not run by all machines of this platform'),
      ...noted(
        'above',
        'Library for newer processors',
        'built for newer processors than the platform promises',
      ),
    ],
    summary: summaryOf(platform, files, all.size - files.length),
  };
}

function isRefused(path: string, { verdict, executable }: ElfFile): boolean {
  return executable && (verdict === 'differs' || (verdict === 'above' && !isLibrary(path)));
}

/** By its name: some distributions make their libraries executable, and a header does not tell. */
function isLibrary(path: string): boolean {
  return /\.so(?:\.[^/]*)?$|\.node$/.test(path);
}

const mostNamed = 5;

function some(paths: readonly string[]): string {
  const more = paths.length - mostNamed;
  return [...paths.slice(0, mostNamed).map(oneLine), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

function summaryOf(platform: Platform, files: readonly (readonly [string, ElfFile])[], left: number): string {
  const own = files.filter(([, { verdict }]) => verdict === 'matches').length;
  const name = machineOf(platform)?.name ?? formatPlatform(platform);
  const which = own === files.length ? `, all for ${name}` : `, ${own} of them for ${name}`;
  const count = files.length === 1 ? '1 ELF file' : `${files.length} ELF files`;
  return `${count}${files.length === 0 ? '' : which}${left === 0 ? '' : `; ${left} left out`}`;
}

/** `*` is any name or part of one, `**` also crosses directories. */
export function patternOf(pattern: string): RegExp {
  const parts = pattern.replace(/\/+$/, '').split(/(\*\*?)/);
  const source = parts.map((part) => {
    if (part === '**') {
      return '.*';
    }
    return part === '*' ? '[^/]*' : part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}(?:/.*)?$`, 's');
}
