import { describe, expect, it } from 'vitest';
import { type Given, type Machine, read, refusalOf } from './reading.ts';

const app = 'ghcr.io/acme/app';
const base: Given = { platforms: 'linux/arm64', tags: `${app}:1`, push: 'true' };
const server = { ACTIONS_RUNTIME_TOKEN: 't', ACTIONS_RESULTS_URL: 'https://results' };
const payload = JSON.stringify({ repository: { default_branch: 'main' } });

async function caches(
  given: Given,
  variables: Readonly<Record<string, string>> = {},
  event?: string,
): Promise<readonly [from: readonly string[], to: readonly string[]]> {
  const machine: Machine = event === undefined ? { variables } : { variables, event };
  const { inputs } = await read({ ...base, ...given }, machine);
  return [inputs.build.cacheFrom, inputs.build.cacheTo];
}

const from = (tag: string): string => `type=registry,ref=${app}:${tag}`;
const to = (tag: string): string => `${from(tag)},mode=max,ignore-error=true`;

describe('cache', () => {
  it('is none without being asked for', async () => {
    expect(await caches({})).toEqual([[], []]);
  });

  it.each<[what: string, given: Given, scope: string]>([
    ['an image for one platform', {}, `${app} linux-arm64`],
    ['several platforms', { platforms: 'linux/amd64,linux/arm/v7' }, `${app} linux-amd64_linux-arm-v7`],
    ['a target', { target: 'tools' }, `${app} tools-linux-arm64`],
    ['an image without a name', { tags: '', push: 'false' }, '. linux-arm64'],
  ])('gha has a scope for %s', async (_, given, scope) => {
    const expected = `type=gha,scope=${scope}`;
    expect(await caches({ ...given, cache: 'gha' }, server)).toEqual([
      [expected],
      [`${expected},mode=max,ignore-error=true`],
    ]);
  });

  it('gha quotes what CSV would split', async () => {
    const given = { tags: '', push: 'false', cache: 'gha', context: 'https://example.com/a,b.tar.gz' };
    const [[source]] = await caches(given, server);
    expect(source).toBe('type=gha,"scope=https://example.com/a,b.tar.gz linux-arm64"');
  });

  it('gha is warned of where the runner has no cache', async () => {
    const { warnings } = await read({ ...base, cache: 'gha' });
    expect(warnings.join('\n')).toContain(
      "'cache': 'gha' will import and export nothing: this runner does not set ACTIONS_RUNTIME_TOKEN and ACTIONS_RESULTS_URL",
    );
  });

  const own = 'buildcache-main-linux-arm64';
  it.each<[what: string, ref: string, event: string, sources: readonly string[], destination: string]>([
    ['the default branch', 'refs/heads/main', payload, [own], own],
    [
      'another branch, which reads the default one too',
      'refs/heads/next',
      payload,
      ['buildcache-next-linux-arm64', own],
      'buildcache-next-linux-arm64',
    ],
    [
      'tags',
      'refs/tags/v1.2.3',
      payload,
      ['buildcache-tags-linux-arm64', own],
      'buildcache-tags-linux-arm64',
    ],
    [
      'a pull request, which reads its base too',
      'refs/pull/7/merge',
      JSON.stringify({
        repository: { default_branch: 'main' },
        pull_request: { base: { ref: 'stable' } },
      }),
      ['buildcache-pr-7-linux-arm64', 'buildcache-stable-linux-arm64', own],
      'buildcache-pr-7-linux-arm64',
    ],
    ['no event', '', '{}', ['buildcache-local-linux-arm64'], 'buildcache-local-linux-arm64'],
  ])('registry has a tag for %s', async (_, ref, event, sources, destination) => {
    expect(await caches({ cache: 'registry' }, { GITHUB_REF: ref }, event)).toEqual([
      sources.map(from),
      [to(destination)],
    ]);
  });

  it('registry tells branches apart whose names a tag cannot hold', async () => {
    const tagFor = async (branch: string): Promise<string> => {
      const [, [text = '']] = await caches({ cache: 'registry' }, { GITHUB_REF: `refs/heads/${branch}` });
      return /:(buildcache-[\w.-]+),/.exec(text)?.[1] ?? '';
    };
    const [slash, hyphen, long] = await Promise.all([
      tagFor('feature/x'),
      tagFor('feature-x'),
      tagFor('x'.repeat(200)),
    ]);
    expect(slash).toMatch(/^buildcache-feature-x-linux-arm64-[0-9a-f]{12}$/);
    expect(hyphen).toBe('buildcache-feature-x-linux-arm64');
    expect(long).toHaveLength(128);
  });

  it('registry only reads where nothing is pushed', async () => {
    const [sources, destinations] = await caches({ cache: 'registry', push: 'false' });
    expect([sources.length, destinations]).toEqual([1, []]);
  });

  it('registry goes to the first repository', async () => {
    const tags = `docker.io/acme/app:1\n${app}:1`;
    const [[source]] = await caches({ cache: 'registry', tags });
    expect(source).toBe('type=registry,ref=docker.io/acme/app:buildcache-local-linux-arm64');
  });

  it('stands beside cache-from and cache-to', async () => {
    const given = {
      cache: 'gha',
      'cache-from': `${app}:cache`,
      'cache-to': `type=registry,ref=${app}:cache`,
    };
    expect(await caches(given, server)).toEqual([
      [`type=gha,scope=${app} linux-arm64`, `${app}:cache`],
      [`type=gha,scope=${app} linux-arm64,mode=max,ignore-error=true`, `type=registry,ref=${app}:cache`],
    ]);
  });

  it('names the architecture of the machine where no platform is asked for', async () => {
    const given = { platforms: '', load: 'true', push: 'false', cache: 'gha' };
    const [[source]] = await caches(given, { ...server, RUNNER_ARCH: 'ARM64' });
    expect(source).toBe(`type=gha,scope=${app} linux-arm64`);
  });

  it.each<[what: string, given: Given, text: string]>([
    [
      'another kind',
      { cache: 'ghaa' },
      "'cache': expected none, gha or registry, got 'ghaa'. Did you mean 'gha'?",
    ],
    [
      'registry without a name',
      { cache: 'registry', tags: '', push: 'false' },
      "'cache': 'registry' keeps the cache beside the image, but the image has no name. Set 'tags' or 'images', or use cache: gha.",
    ],
    [
      'registry in the place of a tag',
      { cache: 'registry', tags: `${app}:1\n${app}:buildcache-local-linux-arm64` },
      "'cache': 'registry' would replace the tag 'buildcache-local-linux-arm64' of 'tags' by a cache.",
    ],
  ])('refuses %s', async (_, given, text) => {
    expect(await refusalOf({ ...base, ...given })).toContain(text);
  });
});
