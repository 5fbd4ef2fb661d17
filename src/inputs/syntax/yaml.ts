import { isRecord } from '../../oci/json.ts';

/** A text, or a list of texts. Nothing is a number or a boolean here. */
export type YamlValue = string | readonly string[];

/** A map of a list, and the line that it begins on, from 1. */
export interface YamlMap {
  readonly line: number;
  readonly values: ReadonlyMap<string, YamlValue>;
}

/** Why a text is not such a list. */
export class YamlProblem extends Error {}

/**
 * A list of flat maps, in the YAML that people write for one: keys with plain, quoted, block (`|`, `>`) or list
 * values, and comments; or the same as JSON. Everything else of YAML is refused by its line, rather than
 * guessed at. Throws a YamlProblem.
 */
export function parseYamlMaps(text: string): readonly YamlMap[] {
  const trimmed = text.replace(/^\ufeff/, '');
  return /^\s*\[/.test(trimmed) ? jsonMaps(trimmed) : new Reader(trimmed).maps();
}

function jsonMaps(text: string): readonly YamlMap[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new YamlProblem("it begins with '[', but is not JSON");
  }
  return (Array.isArray(document) ? document : []).map((entry: unknown, index) => {
    if (!isRecord(entry)) {
      throw new YamlProblem(`element ${index + 1} is not an object`);
    }
    const values = Object.entries(entry).map(([key, value]) => [key, jsonValue(key, value)] as const);
    return { line: index + 1, values: new Map(values) };
  });
}

function jsonValue(key: string, value: unknown): YamlValue {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return value;
  }
  if (typeof value !== 'string') {
    throw new YamlProblem(`the value of '${key}' is neither a text nor a list of texts`);
  }
  return value;
}

interface Line {
  readonly number: number;
  readonly indent: number;
  /** Without its indentation. */
  readonly text: string;
}

class Reader {
  private readonly lines: readonly string[];
  private at = 0;

  constructor(text: string) {
    this.lines = text.split(/\r?\n/);
  }

  maps(): readonly YamlMap[] {
    const maps: YamlMap[] = [];
    const column = this.peek()?.indent ?? 0;
    for (let line = this.peek(); line !== null; line = this.peek()) {
      const dash = /^-(?: +|$)/.exec(line.text)?.[0];
      if (dash === undefined || line.indent !== column) {
        throw this.problem(line, "expected an element, which begins with '- '");
      }
      this.at = line.number - 1;
      maps.push({ line: line.number, values: this.map(line, dash) });
    }
    return maps;
  }

  /** The keys behind a dash and below it, all in one column. */
  private map(first: Line, dash: string): ReadonlyMap<string, YamlValue> {
    const values = new Map<string, YamlValue>();
    let line: Line | null = {
      ...first,
      indent: first.indent + dash.length,
      text: first.text.slice(dash.length),
    };
    if (line.text === '' || line.text.startsWith('#')) {
      this.at = first.number;
      line = this.peek();
    }
    const column = line?.indent ?? 0;
    while (line !== null && line.indent > first.indent) {
      if (line.indent !== column) {
        throw this.problem(line, 'its indentation is not that of the key above it');
      }
      const [, key, rest = ''] = /^([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*))?$/.exec(line.text) ?? [];
      if (key === undefined) {
        throw this.problem(line, "expected 'key: value'");
      }
      if (values.has(key)) {
        throw this.problem(line, `it sets '${key}' a second time`);
      }
      this.at = line.number;
      values.set(key, this.value(line, rest));
      line = this.peek();
    }
    return values;
  }

  private value(key: Line, text: string): YamlValue {
    if (/^[|>][-+]?(?:\s+#.*)?$/.test(text)) {
      return this.block(key, text.startsWith('>') ? ' ' : '\n');
    }
    if (text === '' || text.startsWith('#')) {
      return this.list(key);
    }
    if (text.startsWith('[')) {
      return this.flow(key, text);
    }
    return this.scalar(key, text);
  }

  /** Of the lines that are indented further than the key, with their common indentation taken off. */
  private block(key: Line, joint: string): string {
    const taken: string[] = [];
    for (; this.at < this.lines.length; this.at++) {
      const line = this.lines[this.at] ?? '';
      if (line.trim() !== '' && line.length - line.trimStart().length <= key.indent) {
        break;
      }
      taken.push(line);
    }
    const indents = taken
      .filter((line) => line.trim() !== '')
      .map((line) => /^ */.exec(line)?.[0].length ?? 0);
    const common = Math.min(...indents);
    return taken
      .map((line) => line.slice(common))
      .join(joint)
      .trim();
  }

  /** Of lines that begin with a dash; nothing at all is an empty text. */
  private list(key: Line): YamlValue {
    const items: string[] = [];
    const column = this.peek()?.indent ?? 0;
    for (let line = this.peek(); line !== null && line.indent > 0; line = this.peek()) {
      const text = /^- +(.*)$/.exec(line.text)?.[1];
      if (text === undefined || line.indent < key.indent || line.indent !== column) {
        break;
      }
      this.at = line.number;
      items.push(this.scalar(line, text));
    }
    return items.length === 0 ? '' : items;
  }

  private flow(line: Line, text: string): readonly string[] {
    const inside = /^\[(.*)\](?:\s+#.*)?$/.exec(text)?.[1];
    const items = inside?.trim() === '' ? [] : inside?.match(/"(?:\\.|[^"\\])*"|'(?:''|[^'])*'|[^,"']+/g);
    if (!items) {
      throw this.problem(line, "the list that '[' opens is not closed on this line");
    }
    return items
      .map((item) => item.trim())
      .filter(Boolean)
      .map((item) => this.scalar(line, item));
  }

  private scalar(line: Line, text: string): string {
    const double = /^("(?:\\.|[^"\\])*")(?:\s+#.*)?$/.exec(text)?.[1];
    if (double !== undefined) {
      try {
        return String(JSON.parse(double));
      } catch {
        throw this.problem(line, 'its double quotes hold an escape that is not known here');
      }
    }
    const single = /^'((?:''|[^'])*)'(?:\s+#.*)?$/.exec(text)?.[1];
    if (single !== undefined) {
      return single.replaceAll("''", "'");
    }
    const plain = text.replace(/\s+#.*$/, '').trimEnd();
    if (/^["'&*!%@`{}|>]/.test(plain) || /:(?:\s|$)/.test(plain)) {
      throw this.problem(
        line,
        'its value has a meaning of its own in YAML that is not known here: put it in single quotes',
      );
    }
    return plain;
  }

  /** The next line that counts. */
  private peek(): Line | null {
    for (; this.at < this.lines.length; this.at++) {
      const line = this.lines[this.at] ?? '';
      const text = line.trim();
      if (text !== '' && !text.startsWith('#')) {
        const found = { number: this.at + 1, indent: line.length - line.trimStart().length, text };
        if (/^ *\t/.test(line)) {
          throw this.problem(found, 'it is indented with a tab, and YAML takes blanks alone');
        }
        return found;
      }
    }
    return null;
  }

  private problem({ number }: Line, why: string): YamlProblem {
    return new YamlProblem(`line ${number}: ${why}`);
  }
}
