// What is left when a step is cancelled, killed or cleaned up twice.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';
import { inputVariables, type Job, type StepResult, uniqueName } from '../harness/step.ts';
import { builders, endJobs, newJob } from './jobs.ts';
import {
  builderStartedIn,
  craneDigest,
  errorOf,
  leftInJob,
  makeContext,
  onEngine,
  registry,
  scratchContext,
  tagsOf,
  toolchain,
  until,
} from './lab.ts';

afterAll(endJobs);

const image: Readonly<Record<string, string>> = { ...toolchain, platforms: 'linux/amd64', push: 'true' };
const newTag = (): string => `${registry}/cleanup/${uniqueName('c')}:1`;
const sleeping = (): string =>
  makeContext({ Dockerfile: `FROM busybox\nRUN echo ${uniqueName('s')} && sleep 60\n` });

/** Processes whose command line names a folder. */
function processesOf(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
      } catch {
        return false;
      }
    })
    .map(Number);
}

describe('the post step', () => {
  it('works twice, and with a state of which little is known', async () => {
    const job = newJob();
    const options = { inputs: { ...image, context: scratchContext(), tags: newTag() } };
    const main = await job.step(options);
    expect(main.code, main.log).toBe(0);
    const name = builderStartedIn(main.log);
    builders.push(name);
    expect(await onEngine(name)).toHaveLength(2);
    const { main: begun = '' } = main.state;
    const states: readonly Record<string, string>[] = [
      { main: begun },
      { main: begun, folder: '/nonexistent/multiarch-build-step-x', builder: 'multiarch-build-gone' },
      main.state,
      main.state,
      { ...main.state, buildx: '/nonexistent/buildx' },
    ];
    for (const state of states) {
      const post = await job.post(options, { ...main, state });
      expect([post.code, post.log], JSON.stringify(state)).toEqual([
        0,
        expect.not.stringContaining('::error'),
      ]);
      expect(post.log).not.toContain('::warning');
    }
    expect(await onEngine(name)).toEqual([]);
    expect(leftInJob(job)).toEqual([]);
  });

  it('removes a builder whose buildx is gone, with what the daemon has of it', async () => {
    const job = newJob();
    const options = { inputs: { ...image, context: scratchContext(), tags: newTag() } };
    const main = await job.step(options);
    const name = builderStartedIn(main.log);
    builders.push(name);
    const state = { ...main.state, buildx: '/nonexistent/buildx' };
    const post = await job.post(options, { ...main, state });
    expect(post.code, post.log).toBe(0);
    expect(await onEngine(name)).toEqual([]);
  });
});

interface Moment {
  readonly inputs: () => Readonly<Record<string, string>>;
  /** The line of the log at which the signal is sent. */
  readonly line: RegExp;
  readonly signal: NodeJS.Signals;
}

const moments: readonly (readonly [string, Moment])[] = [
  [
    'while the builder starts',
    { inputs: () => ({ context: scratchContext() }), line: /Starting the builder/, signal: 'SIGTERM' },
  ],
  ['while it builds', { inputs: () => ({ context: sleeping() }), line: /RUN .*sleep 60/, signal: 'SIGINT' }],
  [
    'while a smoke test runs',
    {
      inputs: () => ({
        context: makeContext({ Dockerfile: `FROM busybox\nENV N=${uniqueName('n')}\n` }),
        'smoke-test': 'sleep 60',
      }),
      line: /RUN .*(sleep|EOT|SMOKE)/,
      signal: 'SIGTERM',
    },
  ],
  [
    'when the build is done',
    { inputs: () => ({ context: scratchContext() }), line: /^::group::Verify/, signal: 'SIGINT' },
  ],
];

describe('a signal to the action alone', () => {
  it.concurrent.each(moments)(
    '%s ends it, with its children and without a tag',
    async (_, { inputs, line, signal }) => {
      const job = newJob();
      const tag = newTag();
      const options = { inputs: { ...image, tags: tag, ...inputs() } };
      let child: ChildProcess | undefined;
      let sentAt = 0;
      const main = await job.step({
        ...options,
        onStart: (started) => {
          child = started;
        },
        onLine: (text) => {
          if (sentAt > 0 || !line.test(text)) {
            return;
          }
          sentAt = performance.now();
          child?.kill(signal);
        },
      });
      const took = performance.now() - sentAt;
      expect(sentAt, main.log).toBeGreaterThan(0);
      // The runner waits 7.5 s after SIGINT, then 2.5 s after SIGTERM.
      expect(took).toBeLessThan(7_500);
      expect(main.code, main.log).not.toBe(0);
      expect(errorOf(main.log)).toMatch(new RegExp(`title=cancelled::.*${signal}`));
      expect(errorOf(main.log)).toContain('Published: ');
      expect(main.outputs).toEqual({});
      expect(processesOf(job.folder)).toEqual([]);
      expect(await craneDigest(tag)).toBeNull();
      const post = await job.post(options, main);
      expect(post.code, post.log).toBe(0);
      expect(await onEngine(builderStartedIn(main.log))).toEqual([]);
      expect(leftInJob(job)).toEqual([]);
    },
  );

  it('ends a download that hangs, and leaves nothing of it', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-length': 1e8 });
      response.write('beginning');
      hanging();
    });
    let child: ChildProcess | undefined;
    const hanging = (): boolean | undefined => child?.kill('SIGINT');
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const job = newJob();
    const mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const main = await job.step({
      inputs: { ...image, context: scratchContext(), tags: newTag(), 'buildx-mirror': mirror },
      onStart: (started) => {
        child = started;
      },
    });
    server.closeAllConnections();
    server.close();
    expect(main.code).not.toBe(0);
    expect(errorOf(main.log)).toContain('title=cancelled');
    const left = readdirSync(job.toolCache, { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual([]);
    expect(readdirSync(job.toolCache).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(leftInJob(job)).toEqual([]);
  });
});

