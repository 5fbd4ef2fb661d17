// The workflows of examples/ as a user would write them, on a workflow runner, and one whose Dockerfile fails.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { deriveWorkflow } from '../../lab/derive.ts';
import { runWorkflow, type WorkflowResult } from '../../lab/runner.ts';
import { uniqueName } from '../harness/step.ts';
import {
  craneDigest,
  type Descriptor,
  lab,
  onEngine,
  output,
  registry,
  served,
  tagsOf,
  toolchain,
} from './lab.ts';

interface Step {
  id?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Workflow {
  jobs: Record<string, { steps: Step[] }>;
}

const samples = ['cross', 'qemu'] as const;
const folder = mkdtempSync(join(tmpdir(), 'multiarch-workflow-'));
const tagOf: Record<string, string> = Object.fromEntries(
  samples.map((sample) => [sample, `${registry}/samples/${uniqueName(sample)}:1.0`]),
);

/** What is in the machine's folder for temporary files under our names. */
const temporary = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('multiarch-build'));

async function act(workflow: Workflow): Promise<WorkflowResult> {
  const file = join(folder, `${uniqueName('workflow')}.yml`);
  writeFileSync(file, stringify({ name: 'image', on: 'push', ...workflow }));
  return runWorkflow({ file });
}

/** One job that runs the build step of each sample, as its workflow has it but for the tag: they share a builder. */
function bothSamples(): Workflow {
  const steps = samples.map((sample): Step => {
    const workflow = parse(
      deriveWorkflow(join(import.meta.dirname, '..', '..', 'examples', sample, 'workflow.yml'), lab),
    ) as Workflow;
    const step = Object.values(workflow.jobs)
      .flatMap((job) => job.steps)
      .find(({ id }) => id === 'image');
    if (!step) {
      throw new Error(`examples/${sample}/workflow.yml has no step with the id image`);
    }
    return { ...step, id: sample, with: { ...step.with, tags: tagOf[sample] } };
  });
  return { jobs: { image: { steps: [{ uses: 'actions/checkout@v4' }, ...steps] } } };
}

