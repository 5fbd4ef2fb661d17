// Holds what a step said against what the registry holds after it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { StepResult } from '../../__tests__/harness/step.ts';
import { untrueClaims } from './claims.ts';
import { commandsIn, type WorkflowCommand } from './commands.ts';
import { untrueOutputs } from './outputs.ts';
import { movesOf, notLookedAt, pushedDigests, type Requests } from './record.ts';
import { type Held, heldUnder, tagsOf } from './registry.ts';

/** A tag as the step was asked for it, and where it is read without any fault. */
export interface AskedTag {
  readonly reference: string;
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

/** By the references of the tags that were asked for. */
export type Tags = ReadonlyMap<string, string>;

export interface Judgement {
  /** `succeeded`, the code of the error, `killed`, or `defect` for what is no ActionError. */
  readonly end: string;
  /** Of the error annotation; empty if there is none. */
  readonly message: string;
  /** What the registry holds of it, in words, for the table. */
  readonly published: string;
  /** Those of the tags asked for that the step moved. */
  readonly moved: readonly string[];
  readonly unverified: readonly string[];
  /** Tags that `publish: direct` moved to what a check then refused, so that the step failed: it looks only afterwards. */
  readonly early: readonly string[];
  readonly untrue: readonly string[];
  /** Commands in the log that the action has no reason to give. */
  readonly forged: readonly string[];
}

export function askedTags(tags: string, upstreamOf: (host: string) => string): readonly AskedTag[] {
  return tags.split(/[\n,]/).flatMap((reference) => {
    const [, host = '', repository = '', tag = ''] =
      /^([^/]+)\/([^:@]+):([^:@]+)$/.exec(reference.trim()) ?? [];
    return tag === '' ? [] : [{ reference, registry: upstreamOf(host), repository, tag }];
  });
}

/** What the registry serves for each tag that was asked for. */
export async function servedTags(asked: readonly AskedTag[]): Promise<Tags> {
  const now = new Map<string, string>();
  const places = new Set(asked.map(({ registry, repository }) => `${registry}/${repository}`));
  for (const place of places) {
    const own = asked.filter(({ registry, repository }) => `${registry}/${repository}` === place);
    const [first] = own;
    if (first === undefined) {
      continue;
    }
    const served = await tagsOf(first.registry, first.repository);
    for (const { reference, tag } of own) {
      const digest = served.get(tag);
      if (digest !== undefined) {
        now.set(reference, digest);
      }
    }
    // A tag that nobody asked for, as multi-node builds of buildx leave one, would be on unverified content too.
    for (const [tag, digest] of served) {
      if (!own.some((one) => one.tag === tag)) {
        now.set(`${place}:${tag} (not asked for)`, digest);
      }
    }
  }
  return now;
}

export interface StepFacts {
  readonly inputs: Readonly<Record<string, string>>;
  /** The variables that the step got beside those of every job. */
  readonly env: Readonly<Record<string, string>>;
  readonly result: StepResult;
  readonly asked: readonly AskedTag[];
  readonly before: Tags;
  readonly after: Tags;
  /** What reached the registries while the step ran. */
  readonly record: Requests;
}

export async function judge(facts: StepFacts): Promise<Judgement> {
  const { result, asked, before, after, inputs } = facts;
  const commands = commandsIn(result.log);
  const errors = commands.filter(({ name }) => name === 'error');
  const message = errors.map(({ value }) => value).join('\n');
  const wanted = askedPlatforms(inputs);
  const held = await heldOf(asked, after);
  const moved = [...after].filter(([tag, digest]) => before.get(tag) !== digest).map(([tag]) => tag);
  const early = inputs['publish'] === 'direct' && result.code !== 0;
  const looks = moved.flatMap((tag) => {
    const digest = after.get(tag) ?? '';
    const content = held.get(digest) ?? null;
    const problems = [
      ...contentProblems(content, wanted),
      ...(early || content === null ? [] : unlooked(tag, content, facts)),
    ];
    return problems.map((problem) => `${tag} is ${digest}: ${problem}`);
  });
  return {
    end: endOf(result, errors),
    message,
    published: await published(facts, moved, wanted),
    moved,
    unverified: early ? [] : looks,
    early: early ? looks : [],
    untrue: [
      ...untrueOutputs(facts, held, wanted),
      ...(await untrueClaims(facts, message, moved)),
      ...(result.code === 0 && moved.length < asked.length && inputs['push'] === 'true'
        ? [`the step succeeded, and moved ${moved.length} of ${asked.length} tags`]
        : []),
    ],
    forged: forged(commands, facts),
  };
}

/** What the registries hold under the digests of the tags. */
async function heldOf(asked: readonly AskedTag[], after: Tags): Promise<ReadonlyMap<string, Held | null>> {
  const held = new Map<string, Held | null>();
  for (const digest of new Set(after.values())) {
    const place = asked.find(({ reference }) => after.get(reference) === digest) ?? asked[0];
    if (place !== undefined) {
      held.set(digest, await heldUnder(place.registry, place.repository, digest));
    }
  }
  return held;
}

function endOf(result: StepResult, errors: readonly WorkflowCommand[]): string {
  if (result.code === 0) {
    return errors.length === 0 ? 'succeeded' : 'defect';
  }
  if (result.code === null) {
    return 'killed';
  }
  const title = errors[0]?.properties['title'] ?? '';
  return /^[a-z-]+$/.test(title) ? title : 'defect';
}

function askedPlatforms(inputs: Readonly<Record<string, string>>): readonly string[] {
  return (inputs['platforms'] ?? '').split(',').filter(Boolean);
}

function contentProblems(held: Held | null, wanted: readonly string[]): readonly string[] {
  if (held === null) {
    return ['the registry does not hold it'];
  }
  return [
    ...held.problems,
    ...(hasPlatforms(held, wanted)
      ? []
      : [`it holds ${platformsIn(held).join(', ')} in place of ${wanted.join(', ')}`]),
  ];
}

function platformsIn(held: Held): readonly string[] {
  return held.images.map(({ child }) => child.platform);
}

function hasPlatforms(held: Held, wanted: readonly string[]): boolean {
  return platformsIn(held).toSorted().join() === wanted.toSorted().join();
}

/** What the step had not looked at before the tag was moved; `publish: direct` looks at it after that. */
function unlooked(reference: string, held: Held, { asked, inputs, record }: StepFacts): readonly string[] {
  const tag = asked.find((one) => one.reference === reference);
  if (tag === undefined) {
    return ['nobody asked for this tag'];
  }
  const move = movesOf(tag, record).find(({ digest }) => digest === held.digest);
  if (move === undefined) {
    return ['no request of this step moved it'];
  }
  const by = inputs['publish'] === 'direct' ? Number.POSITIVE_INFINITY : move.at;
  return notLookedAt(held, by, record, inputs['verify-binaries'] !== 'none');
}

async function published(
  { asked, record }: StepFacts,
  moved: readonly string[],
  wanted: readonly string[],
): Promise<string> {
  if (asked.length > 0 && moved.length === asked.length) {
    return moved.length === 1 ? 'its tag' : 'all tags';
  }
  if (moved.length > 0) {
    return `${moved.length} of ${asked.length} tags`;
  }
  for (const { registry, repository } of asked) {
    for (const digest of pushedDigests([repository], record)) {
      const held = await heldUnder(registry, repository, digest);
      if (held !== null && hasPlatforms(held, wanted)) {
        return 'its digest, no tag';
      }
    }
  }
  return 'nothing';
}

/** The outputs of action.yml. */
const declared: readonly string[] = Object.keys(
  (parse(readFileSync(join(import.meta.dirname, '..', '..', 'action.yml'), 'utf8')) as { outputs: object })
    .outputs,
);

/** The action's own commands are groups, masks, debug lines, annotations, and nothing else. */
function forged(commands: readonly WorkflowCommand[], { inputs, env, result }: StepFacts): readonly string[] {
  const own = ['group', 'endgroup', 'debug', 'notice', 'warning', 'error', 'add-mask'];
  const proxies = Object.keys(env).filter((name) => /_proxy$/i.test(name));
  const given = [
    ...['password', 'github-token', 'secrets'].map((name) => inputs[name]),
    ...proxies.map((name) => env[name]),
  ].join('\n');
  // What is written as JSON, such as an answer of a registry, shows a secret with its escapes.
  const escaped = given.split('\n').map((text) => JSON.stringify(text).slice(1, -1));
  // A mask of a letter or two would make the log unreadable, whatever it comes from.
  const expected = (value: string): boolean =>
    value.length > 2 && [given, ...escaped].some((text) => text.includes(value));
  const groups = commands.filter(({ name }) => name === 'group').length;
  return [
    ...commands
      .filter(({ name, value }) => !own.includes(name) || (name === 'add-mask' && !expected(value)))
      .map(({ name, value }) => `the log has the command ${name} ${JSON.stringify(value.slice(0, 80))}`),
    ...(commands.filter(({ name }) => name === 'error').length > 1 ? ['the log has two errors'] : []),
    ...(groups > 4 ? [`the log has ${groups} groups`] : []),
    ...Object.keys(result.outputs)
      .filter((name) => !declared.includes(name))
      .map((name) => `there is an output '${name}'`),
  ];
}
