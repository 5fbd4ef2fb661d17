// Several nodes in one builder: each platform on the machine that has it, and nothing of buildx's own merge.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildkitDir } from '../../lab/gomodules.ts';
import { type Job, uniqueName } from '../harness/step.ts';
import { endJobs, newJob } from './jobs.ts';
import {
  command,
  craneDigest,
  errorOf,
  leftInJob,
  makeContext,
  output,
  registry,
  served,
  tagsOf,
  toolchain,
} from './lab.ts';
import { type Buildkitd, freePort, startBuildkitd } from './services/buildkitd.ts';

const {
  'buildkit-image': _image,
  'buildkitd-config': _config,
  'driver-opts': _options,
  'binfmt-image': _binfmt,
  ...buildx
} = toolchain;
/** Neither a docker CLI nor an engine. */
const bare = { PATH: '/nonexistent', DOCKER_HOST: 'unix:///nonexistent/docker.sock' };

let amd: Buildkitd;
let arm: Buildkitd;

beforeAll(async () => {
  [amd, arm] = await Promise.all([startBuildkitd(), startBuildkitd({ architecture: 'arm64' })]);
});

afterAll(async () => {
  await endJobs();
  await Promise.all([amd.end(), arm.end()]);
});

/** A file that a program of the platform writes, in another image each time. */
const context = (run = 'true'): string =>
  makeContext({
    Dockerfile: `FROM busybox\nARG TARGETARCH\nCOPY unique /unique\nRUN echo built-for-$TARGETARCH > /file && ${run}\n`,
    unique: `${process.pid} ${performance.now()}`,
  });

const listed = (...endpoints: readonly (readonly [name: string, endpoint: string])[]): string =>
  endpoints.map(([name, endpoint]) => `- name: ${name}\n  endpoint: ${endpoint}\n`).join('');
const both = (): string => listed(['amd', amd.endpoint], ['arm', arm.endpoint]);

const inputsFor = (repository: string, changes: Readonly<Record<string, string>> = {}) => ({
  ...buildx,
  driver: 'remote',
  nodes: both(),
  context: context(),
  platforms: 'linux/amd64,linux/arm64',
  tags: `${repository}:1`,
  push: 'true',
  ...changes,
});

