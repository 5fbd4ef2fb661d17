import { describe, expect, it } from 'vitest';
import type { Digest, ServedDigest } from '../../../src/oci/digest.ts';
import { Ledger, type Outcome, type Publication, type VerifiedImage } from '../../../src/session/ledger.ts';

const claimed = `sha256:${'a'.repeat(64)}` as Digest;
const served = `sha256:${'a'.repeat(64)}` as ServedDigest;
const [first, second] = ['a.io/x', 'b.io/x'];
const one = { registry: 'a.io', repository: first, tag: '1' };
const two = { registry: 'b.io', repository: second, tag: '1' };

const verified: VerifiedImage = {
  digest: served,
  images: [],
  binaries: ['/app: amd64'],
  downloads: [null],
  checks: ['the digest'],
};
const setUp = { buildxVersion: 'v0.37.1', driver: null, nodes: [], executions: [] };

const nothing: Outcome = {
  setUp: null,
  verified: null,
  repository: null,
  tags: [],
  names: [],
  version: '',
  metadata: null,
  shard: null,
  builder: null,
  phases: [],
  steps: [],
  legs: [],
};

type Call = (ledger: Ledger) => void;
const having = (...calls: readonly Call[]): Ledger => {
  const ledger = new Ledger();
  for (const call of calls) {
    call(ledger);
  }
  return ledger;
};
const isSetUp: Call = (ledger) => ledger.setUp(setUp);
const isBuilt: Call = (ledger) => ledger.metadata('{}');
const isStaged: Call = (ledger) => ledger.staged(claimed, [first, second]);
const moved = [one, two].map((tag) => ({ tag, serves: claimed }));
const isPushedWithTags: Call = (ledger) => ledger.pushedDirectly(moved);
const isBrokenOff: Call = (ledger) => ledger.pushedDirectly([{ tag: one, serves: 'nothing' }]);
const isVerified: Call = (ledger) => ledger.verified(verified);
const isTagged: Call = (ledger) => ledger.tagged(served, { tags: [one, two], unconfirmed: [] }, first);
const isTaggedInPart: Call = (ledger) => ledger.tagged(served, { tags: [one], unconfirmed: [two] }, first);
const isUnconfirmed: Call = (ledger) => ledger.tagged(served, { tags: [], unconfirmed: [one, two] }, first);
const isRefused: Call = (ledger) => ledger.tagged(served, { tags: [], unconfirmed: [] }, first);
const isNamed: Call = (ledger) => ledger.named([one, two], '1');
const isKept: Call = (ledger) => ledger.keptBuilder('b');

const untagged: Publication = { kind: 'untagged', digest: claimed, repositories: [first, second] };
const pushed: Publication = { kind: 'direct', tags: moved };

describe('what a step has established', () => {
  // The calls in the order in which the stages make them, up to where a step can end.
  it.each<[name: string, calls: readonly Call[], publication: Publication, facts: Partial<Outcome>]>([
    ['nothing yet', [], { kind: 'nothing' }, {}],
    ['only set up', [isSetUp], { kind: 'nothing' }, { setUp }],
    ['built, and no digest reported', [isSetUp, isBuilt], { kind: 'nothing' }, { setUp, metadata: '{}' }],
    ['staged', [isSetUp, isBuilt, isStaged], untagged, { setUp, metadata: '{}' }],
    ['verified', [isSetUp, isBuilt, isStaged, isVerified], untagged, { setUp, metadata: '{}', verified }],
    [
      'built and verified on disk alone',
      [isSetUp, isBuilt, isVerified],
      { kind: 'nothing' },
      { setUp, metadata: '{}', verified },
    ],
    [
      'tagged',
      [isSetUp, isBuilt, isStaged, isVerified, isTagged],
      { kind: 'tagged', digest: served, tags: [one, two], unconfirmed: [] },
      { setUp, metadata: '{}', verified, tags: [one, two], repository: first },
    ],
    [
      'tagged in part',
      [isSetUp, isBuilt, isStaged, isVerified, isTaggedInPart],
      { kind: 'tagged', digest: served, tags: [one], unconfirmed: [two] },
      { setUp, metadata: '{}', verified, tags: [one], repository: first },
    ],
    [
      'staged, and of no tag it is known what it points at',
      [isSetUp, isBuilt, isStaged, isVerified, isUnconfirmed],
      { kind: 'tagged', digest: served, tags: [], unconfirmed: [one, two] },
      { setUp, metadata: '{}', verified, repository: first },
    ],
    [
      'staged, and every tag refused',
      [isSetUp, isBuilt, isStaged, isVerified, isRefused],
      untagged,
      { setUp, metadata: '{}', verified, repository: first },
    ],
    [
      'pushed with its tags, which nobody has confirmed',
      [isSetUp, isBuilt, isPushedWithTags],
      pushed,
      { setUp, metadata: '{}' },
    ],
    [
      'pushed with its tags and verified, but not confirmed',
      [isSetUp, isBuilt, isPushedWithTags, isVerified, isUnconfirmed],
      { kind: 'tagged', digest: served, tags: [], unconfirmed: [one, two] },
      { setUp, metadata: '{}', verified, repository: first },
    ],
    [
      'pushed with its tags, verified and confirmed',
      [isSetUp, isBuilt, isPushedWithTags, isVerified, isTagged],
      { kind: 'tagged', digest: served, tags: [one, two], unconfirmed: [] },
      { setUp, metadata: '{}', verified, tags: [one, two], repository: first },
    ],
    [
      'pushed with its tags, all of which point elsewhere by now',
      [isSetUp, isBuilt, isPushedWithTags, isVerified, isRefused],
      pushed,
      { setUp, metadata: '{}', verified, repository: first },
    ],
    [
      'broken off while it pushed the tags',
      [isSetUp, isBrokenOff],
      { kind: 'direct', tags: [{ tag: one, serves: 'nothing' }] },
      { setUp },
    ],
    [
      'all, with a builder that stays',
      [isSetUp, isBuilt, isStaged, isVerified, isTagged, isKept],
      { kind: 'tagged', digest: served, tags: [one, two], unconfirmed: [] },
      { setUp, metadata: '{}', verified, tags: [one, two], repository: first, builder: 'b' },
    ],
  ])('%s', (_, calls, publication, facts) => {
    const ledger = having(...calls);
    const known = { ...nothing, ...facts };
    expect(ledger.publication).toEqual(publication);
    expect(ledger.facts).toEqual(known);
    expect(ledger.outcome(false)).toEqual(known);
    // A step that failed reports what it had verified and tagged, or nothing at all.
    expect(ledger.outcome(true)).toEqual(known.tags.length > 0 ? known : nothing);
  });

  it('keeps the metadata that came last', () => {
    const ledger = having(isBuilt, (each) => each.metadata('{"of":"the export"}'));
    expect(ledger.facts.metadata).toBe('{"of":"the export"}');
  });

  it('does not change what it has said before', () => {
    const ledger = having(isSetUp);
    const before = ledger.facts;
    isVerified(ledger);
    expect(before.verified).toBeNull();
  });
});

describe('the names', () => {
  it('are told of a step that did not fail, published or not', () => {
    expect(having(isNamed, isVerified).outcome(false)).toMatchObject({ names: [one, two], version: '1' });
  });

  it('are not told of one that failed, which has the tags that moved', () => {
    const failed = having(isNamed, isVerified, isTaggedInPart).outcome(true);
    expect(failed).toMatchObject({ names: [], version: '', tags: [one] });
  });
});
