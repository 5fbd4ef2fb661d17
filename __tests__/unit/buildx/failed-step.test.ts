import { describe, expect, it } from 'vitest';
import { describeFailedSteps } from '../../../src/buildx/failed-step.ts';

const step = (title: string, output: readonly string[] = []) => ({
  title,
  output,
  error: 'ERROR: it failed',
});

describe('a failed step', () => {
  it.each<[name: string, title: string, said: string]>([
    [
      'of one platform of several',
      '[linux/arm64 builder 2/3] RUN make',
      'It failed for linux/arm64: RUN make',
    ],
    ['with a variant', '[linux/arm/v7 2/2] RUN make', 'It failed for linux/arm/v7: RUN make'],
    [
      'of a cross-compiling stage',
      '[linux/amd64->arm64 build 4/5] RUN go build',
      'It failed for arm64, on linux/amd64: RUN go build',
    ],
    ['of the only platform', '[builder 2/3] RUN make', 'It failed: RUN make'],
    ['that has several lines', '[2/2] RUN <<EOF\nmake\nEOF', 'It failed: RUN <<EOF'],
  ])('%s', (_, title, said) => {
    expect(describeFailedSteps([step(title, ['make: *** [all] Error 2'])])).toEqual([
      said,
      'The last lines that it printed:',
      'make: *** [all] Error 2',
    ]);
  });

  it('that printed nothing is told if that says for which platform', () => {
    const title = '[linux/s390x internal] load metadata for docker.io/library/app:1';
    expect(describeFailedSteps([step(title)])).toEqual([
      'It failed for linux/s390x: load metadata for docker.io/library/app:1',
    ]);
    expect(describeFailedSteps([step('[internal] load build definition from Dockerfile')])).toEqual([]);
  });

  it('shows the last ten lines, and of each what can be read', () => {
    const lines = Array.from({ length: 30 }, (_, n) => `line ${n}`);
    expect(describeFailedSteps([step('[2/2] RUN x', lines)]).slice(2)).toEqual(lines.slice(-10));
    const [, , long = ''] = describeFailedSteps([step('[2/2] RUN x', ['y'.repeat(5000)])]);
    expect(long).toBe(`${'y'.repeat(299)}…`);
  });

  it('is one of at most three', () => {
    const steps = ['amd64', 'arm64', 's390x', 'riscv64'].map((name) => step(`[linux/${name} 2/2] RUN x`));
    expect(describeFailedSteps(steps)).toHaveLength(3);
  });
});
