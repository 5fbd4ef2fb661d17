import { expect, it } from 'vitest';
import { advice, emulationCosts } from '../../../src/report/advice.ts';
import { published, step } from './facts.ts';

const native = step('[linux/amd64 build 2/3] RUN make', { seconds: 10 });
const emulated = step('[linux/arm64 build 2/3] RUN make', { seconds: 65 });

it('holds an emulated instruction against the same one where it ran natively', () => {
  expect(emulationCosts(published({ steps: [native, emulated] }))).toEqual([
    { step: emulated, nativeSeconds: 10, cost: 55 },
  ]);
});

it.each<[name: string, steps: readonly ReturnType<typeof step>[], lines: number]>([
  ['less than a minute', [native, emulated], 0],
  ['more than a minute, nothing to hold it against', [emulated], 4],
  ['another stage is no measure', [step('[linux/amd64 test 2/3] RUN make', { seconds: 10 }), emulated], 4],
  ['native instructions', [{ ...native, seconds: 500 }], 0],
  ['one on the build platform', [step('[linux/amd64->arm64 2/3] RUN make', { seconds: 500 })], 0],
  ['a COPY', [step('[linux/arm64 2/3] COPY a b', { seconds: 500 })], 0],
  ['what was cached', [{ ...emulated, state: 'cached', seconds: 0 }], 0],
])('says what to do about emulation: %s', (_, steps, lines) => {
  expect(advice(published({ steps }), 'faster.md')).toHaveLength(lines);
});
