// `cache: registry`: what one job exports, the next one finds, and jobs of other platforms leave it alone.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endJobs, newJob } from './jobs.ts';
import { makeContext, openWorkbench, output, registry, toolchain, type Workbench } from './lab.ts';

let bench: Workbench;

beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(async () => {
  await endJobs();
  await bench?.end();
});

const dockerfile = 'FROM scratch AS made\nCOPY file /file\nFROM scratch\nCOPY --from=made /file /copy\n';

describe('cache: registry', () => {
  const repository = `${registry}/cache/${randomUUID()}`;
  const workspace = makeContext({ Dockerfile: dockerfile, file: randomUUID() });
  const inputs = { tags: `${repository}:1`, push: 'true', cache: 'registry' };
  const env = { GITHUB_REF: 'refs/heads/main' };

  it('keeps a cache for each platform beside the image, which no job of another platform replaces', async () => {
    for (const platforms of ['linux/amd64', 'linux/arm64']) {
      const result = await bench.step({ ...inputs, platforms, 'tag-guard': 'none' }, { workspace, env });
      expect(result.code, result.log).toBe(0);
      expect(result.log).not.toContain('could not be exported');
    }
    expect((await output('crane', 'ls', repository)).trim().split('\n').toSorted()).toEqual([
      '1',
      'buildcache-main-linux-amd64',
      'buildcache-main-linux-arm64',
    ]);
  });

  it.each(['linux/amd64', 'linux/arm64'])(
    'builds %s out of it on a builder that has none',
    async (platforms) => {
      const job = newJob();
      const options = { inputs: { ...toolchain, ...inputs, platforms, 'tag-guard': 'none' }, workspace, env };
      const fresh = await job.step(options);
      await job.post(options, fresh);
      expect(fresh.code, fresh.log).toBe(0);
      const copies = /^#(\d+) \[.*\] COPY --from=made \/file \/copy$/m.exec(fresh.log)?.[1];
      expect(fresh.log).toMatch(new RegExp(`^#${copies} CACHED$`, 'm'));
    },
  );

  it('says that it could not be exported, and publishes the image all the same', async () => {
    const away = 'type=registry,ref=127.0.0.1:9/away:cache,ignore-error=true';
    const result = await bench.step(
      { tags: `${repository}:2`, push: 'true', platforms: 'linux/amd64', 'cache-to': away },
      { workspace, env },
    );
    expect(result.code, result.log).toBe(0);
    expect(result.log).toContain('::warning::The cache could not be exported');
  });
});
