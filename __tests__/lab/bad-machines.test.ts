// What machines are really like: without docker, with an odd daemon, without HOME. A clear error, or a build all the
// same.
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inputVariables, type Job, uniqueName } from '../harness/step.ts';
import { builders, endJobs, newJob } from './jobs.ts';
import {
  builderStartedIn,
  craneDigest,
  errorOf,
  leftInJob,
  onEngine,
  openWorkbench,
  registry,
  scratchContext,
  setting,
  toolchain,
  type Workbench,
} from './lab.ts';

let bench: Workbench;
// For its tool cache, so that each machine has buildx already.
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(async () => {
  await endJobs();
  await bench?.end();
});

const newTag = (): string => `${registry}/machine/${uniqueName('m')}:1`;

interface Machine {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly umask?: string;
}

/** The step with an environment of which everything can be chosen. */
async function onMachine(
  job: Job,
  { env = {}, inputs = {}, umask }: Machine,
): Promise<{ code: number | null; log: string }> {
  const home = join(job.folder, 'home');
  mkdirSync(home, { recursive: true });
  const variables: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    DOCKER_HOST: setting('DOCKER_HOST'),
    HOME: home,
    RUNNER_TEMP: job.temp,
    RUNNER_TOOL_CACHE: bench.job.toolCache,
    RUNNER_ENVIRONMENT: 'self-hosted',
    GITHUB_WORKSPACE: job.workspace,
    ...inputVariables({ ...toolchain, context: scratchContext(), platforms: 'linux/amd64', ...inputs }),
    ...env,
  };
  const dist = join(import.meta.dirname, '..', '..', 'dist', 'index.js');
  const prelude = umask === undefined ? [] : ['--import', `data:text/javascript,process.umask('${umask}')`];
  const child = spawn(process.execPath, [...prelude, dist], {
    cwd: job.workspace,
    env: Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined)),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      log += chunk.toString('utf8');
    });
  }
  const code = await new Promise<number | null>((done) => child.on('close', done));
  const started = /Starting the builder (\S+)/.exec(log)?.[1];
  if (started) {
    builders.push(started);
  }
  return { code, log };
}

