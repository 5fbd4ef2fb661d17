import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ready } from '../../../src/builder/builder.ts';
import { digestOf } from '../../../src/oci/digest.ts';
import { Ledger } from '../../../src/session/ledger.ts';
import type { StageInputs } from '../../../src/stage/one-builder.ts';
import { nodeParts } from '../../../src/stage/per-node.ts';
import { stage } from '../../../src/stage/stage.ts';
import { type Answer, type FakeSession, plainBuild, readySession, scriptedProcesses } from '../fakes.ts';

const amd64 = { os: 'linux', architecture: 'amd64' };
const i386 = { os: 'linux', architecture: '386' };
const arm64 = { os: 'linux', architecture: 'arm64' };
const node = (title: string) => ({ name: `b-${title}`, title, endpoint: `tcp://${title}`, platform: amd64 });
const [amd, arm] = [node('amd'), node('arm')];
const executions: Ready['executions'] = [
  { platform: amd64, node: amd, how: 'native' },
  { platform: arm64, node: arm, how: 'native' },
  { platform: i386, node: amd, how: 'native' },
];

const tags = ['one.test/app', 'two.test/app'].map((repository) => ({
  registry: repository.slice(0, -4),
  repository,
  tag: '1',
}));
const inputs: StageInputs = {
  source: { context: '.', remote: false, file: null, target: null, dockerfile: 'Dockerfile' },
  build: { ...plainBuild, annotations: ['index:a=b', 'c=d'], cacheTo: ['type=registry,ref=r/c:x'] },
  secrets: [],
  githubToken: null,
  tags,
  push: true,
  publish: 'staged',
  imageAttributes: ['compression=zstd'],
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'per-node-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const index = Buffer.from('{"manifests":[]}');
const part = (platform: string) => digestOf(platform);
const optionOf = (command: readonly string[], flag: string): string =>
  command[command.indexOf(flag) + 1] ?? '';

/** A builder of two nodes, on which each build works unless `script` says otherwise. */
function machine(script: (command: readonly string[]) => Answer | undefined = () => undefined) {
  const ledger = new Ledger();
  const processes = scriptedProcesses(async (command) => {
    const scripted = script(command);
    if (scripted !== undefined) {
      return scripted;
    }
    if (command[1] === 'build') {
      const metadata = { 'containerimage.digest': part(optionOf(command, '--platform')) };
      writeFileSync(optionOf(command, '--metadata-file'), JSON.stringify(metadata));
      return { stderr: '#1 DONE\n' };
    }
    return command.includes('--dry-run') ? { stdout: `${index}\n` } : {};
  });
  const session: Ready & FakeSession = readySession([], {
    processes,
    folder,
    builder: { name: 'b', driver: 'remote', nodes: [amd, arm], owned: true },
    executions,
    clock: { ...readySession([]).clock, sleep: (_, signal) => untilOver(signal) },
  });
  return { session, ledger, processes };
}

/** No node is looked after here. */
function untilOver(signal?: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
    }
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

it('the parts are of the nodes, with the platforms of each in the order asked for', () => {
  expect(nodeParts(executions)).toEqual([
    { node: amd, platforms: [amd64, i386] },
    { node: arm, platforms: [arm64] },
  ]);
});

describe('an image of two nodes', () => {
  it('is built in parts, each by digest, and put together of them in every repository', async () => {
    const { session, ledger, processes } = machine();
    const staged = await stage(inputs, ledger, session);
    const digest = digestOf(index);
    expect(staged).toEqual({
      target: { kind: 'repositories', repositories: ['one.test/app', 'two.test/app'] },
      digest,
    });
    const builds = processes.calls.filter((call) => call[1] === 'build');
    expect(builds.map((call) => optionOf(call, '--platform'))).toEqual([
      'linux/amd64,linux/386',
      'linux/arm64',
    ]);
    for (const call of builds) {
      expect(optionOf(call, '--output')).toBe(
        'type=image,"name=one.test/app,two.test/app",push-by-digest=true,name-canonical=true,push=true,compression=zstd',
      );
      expect(call.filter((_, n) => call[n - 1] === '--annotation')).toEqual(['c=d']);
    }
    expect(builds.map((call) => optionOf(call, '--cache-to'))).toEqual([
      'type=registry,ref=r/c:x-linux-amd64_linux-386',
      'type=registry,ref=r/c:x-linux-arm64',
    ]);
    const [first, second] = [part('linux/amd64,linux/386'), part('linux/arm64')];
    const created = processes.calls.filter((call) => call[2] === 'create');
    expect(created.map((call) => [call.includes('--dry-run'), ...call.slice(-2)])).toEqual([
      [true, `one.test/app@${first}`, `one.test/app@${second}`],
      [false, `one.test/app@${first}`, `one.test/app@${second}`],
      [false, `two.test/app@${first}`, `two.test/app@${second}`],
    ]);
    expect(created.slice(1).map((call) => optionOf(call, '--tag'))).toEqual([
      `one.test/app@${digest}`,
      `two.test/app@${digest}`,
    ]);
    expect(created.map((call) => optionOf(call, '--annotation'))).toEqual(Array(3).fill('index:a=b'));
    expect(ledger.publication).toMatchObject({ kind: 'untagged', digest });
    expect(JSON.parse(ledger.facts.metadata ?? '{}')).toEqual({
      'containerimage.digest': digest,
      nodes: { amd: { 'containerimage.digest': first }, arm: { 'containerimage.digest': second } },
    });
    expect(session.log.lines).toContain('[arm] #1 DONE');
    expect(session.log.lines).not.toContain('[arm] ');
  });

  it('is put together of layouts where nothing is pushed', async () => {
    const { session, ledger, processes } = machine();
    const staged = await stage({ ...inputs, push: false }, ledger, session);
    const layout = join(folder, 'layout');
    expect(staged.target).toEqual({ kind: 'layout', directory: layout });
    const pushing = processes.calls.find((call) => call[2] === 'create' && call.includes('--tag'));
    expect(pushing?.slice(-2)).toEqual([
      `oci-layout://${layout}-0@${part('linux/amd64,linux/386')}`,
      `oci-layout://${layout}-1@${part('linux/arm64')}`,
    ]);
    expect(ledger.publication).toEqual({ kind: 'nothing' });
  });

  it('is left to buildx where that pushes the tags itself', async () => {
    const { session, ledger, processes } = machine();
    await stage({ ...inputs, publish: 'direct' }, ledger, session);
    const builds = processes.calls.filter((call) => call[1] === 'build');
    expect(builds.map((call) => optionOf(call, '--platform'))).toEqual(['linux/amd64,linux/arm64,linux/386']);
  });

  it('fails with the node that fails first, which ends the others', async () => {
    const stopped: string[] = [];
    const { session, ledger } = machine((command) =>
      optionOf(command, '--platform') === 'linux/arm64'
        ? {
            code: 1,
            stderr:
              'ERROR: failed to build: failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF',
          }
        : undefined,
    );
    const { processes } = session;
    const hanging: Ready['processes'] = {
      run: (tool, args, options = {}) =>
        optionOf(args, '--platform') === 'linux/amd64,linux/386'
          ? untilOver(options.signal).catch((error: unknown) => {
              stopped.push('amd');
              throw error;
            })
          : processes.run(tool, args, options),
    };
    await expect(stage(inputs, ledger, { ...session, processes: hanging })).rejects.toMatchObject({
      code: 'builder-died',
      message: expect.stringMatching(/^On the node 'arm': .*EOF[\s\S]*BuildKit/),
    });
    expect(stopped).toEqual(['amd']);
    expect(ledger.publication).toEqual({ kind: 'nothing' });
  });

  it('has one metadata file a node', async () => {
    const { session, ledger } = machine();
    await stage(inputs, ledger, session);
    expect(JSON.parse(readFileSync(join(folder, 'metadata-1.json'), 'utf8'))).toEqual({
      'containerimage.digest': part('linux/arm64'),
    });
  });
});
