import { ActionError } from '../../errors.ts';

/** What is wrong with a value, as a sentence that quotes it and says what was expected; and what to write instead. */
export type Complaint = readonly [text: string, hint?: string | undefined];

interface Problem {
  readonly input: string;
  readonly text: string;
  readonly hint: string | undefined;
}

/**
 * Collects what is wrong with the inputs, so that a user learns of all of it in one run. `sensitive` is
 * what no text may show (sensitiveValues).
 */
export class Problems {
  private readonly sensitive: readonly string[];
  private readonly problems: Problem[] = [];
  private readonly notes: string[] = [];

  constructor(sensitive: readonly string[] = []) {
    this.sensitive = sensitive;
  }

  add(input: string, ...[text, hint]: Complaint): void {
    this.problems.push({
      input,
      text: this.printable(input, text),
      hint: hint === undefined ? undefined : this.redacted(hint),
    });
  }

  /** Something that works but is hardly meant. */
  warn(input: string, text: string): void {
    this.notes.push(this.printable(input, text));
  }

  has(input: string): boolean {
    return this.problems.some((problem) => problem.input === input);
  }

  get warnings(): readonly string[] {
    return this.notes;
  }

  /** Throws one `input-invalid` for everything added so far. */
  throwIfAny(): void {
    const [first, ...rest] = this.problems;
    if (!first) {
      return;
    }
    if (rest.length === 0) {
      throw new ActionError('input-invalid', first.text, { hint: first.hint });
    }
    const lines = this.problems.map(({ text, hint }) => `- ${text}${hint === undefined ? '' : ` ${hint}`}`);
    throw new ActionError(
      'input-invalid',
      `${this.problems.length} problems in the inputs:\n${lines.join('\n')}`,
    );
  }

  private printable(input: string, text: string): string {
    return `'${input}': ${shortened(this.redacted(text))}`;
  }

  private redacted(text: string): string {
    return this.sensitive.reduce((rest, value) => rest.replaceAll(value, '***'), text);
  }
}

const kept = 200;

/** Without the middle of a long value. After the redaction, which half a secret would escape. */
function shortened(text: string): string {
  return text.length > 2 * kept ? `${text.slice(0, kept)} … ${text.slice(-kept)}` : text;
}
