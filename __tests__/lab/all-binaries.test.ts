// verify-binaries: all, on real layers: in a registry and in a layout on disk.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uniqueName } from '../harness/step.ts';
import {
  craneDigest,
  errorOf,
  makeContext,
  openWorkbench,
  output,
  registry,
  tagsOf,
  type Workbench,
} from './lab.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench?.end());

const both = 'linux/amd64,linux/arm64';
const newTag = (): string => `${registry}/all/${uniqueName('a')}:1`;
const wrong = 'FROM --platform=linux/amd64 busybox AS wrong\n';
const copyWrong = 'COPY --from=wrong /usr/bin/busybox';

function inputsFor(dockerfile: string, more: Readonly<Record<string, string>> = {}) {
  return {
    context: makeContext({ Dockerfile: wrong + dockerfile }),
    platforms: both,
    'verify-binaries': 'all',
    ...more,
  };
}

describe('an amd64 program in the arm64 image', () => {
  const dockerfile = `FROM busybox\n${copyWrong} /opt/tools/busybox\n`;

  it('is found wherever it is, and is not with entrypoint', async () => {
    const tag = newTag();
    const all = await bench.step(inputsFor(dockerfile, { tags: tag, push: 'true' }));
    expect(all.code, all.log).toBe(1);
    expect(errorOf(all.log)).toMatch(
      /title=binary-differs::linux\/arm64: '\/opt\/tools\/busybox' is an ELF binary for x86-64.*; expected AArch64\./,
    );
    expect(errorOf(all.log)).not.toContain('linux/amd64: ');
    expect(await tagsOf(tag.slice(0, -2))).toEqual([]);
    const entrypoint = await bench.step(
      inputsFor(dockerfile, { tags: tag, push: 'true', 'verify-binaries': 'entrypoint' }),
    );
    expect(entrypoint.code, entrypoint.log).toBe(0);
  });

  it('is found where nothing is pushed', async () => {
    const result = await bench.step(inputsFor(dockerfile));
    expect(result.code, result.log).toBe(1);
    expect(errorOf(result.log)).toContain("linux/arm64: '/opt/tools/busybox' is");
  });

  it('is found where an amd64 machine runs it, so that a smoke test passes', async () => {
    const more = { emulation: 'auto', 'smoke-test': '/opt/tools/busybox true' };
    const smoke = await bench.step(inputsFor(dockerfile, { ...more, 'verify-binaries': 'entrypoint' }));
    expect(smoke.code, smoke.log).toBe(0);
    const all = await bench.step(inputsFor(dockerfile, more));
    expect(errorOf(all.log)).toContain("linux/arm64: '/opt/tools/busybox' is");
  });

  it.each([
    ['in the base image', 'FROM --platform=linux/amd64 busybox\n', '/usr/bin/busybox'],
    [
      'through a hard link',
      `FROM busybox\n${copyWrong} /a\nRUN ["busybox", "ln", "/a", "/b"]\nRUN ["busybox", "rm", "/a"]\n`,
      '/b',
    ],
  ])('is found %s', async (_, lines, path) => {
    const result = await bench.step(inputsFor(lines, { emulation: 'auto' }));
    expect(result.code, result.log).toBe(1);
    expect(errorOf(result.log)).toContain(`linux/arm64: '${path}' is`);
  });
});

describe('what passes', () => {
  it.each<[string, string, Readonly<Record<string, string>>, RegExp]>([
    [
      'an image that is right',
      'FROM busybox\n',
      {},
      /linux\/amd64: 1 ELF file, all for x86-64\nlinux\/arm64: 1 ELF file, all for AArch64/,
    ],
    [
      'a wrong program that a higher layer removes',
      `FROM busybox\n${copyWrong} /opt/helper\nRUN ["busybox", "rm", "/opt/helper"]\n`,
      { emulation: 'auto' },
      /linux\/arm64: 1 ELF file, all for AArch64/,
    ],
    [
      'a wrong program that is left out',
      `FROM busybox\n${copyWrong} /usr/lib/boards/x/run\n`,
      { 'verify-binaries': 'all\n!/usr/lib/boards' },
      /linux\/arm64: 1 ELF file, all for AArch64; 1 left out/,
    ],
    [
      'a wrong file that is not executable, with a warning',
      'FROM busybox\nCOPY --from=wrong --chmod=644 /usr/bin/busybox /lib/firmware/board\n',
      {},
      /::warning title=File for another architecture::linux\/arm64: for another architecture, but not executable: \/lib\/firmware\/board\./,
    ],
    ['an image without any program', 'FROM scratch\nCOPY Dockerfile /\n', {}, /linux\/arm64: 0 ELF files/],
  ])('%s', async (_, dockerfile, more, said) => {
    const tag = newTag();
    const result = await bench.step(inputsFor(dockerfile, { tags: tag, push: 'true', ...more }));
    expect(result.code, result.log).toBe(0);
    expect(result.log).toMatch(said);
    expect(await craneDigest(tag)).toBe(result.outputs['digest']);
  });

  it('a whole Debian, of which every file is seen', async () => {
    const tag = newTag();
    const result = await bench.step(
      inputsFor('FROM debian:bookworm-slim\n', { platforms: 'linux/amd64', tags: tag, push: 'true' }),
    );
    expect(result.code, result.log).toBe(0);
    const count = Number(/linux\/amd64: (\d+) ELF files, all for x86-64/.exec(result.log)?.[1]);
    // What an independent reader of the same image finds: ELF files of type 2 or 3, hard links counted each.
    const folder = makeContext({});
    await output('sh', '-c', `crane export --platform linux/amd64 ${tag} - | tar -x -C ${folder}`);
    const listed = await output(
      'sh',
      '-c',
      `find ${folder} -type f -exec sh -c 'head -c 18 "$1" | od -A n -t x1 | tr -d " \\n"; echo' _ {} ';' | grep -cE '^7f454c46.{24}0[23]00'`,
    );
    expect(count).toBeGreaterThan(100);
    expect(count).toBe(Number(listed));
  });
});
