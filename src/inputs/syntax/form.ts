import type { Facts } from './facts.ts';
import { type Entry, type ListOptions, readList } from './lists.ts';
import type { Complaint, Problems } from './problems.ts';
import { alternatives, codePoint, quote } from './quote.ts';
import { didYouMean, nearest } from './suggestion.ts';

/** The inputs of an action.yml, by their names. */
export interface InputTable<N extends string> {
  /**
   * A test holds them to action.yml. An input that is set to nothing, as an expression that came out
   * empty sets it, means its default too.
   */
  readonly defaults: Readonly<Record<N, string>>;
  /** Inputs whose text or paths may hold any character but control characters. */
  readonly freeText: readonly NoInfer<N>[];
  /** Inputs of other actions, and in a sentence what takes their place in this one. */
  readonly replacements: Readonly<Record<string, string>>;
}

const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\r(?!\n)/;
/** Zero-width characters, direction marks, line separators of Unicode. */
const invisible = /[\p{Cf}\p{Zl}\p{Zp}]/u;

/** The name under which the runner hands an input over: upper case, blanks to _, hyphens as they are. */
export function variableOf(input: string): string {
  return `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`;
}

/**
 * The inputs of an action as text, read one by one as what they are; what is wrong with them is collected.
 * A reader names the inputs that it needs, so that it serves every action whose table has them.
 */
export class Form<in N extends string> {
  /** The step's environment. */
  readonly variables: Readonly<Record<string, string>>;
  readonly facts: Facts;
  private readonly table: InputTable<string>;
  private readonly problems: Problems;

  constructor(
    table: InputTable<N>,
    variables: Readonly<Record<string, string>>,
    facts: Facts,
    problems: Problems,
  ) {
    this.table = table;
    this.variables = variables;
    this.facts = facts;
    this.problems = problems;
  }

  /** Notes that an input is wrong. */
  refuse(input: N, ...complaint: Complaint): void {
    this.problems.add(input, ...complaint);
  }

  /** Notes something that works but is hardly meant. */
  warn(input: N, text: string): void {
    this.problems.warn(input, text);
  }

  isRefused(input: N): boolean {
    return this.problems.has(input);
  }

  /** Without blanks around it; the default if there is nothing else. */
  text(input: N): string {
    return this.rawText(input).trim() || (this.table.defaults[input] ?? '');
  }

  /** Null for nothing. */
  optional(input: N): string | null {
    return this.text(input) || null;
  }

  isDefault(input: N): boolean {
    return this.text(input) === this.table.defaults[input];
  }

  list(input: N, options: ListOptions = {}): readonly Entry[] {
    return this.listIn(input, this.rawText(input), options);
  }

  /** The same of a text that stands inside of an input. */
  listIn(input: N, text: string, options: ListOptions = {}): readonly Entry[] {
    return readList(input, text, this.problems, options);
  }

  /** A boolean of the YAML 1.2 core schema, as @actions/core reads one. */
  flag(input: N): boolean {
    const text = this.text(input);
    if (/^(?:true|True|TRUE)$/.test(text)) {
      return true;
    }
    if (/^(?:false|False|FALSE)$/.test(text)) {
      return false;
    }
    this.refuse(input, `expected true or false, got ${quote(text)}.`, didYouMean(booleanMeant(text)));
    return false;
  }

  /** One of `allowed`; the first of them after a problem. */
  choice<T extends string>(input: N, allowed: readonly [T, ...T[]]): T {
    const text = this.text(input);
    const found = allowed.find((name) => name === text);
    if (found !== undefined) {
      return found;
    }
    const lower = allowed.find((name) => name === text.toLowerCase());
    this.refuse(
      input,
      `expected ${alternatives(allowed)}, got ${quote(text)}.`,
      didYouMean(lower ?? nearest(text, allowed)),
    );
    return allowed[0];
  }

  /** A whole number; `least` after a problem. */
  integer(input: N, least: number, most: number): number {
    const text = this.text(input);
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) {
      return value;
    }
    this.refuse(input, `expected a whole number from ${least} to ${most}, got ${quote(text)}.`);
    return least;
  }

  /**
   * Refuses characters that cannot be meant: control characters anywhere (a NUL cannot even be given to a
   * process), invisible ones where no free text is. The text is not shown, it may be secret.
   */
  checkCharacters(): void {
    for (const input of Object.keys(this.table.defaults)) {
      const text = this.variables[variableOf(input)]?.trim() ?? '';
      const kind = control.test(text) ? 'control' : 'invisible';
      const match = (kind === 'control' ? control : invisible).exec(text);
      if (match && (kind === 'control' || !this.table.freeText.includes(input))) {
        this.problems.add(
          input,
          `it contains the ${kind} character ${codePoint(match[0])} (character ${match.index + 1}), but only plain text is allowed.`,
          'Remove it; it may come from text that was copied out of a terminal, a web page or a document.',
        );
      }
    }
  }

  /** Exactly as it was given. */
  rawText(input: N): string {
    return this.variables[variableOf(input)] ?? '';
  }
}

function booleanMeant(text: string): string | null {
  if (/^(?:yes|y|on|1)$/i.test(text)) {
    return 'true';
  }
  return /^(?:no|n|off|0)$/i.test(text) ? 'false' : nearest(text, ['true', 'false']);
}