/** A folder with a program in it that says something and ends so. */
function fakeProgram(name: string, script: string): string {
  const bin = join(newJob().folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
  return bin;
}

/** Without a context named, a daemon of this machine is asked over its socket. */
const asksTheCli = { DOCKER_CONTEXT: 'default' };

describe('a machine that cannot', () => {
  const machines: readonly (readonly [string, () => Machine, RegExp])[] = [
    [
      'without docker',
      () => ({ env: { PATH: '/nonexistent' } }),
      /title=docker-missing::'docker' is not on this runner's PATH/,
    ],
    [
      'whose daemon is down',
      () => ({ env: { DOCKER_HOST: 'unix:///nonexistent/docker.sock' } }),
      /title=daemon-unreachable::.*\/nonexistent\/docker\.sock/,
    ],
    [
      'whose daemon is far away and does not answer',
      () => ({ env: { DOCKER_HOST: 'tcp://127.0.0.1:9' } }),
      /title=daemon-unreachable::.*127\.0\.0\.1:9/,
    ],
    [
      'with a docker context that is not there',
      () => ({ env: { DOCKER_HOST: undefined, DOCKER_CONTEXT: 'elsewhere' } }),
      /title=daemon-unreachable::.*elsewhere/,
    ],
    [
      'whose docker is Podman',
      () => ({
        env: {
          ...asksTheCli,
          PATH: `${fakeProgram('docker', 'echo \'{"Client":{"Version":"5.0"},"Server":{"Components":[{"Name":"Podman Engine"}]}}\'')}:${process.env['PATH']}`,
        },
      }),
      /title=daemon-unsupported::.*Podman/,
    ],
    [
      'whose daemon runs Windows containers',
      () => ({
        env: {
          ...asksTheCli,
          PATH: `${fakeProgram('docker', 'echo \'{"Server":{"Os":"windows","Arch":"amd64","Version":"28.0"}}\'')}:${process.env['PATH']}`,
        },
      }),
      /title=daemon-unsupported::.*windows/,
    ],
    [
      'whose docker is too old for its daemon',
      () => ({
        env: {
          ...asksTheCli,
          PATH: `${fakeProgram('docker', 'echo "Error response from daemon: client version 1.41 is too old. Minimum supported API version is 1.44" >&2; exit 1')}:${process.env['PATH']}`,
        },
      }),
      /title=daemon-unsupported::.*1\.41 is too old/,
    ],
    [
      'with a socket that may not be used',
      () => ({
        env: {
          ...asksTheCli,
          PATH: `${fakeProgram('docker', 'echo "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock" >&2; exit 1')}:${process.env['PATH']}`,
        },
      }),
      /title=daemon-denied::.*permission denied/,
    ],
    [
      'with a buildkitd-config-inline that is no TOML',
      () => ({ inputs: { 'buildkitd-config': '', 'buildkitd-config-inline': '[registry."x"\n' } }),
      /title=(builder-failed|input-invalid)::.*[\s\S]*'buildkitd-config/,
    ],
    [
      'with a driver option that is unknown',
      () => ({ inputs: { 'driver-opts': 'memroy=1g' } }),
      /title=(builder-failed|input-invalid)::.*memroy[\s\S]*'?driver-opts/,
    ],
    [
      'with a BuildKit image that is not there',
      () => ({ inputs: { 'buildkit-image': `${registry}/absent/buildkit:1` } }),
      /title=builder-failed::.*absent\/buildkit[\s\S]*'buildkit-image'/,
    ],
  ];

  it.concurrent.each(machines)('%s gets a clear error, and keeps nothing', async (_, machine, error) => {
    const job = newJob();
    const { code, log } = await onMachine(job, machine());
    expect(code, log).toBe(1);
    expect(errorOf(log)).toMatch(error);
    expect(errorOf(log)).toContain('Published: nothing.');
    expect(leftInJob(job)).toEqual([]);
    const started = /Starting the builder (\S+)/.exec(log)?.[1];
    if (started) {
      expect(await onEngine(started)).toEqual([]);
    }
  });
});

it('a registry on localhost is out of reach for a builder with a network of its own, and the error says so', async () => {
  const job = newJob();
  const tag = newTag();
  const { code, log } = await onMachine(job, {
    inputs: { tags: tag, push: 'true', 'driver-opts': '', retries: '0' },
  });
  expect(code, log).toBe(1);
  expect(errorOf(log)).toMatch(/title=registry-unavailable::.*connection refused\n.*network=host/);
  expect(await craneDigest(tag)).toBeNull();
});

describe('a machine that is odd', () => {
  const machines: readonly (readonly [string, (job: Job) => Machine, RegExp | null])[] = [
    [
      'with a docker configuration that is no JSON',
      (job) => {
        const config = join(job.folder, 'config');
        mkdirSync(config);
        writeFileSync(join(config, 'config.json'), '{ "auths": ');
        return {
          env: { DOCKER_CONFIG: config },
          inputs: { registry, username: 'a', password: 'b-password' },
        };
      },
      /::warning::The docker configuration of this runner is not a JSON object/,
    ],
    ['without HOME', () => ({ env: { HOME: undefined } }), null],
    ['with a umask of 077', () => ({ umask: '077' }), null],
    ['without GITHUB_OUTPUT and GITHUB_STATE', () => ({}), /::set-output name=digest::sha256:[0-9a-f]{64}/],
    [
      'without RUNNER_TOOL_CACHE',
      () => ({ env: { RUNNER_TOOL_CACHE: undefined } }),
      /RUNNER_TOOL_CACHE is not set/,
    ],
    [
      'with a plugin of the user that is no buildx',
      (job) => {
        const plugins = join(job.folder, 'home', '.docker', 'cli-plugins');
        mkdirSync(plugins, { recursive: true });
        mkdirSync(join(plugins, 'docker-buildx'));
        return {};
      },
      null,
    ],
  ];

  it.concurrent.each(machines)('%s builds all the same', async (_, machine, said) => {
    const job = newJob();
    const tag = newTag();
    const { inputs, ...rest } = machine(job);
    const { code, log } = await onMachine(job, { ...rest, inputs: { ...inputs, tags: tag, push: 'true' } });
    expect(code, log).toBe(0);
    if (said) {
      expect(log).toMatch(said);
    }
    expect(log).toContain(`is ${await craneDigest(tag)}`);
    const name = builderStartedIn(log);
    expect(await onEngine(name)).toHaveLength(2);
  });

  it('with a docker configuration that cannot be written to', async () => {
    const job = newJob();
    const tag = newTag();
    const { code, log } = await onMachine(job, {
      env: { DOCKER_CONFIG: '/proc/docker-config' },
      inputs: { tags: tag, push: 'true' },
    });
    // buildx has to keep its builders somewhere.
    expect(code, log).toBe(1);
    expect(errorOf(log)).toMatch(/\/proc\/docker-config/);
    expect(await craneDigest(tag)).toBeNull();
    const elsewhere = await onMachine(newJob(), {
      env: { DOCKER_CONFIG: '/proc/docker-config', BUILDX_CONFIG: join(job.folder, 'buildx') },
      inputs: { tags: tag, push: 'true' },
    });
    expect(elsewhere.code, elsewhere.log).toBe(0);
  });
});
