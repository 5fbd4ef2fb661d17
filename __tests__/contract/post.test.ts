// The post step: whatever state the main step left, it never fails the job and removes what is ours, once.
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PlayResult, play, startPlay } from './play.ts';
import { edited, loadTranscript, silentFailure } from './transcript.ts';

const transcript = loadTranscript('two-platforms');
const removals = ({ calls }: PlayResult): number => calls.filter(({ args }) => args[0] === 'rm').length;

describe('the post step', () => {
  let success: PlayResult;
  beforeAll(async () => {
    success = await startPlay('two-platforms', transcript);
  });
  afterAll(() => success.end());

  it('removes the builder and leaves no file', () => {
    expect(success.post.code).toBe(0);
    expect(removals(success)).toBe(1);
    expect(success.left).toEqual({});
  });

  const halves: readonly (readonly [string, (name: string) => boolean])[] = [
    ['the same state a second time', () => true],
    ['only that there was a main step', () => false],
    ['the folder alone', (name) => name === 'folder'],
    ['a builder without its record', (name) => name === 'builder' || name === 'buildx'],
    ['a record without a builder', (name) => name === 'record'],
    ['a builder without the path of buildx', (name) => name !== 'buildx'],
  ];
  it.each(halves)('has nothing to do and nothing to say with %s', async (_, keeps) => {
    const state = Object.entries(success.state).filter(([name]) => name === 'main' || keeps(name));
    const post = await success.again(Object.fromEntries(state));
    // A removal that the transcript does not have would be warned of.
    expect(post).toMatchObject({ code: 0, log: '', outputs: {}, summary: '' });
  });

  it.concurrent('warns, and does not fail the job, if the builder cannot be removed', async () => {
    const stuck = edited(transcript, /^buildx rm /, silentFailure);
    const { code, post } = await play('two-platforms', stuck, { lenient: true });
    expect([code, post.code]).toEqual([0, 0]);
    expect(post.log).toMatch(/^::warning[^\n]*could not be removed/m);
  });

  it.concurrent('does not touch a builder that is to stay', async () => {
    // Such a builder has no owner whose end would make it an orphan.
    const withoutOwner = transcript.calls.map((call) => {
      const at = call.args.findIndex((arg) => arg.includes('MULTIARCH_BUILD_OWNER'));
      return at < 0 ? call : { ...call, args: call.args.toSpliced(at - 1, 2) };
    });
    const result = await play(
      'two-platforms',
      { ...transcript, calls: withoutOwner },
      { inputs: { cleanup: 'false' } },
    );
    expect(result.code, result.log).toBe(0);
    expect(result.outputs['builder']).toMatch(/^multiarch-build-/);
    expect(removals(result)).toBe(0);
  });

  it.concurrent('has no builder to remove on a machine that is thrown away', async () => {
    let folders: readonly string[] = ['not looked at'];
    const result = await play('two-platforms', transcript, {
      env: { RUNNER_ENVIRONMENT: 'github-hosted' },
      between: (job) => {
        folders = readdirSync(job.temp).filter((name) => name.startsWith('multiarch-build-step-'));
      },
    });
    expect(result.code).toBe(0);
    expect(removals(result)).toBe(0);
    // What could hold a credential is gone all the same.
    expect(folders).toEqual([]);
  });
});