/** The platforms for which a daemon ran the instruction, by its own log, from some point of it on. */
const ranOn = ({ log }: Buildkitd, since = 0): readonly string[] =>
  [
    ...log()
      .slice(since)
      .matchAll(/span="\[[^\]]*3\/3\] RUN echo built-for-(\w+)/g),
  ].map(([, name = '']) => name);

async function nothingIsLeft(
  job: Job,
  options: Parameters<Job['post']>[0],
  main: Awaited<ReturnType<Job['step']>>,
) {
  const post = await job.post(options, main);
  expect(post.code, post.log).toBe(0);
  expect(post.log).not.toContain('::warning');
  expect(leftInJob(job)).toEqual([]);
}

describe('two nodes that run already', () => {
  it('build a platform each, natively, and the parts are one image without another tag', async () => {
    const repository = `${registry}/${uniqueName('nodes')}`;
    const job = newJob();
    const since = [amd.log().length, arm.log().length];
    const options = {
      env: bare,
      inputs: inputsFor(repository, {
        platforms: 'linux/arm64,linux/amd64,linux/amd64/v2',
        annotations: 'index:org.example.index=yes\norg.example.manifest=yes',
        'smoke-test': 'cat /file',
      }),
    };
    const main = await job.step(options);
    expect(main.code, main.log).toBe(0);
    expect(new Set(ranOn(amd, since[0]))).toEqual(new Set(['amd64']));
    expect(new Set(ranOn(arm, since[1]))).toEqual(new Set(['arm64']));
    expect(await tagsOf(repository)).toEqual(['1']);
    expect(main.outputs['digest']).toBe(await craneDigest(`${repository}:1`));
    const { document } = await served(`${repository}:1`);
    expect(document).toMatchObject({ annotations: { 'org.example.index': 'yes' } });
    const manifests = JSON.parse(main.outputs['manifests'] ?? '[]') as readonly {
      readonly platform: string;
      readonly digest: string;
      readonly attestation: string | null;
    }[];
    expect(manifests.map(({ platform }) => platform)).toEqual([
      'linux/arm64',
      'linux/amd64',
      'linux/amd64/v2',
    ]);
    for (const { platform, digest, attestation } of manifests) {
      expect(await output('crane', 'digest', '--platform', platform, `${repository}:1`)).toBe(digest);
      expect(attestation).toMatch(/^sha256:/);
      const manifest = await served(`${repository}@${digest}`);
      expect(manifest.document).toMatchObject({ annotations: { 'org.example.manifest': 'yes' } });
    }
    expect(JSON.parse(main.outputs['metadata'] ?? '{}')).toMatchObject({
      'containerimage.digest': main.outputs['digest'],
      nodes: { amd: {}, arm: {} },
    });
    await nothingIsLeft(job, options, main);
  });

  it('make an image that is not pushed', async () => {
    const job = newJob();
    const archive = join(job.workspace, 'image.tar');
    const { tags: _tags, push: _push, ...local } = inputsFor('unused');
    // tar is what writes it.
    const env = { DOCKER_HOST: bare.DOCKER_HOST };
    const options = { env, inputs: { ...local, outputs: `type=oci,dest=${archive}` } };
    const main = await job.step(options);
    expect(main.code, main.log).toBe(0);
    const index = JSON.parse(await output('tar', '-xOf', archive, 'index.json')) as {
      readonly manifests: readonly { readonly digest: string }[];
    };
    expect(index.manifests.map(({ digest }) => digest)).toEqual([main.outputs['digest']]);
    await nothingIsLeft(job, options, main);
  });

  it('export a cache each, and both are used', async () => {
    const repository = `${registry}/${uniqueName('nodes-cache')}`;
    const job = newJob();
    const cache = `type=registry,ref=${repository}:cache`;
    const inputs = inputsFor(repository, { 'cache-to': `${cache},mode=max`, 'cache-from': cache });
    const first = await job.step({ env: bare, inputs });
    expect(first.code, first.log).toBe(0);
    expect((await tagsOf(repository)).toSorted()).toEqual(['1', 'cache-linux-amd64', 'cache-linux-arm64']);
    await Promise.all(
      [amd, arm].map(({ endpoint }) =>
        output(join(buildkitDir, 'buildctl'), '--addr', endpoint, 'prune', '--all'),
      ),
    );
    const second = await job.step({ env: bare, inputs });
    expect(second.code, second.log).toBe(0);
    expect(second.log).toMatch(/^\[amd\] #\d+ CACHED/m);
    expect(second.log).toMatch(/^\[arm\] #\d+ CACHED/m);
    await job.post({ inputs }, second);
  });

  it('are used as an existing builder has them, which stays as it is', async () => {
    const repository = `${registry}/${uniqueName('nodes-mine')}`;
    const job = newJob();
    const home = join(job.folder, 'home');
    const create = (...args: readonly string[]) =>
      command('buildx', ['create', '--name', 'mine', '--driver', 'remote', ...args], {
        env: { HOME: home, DOCKER_CONFIG: join(home, '.docker') },
      });
    // Pinned the wrong way round, and not completely: 386 would send all to the first node.
    await create('--node', 'first', '--platform', 'linux/arm64', amd.endpoint);
    await create('--append', '--node', 'second', arm.endpoint);
    const entry = join(home, '.docker', 'buildx', 'instances', 'mine');
    const before = readFileSync(entry, 'utf8');
    const since = [amd.log().length, arm.log().length];
    const { driver: _driver, nodes: _nodes, ...inputs } = inputsFor(repository);
    const options = { env: bare, inputs: { ...inputs, builder: 'mine', emulation: 'none' } };
    const main = await job.step(options);
    expect(main.code, main.log).toBe(0);
    expect(main.outputs['builder']).toBe('mine');
    expect(ranOn(amd, since[0])).toEqual(['arm64']);
    expect(ranOn(arm, since[1])).toEqual(['amd64']);
    expect(await tagsOf(repository)).toEqual(['1']);
    await job.post(options, main);
    expect(readFileSync(entry, 'utf8')).toBe(before);
  });
});

describe('a node that is not there', () => {
  it.each([
    ['nobody listens', async () => `tcp://127.0.0.1:${await freePort()}`, /nobody listens there/],
    ['no socket', async () => 'unix:///nonexistent/b.sock', /there is no such socket/],
  ])('is named before the build: %s', async (_, endpoint, why) => {
    const repository = `${registry}/${uniqueName('nodes-away')}`;
    const job = newJob();
    const away = await endpoint();
    const options = {
      env: bare,
      inputs: inputsFor(repository, { nodes: listed(['amd', amd.endpoint], ['gone', away]) }),
    };
    const main = await job.step(options);
    expect(main.code).toBe(1);
    expect(errorOf(main.log)).toContain('title=builder-failed');
    expect(errorOf(main.log)).toContain(`The node 'gone' at ${away} does not answer:`);
    expect(errorOf(main.log)).toMatch(why);
    expect(main.log).not.toContain('[amd] #');
    expect(await tagsOf(repository)).toEqual([]);
    await nothingIsLeft(job, options, main);
  });
});

describe('a node that fails while it builds', () => {
  const started = async (
    node: Buildkitd,
    repository: string,
    when: (node: Buildkitd) => void,
    changes: Readonly<Record<string, string>> = {},
  ) => {
    const job = newJob();
    let acted = false;
    const options = {
      env: bare,
      inputs: inputsFor(repository, {
        nodes: listed(['amd', amd.endpoint], ['weak', node.endpoint]),
        context: context('if [ "$TARGETARCH" = arm64 ]; then echo half-way && sleep 300; fi'),
        ...changes,
      }),
      onLine: (line: string) => {
        if (!acted && /half-way$/.test(line) && !line.includes('RUN')) {
          acted = true;
          when(node);
        }
      },
    };
    const main = await job.step(options);
    expect(acted, main.log).toBe(true);
    return { job, options, main };
  };

  it('is named when it is killed, and nothing is tagged or left', async () => {
    const weak = await startBuildkitd({ architecture: 'arm64' });
    const repository = `${registry}/${uniqueName('nodes-killed')}`;
    try {
      const { job, options, main } = await started(weak, repository, (node) => node.process.kill('SIGKILL'));
      expect(main.code).toBe(1);
      expect(errorOf(main.log)).toContain('title=builder-died');
      expect(errorOf(main.log)).toContain("On the node 'weak':");
      expect(await tagsOf(repository)).toEqual([]);
      expect(main.outputs).toEqual({});
      await nothingIsLeft(job, options, main);
    } finally {
      await weak.end();
    }
  });

  it('is named when it freezes', async () => {
    const weak = await startBuildkitd({ architecture: 'arm64' });
    const repository = `${registry}/${uniqueName('nodes-frozen')}`;
    try {
      const { job, options, main } = await started(weak, repository, (node) => node.process.kill('SIGSTOP'));
      expect(main.code).toBe(1);
      expect(errorOf(main.log)).toContain('title=builder-died');
      expect(errorOf(main.log)).toContain(`The node 'weak' at ${weak.endpoint} no longer answers`);
      expect(await tagsOf(repository)).toEqual([]);
      await nothingIsLeft(job, options, main);
    } finally {
      await weak.end();
    }
  });

  it('does not keep the step from ending at its time limit, though it is frozen', async () => {
    const weak = await startBuildkitd({ architecture: 'arm64' });
    const repository = `${registry}/${uniqueName('nodes-limit')}`;
    try {
      const limit = { timeout: 'build=12s' };
      const { main } = await started(weak, repository, (node) => node.process.kill('SIGSTOP'), limit);
      expect(errorOf(main.log)).toContain('title=timeout');
      expect(main.took).toBeLessThan(45_000);
    } finally {
      await weak.end();
    }
  });

  it('is named with the line of the Dockerfile that failed on it', async () => {
    const repository = `${registry}/${uniqueName('nodes-fail')}`;
    const job = newJob();
    const inputs = inputsFor(repository, { context: context('test "$TARGETARCH" = amd64') });
    const main = await job.step({ env: bare, inputs });
    expect(main.code).toBe(1);
    expect(errorOf(main.log)).toContain('title=build-failed');
    expect(errorOf(main.log)).toContain("On the node 'arm':");
    expect(errorOf(main.log)).toMatch(/file=.*Dockerfile,line=4/);
    expect(await tagsOf(repository)).toEqual([]);
    await job.post({ inputs }, main);
    expect(existsSync(join(job.folder, 'home', '.docker', 'buildx', 'instances'))).toBe(true);
    expect(leftInJob(job)).toEqual([]);
  });
});
