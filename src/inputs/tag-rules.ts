import { expand, isFlaw, type Values } from '../names/expression.ts';
import { type Rule, type RuleKind, versionValues } from '../names/rules.ts';
import { hasOnly, type NamingLine, namingLines } from './naming-lines.ts';
import type { Form } from './syntax/form.ts';
import { alternatives, quote } from './syntax/quote.ts';
import { didYouMean, nearest } from './syntax/suggestion.ts';

/** What the rules are read with. */
export interface Naming {
  readonly values: Values;
  /** Of the commit, whole. */
  readonly sha: string;
}

/** Priority of a rule without one, and the attributes beside those of all rules; those with ! must be there. */
const types: Readonly<Record<RuleKind['type'], readonly [priority: number, ...attributes: string[]]>> = {
  schedule: [1000, 'pattern'],
  semver: [900, 'pattern!', 'value', 'match'],
  pep440: [900, 'pattern!', 'value', 'match'],
  match: [800, 'pattern!', 'group', 'value'],
  edge: [700, 'branch'],
  ref: [600, 'event!'],
  raw: [200, 'value!'],
  sha: [100, 'format'],
};

const defaultRules = ['type=schedule', 'type=ref,event=branch', 'type=ref,event=tag', 'type=ref,event=pr'];

/** The rules of `tags`; docker/metadata-action's own where there is none. */
export function readRules(form: Form<'tags'>, naming: Naming): readonly Rule[] {
  const given = namingLines(form, 'tags');
  const lines = given.length > 0 ? given : defaultRules.map(defaultLine);
  return lines.flatMap((line) => new RuleLine(form, line, naming).read() ?? []);
}

function defaultLine(text: string): NamingLine {
  const pairs = text.split(',').map((field) => field.split('=') as [string, string]);
  return { text, bare: [], attributes: new Map(pairs) };
}

/** A line of `tags`, read attribute by attribute; what is wrong with it is noted. */
class RuleLine {
  private readonly form: Form<'tags'>;
  private readonly line: NamingLine;
  private readonly naming: Naming;
  private readonly attributes: ReadonlyMap<string, string>;
  private wrong = false;

  constructor(form: Form<'tags'>, line: NamingLine, naming: Naming) {
    this.form = form;
    this.line = line;
    this.naming = naming;
    const { bare, attributes } = line;
    const [value] = bare;
    this.attributes = value === undefined ? attributes : new Map([['value', value], ...attributes]);
  }

  /** null after a problem. */
  read(): Rule | null {
    const type = this.attributes.get('type') ?? 'raw';
    if (!isType(type)) {
      this.refuse(
        `has the unknown type ${quote(type)}; expected ${alternatives(Object.keys(types))}`,
        didYouMean(nearest(type, Object.keys(types))),
      );
      return null;
    }
    const [priority, ...own] = types[type];
    if (this.line.bare.length + Number(this.line.attributes.has('value')) > 1) {
      this.refuse('has several values', 'Write one rule per line.');
      return null;
    }
    const known = [
      'type',
      'enable',
      'priority',
      'prefix',
      'suffix',
      ...own.map((name) => name.replace('!', '')),
    ];
    const missing = own.find((name) => name.endsWith('!') && !this.attributes.has(name.replace('!', '')));
    if (!hasOnly(this.form, 'tags', { ...this.line, attributes: this.attributes }, known)) {
      return null;
    }
    if (missing !== undefined) {
      this.refuse(`has no ${missing.replace('!', '')}`, `docs/names.md has an example of type=${type}.`);
      return null;
    }
    const rule: Rule = {
      kind: this.kind(type),
      enabled: this.enabled(),
      priority: this.number('priority', priority),
      prefix: this.prefix(type),
      suffix: this.attributes.has('suffix') ? this.expanded('suffix') : null,
      text: this.line.text,
    };
    return this.wrong ? null : rule;
  }

  private kind(type: RuleKind['type']): RuleKind {
    switch (type) {
      case 'schedule':
        return {
          type,
          name: this.expanded('pattern', 'nightly', { texts: {}, dates: this.naming.values.dates }),
        };
      case 'semver':
      case 'pep440': {
        const match = this.attributes.get('match') ?? '';
        return {
          type,
          pattern: this.versionPattern(),
          value: this.expanded('value'),
          match: match === '' ? null : this.expression(match),
        };
      }
      case 'match': {
        const pattern = this.expression(this.attributes.get('pattern') ?? '');
        return { type, pattern, group: this.number('group', 0), value: this.expanded('value') };
      }
      case 'edge':
        return { type, branch: this.attributes.get('branch') ?? '' };
      case 'ref':
        return { type, event: this.choice('event', ['branch', 'tag', 'pr']) };
      case 'raw':
        return { type, value: this.expanded('value') };
      case 'sha': {
        const isLong = this.choice('format', ['short', 'long']) === 'long';
        return { type, sha: isLong ? this.naming.sha : (this.naming.values.texts['sha'] ?? '') };
      }
    }
  }

  private prefix(type: RuleKind['type']): string | null {
    if (this.attributes.has('prefix')) {
      return this.expanded('prefix');
    }
    if (type === 'sha') {
      return 'sha-';
    }
    return type === 'ref' && this.attributes.get('event') === 'pr' ? 'pr-' : null;
  }

  private enabled(): boolean {
    const value = this.expanded('enable', 'true');
    if (!this.wrong && value !== 'true' && value !== 'false') {
      this.refuse(`has the enable ${quote(value)}; expected true or false`);
    }
    return value === 'true';
  }

  /** Tried here, so that a pattern is not found out to be wrong by the first tag. */
  private versionPattern(): string {
    const texts = Object.fromEntries(versionValues.map((name) => [name, name]));
    this.expanded('pattern', '', { texts, dates: {} });
    return this.attributes.get('pattern') ?? '';
  }

  private expanded(name: string, byDefault = '', values: Values = this.naming.values): string {
    const expanded = expand(this.attributes.get(name) ?? byDefault, values);
    if (isFlaw(expanded)) {
      this.refuse(expanded.flaw, expanded.hint);
      return '';
    }
    return expanded;
  }

  private number(name: string, byDefault: number): number {
    const text = this.attributes.get(name) ?? String(byDefault);
    if (!/^-?\d{1,9}$/.test(text)) {
      this.refuse(`has the ${name} ${quote(text)}; expected a whole number`);
    }
    return Number(text);
  }

  private choice<T extends string>(name: string, allowed: readonly [T, ...T[]]): T {
    const text = this.attributes.get(name) ?? allowed[0];
    const found = allowed.find((value) => value === text);
    if (found === undefined) {
      const hint = didYouMean(nearest(text, allowed));
      this.refuse(`has the ${name} ${quote(text)}; expected ${alternatives(allowed)}`, hint);
    }
    return found ?? allowed[0];
  }

  /** `v(.*)`, or `/v(.*)/i` with its flags. */
  private expression(text: string): RegExp {
    const [, inside, flags] = /^\/(.+)\/(.*)$/.exec(text) ?? [];
    try {
      return new RegExp(inside ?? text, flags?.replace(/[gy]/g, '') ?? '');
    } catch {
      this.refuse(`has ${quote(text)}, which is not a regular expression`);
      return /$^/;
    }
  }

  private refuse(why: string, hint?: string): void {
    this.wrong = true;
    this.form.refuse('tags', `${quote(this.line.text)} ${why}.`, hint);
  }
}

function isType(text: string): text is RuleKind['type'] {
  return Object.hasOwn(types, text);
}
