// A builder whose nodes are containers on two engines.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { deriveWorkflow } from '../../lab/derive.ts';
import { uniqueName } from '../harness/step.ts';
import { endJobs, newJob } from './jobs.ts';
import {
  builderStartedIn,
  craneDigest,
  errorOf,
  lab,
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
import { startSshServer } from './services/ssh-server.ts';

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

describe('examples/nodes', () => {
  /** What the example has for its build step, with the machines of this lab. */
  const example = (arm: string): Readonly<Record<string, string>> => {
    const file = join(import.meta.dirname, '..', '..', 'examples', 'nodes', 'workflow.yml');
    const workflow = parse(deriveWorkflow(file, lab)) as {
      readonly jobs: Readonly<
        Record<string, { readonly steps: readonly { readonly id?: string; readonly with?: object }[] }>
      >;
    };
    const given = Object.values(workflow.jobs)
      .flatMap(({ steps }) => steps)
      .find(({ id }) => id === 'image')?.with;
    const inputs = Object.fromEntries(
      Object.entries(given ?? {}).map(([name, value]) => [name, String(value)]),
    );
    const nodes = (inputs['nodes'] ?? '')
      .replace('unix:///var/run/docker.sock', setting('DOCKER_HOST'))
      .replace('ssh://builder@arm.example.com', arm);
    return { ...inputs, nodes, 'buildkitd-flags': '--debug' };
  };
  const workspace = join(import.meta.dirname, '..', '..');

  it('builds amd64 on one engine and arm64 on another, which is reached by SSH', async () => {
    const ssh = await startSshServer();
    try {
      const arm = `ssh://${ssh.address}${second.host.replace('unix://', '')}`;
      const repository = `${registry}/${uniqueName('nodes')}`;
      const job = newJob();
      const options = {
        workspace,
        env: { PATH: `${ssh.bin}:${process.env['PATH']}` },
        inputs: { ...example(arm), tags: `${repository}:1.0` },
      };
      const main = await job.step(options);
      expect(main.code, main.log).toBe(0);
      const name = builderStartedIn(main.log);
      const logs = [
        await output('sh', '-c', `docker logs buildx_buildkit_${name}0 2>&1`),
        (await second.docker('logs', `buildx_buildkit_${name}1`)).stderr,
      ];
      const compiled = logs.map((log) => /span="\[build \d\/\d\] RUN gcc/.test(log));
      expect(compiled).toEqual([true, true]);
      expect(main.log).toMatch(/^\[amd\] #\d+ \[build/m);
      expect(main.log).toMatch(/^\[arm\] #\d+ \[build/m);
      expect(await tagsOf(repository)).toEqual(['1.0']);
      expect(main.outputs['digest']).toBe(await craneDigest(`${repository}:1.0`));
      const manifests = JSON.parse(main.outputs['manifests'] ?? '[]') as readonly {
        readonly platform: string;
        readonly digest: string;
      }[];
      expect(manifests.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64']);
      for (const { platform, digest } of manifests) {
        expect(await output('crane', 'digest', '--platform', platform, `${repository}:1.0`)).toBe(digest);
      }
      const post = await job.post(options, main);
      expect(post.log).not.toContain('::warning');
      expect(await onEngine(name)).toEqual([]);
      expect(await onSecond(name)).toEqual([]);

      const stranger = { ...options, env: { PATH: `${ssh.strangerBin}:${process.env['PATH']}` } };
      const refused = await job.step(stranger);
      expect(refused.code).toBe(1);
      expect(errorOf(refused.log)).toContain('title=daemon-unreachable');
      expect(errorOf(refused.log)).toContain(`The node 'arm' at ${arm}`);
      expect(errorOf(refused.log)).toContain('Host key verification failed');
      await job.post(stranger, refused);
      expect(leftInJob(job)).toEqual([]);
    } finally {
      await ssh.end();
    }
  });
});

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
