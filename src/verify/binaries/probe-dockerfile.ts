import { posix } from 'node:path';
import { firstLine, imageStage } from '../image-build.ts';
import type { Candidates } from './programs.ts';

/** A Dockerfile, and for each of its lines the lookups, by number, that it is there for. */
export interface ProbeDockerfile {
  readonly text: string;
  readonly purposes: readonly (readonly number[])[];
}

interface Line {
  readonly text: string;
  readonly purposes: readonly number[];
}

/**
 * A Dockerfile whose result holds, for the n-th lookup, the file `/n` (one candidate) or `/n/<name>`
 * (several: each copy replaces the one before it, so the one to win comes last). It runs nothing. COPY
 * follows symbolic links, in parent directories too, unless a wildcard stands before them.
 *
 * BuildKit fails if a source is missing, and if the parent of a wildcard is; a wildcard that matches
 * nothing is no failure. A wildcard makes it walk everything below that parent (ResolveWildcards of
 * tonistiigi/fsutil), a second for a large image if that is `/`. So the quick form takes single
 * candidates literally and fails if one is missing; the careful form creates the parents (WORKDIR)
 * and has a wildcard in every source. Lookups without a candidate are left out.
 */
export function probeDockerfile(lookups: readonly Candidates[], form: 'quick' | 'careful'): ProbeDockerfile {
  const careful = form === 'careful';
  const lines: readonly Line[] = [
    other(firstLine),
    ...(careful ? [other(`FROM ${imageStage} AS ${preparedStage}`), ...parentLines(lookups)] : []),
    other('FROM scratch'),
    ...lookups.flatMap((candidates, index) => copyLine(candidates, index, careful)),
  ];
  return {
    text: lines.map(({ text }) => `${text}\n`).join(''),
    purposes: lines.map(({ purposes }) => purposes),
  };
}

/** The image with the directories that may be missing. */
const preparedStage = 'prepared';

function other(text: string): Line {
  return { text, purposes: [] };
}

function parentLines(lookups: readonly Candidates[]): readonly Line[] {
  const parents = new Map<string, number[]>();
  for (const [index, candidates] of lookups.entries()) {
    for (const parent of candidates.map((path) => posix.dirname(path))) {
      parents.set(parent, [...(parents.get(parent) ?? []), index]);
    }
  }
  // Only JSON can write a newline, and WORKDIR takes none.
  return [...parents]
    .filter(([parent]) => parent !== '/' && !/[\r\n]/.test(parent))
    .map(([parent, purposes]) => ({ text: `WORKDIR ${word(parent)}`, purposes }));
}

function copyLine(candidates: Candidates, index: number, careful: boolean): readonly Line[] {
  const [only, ...more] = candidates;
  if (only === undefined) {
    return [];
  }
  const single = careful ? optional(only) : literal(only);
  const sources = more.length > 0 ? candidates.map(optional).reverse() : [single];
  const words = [...sources.map(word), more.length > 0 ? `/${index}/` : `/${index}`];
  const from = careful ? preparedStage : imageStage;
  // Readable by whoever runs the step, whatever its mode in the image.
  return [{ text: `COPY --chmod=0755 --from=${from} ${JSON.stringify(words)}`, purposes: [index] }];
}

/**
 * The lookups that made that build fail, as the excerpt of the Dockerfile in buildx's error tells it.
 * null without an excerpt: BuildKit gives none if a build beside this one failed in the same step of the
 * same image.
 */
export function failedLookups(stderr: string, { purposes }: ProbeDockerfile): readonly number[] | null {
  const marked = [...stderr.matchAll(/^ *(\d+) \| >>> /gm)];
  return marked.length === 0 ? null : marked.flatMap(([, line]) => purposes[Number(line) - 1] ?? []);
}

/** Where that build leaves the first file of a lookup, below the platform's directory. */
export function probedName(candidates: Candidates, index: number): string {
  const [only, ...more] = candidates;
  return only === undefined || more.length === 0 ? `${index}` : `${index}/${posix.basename(only)}`;
}

/** A path as a pattern of Go's filepath.Match that matches just it; without wildcards if it can be. */
function literal(path: string): string {
  return /[*?[\\]/.test(path) ? optional(path) : path;
}

/** The same with a wildcard in the last component, which may therefore be missing. */
function optional(path: string): string {
  const characters = [...path];
  const last = characters.pop() ?? '';
  const escaped = characters.map((character) => ('*?[\\'.includes(character) ? oneOf(character) : character));
  return [...escaped, oneOf(last)].join('');
}

/** A class of one character. */
function oneOf(character: string): string {
  return /\w/.test(character) ? `[${character}]` : `[\\${character}]`;
}

/** A word of a Dockerfile, whose quotes, variables and backslashes BuildKit would interpret (shell/lex.go). */
function word(text: string): string {
  return text.replace(/[^\w/.[\]\u0080-\u{10ffff}-]/gu, '\\$&');
}
