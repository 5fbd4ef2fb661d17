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

function bySpeaker(lines: readonly string[]): Pick<Evidence, 'log' | 'output'> {
  const log: string[] = [];
  const output: string[] = [];
  const titles = new Map<string, string>();
  /** Inside the excerpt of a failed step's log, which stands between lines of six dashes. */
  let excerpt: 'none' | 'begins' | 'of RUN' | 'of BuildKit' = 'none';
  for (const line of lines) {
    const [, id = '', rest = ''] = vertexLine.exec(line) ?? [];
    if (id !== '') {
      const title = titles.get(id);
      if (title === undefined) {
        titles.set(id, rest);
      }
      // A title holds the user's instruction, and is printed again whenever the step goes on.
      if (title === undefined || title === rest) {
        if (!instructionTitle.test(rest)) {
          log.push(rest);
        }
        continue;
      }
      const text = rest.replace(/^\d+\.\d+ /, '');
      if (!runTitle.test(title)) {
        log.push(text);
      } else if (text !== rest) {
        output.push(text);
      }
    } else if (line === '------') {
      excerpt = excerpt === 'none' ? 'begins' : 'none';
    } else if (excerpt === 'begins') {
      excerpt = runTitle.test(line.replace(/^\s*> /, '')) ? 'of RUN' : 'of BuildKit';
    } else if (excerpt === 'of RUN') {
      output.push(line.replace(/^\d+\.\d+ /, ''));
    } else if (!/^\s*\d+ \| |^-+$/.test(line)) {
      // Neither a line of the Dockerfile nor its frame.
      log.push(line.replace(/^\d+\.\d+ /, ''));
    }
  }
  return { log, output };
}
