import { describe, expect, it } from 'vitest';
import { closingLines, lifeLine } from '../../../src/report/life.ts';
import { hash, published, start, step } from './facts.ts';

const at = (seconds: number) => ({
  phase: 'build' as const,
  startedMs: start,
  nowMs: start + seconds * 1000,
});
const running = { state: 'running', seconds: null } as const;

describe('what runs now', () => {
  it.each<[name: string, title: string, changes: object, said: string]>([
    [
      'an emulated instruction',
      '[linux/arm64 2/3] RUN sleep 70',
      {},
      'After 1 min, still running: linux/arm64 (emulated): RUN sleep 70 for 1 min.',
    ],
    [
      'a native one',
      '[linux/amd64 2/3] RUN make',
      {},
      'After 1 min, still running: linux/amd64 (native): RUN make for 1 min.',
    ],
    [
      'one on the build platform',
      '[linux/amd64->arm64 2/3] RUN make',
      {},
      'After 1 min, still running: linux/arm64 on linux/amd64 (native): RUN make for 1 min.',
    ],
    [
      'a push',
      'exporting to image',
      { doing: 'pushing layers' },
      'After 1 min, still running: exporting to image, pushing layers, for 1 min.',
    ],
  ])('%s', (_, title, changes, said) => {
    const facts = published({ steps: [step(title, { ...running, ...changes })] });
    expect(lifeLine(facts, at(60), 'building (phase build)')).toBe(said);
  });

  it('the longest first, and not all of them', () => {
    const steps = [40, 10, 30, 20].map((n) =>
      step(`[linux/amd64 ${n}/40] RUN ${n}`, { ...running, startedMs: start + (60 - n) * 1000 }),
    );
    expect(lifeLine(published({ steps }), at(60), '')).toBe(
      'After 1 min, still running: linux/amd64 (native): RUN 40 for 40 s; linux/amd64 (native): RUN 30 for 30 s; linux/amd64 (native): RUN 20 for 20 s; and 1 more.',
    );
  });

  it('the phase, where no step of the build is known or another phase runs', () => {
    const steps = [step('[linux/amd64 2/3] RUN make', running)];
    expect(lifeLine(published(), at(30), 'building (phase build)')).toBe(
      'After 30 s, still building (phase build).',
    );
    expect(lifeLine(published({ steps }), { ...at(30), phase: 'verify' }, 'verifying')).toBe(
      'After 30 s, still verifying.',
    );
  });
});

describe('what stays visible', () => {
  it('of what was published', () => {
    expect(closingLines(published(), 72_000)).toEqual([
      'Published ghcr.io/acme/app:1.4.0 and ghcr.io/acme/app:latest.',
      `Digest ${hash('a')}`,
      'Took 1 min 12 s. Verified: the digest and the config of each.',
    ]);
  });

  it.each<[changes: object, said: string]>([
    [{}, 'Built for linux/amd64, linux/arm64, and published nowhere.'],
    [{ shard: { text: '', file: '' } }, 'Staged linux/amd64, linux/arm64 for the merge, without a tag.'],
  ])('of what was not: %j', (changes, said) => {
    expect(closingLines(published({ tags: [], ...changes }), 0)[0]).toBe(said);
  });

  it('is nothing where nothing was verified', () => {
    expect(closingLines(published({ verified: null }), 0)).toEqual([]);
  });
});
