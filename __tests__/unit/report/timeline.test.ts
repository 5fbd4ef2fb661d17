import { describe, expect, it } from 'vitest';
import { timeline } from '../../../src/report/timeline.ts';
import { published, start, step } from './facts.ts';

const phases = [
  { phase: 'setup', startedMs: start, endedMs: start + 5_000 },
  { phase: 'build', startedMs: start + 5_000, endedMs: start + 95_000 },
] as const;

it('has a bar for each phase and each long instruction', () => {
  const steps = [
    step('[linux/arm64 2/3] RUN make', { seconds: 80, startedMs: start + 6_000 }),
    step('[linux/amd64 2/3] RUN make', { seconds: 10, startedMs: start + 6_000 }),
    step('[linux/amd64 3/3] RUN true', { seconds: 0.2 }),
    step('[linux/amd64 4/4] RUN test', { seconds: 9, state: 'failed', startedMs: start + 20_000 }),
  ];
  expect(timeline(published({ phases, steps }))).toEqual([
    '**Timeline**',
    '',
    '```mermaid',
    'gantt',
    '  dateFormat x',
    '  axisFormat %H:%M:%S',
    '  todayMarker off',
    '  section Phases',
    `  Set up :${start}, ${start + 5_000}`,
    `  Build :${start + 5_000}, ${start + 95_000}`,
    '  section linux/arm64',
    `  RUN make (emulated) :active, ${start + 6_000}, ${start + 86_000}`,
    '  section linux/amd64',
    `  RUN make :${start + 6_000}, ${start + 16_000}`,
    `  RUN test :crit, ${start + 20_000}, ${start + 29_000}`,
    '```',
    '',
  ]);
});

it.each<[name: string, endedMs: number]>([['a step of less than a minute', start + 59_000]])(
  'is not there for %s',
  (_, endedMs) => {
    expect(timeline(published({ phases: [{ phase: 'build', startedMs: start, endedMs }] }))).toEqual([]);
    expect(timeline(published({ phases: [] }))).toEqual([]);
  },
);

describe('text of the Dockerfile means nothing to Mermaid', () => {
  it.each<[what: string, shown: string]>([
    ['RUN echo a:b; x', 'RUN echo a b x'],
    ['RUN echo %% #35;', 'RUN echo 35'],
    ['RUN echo "$(x)" `y`', 'RUN echo (x) y'],
    ['RUN <b onclick=x>', 'RUN b onclick=x'],
    ['click x href y', 'step click x href y'],
    ['section of mine', 'step section of mine'],
    ['RUN a\nsection b', 'RUN a section b'],
    ['```', 'step'],
  ])('%j', (what, shown) => {
    const steps = [step('[linux/amd64 2/3] RUN x', { what, seconds: 50 })];
    const line = timeline(published({ phases, steps })).find((text) =>
      text.endsWith(`:${start}, ${start + 50_000}`),
    );
    expect(line).toBe(`  ${shown} :${start}, ${start + 50_000}`);
  });
});