/** A runner of its own: the process that steps belong to, so that its end is the end of the job. */
function spawnInRunner(job: Job, inputs: Readonly<Record<string, string>>): ChildProcess {
  const dist = join(import.meta.dirname, '..', '..', 'dist', 'index.js');
  const home = join(job.folder, 'home');
  mkdirSync(home, { recursive: true });
  const runner = `require('node:child_process').spawn(process.execPath, [${JSON.stringify(dist)}], { stdio: 'inherit' }); setInterval(() => {}, 1000);`;
  return spawn(process.execPath, ['-e', runner], {
    // A process group, so that all of it can be killed at once, as when a machine's power fails.
    detached: true,
    cwd: job.workspace,
    env: {
      PATH: process.env['PATH'],
      DOCKER_HOST: process.env['DOCKER_HOST'],
      HOME: home,
      RUNNER_TEMP: job.temp,
      RUNNER_TOOL_CACHE: job.toolCache,
      RUNNER_ENVIRONMENT: 'self-hosted',
      GITHUB_WORKSPACE: job.workspace,
      ...inputVariables(inputs),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Starts a step in a runner of its own, and waits until it says something. */
async function runUntil(
  job: Job,
  inputs: Readonly<Record<string, string>>,
  line: RegExp,
): Promise<{ readonly builder: string; kill(): Promise<void> }> {
  const child = spawnInRunner(job, inputs);
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      log += chunk.toString('utf8');
    });
  }
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  await until(`it says ${line}`, () => {
    if (child.exitCode !== null) {
      throw new Error(`It has ended:\n${log}`);
    }
    return line.test(log);
  });
  const builder = builderStartedIn(log);
  builders.push(builder);
  return {
    builder,
    kill: async () => {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await ended;
    },
  };
}

describe('what a killed run leaves', () => {
  it("is removed by a later run, and a neighbour's live builder is not", async () => {
    const [home, other] = [newJob(), newJob()];
    const tag = newTag();
    const inputs = { ...image, context: sleeping(), tags: tag };
    const [killed, elsewhere, neighbour] = await Promise.all([
      runUntil(home, inputs, /RUN .*sleep 60/),
      runUntil(other, inputs, /RUN .*sleep 60/),
      runUntil(newJob(), inputs, /RUN .*sleep 60/),
    ]);
    await Promise.all([killed.kill(), elsewhere.kill()]);
    for (const { builder } of [killed, elsewhere, neighbour]) {
      expect(await onEngine(builder)).toHaveLength(2);
    }
    // Beside these only the name of the builder is in the runner's temporary folder, which the runner empties.
    const folders = (job: Job): string[] =>
      leftInJob(job).filter((name) => !name.startsWith('multiarch-build-builder-'));
    expect(folders(home).sort()).toEqual([
      killed.builder,
      expect.stringContaining('-step-'),
      expect.stringContaining('-tools-'),
    ]);

    // Another step on the same machine: of the same runner folder as one of them, and of none of the others.
    const options = { inputs: { ...image, context: scratchContext(), tags: newTag() } };
    const later: StepResult = await home.step(options);
    expect(later.code, later.log).toBe(0);
    expect(await onEngine(killed.builder)).toEqual([]);
    expect(await onEngine(elsewhere.builder)).toEqual([]);
    expect(await onEngine(neighbour.builder)).toHaveLength(2);
    expect(later.log).toContain(`Removing the builder ${killed.builder}, which a killed run left behind.`);
    expect(folders(home).sort()).toEqual([builderStartedIn(later.log), expect.stringContaining('-tools-')]);
    await home.post(options, later);
    expect(await tagsOf(tag.slice(0, -2))).toEqual([]);

    await neighbour.kill();
    const last = await home.step(options);
    expect(await onEngine(neighbour.builder)).toEqual([]);
    await home.post(options, last);
    expect(folders(home)).toEqual([]);
  });

  it('is nothing that a post step cannot remove, whenever it was killed', async () => {
    for (const line of [/Docker \S+ on/, /Starting the builder/, /^::group::Build/, /RUN .*sleep 60/]) {
      const job = newJob();
      const options = { inputs: { ...image, context: sleeping(), tags: newTag() } };
      let child: ChildProcess | undefined;
      const main = await job.step({
        ...options,
        onStart: (started) => {
          child = started;
        },
        onLine: (text) => {
          if (line.test(text)) {
            child?.kill('SIGKILL');
          }
        },
      });
      expect(main.code).toBeNull();
      // The runner ends what a step has left running.
      for (const pid of processesOf(job.folder)) {
        process.kill(pid, 'SIGKILL');
      }
      const post = await job.post(options, main);
      expect(post.code, post.log).toBe(0);
      const name = main.state['builder'];
      if (name !== undefined) {
        expect(await onEngine(name), String(line)).toEqual([]);
      }
      expect(leftInJob(job), String(line)).toEqual([]);
    }
  });
});
