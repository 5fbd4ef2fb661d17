// Images that are not what they say, on real BuildKit: refused before a tag moves, and nothing of them runs.
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uniqueName } from '../harness/step.ts';
import {
  craneDigest,
  errorOf,
  makeContext,
  openWorkbench,
  output,
  registry,
  scratchContext,
  tagsOf,
  type Workbench,
} from './lab.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench?.end());

const both = 'linux/amd64,linux/arm64';
const newTag = (): string => `${registry}/verify/${uniqueName('v')}:1`;

/** `/wrong/app` is built for amd64 whatever platform the image is for, as by a stage that ignores TARGETARCH. */
const wrong = 'FROM --platform=linux/amd64 busybox AS wrong\n';
const copyWrong = 'COPY --from=wrong /usr/bin/busybox';

interface Case {
  readonly dockerfile: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly binaries?: string;
  readonly path: string;
  /** What it is found to be, where there is more to say than the machine. */
  readonly via?: RegExp;
}

const refused: readonly (readonly [string, Case])[] = [
  [
    'an absolute entrypoint',
    { dockerfile: `FROM busybox\n${copyWrong} /app\nENTRYPOINT ["/app"]\n`, path: '/app' },
  ],
  [
    'an entrypoint found in PATH, before the right one',
    {
      dockerfile: `FROM busybox\nENV PATH=/opt/bin:/bin\n${copyWrong} /opt/bin/cat\nENTRYPOINT ["cat"]\n`,
      path: 'cat',
    },
  ],
  [
    'an entrypoint relative to the working directory',
    {
      dockerfile: `FROM scratch\nWORKDIR /srv/app\n${copyWrong} bin/run\nENTRYPOINT ["./bin/run"]\n`,
      path: './bin/run',
    },
  ],
  ['a command alone', { dockerfile: `FROM scratch\n${copyWrong} /app\nCMD ["/app"]\n`, path: '/app' }],
  [
    'a program behind a shell',
    { dockerfile: `FROM busybox\n${copyWrong} /app\nENTRYPOINT exec /app --serve\n`, path: '/app' },
  ],
  [
    'the interpreter of a script',
    {
      dockerfile: `FROM busybox\n${copyWrong} /opt/python\nCOPY --chmod=755 start /\nENTRYPOINT ["/start"]\n`,
      files: { start: '#!/opt/python -u\nprint(1)\n' },
      path: '/start',
      via: /a script for \/opt\/python/,
    },
  ],
  [
    'what env looks up for a script',
    {
      dockerfile: `FROM busybox\nENV PATH=/opt:/bin\n${copyWrong} /opt/node\nCOPY --chmod=755 start /\nENTRYPOINT ["/start"]\n`,
      files: { start: '#!/usr/bin/env node\n1;\n' },
      path: '/start',
      via: /a script for node/,
    },
  ],
  // BuildKit writes the platform that was asked for into the config of such an image.
  [
    'a base image that is pinned to one platform',
    { dockerfile: 'FROM --platform=linux/amd64 busybox\n', path: 'sh' },
  ],
  [
    'a link',
    {
      dockerfile: `FROM scratch\n${copyWrong} /opt/app\nCOPY links /\nENTRYPOINT ["/run"]\n`,
      links: { 'links/run': 'opt/app' },
      files: { 'links/other': '' },
      path: '/run',
    },
  ],
  [
    'one of the paths that were listed',
    {
      dockerfile: `FROM busybox\n${copyWrong} /opt/tool\n`,
      binaries: '/usr/bin/busybox\n/opt/tool',
      path: '/opt/tool',
    },
  ],
];

function contextOf({ dockerfile, files = {}, links = {} }: Omit<Case, 'path'>): string {
  const context = makeContext({ Dockerfile: wrong + dockerfile, ...files });
  for (const [name, target] of Object.entries(links)) {
    symlinkSync(target, join(context, name));
  }
  return context;
}

describe('an amd64 binary in the arm64 image', () => {
  it.concurrent.each(refused)('%s', async (_, row) => {
    const tag = newTag();
    const result = await bench.step({
      context: contextOf(row),
      platforms: both,
      tags: tag,
      push: 'true',
      'verify-binaries': row.binaries ?? 'entrypoint',
    });
    expect(result.code, result.log).toBe(1);
    const error = errorOf(result.log);
    expect(error).toContain('title=binary-differs');
    expect(error).toContain(`linux/arm64: '${row.path}' is `);
    expect(error).toMatch(/an ELF binary for x86-64/);
    expect(error).toMatch(/expected AArch64/);
    if (row.via) {
      expect(error).toMatch(row.via);
    }
    expect(error).toContain('TARGETARCH');
    expect(error).toContain('without a tag');
    expect(error).not.toContain('linux/amd64: ');
    expect(result.outputs).toEqual({});
    expect(await craneDigest(tag)).toBeNull();
    expect(await tagsOf(tag.slice(0, -2))).toEqual([]);
  });

  it('leaves a tag that exists where it is', async () => {
    const tag = newTag();
    const inputs = { platforms: both, tags: tag, push: 'true' };
    const good = await bench.step({ ...inputs, context: scratchContext() });
    const bad = await bench.step({
      ...inputs,
      context: contextOf({ dockerfile: `FROM scratch\n${copyWrong} /app\nCMD ["/app"]\n` }),
    });
    expect([good.code, bad.code]).toEqual([0, 1]);
    expect(await craneDigest(tag)).toBe(good.outputs['digest']);
  });

  it('is refused where nothing is pushed', async () => {
    const result = await bench.step({
      context: contextOf({ dockerfile: `FROM scratch\n${copyWrong} /app\nCMD ["/app"]\n` }),
      platforms: both,
    });
    expect(result.code).toBe(1);
    expect(errorOf(result.log)).toMatch(/title=binary-differs::linux\/arm64: '\/app' .*\n.*TARGETARCH/);
    expect(errorOf(result.log)).toContain('Published: nothing.');
  });

  it('is said to be published with publish: direct, which moves the tag before', async () => {
    const tag = newTag();
    const result = await bench.step({
      context: contextOf({ dockerfile: `FROM scratch\n${copyWrong} /app\nCMD ["/app"]\n` }),
      platforms: both,
      tags: tag,
      push: 'true',
      publish: 'direct',
    });
    expect(result.code).toBe(1);
    expect(errorOf(result.log)).toContain(`${tag}: ${await craneDigest(tag)}`);
  });
});

