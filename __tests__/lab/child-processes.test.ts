// Verification and tagging take as many child processes for eight platforms as for two.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { elfArchitectures, elfHeader } from '../harness/elf.ts';
import { uniqueName } from '../harness/step.ts';
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

function contextOfPrograms(entrypoint: string, files: Readonly<Record<string, string>>): string {
  const dockerfile = `FROM scratch\nARG TARGETARCH\nCOPY --chmod=755 app-$TARGETARCH /app\nCOPY --chmod=755 scripts /\n${entrypoint}\n`;
  const programs = elfArchitectures.map((name) => [`app-${name}`, elfHeader(name)]);
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
      // Which tells how large each image is, and reads each manifest for that.
      summary: 'false',
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
  // Only a build that lasts has a trial push beside it, which depends on the machine.
  return buildx.slice(staging + 1).filter(({ args }) => !/push-by-digest.* -$/.test(args));
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

it('one build for the executables, two reads, one call a repository for the tags, a read of each tag before and after', async () => {
  const calls = await callsAfterStaging(contextOfPrograms('ENTRYPOINT ["/app"]', {}), eight, {});
  const counts = Object.groupBy(subcommands(calls), (name) => name);
  expect(Object.fromEntries(Object.entries(counts).map(([name, all]) => [name, all?.length]))).toEqual({
    build: 1,
    imagetoolscreate: 2,
    imagetoolsinspect: 2 + 3 + 3,
  });
});

it('a read of each manifest more where there is a summary', async () => {
  const context = contextOfPrograms('ENTRYPOINT ["/app"]', {});
  const [without, summary] = [
    await callsAfterStaging(context, two, {}),
    await callsAfterStaging(context, two, { summary: 'true' }),
  ];
  expect(subcommands(summary)).toEqual(
    [...subcommands(without), 'imagetoolsinspect', 'imagetoolsinspect'].sort(),
  );
});
