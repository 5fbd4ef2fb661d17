// The transcripts that stand in for docker and buildx in __tests__/contract must be what those say today. Each
// scenario runs with the real tools and is held against its transcript. RECORD=1 writes what differs.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { labEnvironment } from '../../lab/environment.ts';
import { binDir } from '../../lab/paths.ts';
import { startProxy } from '../../lab/proxy.ts';
import { essence, normalised } from '../contract/normalise.ts';
import type { Recorded } from '../contract/record-tool.ts';
import {
  otherRegistry,
  registry,
  repository,
  type Scenario,
  scenarioNames,
  scenarioOf,
  writeCheckout,
} from '../contract/scenarios.ts';
import { errorTitles, toolFolder } from '../contract/tools.ts';
import {
  callText,
  loadTranscript,
  readsSize,
  type Transcript,
  transcriptPath,
} from '../contract/transcript.ts';
import { inputVariables, startJob, uniqueName } from '../harness/step.ts';

const lab = labEnvironment();
const value = (name: string): string => {
  const found = lab[name];
  if (found === undefined) {
    throw new Error(`The lab has no ${name}.`);
  }
  return found;
};
const declared = inputVariables({});
const pinnedImages = ['INPUT_BUILDKIT-IMAGE', 'INPUT_BINFMT-IMAGE'].map((name) => declared[name] ?? '');
process.env['DOCKER_HOST'] = value('DOCKER_HOST');

/** A registry that refuses every upload. */
async function refusingRegistry(status: number): Promise<{ address: string; close(): Promise<void> }> {
  const proxy = await startProxy({ upstream: value('LAB_REGISTRY') });
  proxy.add({ kind: 'status', method: 'POST|PUT|PATCH', status, body: 'json' });
  return proxy;
}

async function record(scenario: Scenario): Promise<Transcript> {
  const job = startJob();
  const refusing = scenario.refuses === undefined ? null : await refusingRegistry(scenario.refuses);
  try {
    writeCheckout(scenario, job.workspace);
    const notes = join(job.folder, 'notes');
    mkdirSync(notes);
    const host = refusing?.address ?? value('LAB_REGISTRY');
    const unique = uniqueName('app');
    const [, ours] = repository.split('/acme/');
    const real = (text: string): string =>
      text
        .replaceAll(registry, host)
        .replaceAll(otherRegistry, value('LAB_REGISTRY_2'))
        .replaceAll(`/acme/${ours}`, `/acme/${unique}`);
    const images: Record<string, string> = {
      'buildkit-image': value('LAB_BUILDKIT_IMAGE'),
      'binfmt-image': value('LAB_BINFMT_IMAGE'),
    };
    const options = {
      inputs: {
        ...images,
        ...Object.fromEntries(Object.entries(scenario.inputs).map(([name, text]) => [name, real(text)])),
        ...('buildkitd-config-inline' in scenario.inputs
          ? {}
          : { 'buildkitd-config': value('LAB_BUILDKITD_CONFIG') }),
      },
      env: {
        PATH: [toolFolder(join(job.folder, 'bin'), 'record-tool.ts'), process.env['PATH']].join(':'),
        RECORD_TOOLS: notes,
        RECORD_DOCKER: join(binDir, 'docker'),
        RECORD_BUILDX: value('LAB_BUILDX'),
        // The daemon is asked over the CLI then, as where there is no engine to play with; DOCKER_HOST goes first.
        DOCKER_CONTEXT: 'default',
        ...scenario.env,
      },
    };
    const main = await job.step(options);
    const post = await job.post(options, main);
    expect(post.code, post.log).toBe(0);
    const calls = readdirSync(notes)
      .map((name) => JSON.parse(readFileSync(join(notes, name), 'utf8')) as Recorded)
      .filter((call) => scenario.decidedBy?.test(callText(call)) ?? true)
      // Only a build that lasts has a trial push beside it, which depends on the machine.
      .filter(({ args }) => args.at(-1) !== '-' || !args.some((arg) => arg.includes('push-by-digest')))
      .toSorted((a, b) => Number(BigInt(a.started) - BigInt(b.started)))
      .filter((call, index, all) => !readsSize(call, all.slice(0, index)));
    return normalised(
      { calls, end: { code: main.code ?? 137, outputs: main.outputs, errors: errorTitles(main.log) } },
      [
        [host, registry],
        [value('LAB_REGISTRY_2'), otherRegistry],
        [`/acme/${unique}`, `/acme/${ours}`],
        [value('LAB_BUILDKIT_IMAGE'), pinnedImages[0] ?? ''],
        [value('LAB_BINFMT_IMAGE'), pinnedImages[1] ?? ''],
        [value('LAB_BUILDX'), 'buildx'],
      ],
      pinnedImages.map((image) => image.split('@')[1] ?? ''),
    );
  } finally {
    await refusing?.close();
    job.end();
  }
}

describe('each transcript is what the real tools say', () => {
  it.concurrent.each(scenarioNames)('%s', async (name) => {
    const recorded = await record(scenarioOf(name));
    const committed = existsSync(transcriptPath(name)) ? loadTranscript(name) : null;
    const drift =
      committed === null || JSON.stringify(essence(committed)) !== JSON.stringify(essence(recorded));
    if (process.env['RECORD'] === '1' && drift) {
      writeFileSync(transcriptPath(name), `${JSON.stringify(recorded, null, 1)}\n`);
    } else {
      expect(
        essence(recorded),
        'The real tools answer otherwise than the transcript. If that is right: RECORD=1 npx vitest run --project lab __tests__/lab/transcripts.test.ts',
      ).toEqual(committed && essence(committed));
    }
  });
});
