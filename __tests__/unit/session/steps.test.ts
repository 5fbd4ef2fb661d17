import { expect, it } from 'vitest';
import { workOf } from '../../../src/session/steps.ts';
import { platform, step } from '../report/facts.ts';

const [amd64, arm64] = [
  { platform: platform('linux/amd64'), how: 'native' },
  { platform: platform('linux/arm64'), how: 'registered' },
];

it('tells the work of each platform apart', () => {
  const steps = [
    step('[linux/amd64 1/3] FROM x', { state: 'cached', seconds: 0 }),
    step('[linux/amd64 2/3] RUN make', { seconds: 3 }),
    step('[linux/arm64 2/3] RUN make', { seconds: 40 }),
    step('[linux/arm64 internal] load metadata', { seconds: 100 }),
    step('exporting to image', { seconds: 100 }),
  ];
  expect(workOf(steps, [arm64, amd64])).toEqual([
    { platform: 'linux/arm64', seconds: 40, instructions: 1, cached: 0, ran: 'emulated' },
    { platform: 'linux/amd64', seconds: 3, instructions: 2, cached: 1, ran: 'native' },
  ]);
});

it.each<[name: string, title: string, changes: object, ran: string]>([
  ['an emulated RUN', '[linux/arm64 2/3] RUN make', {}, 'emulated'],
  ['a RUN of an ONBUILD trigger', '[linux/arm64 2/3] ONBUILD RUN make', {}, 'emulated'],
  ['one on the build platform', '[linux/amd64->arm64 2/3] RUN make', {}, 'nothing'],
  ['one that was cached', '[linux/arm64 2/3] RUN make', { state: 'cached' }, 'nothing'],
  ['a COPY', '[linux/arm64 2/3] COPY RUN /', {}, 'nothing'],
])('says what ran of %s', (_, title, changes, ran) => {
  expect(workOf([step(title, changes)], [amd64, arm64])[1]?.ran).toBe(ran);
});

it('takes steps without a platform for those of the only one', () => {
  const steps = [step('[builder 2/3] RUN make', { seconds: 7 })];
  expect(workOf(steps, [amd64])[0]?.seconds).toBe(7);
  expect(workOf(steps, [amd64, arm64])[0]?.seconds).toBe(0);
});
