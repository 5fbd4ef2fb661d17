import { describe, expect, it } from 'vitest';
import { guardTags, runIn } from '../../../src/publish/guard.ts';
import type { PublishInputs, TagGuard } from '../../../src/publish/publish.ts';
import { type Answer, environmentOf, readySession, scriptedProcesses } from '../fakes.ts';

const amd64 = { os: 'linux', architecture: 'amd64' };
const arm64 = { os: 'linux', architecture: 'arm64' };
const tag = { registry: 'r.test', repository: 'r.test/app', tag: '1' };
const inputs: PublishInputs = {
  tags: [tag],
  push: true,
  load: false,
  outputs: [],
  publish: 'staged',
  tagGuard: 'platforms',
};
const run = (id: number) => ({
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'acme/app',
  GITHUB_RUN_ID: String(id),
});

const indexOf = (...platforms: readonly object[]): string =>
  JSON.stringify({
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: platforms.map((platform, n) => ({
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest: `sha256:${String(n).repeat(64)}`,
      size: 1,
      platform,
    })),
  });
const provenanceOf = (id: number): string =>
  JSON.stringify({ SLSA: { builder: { id: `https://github.com/acme/app/actions/runs/${id}/attempts/2` } } });

/** The tag points at `there`, built by run `by`; this is run 7, with an image for arm64. */
async function guarding(
  there: Answer,
  { by, own = 7, ...changes }: Partial<PublishInputs> & { by?: number; own?: number },
) {
  const processes = scriptedProcesses((command) =>
    command.includes('--raw') ? there : { stdout: by === undefined ? 'null' : provenanceOf(by) },
  );
  const session = readySession([arm64], {
    processes,
    environment: environmentOf({ variables: own === 0 ? {} : run(own) }),
  });
  const error: unknown = await guardTags({ ...inputs, ...changes }, session).catch(
    (thrown: unknown) => thrown,
  );
  return { error, lines: session.log.lines, reads: processes.calls.length };
}

const both: Answer = { stdout: indexOf(amd64, arm64) };
const same: Answer = { stdout: indexOf(arm64) };
const guarded = (text: RegExp) => ({
  code: 'tag-guarded',
  message: expect.stringMatching(text),
  hint: expect.any(String),
});

describe('a tag whose image has platforms that this one lacks', () => {
  it('is warned of, and moves', async () => {
    const { error, lines } = await guarding(both, { by: 3 });
    expect(error).toBeUndefined();
    expect(lines).toEqual([expect.stringMatching(/^warning: r\.test\/app:1 points at .* linux\/amd64 too/)]);
  });

  it('does not move if this same run pushed it', async () => {
    const { error } = await guarding(both, { by: 7 });
    expect(error).toMatchObject(guarded(/r\.test\/app:1 holds linux\/amd64, pushed by this same run/));
  });

  it.each([
    ['without provenance', {}],
    ['outside of GitHub', { by: 7, own: 0 }],
  ])('is warned of %s', async (_, changes) => {
    const { error, lines } = await guarding(both, changes);
    expect([error, lines.length]).toEqual([undefined, 1]);
  });
});

describe('a tag of a newer run', () => {
  it('does not move where that is asked for', async () => {
    const { error } = await guarding(same, { by: 8, tagGuard: 'newest' });
    expect(error).toMatchObject(guarded(/pushed by a newer run \(8\) than this one \(7\)/));
  });

  it.each<[name: string, by: number, tagGuard: TagGuard, reads: number]>([
    ['where it is not', 8, 'platforms', 1],
    ['of an older run', 6, 'newest', 2],
    ['of the same run', 7, 'newest', 2],
  ])('moves %s', async (_, by, tagGuard, reads) => {
    expect(await guarding(same, { by, tagGuard })).toEqual({ error: undefined, lines: [], reads });
  });
});

it.each<[name: string, there: Answer, changes: Partial<PublishInputs>, reads: number]>([
  ['there is none yet', { code: 1, stderr: 'ERROR: r.test/app:1: not found' }, {}, 1],
  ['it names something else than an image', { stdout: '{"mediaType":"application/vnd.cncf.helm"}' }, {}, 1],
  ['it has the same platforms', same, {}, 1],
  ['nobody is to look', both, { tagGuard: 'none' }, 0],
  ['nothing is pushed', both, { push: false }, 0],
  ['it has moved already', both, { publish: 'direct' }, 0],
])('says nothing where %s', async (_, there, changes, reads) => {
  expect(await guarding(there, { by: 7, ...changes })).toEqual({ error: undefined, lines: [], reads });
});

it('fails where the registry does not let it look', async () => {
  const { error } = await guarding({ code: 1, stderr: 'ERROR: failed to authorize: denied' }, {});
  expect(error).toMatchObject({ code: 'registry-denied' });
});

describe('runIn', () => {
  it.each<[provenance: string, id: number | null]>([
    [provenanceOf(12), 12],
    ['{"id":"https://github.com/acme/app2/actions/runs/12/attempts/1"}', null],
    ['{"id":"https://github.com/acme/app/actions/runs/"}', null],
    ['{"text":"see https://github.com/acme/app/actions/runs/12"}', null],
    ['null', null],
  ])('%s', (provenance, id) => {
    expect(runIn(provenance, 'https://github.com/acme/app')).toBe(id);
  });
});
