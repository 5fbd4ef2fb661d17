// The outputs of a step against what the registry serves.
import type { StepFacts } from './judge.ts';
import type { Held } from './registry.ts';

/** In words, each output that is not true. `held` is what the registry holds, by digest. */
export function untrueOutputs(
  facts: StepFacts,
  held: ReadonlyMap<string, Held | null>,
  wanted: readonly string[],
): readonly string[] {
  return [...untrueTags(facts), ...untrueImage(facts, held, wanted)];
}

function untrueTags({ result, asked, after }: StepFacts): readonly string[] {
  const { digest, tags = '', names, 'tag-names': tagNames = '' } = result.outputs;
  const listed = tags.split('\n').filter(Boolean);
  const inOrder = asked.map(({ reference }) => reference).filter((tag) => listed.includes(tag));
  return [
    ...listed
      .filter((tag) => after.get(tag) === undefined || after.get(tag) !== digest)
      .map((tag) => `tags: ${tag} serves ${after.get(tag) ?? 'nothing'}`),
    ...(names === undefined || names === asked.map(({ reference }) => reference).join('\n')
      ? []
      : [`names: ${names}`]),
    ...(listed.join() === inOrder.join() ? [] : [`tags: ${listed.join()} in place of ${inOrder.join()}`]),
    ...(tagNames === distinct(listed.map((tag) => tag.slice(tag.lastIndexOf(':') + 1)))
      ? []
      : [`tag-names: ${tagNames}`]),
  ];
}

function distinct(lines: readonly string[]): string {
  return [...new Set(lines)].join('\n');
}

function repositoryOf(reference: string): string {
  return reference.slice(0, reference.lastIndexOf(':'));
}

/** What may be known of a build that was not published. */
const aboutTheBuild = ['metadata', 'builder'];

function untrueImage(
  { result, asked }: StepFacts,
  held: ReadonlyMap<string, Held | null>,
  wanted: readonly string[],
): readonly string[] {
  const { digest, manifests, descriptors, image, references, platforms, tags = '' } = result.outputs;
  if (digest === undefined) {
    const told = Object.keys(result.outputs).filter((name) => !aboutTheBuild.includes(name));
    return told.length === 0 ? [] : [`${told.join(', ')} without a digest`];
  }
  const [first] = asked;
  if (first === undefined) {
    return [];
  }
  const truth = held.get(digest) ?? null;
  if (truth === null) {
    return [`digest: no tag serves ${digest}`];
  }
  const repository = repositoryOf(first.reference);
  const expected = wanted.map((platform) => {
    const found = truth.images.find(({ child }) => child.platform === platform);
    return found && { ...found.child, reference: `${repository}@${found.child.digest}` };
  });
  const nameless = expected.map((child) => child && { ...child, reference: undefined });
  const tagged = distinct(
    [repository, ...tags.split('\n').filter(Boolean).map(repositoryOf)].map((name) => `${name}@${digest}`),
  );
  return [
    ...(image === `${repository}@${digest}` ? [] : [`image: ${image}`]),
    ...(platforms === wanted.join(',') ? [] : [`platforms: ${platforms}`]),
    ...(references === tagged ? [] : [`references: ${references}`]),
    ...(sorted(JSON.parse(manifests ?? 'null')) === sorted(expected) ? [] : [`manifests: ${manifests}`]),
    ...(sorted(JSON.parse(descriptors ?? 'null')) === sorted(nameless)
      ? []
      : [`descriptors: ${descriptors}`]),
  ];
}

/** As JSON with the names of each object in order. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort())
      : part,
  );
}
