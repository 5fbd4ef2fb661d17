// Every recorded scenario, played: dist/ must make the same calls and come to the same end as with the real tools.

import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/oci/digest.ts';
import { type PlayResult, play } from './play.ts';
import { type ScenarioName, scenarioNames, scenarioOf } from './scenarios.ts';
import { errorTitles } from './tools.ts';
import { callText, loadTranscript, servedBytes } from './transcript.ts';

const succeeding = [
  'staged-push',
  'plain-manifest',
  'direct',
  'local',
  'two-platforms',
  'eight-platforms',
] as const;

const plays = new Map<ScenarioName, Promise<PlayResult>>();

/** One play of each scenario serves all tests. */
function played(name: ScenarioName): Promise<PlayResult> {
  const started = plays.get(name) ?? start(name);
  plays.set(name, started);
  return started;
}

function start(name: ScenarioName): Promise<PlayResult> {
  const transcript = loadTranscript(name);
  const { decidedBy } = scenarioOf(name);
  if (!decidedBy) {
    return play(name, transcript);
  }
  // What is not recorded goes well, as far as it comes.
  const others = loadTranscript('two-platforms').calls.filter((call) => !decidedBy.test(callText(call)));
  return play(name, { ...transcript, calls: [...transcript.calls, ...others] }, { lenient: true });
}

describe('a recorded scenario ends as it did', () => {
  it.concurrent.each(scenarioNames)('%s', async (name) => {
    const { end } = loadTranscript(name);
    const result = await played(name);
    // The metadata names the builder, which is another one each time.
    const { metadata, ...outputs } = result.outputs;
    const { metadata: recordedMetadata, ...recorded } = end.outputs;
    expect({ code: result.code, outputs, errors: errorTitles(result.log) }, result.log).toEqual({
      code: end.code,
      outputs: recorded,
      errors: end.errors,
    });
    expect(metadata === undefined).toBe(recordedMetadata === undefined);
    expect(result.post.code, result.post.log).toBe(0);
  });

  it.concurrent.each(scenarioNames.filter((name) => !scenarioOf(name).decidedBy))(
    '%s, by the same calls',
    async (name) => {
      expect((await played(name)).missing).toEqual([]);
    },
  );
});

describe('a success', () => {
  it.concurrent.each(succeeding)('%s outputs the digests of the bytes that were served', async (name) => {
    const bytes = servedBytes(loadTranscript(name));
    const { outputs, summary } = await played(name);
    expect(outputs['digest']).toBe(digestOf(bytes));
    expect(summary).toContain(outputs['digest']);
    const manifests = JSON.parse(outputs['manifests'] ?? '') as { platform: string; digest: string }[];
    expect(manifests.map(({ platform }) => platform).join(',')).toBe(outputs['platforms']);
    for (const { digest } of manifests) {
      expect(digest === outputs['digest'] || bytes.includes(digest)).toBe(true);
      expect(summary).toContain(digest);
    }
  });

  it.concurrent('has one manifest without attestation where the image is a plain one', async () => {
    const { outputs } = await played('plain-manifest');
    expect(JSON.parse(outputs['manifests'] ?? '')).toEqual([
      expect.objectContaining({ digest: outputs['digest'], attestation: null }),
    ]);
  });

  it.concurrent('names no image and no tags of a build that is not pushed', async () => {
    const { outputs } = await played('local');
    expect(Object.keys(outputs).toSorted()).toEqual([
      'descriptors',
      'digest',
      'manifests',
      'metadata',
      'platforms',
    ]);
  });
});

describe('the calls', () => {
  it.concurrent('verify everything before a tag is set', async () => {
    const { calls } = await played('staged-push');
    const creates = calls.filter(({ args }) => args.slice(0, 2).join(' ') === 'imagetools create');
    const checks = calls.filter(
      ({ args }) =>
        (args[1] === 'inspect' && /@sha256:[0-9a-f]{64}$/.test(args.at(-1) ?? '')) ||
        args.join(' ').includes('type=local'),
    );
    expect(creates).toHaveLength(2);
    expect(checks.length).toBeGreaterThanOrEqual(2);
    for (const { ended } of checks) {
      for (const { started } of creates) {
        expect(BigInt(started) > BigInt(ended)).toBe(true);
      }
    }
  });

  it.concurrent('stage without a tag', async () => {
    const { calls } = await played('staged-push');
    const builds = calls.filter(({ args }) => args[0] === 'build').map(({ args }) => args.join(' '));
    expect(builds.filter((text) => text.includes('push=true'))).toEqual([
      expect.stringContaining('push-by-digest=true'),
    ]);
    for (const text of builds) {
      expect(text).not.toMatch(/acme\/app:(1|latest)/);
    }
  });

  it.concurrent('are as many for eight platforms as for two', async () => {
    const [two, eight] = await Promise.all([played('two-platforms'), played('eight-platforms')]);
    expect([two.code, eight.code]).toEqual([0, 0]);
    expect(eight.calls.length).toBe(two.calls.length);
  });
});
