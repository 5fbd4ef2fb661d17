// Where a buildx is looked for, fetched from and kept.
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/oci/digest.ts';
import type { Environment } from '../../../src/runner/environment.ts';
import { type Files, systemFiles } from '../../../src/runner/files.ts';
import { prepareBuildx } from '../../../src/toolchain/prepare.ts';
import { environmentOf, fakeRunner } from '../fakes.ts';
import { answeringHttp, withCode } from './answers.ts';

const sha256 = digestOf('buildx');
const program = '/temp/multiarch-build-tools-000001/buildx';
const short = sha256.slice('sha256:'.length, 'sha256:'.length + 12);

interface Preparing {
  readonly environment?: Partial<Environment>;
  readonly files?: Partial<Files>;
  readonly mirror?: string | null;
  readonly version?: string;
}

/** With nothing in any tool cache, and disks that take everything. */
async function preparing({
  environment,
  files,
  mirror = 'https://me:canary@m.example',
  version = 'v0.37.1',
}: Preparing = {}) {
  const memory: Files = {
    ...systemFiles(),
    kind: async () => null,
    list: async () => [],
    makeDirectory: async () => {},
    makeTemporary: async (parent, prefix) => `${parent}/${prefix}1`,
    stream: async (_path, chunks) => {
      for await (const _ of chunks) {
        // Only what it was told matters here.
      }
    },
    makeExecutable: async () => {},
    copyProgram: async () => sha256,
    rename: async () => {},
    write: async () => {},
    remove: async () => {},
    ...files,
  };
  const http = answeringHttp({ chunks: ['buildx'] });
  const runner = fakeRunner({
    http,
    files: memory,
    environment: environmentOf({ temp: '/temp', toolCache: '/tools', ...environment }),
  });
  const outcome: unknown = await prepareBuildx({ version, sha256, mirror }, program, null, runner).catch(
    (error: unknown) => error,
  );
  return { outcome, urls: http.urls, log: runner.log.lines };
}

it.each<[string, Partial<Environment>, string, string]>([
  ['a usual machine', {}, 'linux-amd64', `/tools/buildx/0.37.1/x64-${short}/buildx`],
  [
    'a 32-bit arm',
    { arch: 'arm', armVersion: 6 },
    'linux-arm-v6',
    `/tools/buildx/0.37.1/arm-v6-${short}/buildx`,
  ],
  [
    'another one',
    { arch: 'arm', armVersion: 7 },
    'linux-arm-v7',
    `/tools/buildx/0.37.1/arm-v7-${short}/buildx`,
  ],
  ['a macOS', { os: 'darwin', arch: 'arm64' }, 'darwin-arm64', `/tools/buildx/0.37.1/arm64-${short}/buildx`],
  ['a Windows', { os: 'win32' }, 'windows-amd64.exe', `/tools/buildx/0.37.1/x64-${short}/buildx.exe`],
])('%s has a file and a folder of its own', async (_, environment, asset, path) => {
  const { outcome, urls, log } = await preparing({ environment });
  expect(outcome).toEqual({ path, version: 'v0.37.1', sha256, from: 'download' });
  expect(urls).toEqual([`https://me:canary@m.example/v0.37.1/buildx-v0.37.1.${asset}`]);
  expect(log).toEqual([
    `buildx v0.37.1 from https://m.example/v0.37.1/buildx-v0.37.1.${asset}, verified: ${sha256}.`,
  ]);
});

it('asks for the order of bytes that this machine has', async () => {
  const { urls } = await preparing({ environment: { arch: 'ppc64' } });
  // No machine that runs these tests has the other one.
  expect(urls).toEqual(['https://me:canary@m.example/v0.37.1/buildx-v0.37.1.linux-ppc64le']);
});

it('comes from GitHub without a mirror', async () => {
  const { urls } = await preparing({ mirror: null });
  expect(urls).toEqual([
    'https://github.com/docker/buildx/releases/download/v0.37.1/buildx-v0.37.1.linux-amd64',
  ]);
});

it('is taken from the second place if it is there', async () => {
  const path = `/temp/multiarch-build-tools/buildx/0.37.1/x64-${short}/buildx`;
  const files: Partial<Files> = {
    kind: async (at) => (at === path ? 'file' : null),
  };
  const { outcome, urls, log } = await preparing({ files });
  expect(outcome).toEqual({ path, version: 'v0.37.1', sha256, from: 'tool cache' });
  expect(urls).toEqual([]);
  expect(log).toEqual([`buildx v0.37.1 from the tool cache, ${path}, verified again: ${sha256}.`]);
});

it('of the machine is said to be that', async () => {
  const files: Partial<Files> = {
    kind: async (at) => (at === '/bin/buildx' ? 'file' : null),
    copyProgram: async () => sha256,
  };
  const runner = fakeRunner({
    files: { ...systemFiles(), ...files },
    environment: environmentOf({ variables: { PATH: '/bin' } }),
    processes: {
      run: async () => ({ code: 0, stdout: Buffer.from('github.com/docker/buildx v0.37.1 x'), stderr: '' }),
    },
  });
  expect(
    await prepareBuildx({ version: 'runner', sha256, mirror: null }, program, null, runner),
  ).toMatchObject({
    from: 'runner',
  });
  expect(runner.log.lines).toEqual([`buildx v0.37.1 of this machine, /bin/buildx, ${sha256}.`]);
});

it('is kept for the job only, and said to be, without a tool cache', async () => {
  const toolCache = '/temp/multiarch-build-tools';
  const { log } = await preparing({ environment: { toolCache } });
  expect(log[0]).toBe(`RUNNER_TOOL_CACHE is not set: buildx is kept in ${toolCache} for this job.`);
});

describe('a place that cannot be used', () => {
  const failing = (...failures: readonly (readonly [root: string, code: string])[]): Partial<Files> => ({
    makeTemporary: async (parent, prefix) => {
      const code = failures.find(([root]) => root === parent)?.[1];
      if (code !== undefined) {
        throw withCode(code);
      }
      return `${parent}/${prefix}1`;
    },
  });
  const second = '/temp/multiarch-build-tools';

  it.each(['EACCES', 'EROFS', 'EPERM', 'EEXIST', 'ENOTDIR'])('is passed over: %s', async (code) => {
    const { outcome, log } = await preparing({ files: failing(['/tools', code]) });
    expect(outcome).toMatchObject({ path: `${second}/buildx/0.37.1/x64-${short}/buildx` });
    expect(log[0]).toBe(`The tool cache /tools cannot be used: ${code}: no`);
  });

  it('is a failure if there is no other', async () => {
    const { outcome } = await preparing({ files: failing(['/tools', 'EACCES'], [second, 'EROFS']) });
    expect(outcome).toMatchObject({
      code: 'environment-unsupported',
      message: 'buildx cannot be stored on this machine: EROFS: no.',
      hint: `Let the runner's user write to one of /tools, ${second}.`,
      cause: { code: 'EROFS' },
    });
  });

  it.each(['ENOSPC', 'EDQUOT'])('is a failure if its disk is full: %s', async (code) => {
    const { outcome } = await preparing({ files: failing(['/tools', code]) });
    expect(outcome).toMatchObject({
      code: 'disk-full',
      message: `The disk of the tool cache /tools is full: ${code}: no.`,
      hint: expect.stringContaining('RUNNER_TOOL_CACHE'),
      cause: { code },
    });
  });

  it('is a failure for another reason', async () => {
    const { outcome } = await preparing({ files: failing(['/tools', 'EIO']) });
    expect(outcome).toMatchObject({ code: 'EIO' });
  });
});
