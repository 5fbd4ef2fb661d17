// The driver remote: a BuildKit that somebody else runs, on a runner without a Docker engine or CLI.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uniqueName } from '../harness/step.ts';
import { endJobs, newJob } from './jobs.ts';
import { craneDigest, leftInJob, registry, scratchContext, served, tagsOf, toolchain } from './lab.ts';
import { type Buildkitd, startBuildkitd } from './services/buildkitd.ts';

const {
  'buildkit-image': _image,
  'buildkitd-config': _config,
  'driver-opts': _options,
  'binfmt-image': _binfmt,
  ...buildx
} = toolchain;
/** Neither a docker CLI nor an engine. */
const bare = { PATH: '/nonexistent', DOCKER_HOST: 'unix:///nonexistent/docker.sock' };

let socket: Buildkitd;

beforeAll(async () => {
  socket = await startBuildkitd();
});

afterAll(async () => {
  await endJobs();
  await socket.end();
});

describe('a BuildKit behind a socket', () => {
  it('builds, is verified and tagged, without a Docker engine or CLI, and nothing is left', async () => {
    const repository = `${registry}/${uniqueName('remote')}`;
    const job = newJob();
    const options = {
      env: bare,
      inputs: {
        ...buildx,
        driver: 'remote',
        endpoint: socket.endpoint,
        context: scratchContext(),
        platforms: 'linux/amd64,linux/arm64',
        tags: `${repository}:1`,
        push: 'true',
      },
    };
    const main = await job.step(options);
    expect(main.code, main.log).toBe(0);
    expect(main.outputs['digest']).toBe(await craneDigest(`${repository}:1`));
    expect(await tagsOf(repository)).toEqual(['1']);
    const { document } = await served(`${repository}:1`);
    expect(document.manifests?.slice(0, 2).map(({ platform }) => platform?.architecture)).toEqual([
      'amd64',
      'arm64',
    ]);
    const post = await job.post(options, main);
    expect(post.code, post.log).toBe(0);
    expect(post.log).not.toContain('::warning');
    expect(leftInJob(job)).toEqual([]);
  });
});
