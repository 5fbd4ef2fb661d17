import { describe, expect, it } from 'vitest';
import { type ClaimedDigest, digestOf } from '../../../src/oci/digest.ts';
import type { Completed, Processes } from '../../../src/runner/processes.ts';
import type { Staged } from '../../../src/stage/staged.ts';
import { smokeDockerfile, smokeFailures, smokeTest } from '../../../src/verify/smoke.ts';
import { readySession } from '../fakes.ts';

const amd64 = { os: 'linux', architecture: 'amd64' };
const arm64 = { os: 'linux', architecture: 'arm64' };
const staged: Staged = {
  target: { kind: 'layout', directory: '/tmp/layout' },
  digest: digestOf('image') as ClaimedDigest,
};

describe('smokeDockerfile', () => {
  it.each<[string, string | readonly string[], string]>([
    ['a command for the shell', '/app --version', "RUN <<'SMOKE_TEST'\n/app --version\nSMOKE_TEST\n"],
    ['a command that looks like a flag of RUN', '--mount=x', "RUN <<'SMOKE_TEST'\n--mount=x\nSMOKE_TEST\n"],
    ['a command that looks like JSON', '[ -f /x ]', "RUN <<'SMOKE_TEST'\n[ -f /x ]\nSMOKE_TEST\n"],
    [
      'several lines, which end with the first failure',
      'a\r\nb',
      "RUN <<'SMOKE_TEST'\nset -e\na\nb\nSMOKE_TEST\n",
    ],
    ['one line and an empty one', 'a\n', "RUN <<'SMOKE_TEST'\na\n\nSMOKE_TEST\n"],
    [
      'a script with an interpreter',
      '#!/usr/bin/python3\nprint(1)',
      "RUN <<'SMOKE_TEST'\n#!/usr/bin/python3\nprint(1)\nSMOKE_TEST\n",
    ],
    [
      'a command with the end mark in it',
      'a\nSMOKE_TEST\nSMOKE_TEST_',
      "RUN <<'SMOKE_TEST__'\nset -e\na\nSMOKE_TEST\nSMOKE_TEST_\nSMOKE_TEST__\n",
    ],
    ['a vector', ['/app', "it's", '$X'], 'RUN ["/app","it\'s","$X"]\n'],
  ])('runs %s', (_, command, run) => {
    expect(smokeDockerfile(command)).toBe(`FROM scratch AS image\nFROM image\n${run}`);
  });
});

const progress = [
  '#6 [linux/arm64 1/2] FROM registry.example/app@sha256:0',
  '#6 CACHED',
  "#7 [linux/arm64 2/2] RUN <<'SMOKE_TEST' (exit 3)",
  "#8 [linux/amd64 2/2] RUN <<'SMOKE_TEST' (exit 3)",
  '#7 0.1 #8 ERROR: process "x" did not complete successfully: exit code: 9',
  '#7 ERROR: process "/bin/sh -c exit 3\\n" did not complete successfully: exit code: 3',
  '#8 CANCELED',
  'ERROR: failed to build: failed to solve: process "/bin/sh -c exit 3\\n" did not complete successfully: exit code: 3',
].join('\n');

describe('smokeFailures', () => {
  it('names the platform that failed, and no other', () => {
    expect(smokeFailures(progress)).toEqual([{ platform: 'linux/arm64', code: 3 }]);
  });

  it.each([
    ['[linux/arm/v7 2/2]', 'linux/arm/v7'],
    ['[node0 linux/arm64 2/2]', 'linux/arm64'],
    ['[linux/amd64->linux/arm64 2/2]', 'linux/arm64'],
    ['[2/2]', null],
  ])('reads %s as %s', (title, platform) => {
    const error = '#4 ERROR: process "/x" did not complete successfully: exit code: 1';
    expect(smokeFailures(`#4 ${title} RUN ["/x"]\n${error}`)).toEqual([{ platform, code: 1 }]);
  });
});

describe('smokeTest', () => {
  const calls: { args: readonly string[]; input: string | undefined }[] = [];
  const ending = (completed: Partial<Completed>): Processes => ({
    run: async (_, args, options) => {
      calls.push({ args, input: options?.input });
      for (const line of (completed.stderr ?? '').split('\n')) {
        options?.onLine?.(line);
      }
      return { code: 0, stdout: Buffer.of(), stderr: '', ...completed };
    },
  });
  const run = async (
    completed: Partial<Completed>,
    command: string | readonly string[] = 'exit 3',
    platforms = [amd64, arm64],
  ) => {
    calls.length = 0;
    const ready = readySession(platforms, { processes: ending(completed) });
    const executions = ready.executions.map((execution) => ({
      ...execution,
      how: execution.platform === amd64 ? ('native' as const) : ('registered' as const),
    }));
    await smokeTest(command, staged, { ...ready, executions });
    return ready;
  };

  it('runs on all platforms in one build, never from the cache, and shows what it printed', async () => {
    const { log } = await run({ stderr: '#7 0.1 hello' });
    expect(calls).toHaveLength(1);
    expect(calls[0]?.args).toEqual(
      expect.arrayContaining(['linux/amd64,linux/arm64', '--no-cache', 'type=cacheonly']),
    );
    expect(calls[0]?.input).toContain('FROM image\nRUN ');
    expect(log.lines).toContain('#7 0.1 hello');
  });

  it('names platform, exit code and command, and the emulation', async () => {
    await expect(run({ code: 1, stderr: progress })).rejects.toMatchObject({
      code: 'smoke-test-failed',
      message: "The smoke test 'exit 3' failed on linux/arm64 with exit code 3.",
      hint: expect.stringContaining('emulated'),
    });
  });

  const failing = (line: string): string =>
    `#7 [2/2] RUN x\n#7 0.1 ${line}\n#7 ERROR: process "x" did not complete successfully: exit code: 1\nERROR: failed to build: failed to solve: process "x" did not complete successfully: exit code: 1`;
  it.each([
    [
      'the emulator crashed',
      'qemu: uncaught target signal 11 (Segmentation fault) - core dumped',
      'The emulator crashed',
    ],
    ['nothing runs that platform', 'exec /app: exec format error', 'cannot run programs of that platform'],
    [
      'there is no shell',
      'runc run failed: exec: "/bin/sh": stat /bin/sh: no such file or directory',
      'as a JSON array',
    ],
  ])('says so where %s', async (_, line, hint) => {
    await expect(run({ code: 1, stderr: failing(line) }, 'x', [arm64])).rejects.toMatchObject({
      code: 'smoke-test-failed',
      message: "The smoke test 'x' failed on linux/arm64 with exit code 1.",
      hint: expect.stringContaining(hint),
    });
  });

  it('does not blame the image for a registry that is down', async () => {
    const stderr =
      'ERROR: failed to build: failed to solve: image: unexpected status from GET request to http://r/v2/: 503 Service Unavailable';
    await expect(run({ code: 1, stderr })).rejects.toMatchObject({ code: 'registry-unavailable' });
  });
});
