import semver from 'semver';
import { branchOf, type GitEvent, pullRequestOf, tagOf } from './event.ts';
import { expand, isFlaw, isRawAlone, type Values } from './expression.ts';
import { parsePep440 } from './pep440.ts';

/** A line of `tags`, with its global expressions already replaced. */
export interface Rule {
  readonly kind: RuleKind;
  readonly enabled: boolean;
  /** The higher, the earlier. */
  readonly priority: number;
  /** null: that of the flavor. */
  readonly prefix: string | null;
  readonly suffix: string | null;
  /** As it was written, for messages. */
  readonly text: string;
}

/** What a rule takes a tag from. `value` stands for the Git tag, which it is taken from if that is empty. */
export type RuleKind =
  | { readonly type: 'schedule'; readonly name: string }
  | {
      readonly type: 'semver' | 'pep440';
      readonly pattern: string;
      readonly value: string;
      /** What to take of the value or the Git tag; null for all of it. */
      readonly match: RegExp | null;
    }
  | { readonly type: 'match'; readonly pattern: RegExp; readonly group: number; readonly value: string }
  | { readonly type: 'edge'; readonly branch: string }
  | { readonly type: 'ref'; readonly event: RefEvent }
  | { readonly type: 'raw'; readonly value: string }
  | { readonly type: 'sha'; readonly sha: string };

export type RefEvent = 'branch' | 'tag' | 'pr';

/** What holds for all rules. */
export interface Flavor {
  readonly latest: 'auto' | boolean;
  readonly prefix: string;
  readonly suffix: string;
  /** What the tag `latest` is called. */
  readonly latestName: string;
}

/** What the rules make of an event. */
export interface TagNames {
  /** Without repositories, the first first. */
  readonly tags: readonly string[];
  /** The first of them; empty if there is none. */
  readonly version: string;
  /** Rules that are meant for the event and yet give no tag, and why. */
  readonly notes: readonly string[];
}

/** A tag, and whether `latest: auto` goes with it. */
interface Found {
  readonly tag: string;
  readonly latest: boolean;
}

/** Why a rule gives nothing that could be expected of it. */
interface Note {
  readonly note: string;
}

/**
 * The tags that the rules give for an event, as docker/metadata-action has them (its src/meta.ts): of the
 * highest priority first, each once, `latest` last and if the first that applies asks for it.
 */
export function tagNames(rules: readonly Rule[], flavor: Flavor, event: GitEvent): TagNames {
  const tags: string[] = [];
  const notes: string[] = [];
  let latest: boolean | null = null;
  for (const rule of rules.filter(({ enabled }) => enabled).toSorted((a, b) => b.priority - a.priority)) {
    const found = apply(rule.kind, event);
    if (found !== null && 'note' in found) {
      notes.push(`${rule.text} gives no tag: ${found.note}.`);
    }
    const tag = found !== null && 'tag' in found ? sanitised(decorated(found.tag, rule, flavor)) : '';
    if (tag !== '') {
      tags.push(tag);
      latest ??= found !== null && 'latest' in found && found.latest;
    }
  }
  const wantsLatest = flavor.latest === 'auto' ? latest === true : flavor.latest;
  const all = tags.length > 0 && wantsLatest ? [...tags, sanitised(flavor.latestName)] : tags;
  return { tags: [...new Set(all)], version: tags[0] ?? '', notes };
}

function decorated(tag: string, { prefix, suffix }: Rule, flavor: Flavor): string {
  return `${prefix ?? flavor.prefix}${tag}${suffix ?? flavor.suffix}`;
}

/** A tag has no other characters. */
function sanitised(tag: string): string {
  return tag.replace(/[^a-zA-Z0-9._-]+/g, '-');
}

function apply(kind: RuleKind, event: GitEvent): Found | Note | null {
  switch (kind.type) {
    case 'schedule':
      return event.name === 'schedule' ? { tag: kind.name, latest: false } : null;
    case 'semver':
    case 'pep440':
      return applyVersion(kind, event);
    case 'match':
      return applyMatch(kind, event);
    case 'edge':
      return applyEdge(kind.branch, event);
    case 'ref':
      return applyRef(kind.event, event);
    case 'raw':
      return { tag: kind.value, latest: false };
    case 'sha':
      return kind.sha === '' ? null : { tag: kind.sha, latest: false };
  }
}

function applyRef(wanted: RefEvent, { ref }: GitEvent): Found | null {
  const tag = {
    branch: branchOf(ref),
    tag: tagOf(ref),
    pr: pullRequestOf(ref),
  }[wanted];
  return tag === null ? null : { tag, latest: wanted === 'tag' };
}

function applyEdge(branch: string, { ref, repository }: GitEvent): Found | Note | null {
  const current = branchOf(ref);
  const edge = branch || repository.defaultBranch;
  if (current !== null && edge === '') {
    return {
      note: 'the event does not say what the default branch is. Name it, as in type=edge,branch=main',
    };
  }
  return current !== null && current === edge ? { tag: 'edge', latest: false } : null;
}

type OfType<T extends RuleKind['type']> = Extract<RuleKind, { readonly type: T }>;

function applyMatch({ pattern, group, value }: OfType<'match'>, { ref }: GitEvent): Found | Note | null {
  const given = value || tagOf(ref);
  if (given === null) {
    return null;
  }
  const match = pattern.exec(given);
  if (match === null) {
    return { note: `its pattern does not match '${given}'` };
  }
  const tag = match[group];
  return tag === undefined ? { note: `its pattern has no group ${group}` } : { tag, latest: true };
}

function applyVersion(kind: OfType<'semver' | 'pep440'>, { ref }: GitEvent): Found | Note | null {
  const given = kind.value || tagOf(ref);
  if (given === null) {
    return null;
  }
  const match = kind.match?.exec(given);
  const text = (match ? (match[1] ?? match[0]) : given).replaceAll('/', '-');
  const version = kind.type === 'semver' ? semverOf(text) : pep440Of(text);
  if (version === null) {
    const standard = kind.type === 'semver' ? 'a semantic version' : 'a version of PEP 440';
    return { note: `'${text}' is not ${standard}` };
  }
  const { values, provisional } = version;
  const pattern = provisional && !isRawAlone(kind.pattern) ? '{{version}}' : kind.pattern;
  const tag = expand(pattern, values);
  // Patterns were tried when they were read.
  return isFlaw(tag) ? null : { tag, latest: !provisional };
}

/** What the patterns of versions may hold. */
export const versionValues = ['raw', 'version', 'major', 'minor', 'patch'] as const;

interface NamedVersion {
  readonly values: Values;
  /** Such a version moves no other tag than its own. */
  readonly provisional: boolean;
}

function semverOf(text: string): NamedVersion | null {
  const parsed = semver.valid(text) === null ? null : semver.parse(text, { loose: true });
  if (parsed === null) {
    return null;
  }
  const { raw, version, prerelease, major, minor, patch } = parsed;
  const texts = { raw, version, major: String(major), minor: String(minor), patch: String(patch) };
  return { values: { texts, dates: {} }, provisional: prerelease.length > 0 };
}

function pep440Of(raw: string): NamedVersion | null {
  const parsed = parsePep440(raw);
  if (parsed === null) {
    return null;
  }
  const { text: version, major, minor, patch, provisional } = parsed;
  const texts = { raw, version, major: String(major), minor: String(minor), patch: String(patch) };
  return { values: { texts, dates: {} }, provisional };
}