describe('what passes', () => {
  const passing: readonly (readonly [
    string,
    { dockerfile: string; platforms?: string; binaries?: string; said: RegExp },
  ])[] = [
    [
      'the right binary of each platform',
      {
        dockerfile: 'FROM busybox\nENTRYPOINT ["/usr/bin/busybox", "true"]\n',
        said: /linux\/amd64: '\/usr\/bin\/busybox': an ELF binary for x86-64[\s\S]*linux\/arm64: '\/usr\/bin\/busybox': an ELF binary for AArch64/,
      },
    ],
    [
      'an image without an entrypoint, which is said',
      { dockerfile: `FROM scratch\n${copyWrong} /app\n`, said: /linux\/arm64: nothing to check/ },
    ],
    [
      'the wrong binary with verify-binaries: none',
      {
        dockerfile: `FROM scratch\n${copyWrong} /app\nCMD ["/app"]\n`,
        binaries: 'none',
        said: /holds linux\/amd64, linux\/arm64/,
      },
    ],
    [
      'an entrypoint that is no ELF binary, which is said',
      {
        dockerfile: 'FROM scratch\nCOPY Dockerfile /app\nENTRYPOINT ["/app"]\n',
        said: /linux\/arm64: '\/app': .*; its architecture was not checked/,
      },
    ],
    [
      'a 386 binary in an amd64 image, with a warning',
      {
        dockerfile:
          'FROM --platform=linux/386 busybox AS sibling\nFROM scratch\nCOPY --from=sibling /usr/bin/busybox /app\nCMD ["/app"]\n',
        platforms: 'linux/amd64',
        said: /::warning title=Binary of a sibling architecture::linux\/amd64: '\/app': an ELF binary for x86, 32-bit/,
      },
    ],
    [
      'an arm binary in an arm64 image, with a warning',
      {
        dockerfile:
          'FROM --platform=linux/arm/v7 busybox AS sibling\nFROM scratch\nCOPY --from=sibling /usr/bin/busybox /app\nCMD ["/app"]\n',
        platforms: 'linux/arm64',
        said: /::warning title=Binary of a sibling architecture::linux\/arm64: '\/app'/,
      },
    ],
    [
      'an entrypoint that is not there, with a warning',
      {
        dockerfile: 'FROM scratch\nCOPY Dockerfile /other\nENTRYPOINT ["/app"]\n',
        said: /::warning title=Program not found::linux\/arm64: '\/app': no file/,
      },
    ],
  ];

  it.concurrent.each(passing)(
    '%s',
    async (_, { dockerfile, platforms = both, binaries = 'entrypoint', said }) => {
      const tag = newTag();
      const result = await bench.step({
        context: contextOf({ dockerfile }),
        platforms,
        tags: tag,
        push: 'true',
        'verify-binaries': binaries,
      });
      expect(result.code, result.log).toBe(0);
      expect(result.log).toMatch(said);
      expect(await craneDigest(tag)).toBe(result.outputs['digest']);
    },
  );
});

it('names a listed path that one image lacks', async () => {
  const tag = newTag();
  const result = await bench.step({
    context: makeContext({ Dockerfile: 'FROM busybox\n' }),
    platforms: both,
    tags: tag,
    push: 'true',
    'verify-binaries': '/usr/bin/busybox\n/opt/absent/tool',
  });
  expect(result.code).toBe(1);
  expect(errorOf(result.log)).toMatch(
    /title=binary-unreadable::linux\/amd64: '\/opt\/absent\/tool': no file[\s\S]*linux\/arm64: '\/opt\/absent\/tool'/,
  );
  expect(await craneDigest(tag)).toBeNull();
});

interface Published {
  readonly platform: string;
  readonly reference: string;
}

it('leaves images that say what they are runnable', async () => {
  const tag = newTag();
  const result = await bench.step({
    context: makeContext({ Dockerfile: 'FROM busybox\nENTRYPOINT ["uname", "-m"]\n' }),
    platforms: both,
    tags: tag,
    push: 'true',
    emulation: 'auto',
  });
  expect(result.code, result.log).toBe(0);
  const said: string[] = [];
  for (const { platform, reference } of JSON.parse(result.outputs['manifests'] ?? '') as Published[]) {
    said.push(await output('docker', 'run', '--rm', '--quiet', '--platform', platform, reference));
    await output('docker', 'rmi', reference);
  }
  expect(said).toEqual(['x86_64', 'aarch64']);
});
