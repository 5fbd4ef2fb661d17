// What a failed step says of the tags, sentence by sentence, against what the registry holds. The sentences are those
// of the action (src/report/failure.ts, src/publish/tags.ts): where they change, these change.
import type { StepFacts } from './judge.ts';
import { pushedDigests, wasReadBack } from './record.ts';
import { heldUnder } from './registry.ts';

interface Claims {
  /** `Published: nothing.` */
  readonly nothing: boolean;
  /** `Published: DIGEST as TAG, TAG.` */
  readonly tagged: { readonly digest: string; readonly tags: readonly string[] };
  /** `Published: DIGEST in REPOSITORY, without a tag.` */
  readonly untagged: { readonly digest: string; readonly repositories: readonly string[] };
  /** `Whether it has these tags is not known: TAG, TAG.` */
  readonly unknown: readonly string[];
  /** `TAG: moved`, `TAG: not there`, `TAG: not moved, it points at DIGEST`, … */
  readonly states: readonly { readonly tag: string; readonly state: string }[];
}

function claimsIn(message: string): Claims {
  const list = (text: string): readonly string[] => text.split(', ').filter(Boolean);
  const [, digest = '', tags = ''] = /^Published: (sha256:\w+) as (.*)\.$/m.exec(message) ?? [];
  const [, alone = '', repositories = ''] =
    /^Published: (sha256:\w+) in (.*), without a tag\.$/m.exec(message) ?? [];
  const [, unknown = ''] = /^Whether it has these tags is not known: (.*)\.$/m.exec(message) ?? [];
  return {
    nothing: /^Published: nothing\.$/m.test(message),
    tagged: { digest, tags: list(tags) },
    untagged: { digest: alone, repositories: list(repositories) },
    unknown: list(unknown),
    states: [...message.matchAll(/^(\S+:\S+): (.+)$/gm)].map(([, tag = '', state = '']) => ({ tag, state })),
  };
}

/** In words, each sentence that is not true, and each tag that was moved and is not told of. */
export async function untrueClaims(
  facts: StepFacts,
  message: string,
  moved: readonly string[],
): Promise<readonly string[]> {
  if (message === '') {
    return [];
  }
  const { asked, after } = facts;
  const claims = claimsIn(message);
  const states = claims.states.filter(({ tag }) => asked.some(({ reference }) => reference === tag));
  const told = new Set([...claims.tagged.tags, ...claims.unknown, ...states.map(({ tag }) => tag)]);
  return [
    ...claims.tagged.tags
      .filter((tag) => after.get(tag) !== claims.tagged.digest)
      .map((tag) => `it is said to have published ${tag}`),
    ...(await untrueRepositories(claims.untagged, facts)),
    ...states.flatMap(({ tag, state }) => untrueState(tag, state, after.get(tag), moved.includes(tag))),
    ...moved.filter((tag) => !told.has(tag)).map((tag) => `nothing is said of ${tag}, which was moved`),
    ...(claims.nothing ? knownDigests(facts) : []).map(
      (digest) => `nothing is said to be published, and the step had read ${digest} back`,
    ),
  ];
}

async function untrueRepositories(
  { digest, repositories }: Claims['untagged'],
  { asked }: StepFacts,
): Promise<readonly string[]> {
  const found = repositories.map(async (place) => {
    const at = asked.find(({ reference }) => reference.startsWith(`${place}:`));
    const held = at === undefined ? null : await heldUnder(at.registry, at.repository, digest);
    return held === null ? [`${place} does not hold ${digest}`] : [];
  });
  return (await Promise.all(found)).flat();
}

function untrueState(
  tag: string,
  state: string,
  serves: string | undefined,
  moved: boolean,
): readonly string[] {
  const digest = /sha256:\w+/.exec(state)?.[0];
  const right = state === 'moved' ? moved : digest === undefined || digest === serves;
  return [
    ...(right ? [] : [`${tag} is said to be '${state}', and serves ${serves ?? 'nothing'}`]),
    ...(/^(not there|nothing)$/.test(state) && serves !== undefined ? [`${tag} is there`] : []),
  ];
}

/** What was pushed, and read by the step itself afterwards: of this it knew. */
function knownDigests({ asked, record }: StepFacts): readonly string[] {
  const repositories = asked.map(({ repository }) => repository);
  return pushedDigests(repositories, record).filter((digest) => wasReadBack(digest, record));
}
