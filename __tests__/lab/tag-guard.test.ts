// A tag that should not leave the image it has, against a real registry and with the provenance of real builds.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { uniqueName } from '../harness/step.ts';
import { craneDigest, errorOf, openWorkbench, registry, scratchContext, type Workbench } from './lab.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench.end());

const newTag = (): string => `${registry}/guard/${uniqueName('g')}:1`;
const inRun = (id: number) => ({
  env: { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/app', GITHUB_RUN_ID: String(id) },
});
const push = (tag: string, platforms: string, id: number, inputs: Record<string, string> = {}) =>
  bench.step(
    { context: scratchContext(), tags: tag, push: 'true', platforms, provenance: 'mode=min', ...inputs },
    inRun(id),
  );

it('two legs of a matrix with one tag: the second one fails, and the tag keeps the first', async () => {
  const tag = newTag();
  const first = await push(tag, 'linux/amd64', 100);
  expect(first.code, first.log).toBe(0);
  const second = await push(tag, 'linux/arm64', 100);
  expect(second.code).toBe(1);
  expect(errorOf(second.log)).toContain('title=tag-guarded');
  expect(errorOf(second.log)).toContain(`${tag} holds linux/amd64, pushed by this same run`);
  expect(errorOf(second.log)).toContain('without a tag');
  expect(second.outputs).toEqual({});
  expect(await craneDigest(tag)).toBe(first.outputs['digest']);
});

it('a later run with fewer platforms is warned, and moves the tag', async () => {
  const tag = newTag();
  await push(tag, 'linux/amd64,linux/arm64', 100);
  const later = await push(tag, 'linux/arm64', 101);
  expect(later.code, later.log).toBe(0);
  expect(later.log).toMatch(/::warning title=Platforms lost::.*linux\/amd64/);
  expect(await craneDigest(tag)).toBe(later.outputs['digest']);
});

it('an older run that ends last moves the tag back only where nobody minds', async () => {
  const tag = newTag();
  const newer = await push(tag, 'linux/amd64', 201);
  const refused = await push(tag, 'linux/amd64', 200, { 'tag-guard': 'newest' });
  expect(refused.code).toBe(1);
  expect(errorOf(refused.log)).toContain('was pushed by a newer run (201) than this one (200)');
  expect(await craneDigest(tag)).toBe(newer.outputs['digest']);
  const moved = await push(tag, 'linux/amd64', 200);
  expect(moved.code, moved.log).toBe(0);
  expect(await craneDigest(tag)).toBe(moved.outputs['digest']);
});
