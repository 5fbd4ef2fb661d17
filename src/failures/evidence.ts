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
}

const vertexLine = /^#(\d+) (.*)$/;
/** `[2/3] RUN …`, `[linux/amd64->arm64 builder 2/3] RUN …` (util/progress/progressui of BuildKit). */
const runTitle = /^\[[^\]]*\d+\/\d+\] RUN\b/;
const instructionTitle = /^\[[^\]]*\d+\/\d+\] /;
const errorLine = /^(ERROR: |Error response from daemon: |docker: |Error: |error: )/;
/** Docker's advice after an error. */
const adviceLine = /^(See '|Run '|View build details|Learn more at )/;

/** Takes buildx's plain progress, or the stderr of any other docker command, apart. */
export function readEvidence(stderr: string): Evidence {
  const lines = stderr
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  const at = lines.findLastIndex((line) => errorLine.test(line));
  if (at < 0) {
    const { log, output } = bySpeaker(lines);
    return { final: log.at(-1) ?? '', concluded: false, log: log.slice(0, -1), output };
  }
  const [error = '', ...more] = lines.slice(at);
  const final = [error, ...more.filter((line) => !adviceLine.test(line))].join(' ');
  return { final, concluded: true, ...bySpeaker(lines.slice(0, at)) };
}

interface Spoken {
  readonly by: 'BuildKit' | 'RUN';
  readonly text: string;
}

function bySpeaker(lines: readonly string[]): Pick<Evidence, 'log' | 'output'> {
  const titles = new Map<string, string>();
  let excerpt: Excerpt = 'none';
  const spoken: Spoken[] = [];
  for (const line of lines) {
    const [, id, text = ''] = vertexLine.exec(line) ?? [];
    if (id === undefined) {
      spoken.push(...outsideVertex(line, excerpt));
      excerpt = excerptAfter(line, excerpt);
    } else {
      spoken.push(...ofVertex(titles, id, text));
    }
  }
  const textsBy = (speaker: Spoken['by']): readonly string[] =>
    spoken.filter(({ by }) => by === speaker).map(({ text }) => text);
  return { log: textsBy('BuildKit'), output: textsBy('RUN') };
}

function ofVertex(titles: Map<string, string>, id: string, rest: string): readonly Spoken[] {
  const title = titles.get(id) ?? rest;
  titles.set(id, title);
  // A title holds the user's instruction, and is printed again whenever the step goes on.
  if (title === rest) {
    return instructionTitle.test(rest) ? [] : [{ by: 'BuildKit', text: rest }];
  }
  const text = withoutTime(rest);
  if (!runTitle.test(title)) {
    return [{ by: 'BuildKit', text }];
  }
  // Only what the command printed has a time before it; the rest repeats the instruction.
  return text === rest ? [] : [{ by: 'RUN', text }];
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
  return runTitle.test(line.replace(/^\s*> /, '')) ? 'of RUN' : 'of BuildKit';
}

function outsideVertex(line: string, excerpt: Excerpt): readonly Spoken[] {
  // The title of an excerpt, a line of the Dockerfile or its frame: nobody says that.
  if (excerpt === 'begins' || /^\s*\d+ \| |^-+$/.test(line)) {
    return [];
  }
  return [{ by: excerpt === 'of RUN' ? 'RUN' : 'BuildKit', text: withoutTime(line) }];
}

function withoutTime(line: string): string {
  return line.replace(/^\d+\.\d+ /, '');
}
