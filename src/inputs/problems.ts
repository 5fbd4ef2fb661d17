import { ActionError } from '../errors.ts';
import type { InputName } from './defaults.ts';

interface Problem {
  readonly input: InputName;
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

  /** `text` is a sentence: the value quoted, and what was expected. `hint` says what to write instead. */
  add(input: InputName, text: string, hint?: string): void {
    this.problems.push({
      input,
      text: this.printable(input, text),
      hint: hint === undefined ? undefined : this.redacted(hint),
    });
  }

  /** Something that works but is hardly meant. */
  warn(input: InputName, text: string): void {
    this.notes.push(this.printable(input, text));
  }

  has(input: InputName): boolean {
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
      throw new ActionError(
        'input-invalid',
        first.text,
        first.hint === undefined ? {} : { hint: first.hint },
      );
    }
    const lines = this.problems.map(({ text, hint }) => `- ${text}${hint === undefined ? '' : ` ${hint}`}`);
    throw new ActionError(
      'input-invalid',
      `${this.problems.length} problems in the inputs:\n${lines.join('\n')}`,
    );
  }

  private printable(input: InputName, text: string): string {
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

/** A value for an error text: on one line, and without the user information of a URL. */
export function quote(value: string): string {
  const shown = value.replace(/(:\/\/)[^\s/?#]*@/g, '$1***@');
  return `'${shown.replace(/[\u0000-\u0008\u000a-\u001f\u007f]/g, escaped)}'`;
}

function escaped(character: string): string {
  const names: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r' };
  return names[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** `a, b or c`. */
export function alternatives(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
