// What the action does to the kernel's emulators. These belong to the whole machine, so each test takes them away
// and gives them back.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type StepResult, uniqueName } from '../harness/step.ts';
import {
  command,
  craneDigest,
  errorOf,
  makeContext,
  openWorkbench,
  output,
  registry,
  setting,
  type Workbench,
} from './lab.ts';
import { makeShims, type Shims } from './shims.ts';

const directory = '/proc/sys/fs/binfmt_misc';
const handlers = (): string[] =>
  readdirSync(directory)
    .filter((name) => name.startsWith('qemu-'))
    .sort();

let bench: Workbench;
let shims: Shims;
let before: string[] = [];

beforeAll(async () => {
  before = handlers();
  bench = await openWorkbench();
});
beforeEach(async () => {
  shims?.remove();
  shims = await makeShims();
});
afterAll(async () => {
  shims?.remove();
  await register(before.length > 0 ? before.map((name) => architectureOf(name)) : []);
  await bench?.end();
});

const architectureOf = (handler: string): string =>
  handler.replace('qemu-', '').replace('aarch64', 'arm64').replace('i386', '386');

async function register(architectures: readonly string[]): Promise<void> {
  if (architectures.length === 0) {
    return;
  }
  const image = setting('LAB_BINFMT_IMAGE');
  await output('docker', 'run', '--rm', '--privileged', image, '--install', architectures.join(','));
}

function unregisterAll(): void {
  for (const name of handlers()) {
    // Another job on this machine may be doing the same.
    if (existsSync(join(directory, name))) {
      writeFileSync(join(directory, name), '-1');
    }
  }
}

/** Something runs on the platform, and the result of it is in the image. */
const running = (): string =>
  makeContext({ Dockerfile: `FROM busybox\nRUN echo ${uniqueName('r')} && uname -m > /machine\n` });
const copying = (): string => makeContext({ Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' });

function run(inputs: Readonly<Record<string, string>>): Promise<StepResult> {
  return bench.step(inputs, { env: { PATH: shims.path } });
}

/** How binfmt was called: the words behind the image. */
const binfmtCalls = (): string[] =>
  shims
    .calls()
    .filter(({ program, args }) => program === 'docker' && args.startsWith('run '))
    .map(({ args }) => args.replace(/^.*? (\S+@\S+|\S+:\S+) ?/, ''));

it('auto registers what is missing and nothing else', async () => {
  unregisterAll();
  const tag = `${registry}/emulation/${uniqueName('e')}:1`;
  const result = await run({
    context: running(),
    platforms: 'linux/amd64,linux/386,linux/arm64',
    tags: tag,
    push: 'true',
    emulation: 'auto',
  });
  expect(result.code, result.log).toBe(0);
  expect(binfmtCalls()).toEqual(['--install arm64']);
  expect(handlers()).toContain('qemu-aarch64');
  expect(handlers()).not.toContain('qemu-i386');
  const exported = await command('sh', [
    '-c',
    `crane export --platform linux/arm64 ${tag} - | tar -xO machine`,
  ]);
  expect(exported.stdout.trim()).toBe('aarch64');

  // And what is registered already needs no container.
  shims.remove();
  shims = await makeShims();
  const again = await run({ context: running(), platforms: 'linux/amd64,linux/arm64', emulation: 'auto' });
  expect(again.code, again.log).toBe(0);
  expect(again.log).toContain('linux/arm64; their emulators are registered');
  expect(binfmtCalls()).toEqual([]);
});

it('auto pulls and runs nothing for native platforms', async () => {
  const result = await run({ context: running(), platforms: 'linux/amd64,linux/386', emulation: 'auto' });
  expect(result.code, result.log).toBe(0);
  expect(binfmtCalls()).toEqual([]);
});

it('binfmt registers what was asked, and takes what is registered already for success', async () => {
  await register(['arm64']);
  const result = await run({ context: running(), platforms: 'linux/arm64', emulation: 'binfmt' });
  expect(result.code, result.log).toBe(0);
  expect(binfmtCalls()).toEqual(['--install arm64']);
});

it.each(['builtin', 'none'])('%s registers nothing', async (emulation) => {
  unregisterAll();
  const result = await run({ context: copying(), platforms: 'linux/amd64,linux/arm64', emulation });
  expect(result.code, result.log).toBe(0);
  expect(binfmtCalls()).toEqual([]);
  expect(handlers()).not.toContain('qemu-aarch64');
});

it("builtin runs foreign programs with BuildKit's own emulators, in a builder of its own", async () => {
  unregisterAll();
  const tag = `${registry}/emulation/${uniqueName('e')}:1`;
  const result = await run({
    context: running(),
    platforms: 'linux/arm64',
    tags: tag,
    push: 'true',
    emulation: 'builtin',
  });
  expect(result.code, result.log).toBe(0);
  const exported = await command('sh', [
    '-c',
    `crane export --platform linux/arm64 ${tag} - | tar -xO machine`,
  ]);
  expect(exported.stdout.trim()).toBe('aarch64');
  expect(binfmtCalls()).toEqual([]);
});

it('fails where binfmt cannot register the platform, although binfmt ends with status 0', async () => {
  unregisterAll();
  // The program without its emulators.
  const image = `${registry}/emulation/${uniqueName('binfmt')}:1`;
  const made = await bench.step({
    context: makeContext({
      Dockerfile: `FROM ${setting('LAB_BINFMT_IMAGE')} AS whole\nFROM scratch\nCOPY --from=whole /usr/bin/binfmt /usr/bin/binfmt\nENTRYPOINT ["/usr/bin/binfmt"]\n`,
    }),
    platforms: 'linux/amd64',
    tags: image,
    push: 'true',
  });
  expect(made.code, made.log).toBe(0);
  const tag = `${registry}/emulation/${uniqueName('e')}:1`;
  const result = await run({
    context: running(),
    platforms: 'linux/amd64,linux/mips64',
    tags: tag,
    push: 'true',
    emulation: 'auto',
    'binfmt-image': image,
  });
  await command('docker', ['rmi', image]);
  expect(result.code).toBe(1);
  expect(errorOf(result.log)).toMatch(
    /title=emulation-unavailable::No emulator could be registered for linux\/mips64\. binfmt said: .*mips64/,
  );
  expect(errorOf(result.log)).toContain('emulation: none');
  expect(await craneDigest(tag)).toBeNull();
});

it('names the binfmt image that is not there', async () => {
  unregisterAll();
  const result = await run({
    context: running(),
    platforms: 'linux/arm64',
    emulation: 'auto',
    'binfmt-image': `${registry}/emulation/absent:1`,
  });
  expect(result.code).toBe(1);
  expect(errorOf(result.log)).toContain('emulation/absent');
});
