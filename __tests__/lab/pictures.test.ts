// Summaries of real steps, looked at in a real browser, and what the log says while a step takes long. The pictures
// lie in pictures/ afterwards; npm run pictures puts those that the README shows into docs/images/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Photograph, photographs } from '../../lab/browser.ts';
import { elfArchitectures, elfHeader } from '../harness/elf.ts';
import { type StepResult, uniqueName } from '../harness/step.ts';
import { root } from '../meta/project.ts';
import { makeContext, openWorkbench, registry, registry2, toolchain, type Workbench } from './lab.ts';

/** That of a job's summary on GitHub, in pixels. */
const width = 900;
const both = 'linux/amd64,linux/arm64';
const eight = `${both},linux/arm/v7,linux/arm/v6,linux/386,linux/ppc64le,linux/s390x,linux/riscv64`;
const repository = `${registry}/acme/${uniqueName('app')}`;
const env = { GITHUB_SHA: 'c0ffee', GITHUB_RUN_ID: '42' };

/** Of this run alone: BuildKit would take an instruction of another build for the same. */
const programs = Object.fromEntries(
  elfArchitectures.map((name) => [
    `app-${name}`,
    Buffer.concat([elfHeader(name), Buffer.from(uniqueName(name))]),
  ]),
);
const programsFor = (name: string): string =>
  `FROM scratch\nARG TARGETARCH\nCOPY --chmod=755 ${name} /app\nENTRYPOINT ["/app"]\n`;

const names = ['success', 'dockerfile-failure', 'wrong-binary', 'eight-platforms', 'merge'] as const;
type Name = (typeof names)[number];

let bench: Workbench;
let results: Readonly<Record<Name, StepResult>>;
let seen: Readonly<Record<Name, Photograph>>;

const step = (dockerfile: string, inputs: Readonly<Record<string, string>>) =>
  bench.step(
    {
      context: makeContext({ Dockerfile: dockerfile, ...programs }),
      platforms: both,
      tags: `${repository}:1.4.0\n${repository}:latest`,
      push: 'true',
      emulation: 'auto',
      ...inputs,
    },
    { env },
  );

async function merged(): Promise<StepResult> {
  const legs = both.split(',').map((platform) =>
    step('FROM busybox\nRUN uname -m && sleep 2\n', {
      platforms: platform,
      shard: 'true',
      tags: `${repository}:m`,
    }),
  );
  const shards = (await Promise.all(legs)).map(({ outputs }, n) => [`shard-${n}`, outputs['shard'] ?? '']);
  const ownToolchain = Object.entries(toolchain).filter(([input]) => input.startsWith('buildx-'));
  return bench.job.step({
    action: 'merge',
    env,
    inputs: {
      ...Object.fromEntries(ownToolchain),
      shards: JSON.stringify(Object.fromEntries(shards)),
      tags: `${repository}:2.0.0`,
    },
  });
}

beforeAll(async () => {
  bench = await openWorkbench();
  const slow =
    'FROM busybox AS build\nCOPY Dockerfile .\nRUN if [ "$(uname -m)" = aarch64 ]; then sleep 70; else sleep 4; fi\n' +
    'RUN head -c 3000000 /dev/urandom > /lib.bin\n' +
    'FROM busybox\nCOPY --from=build /lib.bin /lib.bin\nCMD ["busybox", "sh"]\n';
  const failing =
    'FROM busybox\nRUN echo ready\nRUN echo "checking the compiler" && test "$(uname -m)" = x86_64 || { echo "cc: no such instruction"; exit 3; }\n';
  const all = await Promise.all([
    step(slow, { tags: `${repository}:1.4.0\n${repository}:latest\n${registry2}/acme/app:1.4.0` }),
    step(failing, {}),
    step(programsFor('app-amd64'), {}),
    step(programsFor('app-$TARGETARCH'), { platforms: eight, tags: `${repository}:8` }),
    merged(),
  ]);
  results = Object.fromEntries(names.map((name, n) => [name, all[n]])) as typeof results;
  // With a registry that people know, in place of one whose port is another one each time.
  const shown = all.map(({ summary }) =>
    summary.replaceAll(repository, 'ghcr.io/acme/app').replaceAll(`${registry2}/`, 'registry.example.com/'),
  );
  const pictures = await photographs(shown, width);
  const folder = join(root, 'pictures');
  mkdirSync(folder, { recursive: true });
  for (const [n, name] of names.entries()) {
    writeFileSync(join(folder, `${name}.png`), pictures[n]?.png ?? '');
    writeFileSync(join(folder, `${name}.md`), shown[n] ?? '');
  }
  seen = Object.fromEntries(names.map((name, n) => [name, pictures[n]])) as typeof seen;
});
afterAll(() => bench?.end());

describe('a step that takes long', () => {
  it('says every 30 seconds which instruction runs, where and how', () => {
    const life = results.success.log.split('\n').filter((line) => /^After .*, still running: /.test(line));
    const naming = life.filter((line) => /linux\/arm64 \(emulated\): RUN .*sleep 70/.test(line));
    expect(naming.length, results.success.log).toBeGreaterThanOrEqual(2);
  });

  it('ends with names, digest, time and what was verified', () => {
    const { log, outputs } = results.success;
    const lines = log.slice(log.lastIndexOf('::endgroup::')).trim().split('\n').slice(1);
    expect(lines.slice(0, 3)).toEqual([
      expect.stringContaining(`Published ${repository}:1.4.0, `),
      `Digest ${outputs['digest']}`,
      expect.stringMatching(
        /^Took 1 min \d+ s\. Verified: the digest, .* and the architecture of its programs\.$/,
      ),
    ]);
  });

  it('tells of a push one line a repository', () => {
    const lines = results.success.log.split('\n').filter((line) => /^#\d+ .*pushing/.test(line));
    expect(lines).toHaveLength(2);
  });
});

describe.each(names)('the summary of %s', (name) => {
  it('is a page without a mistake, and nothing of it is out of sight', () => {
    const { errors, outOfSight, elements } = seen[name];
    expect(errors).toEqual([]);
    expect(outOfSight).toEqual([]);
    expect(elements).not.toContain('script');
  });
});

it('tells what each is about', () => {
  expect(seen.success.charts).toBe(1);
  expect(results.success.summary).toMatch(/\*\*Emulation cost about 1 min \d+ s\.\*\*/);
  expect(results.success.summary).toMatch(
    /\| linux\/arm64 \| [\d.]+ MB \| 1\u00a0min\u00a0\d+\u00a0s \| \d of \d \| emulated \|/,
  );
  const failure = results['dockerfile-failure'].summary;
  expect(failure).toContain('failed for **linux/arm64**');
  expect(failure).toContain('>>> RUN echo "checking the compiler"');
  expect(failure).toContain('cc: no such instruction');
  expect(failure).toContain('Published: nothing.');
  expect(results['wrong-binary'].summary).toContain('❌ Failed');
  expect(results['wrong-binary'].summary).toMatch(/linux\/arm64: '\/app' is .*x86-64/);
  for (const platform of eight.split(',')) {
    expect(results['eight-platforms'].summary).toMatch(new RegExp(`\\| ${platform} \\| \\d+ B \\|`));
  }
  expect(results.merge.summary).toMatch(/\| shard-1 \| linux\/arm64 \| .* s \| .* s \| .* s \|/);
  expect(results.merge.summary).toMatch(
    /\| linux\/arm64 \| [\d.]+ MB \| [\d.]+\u00a0s \| 0 of 2 \| emulated \|/,
  );
});
