// Programs for newer processors than the platform promises, from real compilers.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uniqueName } from '../harness/step.ts';
import { craneDigest, errorOf, makeContext, openWorkbench, registry, type Workbench } from './lab.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench?.end());

const newTag = (): string => `${registry}/levels/${uniqueName('l')}:1`;

/** Debian's busybox for armhf, which is built for ARMv7 and says so in its attributes. */
const armv7 =
  'FROM --platform=linux/arm/v7 busybox AS armhf\nFROM scratch\nCOPY --from=armhf /usr/bin/busybox /app\nENTRYPOINT ["/app"]\n';
/** Go says in its build info what it was told; GOARM is left out, and 7 is its default for this. */
const go = (setting: string): string =>
  `FROM --platform=$BUILDPLATFORM golang AS build\nARG TARGETARCH\nCOPY main.go go.mod /src/\nWORKDIR /src\nRUN CGO_ENABLED=0 GOARCH=$TARGETARCH ${setting} go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n`;
const goFiles = {
  'main.go': 'package main\n\nfunc main() {}\n',
  'go.mod': 'module example.com/app\n\ngo 1.22\n',
};

describe.each<[string, string, string, string, string]>([
  ['an ARMv7 program in an ARMv6 image', 'linux/arm/v6', armv7, 'ARMv7', 'ARMv6'],
  ['an ARMv7 program of Go in an ARMv6 image', 'linux/arm/v6', go('GOARM=7'), 'ARMv7', 'ARMv6'],
])('%s', (_, platforms, dockerfile, needed, lowest) => {
  const inputs = { platforms, context: '' };

  it('is a warning', async () => {
    const tag = newTag();
    const context = makeContext({ Dockerfile: dockerfile, ...goFiles });
    const result = await bench.step({ ...inputs, context, tags: tag, push: 'true' });
    expect(result.code, result.log).toBe(0);
    expect(result.log).toContain('::warning title=Binary for newer processors::');
    expect(result.log).toMatch(
      new RegExp(`'/app': .*built for ${needed} where ${lowest} is all that the platform promises`),
    );
    expect(await craneDigest(tag)).toBe(result.outputs['digest']);
  });

  it('is refused where all binaries are verified', async () => {
    const tag = newTag();
    const context = makeContext({ Dockerfile: dockerfile, ...goFiles });
    const result = await bench.step({
      ...inputs,
      context,
      tags: tag,
      push: 'true',
      'verify-binaries': 'all',
    });
    expect(result.code, result.log).toBe(1);
    expect(errorOf(result.log)).toMatch(
      new RegExp(`title=binary-differs::${platforms}: '/app' is .*built for ${needed}`),
    );
    expect(errorOf(result.log)).toContain('TARGETVARIANT');
    expect(await craneDigest(tag)).toBeNull();
  });
});

describe('what passes without a warning', () => {
  it.each<[string, string, string, string]>([
    ['an ARMv7 program in an ARMv7 image', 'linux/arm/v7', armv7, 'entrypoint'],
    ['an ARMv6 program of Go in an ARMv6 image', 'linux/arm/v6', go('GOARM=6'), 'entrypoint'],
    ['an ARMv6 program of Go, among all', 'linux/arm/v6', go('GOARM=6'), 'all'],
    ['a program of Go for x86-64-v3 in an image for that', 'linux/amd64/v3', go('GOAMD64=v3'), 'all'],
  ])('%s', async (_, platforms, dockerfile, binaries) => {
    const result = await bench.step({
      platforms,
      context: makeContext({ Dockerfile: dockerfile, ...goFiles }),
      'verify-binaries': binaries,
    });
    expect(result.code, result.log).toBe(0);
    expect(result.log).not.toContain('Binary for newer processors');
  });

  it('is not a program of Go for x86-64-v3 among all of an image for x86-64', async () => {
    const result = await bench.step({
      platforms: 'linux/amd64',
      context: makeContext({ Dockerfile: go('GOAMD64=v3'), ...goFiles }),
      'verify-binaries': 'all',
    });
    expect(result.code, result.log).toBe(1);
    expect(errorOf(result.log)).toMatch(/'\/app' is .*built for x86-64-v3 where x86-64-v1 is all/);
  });
});
