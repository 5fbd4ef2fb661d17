// Holds what a step said against what the registry holds after it.
import type { StepResult } from '../../__tests__/harness/step.ts';
import { type Command, commandsIn } from './commands.ts';
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

export interface Verdict {
  /** `succeeded`, the code of the error, `killed`, or `defect` for what is no ActionError. */
  readonly end: string;
  /** Of the error annotation; empty if there is none. */
  readonly message: string;
  /** In words, for the table. */
  readonly published: string;
  /** Those of the tags asked for that the step moved. */
  readonly moved: readonly string[];
  readonly unverified: readonly string[];
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
  readonly result: StepResult;
  readonly asked: readonly AskedTag[];
  readonly before: Tags;
  readonly after: Tags;
}

export async function judge(facts: StepFacts): Promise<Verdict> {
  const { result, asked, before, after, inputs } = facts;
  const commands = commandsIn(result.log);
  const errors = commands.filter(({ name }) => name === 'error');
  const message = errors.map(({ value }) => value).join('\n');
  const held = new Map<string, Held | null>();
  for (const digest of new Set(after.values())) {
    const place = asked.find(({ reference }) => after.get(reference) === digest) ?? asked[0];
    if (place) {
      held.set(digest, await heldUnder(place.registry, place.repository, digest));
    }
  }
  const moved = [...after].filter(([tag, digest]) => before.get(tag) !== digest).map(([tag]) => tag);
  const wanted = platformsOf(inputs);
  return {
    end: endOf(result, errors),
    message,
    published: published(asked, moved, message),
    moved,
    unverified: moved.flatMap((tag) => {
      const digest = after.get(tag) ?? '';
      const problems = contentProblems(held.get(digest) ?? null, wanted);
      const looked = inputs['publish'] === 'direct' || verifiedIn(result.log, digest);
      return [
        ...problems.map((problem) => `${tag} is ${digest}: ${problem}`),
        ...(looked ? [] : [`${tag} is ${digest}, which was not verified`]),
      ];
    }),
    untrue: [
      ...untrueOutputs(facts, held, wanted),
      ...(await untrueClaims(facts, message, moved)),
      ...(result.code === 0 && moved.length < asked.length && inputs['push'] === 'true'
        ? [`the step succeeded, and moved ${moved.length} of ${asked.length} tags`]
        : []),
    ],
    forged: forged(commands, inputs, result),
  };
}

function endOf(result: StepResult, errors: readonly Command[]): string {
  if (result.code === 0) {
    return errors.length === 0 ? 'succeeded' : 'defect';
  }
  if (result.code === null) {
    return 'killed';
  }
  const title = errors[0]?.properties['title'] ?? '';
  return /^[a-z-]+$/.test(title) ? title : 'defect';
}

function platformsOf(inputs: Readonly<Record<string, string>>): readonly string[] {
  return (inputs['platforms'] ?? '').split(',').filter(Boolean);
}

function contentProblems(held: Held | null, wanted: readonly string[]): readonly string[] {
  if (held === null) {
    return ['the registry does not hold it'];
  }
  const got = held.children.map(({ platform }) => platform);
  return [
    ...held.problems,
    ...(got.toSorted().join() === wanted.toSorted().join()
      ? []
      : [`it holds ${got.join(', ')} in place of ${wanted.join(', ')}`]),
  ];
}

/** The step said that it looked at this digest, and went on to publish. */
function verifiedIn(log: string, digest: string): boolean {
  const looked = log.indexOf(`\n${digest} holds `);
  return looked >= 0 && log.indexOf('\n::group::Publish', looked) > looked;
}

function published(asked: readonly AskedTag[], moved: readonly string[], message: string): string {
  if (asked.length > 0 && moved.length === asked.length) {
    return moved.length === 1 ? 'its tag' : 'all tags';
  }
  if (moved.length > 0) {
    return `${moved.length} of ${asked.length} tags`;
  }
  return /Published: sha256:/.test(message) ? 'its digest, no tag' : 'nothing';
}