function onUbuntu({ jobs }: Workflow): Workflow {
  return {
    jobs: Object.fromEntries(
      Object.entries(jobs).map(([name, job]) => [name, { 'runs-on': 'ubuntu-latest', ...job }]),
    ),
  };
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the samples', () => {
  let result: WorkflowResult;
  let before: readonly string[];
  beforeAll(async () => {
    before = temporary();
    result = await act(onUbuntu(bothSamples()));
  });

  it('are built, published and cleaned up after', async () => {
    expect(result.code, result.output).toBe(0);
    const names = new Set(result.output.match(/multiarch-build-[0-9a-z]{8,9}-[0-9a-f]{8}/g));
    expect([...names]).toHaveLength(1);
    for (const name of names) {
      expect(await onEngine(name)).toEqual([]);
    }
    expect(temporary().filter((name) => !before.includes(name))).toEqual([]);
    expect(result.output.replace(/::add-mask::.*/g, '')).not.toContain('lab-password');
  });

  it.each(samples)('%s: the outputs are what the registry serves', async (sample) => {
    const outputs = result.outputs['image']?.[sample] ?? {};
    const tag = tagOf[sample] ?? '';
    const repository = tag.slice(0, tag.lastIndexOf(':'));
    const index = await served(tag);
    expect(outputs['digest']).toBe(index.digest);
    expect(outputs['digest']).toBe(await craneDigest(tag));
    expect(outputs).toMatchObject({
      image: `${repository}@${index.digest}`,
      tags: tag,
      platforms: 'linux/amd64,linux/arm64',
    });
    const manifests = JSON.parse(outputs['manifests'] ?? '') as (Descriptor & { reference: string })[];
    expect(manifests.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64']);
    for (const { platform, digest, reference } of manifests) {
      expect(await output('crane', 'digest', '--platform', String(platform), tag)).toBe(digest);
      expect(reference).toBe(`${repository}@${digest}`);
      expect((await served(reference)).digest).toBe(digest);
    }
  });

  it.each([
    ['qemu', 'linux/amd64', 'Hello from Linux on x86_64'],
    ['qemu', 'linux/arm64', 'Hello from Linux on aarch64'],
    ['cross', 'linux/amd64', 'Hello from linux on amd64'],
    ['cross', 'linux/arm64', 'Hello from linux on arm64'],
  ])('%s prints on %s: %s', async (sample, platform, said) => {
    const manifests = JSON.parse(result.outputs['image']?.[sample]?.['manifests'] ?? '[]') as {
      platform: string;
      reference: string;
    }[];
    const reference = manifests.find((manifest) => manifest.platform === platform)?.reference ?? '';
    expect(await output('docker', 'run', '--rm', '--quiet', '--platform', platform, reference)).toBe(said);
    await output('docker', 'rmi', reference);
  });

  it.each([
    // Of a cross-compiler nothing runs on the platform that it compiles for.
    ['cross', 'nothing ran'],
    ['qemu', 'emulated'],
  ])('%s has a row for each platform in the summary', (sample, foreign) => {
    const outputs = result.outputs['image']?.[sample] ?? {};
    const manifests = JSON.parse(outputs['manifests'] ?? '[]') as { platform: string; digest: string }[];
    const rowOf = (platform: string): string => {
      const short = manifests.find((manifest) => manifest.platform === platform)?.digest.slice(0, 19);
      const rows = result.summary.split('\n').filter((line) => line.startsWith(`| ${platform} |`));
      return rows.find((line) => line.endsWith(`| \`${short}\` |`)) ?? `none of ${rows.join('\n')}`;
    };
    expect(rowOf('linux/amd64')).toMatch(/ MB \| .* \| \d+ of \d+ \| native \| .*x86-64/);
    expect(rowOf('linux/arm64')).toContain(`| ${foreign} |`);
    expect(result.summary).toContain(`@${outputs['digest']}\n`);
  });

  it('have a log that reads as a table of contents', () => {
    const titles = [...result.output.matchAll(/::group::(.*)/g)].map(([, title]) => title);
    const contents = [
      'Set up buildx, emulators and builder',
      'Build linux/amd64, linux/arm64',
      'Verify the image',
      'Publish',
    ];
    expect(titles.filter((title) => contents.includes(title ?? ''))).toEqual([...contents, ...contents]);
  });
});

describe('a workflow whose Dockerfile fails', () => {
  it('names the line, tags nothing and leaves nothing', async () => {
    const before = temporary();
    const tag = `${registry}/samples/${uniqueName('failing')}:1`;
    const lines = ['FROM busybox', 'COPY Dockerfile /', '', 'RUN echo before && exit 3', 'RUN true'];
    const result = await act(
      onUbuntu({
        jobs: {
          image: {
            steps: [
              { uses: 'actions/checkout@v4' },
              {
                run: `mkdir -p sub && printf '%s\\n' ${lines.map((line) => `'${line}'`).join(' ')} > sub/Dockerfile`,
              },
              {
                id: 'image',
                uses: './',
                with: {
                  ...toolchain,
                  context: 'sub',
                  platforms: 'linux/amd64,linux/arm64',
                  tags: tag,
                  push: true,
                },
              },
            ],
          },
        },
      }),
    );
    expect(result.code).toBe(1);
    expect(result.output).toMatch(
      /::error title=build-failed,file=sub\/Dockerfile,line=4::sub\/Dockerfile:4: The build failed: .*exit code: 3/,
    );
    expect(result.output).toContain('Published: nothing.');
    expect(result.outputs['image']?.['image'] ?? {}).toEqual({});
    expect(await craneDigest(tag)).toBeNull();
    expect(await tagsOf(tag.slice(0, -2))).toEqual([]);
    const names = new Set(result.output.match(/multiarch-build-[0-9a-z]{8,9}-[0-9a-f]{8}/g));
    expect([...names]).toHaveLength(1);
    for (const name of names) {
      expect(await onEngine(name)).toEqual([]);
    }
    expect(temporary().filter((name) => !before.includes(name))).toEqual([]);
  });
});
