// A builder whose nodes are containers on two engines.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uniqueName } from '../harness/step.ts';
import { endJobs, newJob } from './jobs.ts';
import {
  builderStartedIn,
  craneDigest,
  errorOf,
  leftInJob,
  makeContext,
  onEngine,
  output,
  registry,
  setting,
  tagsOf,
  toolchain,
} from './lab.ts';
import { type SecondEngine, startSecondEngine } from './services/second-engine.ts';

let second: SecondEngine;

beforeAll(async () => {
  second = await startSecondEngine();
}, 60_000);

afterAll(async () => {
  await endJobs();
  await second.end();
});

const context = (run = 'true'): string =>
  makeContext({
    Dockerfile: `FROM busybox\nARG TARGETARCH\nCOPY unique /unique\nRUN echo built-for-$TARGETARCH > /file && ${run}\n`,
    unique: `${process.pid} ${performance.now()}`,
  });

const inputsFor = (repository: string, changes: Readonly<Record<string, string>> = {}) => ({
  ...toolchain,
  nodes: [
    `- name: amd\n  endpoint: ${setting('DOCKER_HOST')}\n  platforms: linux/amd64\n`,
    `- name: arm\n  endpoint: ${second.host}\n  platforms: linux/arm64\n`,
  ].join(''),
  'buildkitd-flags': '--debug',
  context: context(),
  platforms: 'linux/amd64,linux/arm64',
  tags: `${repository}:1`,
  push: 'true',
  ...changes,
});

/** Containers and volumes of a builder on the second engine. */
const onSecond = async (name: string): Promise<readonly string[]> => {
  const [containers, volumes] = await Promise.all([
    second.docker('ps', '--all', '--format', '{{.Names}}'),
    second.docker('volume', 'ls', '--format', '{{.Name}}'),
  ]);
  return `${containers.stdout}\n${volumes.stdout}`.split('\n').filter((line) => line.includes(name));
};

const ranIn = (log: string): readonly string[] => [
  ...new Set([...log.matchAll(/span="[^"]*RUN echo built-for-(\w+)/g)].map(([, name = '']) => name)),
];

describe('containers on two engines', () => {
  it('build a platform each for all steps of a job, and are gone with it', async () => {
    const repository = `${registry}/${uniqueName('engines')}`;
    const job = newJob();
    const options = { inputs: inputsFor(repository) };
    const first = await job.step(options);
    expect(first.code, first.log).toBe(0);
    const name = builderStartedIn(first.log);
    const logs = [
      await output('sh', '-c', `docker logs buildx_buildkit_${name}0 2>&1`),
      (await second.docker('logs', `buildx_buildkit_${name}1`)).stderr,
    ];
    expect(logs.map(ranIn)).toEqual([['amd64'], ['arm64']]);
    expect(first.outputs['digest']).toBe(await craneDigest(`${repository}:1`));
    expect(await tagsOf(repository)).toEqual(['1']);

    const broken = { inputs: { ...options.inputs, context: context('false') } };
    const failed = await job.step(broken);
    expect(failed.code).toBe(1);
    expect(failed.log).toContain(`Using the builder ${name} of an earlier step.`);
    // A step that fails removes the builder; the next one makes another.
    expect(await onEngine(name)).toEqual([]);
    expect(await onSecond(name)).toEqual([]);
    const third = await job.step(options);
    expect(third.code, third.log).toBe(0);
    const again = builderStartedIn(third.log);
    for (const [given, main] of [
      [options, third],
      [broken, failed],
      [options, first],
    ] as const) {
      const post = await job.post(given, main);
      expect(post.code, post.log).toBe(0);
      expect(post.log).not.toContain('::warning');
    }
    expect(await onEngine(again)).toEqual([]);
    expect(await onSecond(again)).toEqual([]);
    expect(leftInJob(job)).toEqual([]);
  });

  it('are removed one by one where an engine is away, and what is left is found again', async () => {
    const repository = `${registry}/${uniqueName('engines-away')}`;
    const job = newJob();
    const options = { inputs: inputsFor(repository) };
    const main = await job.step(options);
    expect(main.code, main.log).toBe(0);
    const name = builderStartedIn(main.log);
    await second.stop();
    const post = await job.post(options, main);
    expect(post.code, post.log).toBe(0);
    expect(post.log).toMatch(new RegExp(`::warning.*${name} could not be removed from its node ${name}1`));
    expect(await onEngine(name)).toEqual([]);
    const entry = join(job.folder, 'home', '.docker', 'buildx', 'instances', name);
    expect(JSON.parse(readFileSync(entry, 'utf8'))).toMatchObject({ Nodes: [{ Name: `${name}1` }] });
    await second.start();
    await second.docker('rm', '--force', '--volumes', `buildx_buildkit_${name}1`);
    await second.docker('volume', 'rm', `buildx_buildkit_${name}1_state`);
  });

  it('one whose engine is away is named before the build', async () => {
    const repository = `${registry}/${uniqueName('engines-gone')}`;
    const job = newJob();
    const options = { inputs: inputsFor(repository) };
    await second.stop();
    const main = await job.step(options);
    await second.start();
    expect(main.code).toBe(1);
    expect(errorOf(main.log)).toContain('title=daemon-unreachable');
    expect(errorOf(main.log)).toContain(`The node 'arm' at ${second.host}: Making the builder failed:`);
    expect(await tagsOf(repository)).toEqual([]);
    await job.post(options, main);
    expect(await onEngine(/multiarch-build-\w+-\w+/.exec(main.log)?.[0] ?? 'none')).toEqual([]);
  });

  it('one that is killed while it builds is named, with how it ended', async () => {
    const repository = `${registry}/${uniqueName('engines-killed')}`;
    const job = newJob();
    let name = '';
    let killed: Promise<unknown> | undefined;
    const options = {
      inputs: inputsFor(repository, {
        context: context('if [ "$TARGETARCH" = arm64 ]; then echo half-way && sleep 300; fi'),
      }),
      onLine: (line: string) => {
        name = /Starting the builder (\S+)/.exec(line)?.[1] ?? name;
        if (/half-way$/.test(line) && !line.includes('RUN')) {
          killed ??= second.docker('kill', `buildx_buildkit_${name}1`);
        }
      },
    };
    const main = await job.step(options);
    await killed;
    expect(main.code).toBe(1);
    expect(errorOf(main.log)).toContain('title=builder-died');
    expect(errorOf(main.log)).toContain("On the node 'arm':");
    expect(errorOf(main.log)).toContain('ended with exit code 137');
    expect(await tagsOf(repository)).toEqual([]);
    await job.post(options, main);
    expect(await onEngine(name)).toEqual([]);
    expect(await onSecond(name)).toEqual([]);
    expect(leftInJob(job)).toEqual([]);
  });
});
