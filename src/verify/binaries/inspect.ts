import type { Ready } from '../../builder/builder.ts';
import { formatPlatform, isSamePlatform, type Platform } from '../../oci/platform.ts';
import type { Staged } from '../../stage/staged.ts';
import type { ImageConfig } from '../configs.ts';
import { mentionedBy, type Started, startedBy } from './commands.ts';
import { parseElf } from './elf.ts';
import { fileKind } from './file-kind.ts';
import { type Finding, oneLine } from './findings.ts';
import { isMarkedInside } from './levels.ts';
import { machineOf } from './machine.ts';
import { type ProbedFile, probeFiles } from './probe-files.ts';
import type { Program } from './programs.ts';
import { behindScript, type Script } from './scripts.ts';
import { judgeElf } from './verdict.ts';

/** An image whose binaries are looked at. */
export interface ImageUnderTest {
  readonly platform: Platform;
  readonly config: ImageConfig;
}

/** A program that is looked at next. */
interface Search {
  readonly image: ImageUnderTest;
  /** What the finding is about. */
  readonly path: string;
  readonly started: Started;
  /** The scripts on the way here. */
  readonly via: readonly string[];
}

/** Linux gives up after so many interpreters that are scripts themselves (fs/exec.c). */
const deepest = 4;
/** Of one image in one round: start scripts that start each other may branch. */
const mostSearches = 40;

/**
 * Looks at the programs that each image starts with, or at the paths given, and says of each what it is.
 * Scripts are followed to what runs them and to what they run, all platforms together: one build a round.
 */
export async function inspectBinaries(
  mode: 'entrypoint' | readonly string[],
  images: readonly ImageUnderTest[],
  staged: Staged,
  session: Ready,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  let searches = images.flatMap((image) => firstSearches(mode, image));
  for (let round = 0; searches.length > 0; round++) {
    const looked = await lookAt(searches, staged, session);
    const next: Search[] = [];
    for (const { search, file } of looked) {
      const { finding, searches: further } = judge(search, file, round === deepest);
      findings.push(...finding);
      next.push(...further);
    }
    searches = images.flatMap((image) =>
      next.filter((search) => search.image === image).slice(0, mostSearches),
    );
  }
  return withoutRepetitions(findings);
}

function firstSearches(mode: 'entrypoint' | readonly string[], image: ImageUnderTest): readonly Search[] {
  // Files of other systems cannot be copied out on Linux.
  if (image.platform.os !== 'linux' || machineOf(image.platform) === null) {
    return [];
  }
  const { config } = image;
  const commands =
    mode === 'entrypoint' ? [[...config.entrypoint, ...config.cmd]] : mode.map((path) => [path]);
  return commands
    .flatMap((argv) => startedBy({ argv, scope: config, guessed: false }))
    .map((started) => searchOf(image, started));
}

function searchOf(image: ImageUnderTest, started: Started): Search {
  return { image, path: started.program.word, started, via: [] };
}

async function lookAt(
  searches: readonly Search[],
  staged: Staged,
  session: Ready,
): Promise<readonly { readonly search: Search; readonly file: ProbedFile | null }[]> {
  const lookups = new Map(
    searches.map(({ started }) => [keyOf(started.program), started.program.candidates]),
  );
  const keys = [...lookups.keys()];
  const platforms = searches
    .map(({ image }) => image.platform)
    .filter((platform, index, all) => all.findIndex((other) => isSamePlatform(other, platform)) === index);
  const probe = { staged, lookups: [...lookups.values()], platforms, wantedLength };
  const files = await probeFiles(probe, session);
  return searches.map((search) => {
    const own = files.get(formatPlatform(search.image.platform));
    return { search, file: own?.[keys.indexOf(keyOf(search.started.program))] ?? null };
  });
}

/** No path holds a NUL. */
function keyOf(program: Program): string {
  return program.candidates.join('\0');
}

/** Only some programs say in their beginning all that there is to know. */
function wantedLength(head: Uint8Array, platform: Platform): number | null {
  const elf = parseElf(head);
  return elf !== null && isMarkedInside(elf, platform) ? elf.length : null;
}

interface Judged {
  /** None where it is told by what is looked at next. */
  readonly finding: readonly Finding[];
  readonly searches: readonly Search[];
}

/** What a file is; or, if it is a script, where to look next. */
function judge(search: Search, file: ProbedFile | null, last: boolean): Judged {
  const { mentioned = false } = search.started;
  if (file === null) {
    return { finding: mentioned ? [] : [absent(search)], searches: [] };
  }
  const kind = fileKind(file.head);
  if (mentioned && kind.kind !== 'elf' && kind.kind !== 'script') {
    // A file that somebody reads.
    return { finding: [], searches: [] };
  }
  switch (kind.kind) {
    case 'elf': {
      const { what, verdict } = judgeElf(kind.elf, file.marks, search.image.platform);
      return {
        finding: [found(search, what, verdict)],
        searches: last ? [] : mentionedBy(search.started).map((started) => searchOf(search.image, started)),
      };
    }
    case 'foreign':
      return { finding: [found(search, kind.what, 'differs')], searches: [] };
    case 'other':
      return search.started.script
        ? judgeScript(search, scriptOf(file, null), last)
        : { finding: [found(search, kind.what, 'unchecked')], searches: [] };
    case 'script':
      return judgeScript(search, scriptOf(file, kind), last);
  }
}

function found({ image, path, via }: Search, what: string, verdict: Finding['verdict']): Finding {
  return {
    platform: image.platform,
    path: oneLine(path),
    what: oneLine(via.length === 0 ? what : `${via.join(', ')}: ${what}`),
    verdict,
  };
}

function absent(search: Search): Finding {
  const { program, guessed } = search.started;
  const what = program.word.includes('/')
    ? `no file at ${program.candidates[0]}`
    : `'${program.word}' is not in PATH`;
  if (search.via.length > 0) {
    return found(search, what, 'orphaned');
  }
  return found(search, what, guessed ? 'unchecked' : 'missing');
}

function scriptOf({ head, whole }: ProbedFile, shebang: Script['shebang']): Script {
  return { shebang, text: new TextDecoder().decode(head), cut: !whole };
}

function judgeScript(search: Search, script: Script, last: boolean): Judged {
  const { image, started, via } = search;
  const { interpreters, programs } = behindScript(script, started);
  const told = { finding: [found(search, 'a script', 'unchecked')], searches: [] };
  if (last) {
    return told;
  }
  const running = interpreters.map((interpreter) => ({
    ...searchOf(image, started.mentioned ? { ...interpreter, mentioned: true } : interpreter),
    path: search.path,
    via: [...via, `a script for ${interpreter.program.word}`],
  }));
  return {
    finding: running.length === 0 ? told.finding : [],
    searches: [...running, ...programs.map((program) => searchOf(image, program))],
  };
}

/** Two ways may lead to the same program. */
function withoutRepetitions(findings: readonly Finding[]): readonly Finding[] {
  const lines = findings.map(({ platform, path, what }) => `${formatPlatform(platform)} ${path} ${what}`);
  return findings.filter((_, index) => lines.indexOf(lines[index] ?? '') === index);
}
