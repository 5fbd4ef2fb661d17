// Verification and tagging take as many child processes for eight platforms as for two.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { uniqueName } from '../../lab/step.ts';
import { craneDigest, makeContext, openWorkbench, registry, registry2, type Workbench } from './lab.ts';
import { type Call, makeShims, type Shims } from './shims.ts';

let bench: Workbench;
const shims: Shims[] = [];
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(async () => {
  for (const each of shims) {
    each.remove();
  }
  await bench?.end();
});

/** e_machine, class and byte order of the ELF files of each architecture (TARGETARCH). */
const machines: Readonly<Record<string, readonly [machine: number, bits: 32 | 64, big?: true]>> = {
  amd64: [62, 64],
  arm64: [183, 64],
  arm: [40, 32],
  '386': [3, 32],
  ppc64le: [21, 64],
  s390x: [22, 64, true],
  riscv64: [243, 64],
};
const two = ['linux/amd64', 'linux/arm64'];
const eight = [
  ...two,
  'linux/arm/v7',
  'linux/arm/v6',
  'linux/386',
  'linux/ppc64le',
  'linux/s390x',
  'linux/riscv64',
];

/** An ELF header and nothing else: enough to be looked at. */
function elf(machine: number, bits: 32 | 64, big: boolean): Buffer {
  const header = Buffer.alloc(64);
  header.writeUInt32BE(0x7f454c46, 0);
  header.set([bits / 32, big ? 2 : 1, 1], 4);
  if (big) {
    header.writeUInt16BE(2, 16);
  } else {
    header.writeUInt16LE(2, 16);
  }
  if (big) {
    header.writeUInt16BE(machine, 18);
  } else {
    header.writeUInt16LE(machine, 18);
  }
  return header;
}

function contextOfPrograms(entrypoint: string, files: Readonly<Record<string, string>>): string {
  const dockerfile = `FROM scratch\nARG TARGETARCH\nCOPY --chmod=755 app-$TARGETARCH /app\nCOPY --chmod=755 scripts /\n${entrypoint}\n`;
  const programs = Object.entries(machines).map(([name, [machine, bits, big = false]]) => [
    `app-${name}`,
    elf(machine, bits, big),
  ]);
  return makeContext({
    Dockerfile: dockerfile,
    ...Object.fromEntries(programs),
    'scripts/start': '',
    ...files,
  });
}

async function callsAfterStaging(
  context: string,
  platforms: readonly string[],
  inputs: Readonly<Record<string, string>>,
): Promise<readonly Call[]> {
  const shim = await makeShims();
  shims.push(shim);
  const name = uniqueName('c');
  const tags = [`${registry}/calls/${name}:1`, `${registry}/calls/${name}:2`, `${registry2}/calls/${name}:1`];
  const result = await bench.step(
    {
      context,
      platforms: platforms.join(','),
      tags: tags.join('\n'),
      push: 'true',
      'buildx-version': 'runner',
      'buildx-sha256': '',
      'buildx-mirror': '',
      ...inputs,
    },
    { env: { PATH: shim.path } },
  );
  expect(result.code, result.log).toBe(0);
  for (const tag of tags) {
    expect(await craneDigest(tag)).toBe(result.outputs['digest']);
  }
  const buildx = shim.calls().filter(({ program }) => program === 'buildx');
  const staging = buildx.findIndex(({ args }) => args.startsWith('build ') && args.includes('push=true'));
  expect(staging).toBeGreaterThanOrEqual(0);
  return buildx.slice(staging + 1);
}

const subcommands = (calls: readonly Call[]): readonly string[] =>
  calls.map(({ args }) => args.replace(/ .*/, '') + (/imagetools (\w+)/.exec(args)?.[1] ?? '')).sort();

it.each([
  ['entrypoints', 'ENTRYPOINT ["/app"]', {}],
  ['scripts that are followed', 'ENTRYPOINT ["/start"]', { 'scripts/start': '#!/app\n' }],
  ['commands found in PATH', 'ENV PATH=/bin:/usr/bin:/\nCMD ["app"]', {}],
] as const)('verifying %s', async (_, entrypoint, files) => {
  const context = contextOfPrograms(entrypoint, files);
  const few = await callsAfterStaging(context, two, {});
  const many = await callsAfterStaging(context, eight, {});
  expect(subcommands(many)).toEqual(subcommands(few));
  expect(few.length).toBeGreaterThan(3);
});

it('one build for the executables, two reads, one call a repository for the tags, one read a tag', async () => {
  const calls = await callsAfterStaging(contextOfPrograms('ENTRYPOINT ["/app"]', {}), eight, {});
  const counts = Object.groupBy(subcommands(calls), (name) => name);
  expect(Object.fromEntries(Object.entries(counts).map(([name, all]) => [name, all?.length]))).toEqual({
    build: 1,
    imagetoolscreate: 2,
    imagetoolsinspect: 2 + 3,
  });
});
