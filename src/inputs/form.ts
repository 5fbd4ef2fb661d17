import { defaults, type InputName, inputNames } from './defaults.ts';
import { type Entry, type ListOptions, readList } from './lists.ts';
import { alternatives, type Problems, quote } from './problems.ts';
import { didYouMean, nearest } from './suggestion.ts';

/** The name under which the runner hands an input over: upper case, blanks to _, hyphens as they are. */
export function variableOf(input: InputName): string {
  return `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`;
}

/** The inputs as text, read one by one as what they are; what is wrong goes to `problems`. */
export class Form {
  readonly problems: Problems;
  private readonly variables: Readonly<Record<string, string>>;

  constructor(variables: Readonly<Record<string, string>>, problems: Problems) {
    this.variables = variables;
    this.problems = problems;
  }

  /** Without blanks around it; the default if there is nothing else. */
  text(input: InputName): string {
    return this.raw(input).trim() || defaults[input];
  }

  /** Null for nothing. */
  optional(input: InputName): string | null {
    return this.text(input) || null;
  }

  list(input: InputName, options: ListOptions = {}): readonly Entry[] {
    return readList(input, this.raw(input), this.problems, options);
  }

  /** A boolean of the YAML 1.2 core schema, as @actions/core reads one. */
  flag(input: InputName): boolean {
    const text = this.text(input);
    if (/^(?:true|True|TRUE)$/.test(text)) {
      return true;
    }
    if (/^(?:false|False|FALSE)$/.test(text)) {
      return false;
    }
    const meant = /^(?:yes|y|on|1)$/i.test(text) ? 'true' : /^(?:no|n|off|0)$/i.test(text) ? 'false' : null;
    this.problems.add(
      input,
      `expected true or false, got ${quote(text)}.`,
      didYouMean(meant ?? nearest(text, ['true', 'false'])),
    );
    return false;
  }

  /** One of `allowed`; the first of them after a problem. */
  choice<T extends string>(input: InputName, allowed: readonly [T, ...T[]]): T {
    const text = this.text(input);
    const found = allowed.find((name) => name === text);
    if (found !== undefined) {
      return found;
    }
    const lower = allowed.find((name) => name === text.toLowerCase());
    this.problems.add(
      input,
      `expected ${alternatives(allowed)}, got ${quote(text)}.`,
      didYouMean(lower ?? nearest(text, allowed)),
    );
    return allowed[0];
  }

  /** A whole number; `least` after a problem. */
  integer(input: InputName, least: number, most: number): number {
    const text = this.text(input);
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) {
      return value;
    }
    this.problems.add(input, `expected a whole number from ${least} to ${most}, got ${quote(text)}.`);
    return least;
  }

  /**
   * Says which inputs hold control characters: they cannot be meant, and a NUL cannot be given to a
   * process. The text is not shown, it may be secret.
   */
  checkCharacters(): void {
    for (const input of inputNames) {
      const match = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\r(?!\n)/.exec(this.raw(input).trim());
      if (!match) {
        continue;
      }
      const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      this.problems.add(
        input,
        `it holds the control character U+${code} (character ${match.index + 1}), but expected was plain text.`,
        'Remove it; it may have come from copying out of a terminal.',
      );
    }
  }

  private raw(input: InputName): string {
    return this.variables[variableOf(input)] ?? '';
  }
}
