/** What a failed buildx or docker command wrote, by who is speaking. */
export interface Evidence {
  /** The error it ended with, on one line: everything from its last error line to the end. */
  readonly final: string;
  /** Whether it came to that: false for a command that was killed, or that says its errors in some other way. */
  readonly concluded: boolean;
  /** What BuildKit, buildx and docker said on the way; the HTTP status of a push stands only here. */
  readonly log: readonly string[];
  /** What the user's own RUN instructions printed. Never a reason to try again. */
  readonly output: readonly string[];
  /** In the order in which they began; steps that were cancelled because another one failed are not among them. */
  readonly failed: readonly FailedStep[];
}

/** A step of a build that ended with an error. */
export interface FailedStep {
  /** As BuildKit writes it: `[linux/arm64 builder 2/3] RUN make`. */
  readonly title: string;
  /** What the instruction printed, if it is a RUN. */
  readonly output: readonly string[];
  /** The first line of its error. */
  readonly error: string;
}

const vertexLine = /^#(\d+) (.*)$/;
/**
 * `[2/3] RUN …`, `[linux/amd64->arm64 builder 2/3] ONBUILD RUN …` (prefixCommand of moby/buildkit
 * frontend/dockerfile/dockerfile2llb/convert.go, which writes an instruction's name in upper case).
 */
const runTitle = /^\[[^\]]*\d+\/\d+\] (?:ONBUILD )?RUN\b/;
const instructionTitle = /^\[[^\]]*\d+\/\d+\] /;
/**
 * From the surest on: BuildKit's error of a Git source holds all that git wrote, on lines of their own, which
 * may begin like an error too.
 */
const errorLines: readonly RegExp[] = [
  /^ERROR: failed to (?:build|solve)\b/,
  /^(?:ERROR: |Error response from daemon: |docker: |Error: |error: )/,
];
/** Docker's advice after an error. */
const adviceLine = /^(?:See '|Run '|View build details|Learn more at )/;

/** Takes buildx's plain progress, or the stderr of any other docker command, apart. */
export function readEvidence(stderr: string): Evidence {
  const lines = stderr
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  const at = errorLines
    .map((pattern) => lines.findLastIndex((line) => pattern.test(line)))
    .find((n) => n >= 0);
  if (at === undefined) {
    const spoken = bySpeaker(lines);
    return { ...spoken, final: spoken.log.at(-1) ?? '', concluded: false, log: spoken.log.slice(0, -1) };
  }
  const final = lines.slice(at).filter((line) => !adviceLine.test(line));
  return { ...bySpeaker(lines.slice(0, at)), final: final.join(' '), concluded: true };
}

interface Spoken {
  readonly by: 'BuildKit' | 'RUN';
  readonly text: string;
}

interface Step {
  readonly title: string;
  readonly output: string[];
  error: string | null;
}

function bySpeaker(lines: readonly string[]): Pick<Evidence, 'log' | 'output' | 'failed'> {
  const steps = new Map<string, Step>();
  const said: Spoken[] = [];
  let excerpt: Excerpt = 'none';
  for (const line of lines) {
    const [, id, text = ''] = vertexLine.exec(line) ?? [];
    const spoken = id === undefined ? outsideSteps(line, excerpt) : inStep(steps, id, text);
    excerpt = id === undefined ? excerptAfter(line, excerpt) : excerpt;
    if (spoken) {
      said.push(spoken);
    }
  }
  const textsBy = (speaker: Spoken['by']): readonly string[] =>
    said.filter(({ by }) => by === speaker).map(({ text }) => text);
  return {
    log: textsBy('BuildKit'),
    output: textsBy('RUN'),
    failed: [...steps.values()].flatMap(({ error, ...step }) => (error === null ? [] : [{ ...step, error }])),
  };
}

function inStep(steps: Map<string, Step>, id: string, rest: string): Spoken | null {
  const step = steps.get(id) ?? { title: rest, output: [], error: null };
  steps.set(id, step);
  // A title holds the user's instruction, and is printed again whenever the step goes on.
  if (step.title === rest) {
    return instructionTitle.test(rest) ? null : { by: 'BuildKit', text: rest };
  }
  const text = withoutTime(rest);
  // What an instruction prints has a time before it, what BuildKit says of it has none, and may repeat it.
  const bySelf = text === rest;
  if (bySelf && rest.startsWith('ERROR: ')) {
    step.error = rest.slice('ERROR: '.length);
  }
  if (!runTitle.test(step.title)) {
    return { by: 'BuildKit', text };
  }
  if (bySelf) {
    return null;
  }
  step.output.push(text);
  return { by: 'RUN', text };
}

/** Where in the excerpt of a failed step's log, which stands between two lines of six dashes. */
type Excerpt = 'none' | 'begins' | 'of RUN' | 'of BuildKit';

function excerptAfter(line: string, excerpt: Excerpt): Excerpt {
  if (line === '------') {
    return excerpt === 'none' ? 'begins' : 'none';
  }
  if (excerpt !== 'begins') {
    return excerpt;
  }
  return runTitle.test(line.slice(' > '.length)) ? 'of RUN' : 'of BuildKit';
}

function outsideSteps(line: string, excerpt: Excerpt): Spoken | null {
  // The title of an excerpt, a line of the Dockerfile or its frame: nobody says that.
  if (excerpt === 'begins' || /^\s*\d+ \|(?: |$)|^-+$/.test(line)) {
    return null;
  }
  return { by: excerpt === 'of RUN' ? 'RUN' : 'BuildKit', text: withoutTime(line) };
}

function withoutTime(line: string): string {
  return line.replace(/^\d+\.\d+ /, '');
}