function untrueOutputs(
  { result, asked, after }: StepFacts,
  held: ReadonlyMap<string, Held | null>,
  wanted: readonly string[],
): readonly string[] {
  const { digest, manifests, image, tags, platforms } = result.outputs;
  const found: string[] = [];
  const [first] = asked;
  const listed = (tags ?? '').split('\n').filter(Boolean);
  for (const tag of listed) {
    if (after.get(tag) !== digest) {
      found.push(`tags: ${tag} serves ${after.get(tag) ?? 'nothing'}`);
    }
  }
  const inOrder = asked.map(({ reference }) => reference).filter((tag) => listed.includes(tag));
  if (listed.join() !== inOrder.join()) {
    found.push(`tags: ${listed.join()} in place of ${inOrder.join()}`);
  }
  if (digest === undefined) {
    const told = Object.keys(result.outputs).filter((name) => name !== 'metadata' && name !== 'builder');
    return told.length === 0 ? found : [...found, `${told.join(', ')} without a digest`];
  }
  const truth = held.get(digest) ?? null;
  if (first === undefined) {
    return found;
  }
  if (truth === null) {
    return [...found, `digest: no tag serves ${digest}`];
  }
  const repository = first.reference.slice(0, first.reference.lastIndexOf(':'));
  if (image !== `${repository}@${digest}`) {
    found.push(`image: ${image}`);
  }
  if (platforms !== wanted.join(',')) {
    found.push(`platforms: ${platforms}`);
  }
  const expected = wanted.map((platform) => {
    const child = truth.children.find((one) => one.platform === platform);
    return child && { ...child, reference: `${repository}@${child.digest}` };
  });
  const sorted = (value: unknown): string =>
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort())
        : part,
    );
  if (sorted(JSON.parse(manifests ?? 'null')) !== sorted(expected)) {
    found.push(`manifests: ${manifests}`);
  }
  return found;
}

/** What the error says of the tags, sentence by sentence. */
async function untrueClaims(
  { asked, after }: StepFacts,
  message: string,
  moved: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  const [, digest = '', list = ''] = /^Published: (sha256:\w+) as (.*)\.$/m.exec(message) ?? [];
  const claimed = list.split(', ').filter(Boolean);
  for (const tag of claimed) {
    if (after.get(tag) !== digest) {
      found.push(`it is said to have published ${tag}`);
    }
  }
  const [, untagged = '', where = ''] =
    /^Published: (sha256:\w+) in (.*), without a tag\.$/m.exec(message) ?? [];
  for (const place of where.split(', ').filter(Boolean)) {
    const at = asked.find(({ reference }) => reference.startsWith(`${place}:`));
    if (!at || (await heldUnder(at.registry, at.repository, untagged)) === null) {
      found.push(`${place} does not hold ${untagged}`);
    }
  }
  const [, unknown = ''] = /^Whether it has these tags is not known: (.*)\.$/m.exec(message) ?? [];
  const told = new Set([...claimed, ...unknown.split(', ')]);
  for (const [, tag = '', state = ''] of message.matchAll(/^(\S+:\S+): (.+)$/gm)) {
    if (!asked.some(({ reference }) => reference === tag)) {
      continue;
    }
    told.add(tag);
    const serves = after.get(tag);
    const says = /sha256:\w+/.exec(state)?.[0];
    if (state === 'moved' ? !moved.includes(tag) : says !== undefined && says !== serves) {
      found.push(`${tag} is said to be '${state}', and serves ${serves ?? 'nothing'}`);
    }
    if (/^(not there|nothing)$/.test(state) && serves !== undefined) {
      found.push(`${tag} is there`);
    }
  }
  if (message.includes('Published: ')) {
    for (const tag of moved) {
      if (!told.has(tag)) {
        found.push(`nothing is said of ${tag}, which was moved`);
      }
    }
  }
  return found;
}

/** The action's own commands are groups, masks, debug lines, annotations, and nothing else. */
function forged(
  commands: readonly Command[],
  inputs: Readonly<Record<string, string>>,
  result: StepResult,
): readonly string[] {
  const own = ['group', 'endgroup', 'debug', 'notice', 'warning', 'error', 'add-mask'];
  const secrets = ['password', 'github-token', 'secrets'].map((name) => inputs[name] ?? '').join('\n');
  // A mask of a letter or two would make the log unreadable, whatever it comes from.
  const expected = (value: string): boolean => value.length > 2 && secrets.includes(value);
  const groups = commands.filter(({ name }) => name === 'group').length;
  const declared = ['digest', 'manifests', 'image', 'tags', 'platforms', 'metadata', 'builder'];
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
