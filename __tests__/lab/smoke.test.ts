// A command that must succeed inside every platform's image before any tag moves: on real BuildKit, natively and
// under QEMU.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uniqueName } from '../harness/step.ts';
import { craneDigest, errorOf, makeContext, openWorkbench, registry, tagsOf, type Workbench } from './lab.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench?.end());

const both = 'linux/amd64,linux/arm64';
const newTag = (): string => `${registry}/smoke/${uniqueName('s')}:1`;

describe('the smoke test', () => {
  /** The binary of each platform, and with a shell or without. */
  const shell = 'FROM busybox\nENV GREETING=hello\nUSER 1000\n';
  const bare = 'FROM busybox AS b\nFROM scratch\nCOPY --from=b /usr/bin/busybox /busybox\n';

  const passing: readonly (readonly [string, string, string])[] = [
    ['a line for the shell', shell, 'echo "$GREETING from $(uname -m)"'],
    ['several lines', shell, 'test "$(echo $GREETING)" = hello\necho "$GREETING from $(uname -m)"'],
    ['an argument vector', shell, '["sh", "-c", "echo $GREETING from $(uname -m)"]'],
    ['an argument vector in an image without a shell', bare, '["/busybox", "uname", "-a"]'],
  ];

  it.concurrent.each(passing)('runs in each image: %s', async (_, dockerfile, command) => {
    const tag = newTag();
    const result = await bench.step({
      context: makeContext({ Dockerfile: dockerfile }),
      platforms: both,
      tags: tag,
      push: 'true',
      emulation: 'auto',
      'smoke-test': command,
    });
    expect(result.code, result.log).toBe(0);
    expect(result.log).toMatch(/^#\d+ [\d.]+ (hello from|Linux .*) ?x86_64/m);
    expect(result.log).toMatch(/^#\d+ [\d.]+ (hello from|Linux .*) ?aarch64/m);
    expect(await craneDigest(tag)).toBe(result.outputs['digest']);
  });

  const failing: readonly (readonly [string, string, string, RegExp])[] = [
    [
      'on one platform only',
      shell,
      'test "$(uname -m)" != aarch64 || exit 7',
      /The smoke test '.*' failed on linux\/arm64 with exit code 7\./,
    ],
    [
      'as an argument vector',
      shell,
      '["sh", "-c", "[ $(uname -m) = x86_64 ] || exit 5"]',
      /failed on linux\/arm64 with exit code 5\./,
    ],
    [
      'in the first of several lines',
      shell,
      'test "$(uname -m)" = x86_64\ntrue',
      /failed on linux\/arm64 with exit code 1\./,
    ],
    ['for want of a shell', bare, 'uname -a', /JSON array/],
  ];

  it.concurrent.each(failing)('stops the tags when it fails: %s', async (_, dockerfile, command, said) => {
    const tag = newTag();
    const result = await bench.step({
      context: makeContext({ Dockerfile: dockerfile }),
      platforms: both,
      tags: `${tag}\n${tag}.1`,
      push: 'true',
      emulation: 'auto',
      'smoke-test': command,
    });
    expect(result.code, result.log).toBe(1);
    const error = errorOf(result.log);
    expect(error).toContain('title=smoke-test-failed');
    expect(error).toMatch(said);
    if (dockerfile === shell) {
      expect(error).not.toContain('on linux/amd64 with');
    }
    expect(await tagsOf(tag.slice(0, -2))).toEqual([]);
    expect(result.outputs).toEqual({});
  });

  it('runs where nothing is pushed', async () => {
    const result = await bench.step({
      context: makeContext({ Dockerfile: shell }),
      platforms: both,
      emulation: 'auto',
      'smoke-test': 'test "$(uname -m)" = x86_64 || exit 9',
    });
    expect(result.code, result.log).toBe(1);
    expect(errorOf(result.log)).toContain('failed on linux/arm64 with exit code 9.');
  });
});
