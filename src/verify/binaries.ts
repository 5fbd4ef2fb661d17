import type { Ready } from '../builder/builder.ts';
import { ActionError } from '../errors.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import type { BaseImage } from './base-image.ts';
import type { ImageConfig } from './configs.ts';
import { interpreterOf, type Program, programsOf, resolveProgram } from './entrypoint.ts';
import { fileKind } from './file-kind.ts';
import { describeElf, judgeMachine, type MachineVerdict, machineOf } from './machine.ts';
import { type FilePrefix, readPrefixes } from './probe-files.ts';

/** An image whose binaries are looked at. */
export interface ImageUnderTest {
  readonly platform: Platform;
  readonly config: ImageConfig;
}

export interface Finding {
  readonly platform: Platform;
  /** As the image or the input names it. */
  readonly path: string;
  /** What it is: `an ELF binary for AArch64, …`. */
  readonly what: string;
  /**
   * - missing: there is no such file; orphaned: it is a script, and its interpreter is missing
   * - unchecked: no ELF binary in the end, so that it says nothing about an architecture
   */
  readonly verdict: MachineVerdict | 'missing' | 'orphaned' | 'unchecked';
}

/** One chain from a program through the interpreters of scripts. */
interface Search {
  readonly image: ImageUnderTest;
  readonly path: string;
  readonly program: Program;
  /** The scripts on the way here. */
  readonly via: readonly string[];
}

/** Linux gives up after so many interpreters that are scripts themselves (fs/exec.c). */
const deepest = 4;

/**
 * Looks at the executables that each image starts with, or at the paths given, and says of each what it
 * is. Scripts are followed to what runs them, all platforms together: one build a round.
 */
export async function inspectBinaries(
  mode: 'entrypoint' | readonly string[],
  images: readonly ImageUnderTest[],
  base: BaseImage,
  session: Ready,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  let searches = images.flatMap((image) => searchesOf(mode, image));
  for (let round = 0; searches.length > 0; round++) {
    const lookups = new Map(searches.map(({ program }) => [keyOf(program), program.candidates]));
    const keys = [...lookups.keys()];
    const platforms = images
      .map(({ platform }) => platform)
      .filter((platform) => searches.some(({ image }) => image.platform === platform));
    const prefixes = await readPrefixes({ base, lookups: [...lookups.values()], platforms }, session);
    const next: Search[] = [];
    for (const search of searches) {
      const prefix =
        prefixes.get(formatPlatform(search.image.platform))?.[keys.indexOf(keyOf(search.program))] ?? null;
      const result = judge(search, prefix, round === deepest);
      if ('verdict' in result) {
        findings.push(result);
      } else {
        next.push(result);
      }
    }
    searches = next;
  }
  return findings;
}

/** No path holds a NUL. */
function keyOf(program: Program): string {
  return program.candidates.join('\0');
}

function searchesOf(mode: 'entrypoint' | readonly string[], image: ImageUnderTest): readonly Search[] {
  // Files of other systems cannot be copied out on Linux.
  if (image.platform.os !== 'linux' || machineOf(image.platform) === null) {
    return [];
  }
  const { config } = image;
  const programs =
    mode === 'entrypoint' ? programsOf(config) : mode.map((path) => resolveProgram(path, config));
  return programs
    .filter(({ candidates }) => candidates.length > 0)
    .map((program) => ({ image, path: program.word, program, via: [] }));
}

/** What a file is; or, if it is a script, where to look next. */
function judge(search: Search, prefix: FilePrefix, last: boolean): Finding | Search {
  const { image, program, via } = search;
  const { platform, config } = image;
  const found = (what: string, verdict: Finding['verdict']): Finding => ({
    platform,
    path: oneLine(search.path),
    what: oneLine(via.length === 0 ? what : `${via.join(', ')}: ${what}`),
    verdict,
  });
  if (prefix === null) {
    const absent = program.word.includes('/')
      ? `no file at ${program.candidates[0]}`
      : `'${program.word}' is nowhere in PATH`;
    return found(absent, via.length > 0 ? 'orphaned' : program.guessed ? 'unchecked' : 'missing');
  }
  const kind = fileKind(prefix);
  switch (kind.kind) {
    case 'elf': {
      const machine = machineOf(platform);
      return found(describeElf(kind.elf), machine === null ? 'unchecked' : judgeMachine(kind.elf, machine));
    }
    case 'foreign':
      return found(kind.what, 'differs');
    case 'other':
      return found(kind.what, 'unchecked');
    case 'script': {
      const next = interpreterOf(kind.interpreter, kind.argument, config);
      if (next === null || next.candidates.length === 0 || last) {
        return found('a script', 'unchecked');
      }
      return { ...search, program: next, via: [...via, `a script for ${next.word}`] };
    }
  }
}

/** An image may name its files as it likes; a finding is one line of a log or a table. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/**
 * Throws `binary-differs` if a file is for another architecture, and `binary-unreadable` if a path that
 * was asked for is missing. An entrypoint that is missing may be mounted later: it stays a finding.
 */
export function checkBinaries(mode: 'entrypoint' | readonly string[], findings: readonly Finding[]): void {
  const differs = findings.filter(({ verdict }) => verdict === 'differs');
  if (differs.length > 0) {
    const lines = differs.map(
      (finding) =>
        `${formatPlatform(finding.platform)}: '${finding.path}' is ${finding.what}; expected was ${machineOf(finding.platform)?.name}.`,
    );
    throw new ActionError('binary-differs', lines.join('\n'), {
      hint:
        'Usually a build stage does not honour the platform that it builds for: a stage FROM --platform=$BUILDPLATFORM ' +
        'must hand TARGETARCH to its compiler (ARG TARGETARCH, GOARCH=$TARGETARCH), and a COPY or download must pick ' +
        "the file of that architecture. 'verify-binaries' says which files are looked at.",
    });
  }
  const missing = findings.filter(({ verdict }) => verdict === 'missing');
  if (mode !== 'entrypoint' && missing.length > 0) {
    const lines = missing.map(
      ({ platform, path, what }) => `${formatPlatform(platform)}: '${path}': ${what}.`,
    );
    throw new ActionError('binary-unreadable', lines.join('\n'), {
      hint: "Every path in 'verify-binaries' must be a file in the image of every platform.",
    });
  }
}
