import { describe, expect, it } from 'vitest';
import { type Digest, digestOf } from '../../../src/oci/digest.ts';
import type { Files } from '../../../src/runner/files.ts';
import { installedBuildx, installedCandidates } from '../../../src/toolchain/installed.ts';
import {
  type Answer,
  environmentOf,
  type FakeRunner,
  fakeRunner,
  memoryFiles,
  scriptedProcesses,
} from '../fakes.ts';

const sha256 = digestOf('buildx');
const program = '/temp/multiarch-build-tools-000001/buildx';
const version: Answer = { stdout: 'github.com/docker/buildx v0.37.1 abc\n' };

/** A machine with a buildx at /b/buildx; /a/buildx is a folder, and /c cannot be looked into. */
function machine(
  answer: Answer,
  PATH = '/a::/c:/b',
): {
  runner: FakeRunner;
  calls: () => readonly (readonly string[])[];
  signals: unknown[];
  content: Record<string, string>;
} {
  const content: Record<string, string> = { '/b/buildx': 'buildx', '/a/buildx/x': '' };
  const memory = memoryFiles(content);
  const processes = scriptedProcesses(() => answer);
  const signals: unknown[] = [];
  const files: Files = {
    ...memory,
    kind: async (path) => {
      if (path.startsWith('/c/')) {
        throw new Error('EACCES');
      }
      return memory.kind(path);
    },
  };
  const runner = fakeRunner({
    files,
    environment: environmentOf({ variables: { PATH }, dockerConfig: '/home/me/.docker' }),
    processes: {
      run: (tool, args, options) => {
        signals.push(options?.signal);
        return processes.run(tool, args, options);
      },
    },
  });
  return { runner, calls: () => processes.calls, signals, content };
}

async function refusal(answer: Answer, expected: Digest | null = null, PATH?: string) {
  const { runner, calls, content } = machine(answer, PATH);
  const error: unknown = await installedBuildx(expected, program, runner).catch((thrown: unknown) => thrown);
  return { error, calls: calls(), content };
}

it('is the first file among the candidates, runs through a link, and says its version', async () => {
  const { runner, calls, signals, content } = machine(version);
  expect(await installedBuildx(null, program, runner)).toEqual({
    path: '/b/buildx',
    version: 'v0.37.1',
    sha256,
  });
  // The fake of a link holds its target.
  expect(content[program]).toBe('/b/buildx');
  expect(calls()).toEqual([[program, 'version']]);
  expect(signals).toEqual([runner.signal]);
});

it('is copied if it is the one that was asked for', async () => {
  const { runner, calls, content } = machine(version);
  expect(await installedBuildx(sha256, program, runner)).toMatchObject({ path: '/b/buildx', sha256 });
  expect(content[program]).toBe('buildx');
  expect(calls()).toEqual([[program, 'version']]);
});

describe('is refused', () => {
  it('if there is none', async () => {
    const { error } = await refusal(version, null, '/a:/nowhere');
    expect(error).toMatchObject({
      code: 'buildx-missing',
      message: "'buildx-version' is runner, but this machine has no buildx.",
      hint: expect.stringContaining("'buildx-version'"),
    });
  });

  it('if it is another one than was asked for, and is not run', async () => {
    const other = digestOf('other');
    const { error, calls, content } = await refusal(version, other);
    expect(error).toMatchObject({
      code: 'buildx-checksum-mismatch',
      message: `/b/buildx has ${sha256}, 'buildx-sha256' expects ${other}. It was not run.`,
      hint: expect.stringContaining("'buildx-sha256'"),
    });
    expect(calls).toEqual([]);
    expect(content[program]).toBeUndefined();
  });

  it.each<[string, Answer, string]>([
    ['says nothing', {}, "'' (exit code 0)"],
    [
      'is another program',
      { stdout: ' buildah version 1\n', stderr: 'x\n' },
      "'buildah version 1\nx' (exit code 0)",
    ],
    ['fails', { ...version, code: 3 }, "'github.com/docker/buildx v0.37.1 abc' (exit code 3)"],
    ['says much', { stdout: 'x'.repeat(300) }, `'${'x'.repeat(200)}' (exit code 0)`],
  ])('if it %s', async (_, answer, said) => {
    const { error } = await refusal(answer);
    expect(error).toMatchObject({
      code: 'buildx-version-unknown',
      message: `/b/buildx version ended with ${said}.`,
      hint: expect.stringContaining("'buildx-version'"),
    });
  });

  it('if it is known to be bad', async () => {
    const { error } = await refusal({ stdout: 'github.com/docker/buildx v0.37.0 abc' });
    expect(error).toMatchObject({
      code: 'buildx-version-refused',
      message: expect.stringMatching(
        /^\/b\/buildx, which is buildx v0\.37\.0, is refused: it can leave a tag .*\(https:.*4058\)\.$/,
      ),
      hint: expect.stringContaining("'buildx-version'"),
    });
  });
});

describe('the candidates', () => {
  it('of a machine without a PATH are those of docker', () => {
    const environment = environmentOf({ variables: {}, dockerConfig: '/home/me/.docker' });
    expect(installedCandidates(environment)).toEqual([
      '/home/me/.docker/cli-plugins/docker-buildx',
      '/usr/local/lib/docker/cli-plugins/docker-buildx',
      '/usr/local/libexec/docker/cli-plugins/docker-buildx',
      '/usr/lib/docker/cli-plugins/docker-buildx',
      '/usr/libexec/docker/cli-plugins/docker-buildx',
    ]);
  });

  it('are not where the PATH has nothing', () => {
    const environment = environmentOf({ variables: { PATH: ':/a:' }, dockerConfig: '/d' });
    expect(installedCandidates(environment).slice(0, 2)).toEqual([
      '/a/buildx',
      '/d/cli-plugins/docker-buildx',
    ]);
  });

  it('of Windows are where it keeps programs, however it writes its variables', () => {
    const variables = { path: 'C:\\a', ProgramData: 'C:\\D', programfiles: 'C:\\P' };
    const environment = environmentOf({ os: 'win32', variables, dockerConfig: 'C:\\me' });
    expect(installedCandidates(environment)).toEqual([
      'C:\\a\\buildx.exe',
      'C:\\me\\cli-plugins\\docker-buildx.exe',
      'C:\\D\\Docker\\cli-plugins\\docker-buildx.exe',
      'C:\\P\\Docker\\cli-plugins\\docker-buildx.exe',
    ]);
  });
});
