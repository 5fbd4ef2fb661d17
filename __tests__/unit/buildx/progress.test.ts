import { describe, expect, it } from 'vitest';
import { isWorthTelling, noProgress, type Progress, progressAfter } from '../../../src/buildx/progress.ts';

/** What is known after these lines, which come a second apart. */
function progressOf(...lines: readonly string[]): Progress {
  return lines.reduce((progress, line, n) => progressAfter(progress, line, n * 1000), noProgress);
}
const only = (...lines: readonly string[]) => [...progressOf(...lines).values()].at(-1);

describe('a step', () => {
  it.each<[title: string, expected: object]>([
    [
      '[linux/arm64 builder 2/3] RUN make',
      { what: 'RUN make', instruction: true, platform: 'linux/arm64', on: null },
    ],
    [
      '[linux/amd64->arm64 builder 2/3] RUN make',
      { what: 'RUN make', instruction: true, platform: 'linux/arm64', on: 'linux/amd64' },
    ],
    [
      '[linux/amd64->arm/v7 2/3] RUN make',
      { instruction: true, platform: 'linux/arm/v7', on: 'linux/amd64' },
    ],
    ['[linux/arm64/v8 2/3] COPY . .', { platform: 'linux/arm64' }],
    ['[builder 2/3] RUN make', { what: 'RUN make', instruction: true, platform: null, on: null }],
    ['[2/3] RUN make', { what: 'RUN make', instruction: true, platform: null }],
    ['[linux/arm64 internal] load metadata for x', { instruction: false, platform: 'linux/arm64' }],
    [
      '[internal] load build definition',
      { what: 'load build definition', instruction: false, platform: null },
    ],
    ['exporting to image', { what: 'exporting to image', instruction: false, platform: null }],
  ])('%s begins', (title, expected) => {
    expect(only('#0 building with "b"', `#5 ${title}`)).toEqual(
      expect.objectContaining({
        id: '5',
        title,
        startedMs: 1000,
        state: 'running',
        seconds: null,
        ...expected,
      }),
    );
  });

  it.each<[line: string, expected: object]>([
    ['DONE 12.5s', { state: 'done', seconds: 12.5 }],
    ['CACHED', { state: 'cached', seconds: 0 }],
    ['CANCELED', { state: 'cancelled' }],
    ['ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 2', { state: 'failed' }],
    ['...', { state: 'running' }],
    ['0.349 DONE 3.0s', { state: 'running' }],
    ['1.2 CACHED', { state: 'running' }],
    ['0.1 ERROR: no', { state: 'running' }],
  ])('%s', (line, expected) => {
    expect(only('#5 [2/3] RUN make', `#5 ${line}`)).toMatchObject(expected);
  });

  it('is begun once, however often its title is printed again', () => {
    const progress = progressOf('#5 [2/3] RUN make', '#5 ...', '', '#6 [x 1/1] RUN y', '#5 [2/3] RUN make');
    expect(progress.size).toBe(2);
    expect(progress.get('5')?.startedMs).toBe(0);
  });

  it('of several parts took what it says last', () => {
    expect(
      only('#5 [2/3] FROM x', '#5 DONE 1.0s', '#5 extracting sha256:1 0.1s done', '#5 DONE 3.0s'),
    ).toMatchObject({ state: 'done', seconds: 3 });
  });

  it.each([
    ['#9 pushing layers 12.3s', 'pushing layers'],
    ['#9 exporting manifest sha256:ab done', 'exporting manifest'],
    ['#9 pushing manifest for a.io/x', 'pushing manifest for a'],
  ])('of BuildKit says what it does: %s', (line, doing) => {
    expect(only('#9 exporting to image', line)?.doing).toBe(doing);
  });

  it('is the same where a line says nothing of its course', () => {
    const progress = progressOf('#5 [2/3] RUN make');
    for (const line of ['#5 0.2 text', 'text', '', '#5 ...', '#0 building with "b"'.slice(3)]) {
      expect(progressAfter(progress, line, 9)).toBe(progress);
    }
  });
});

describe('a further attempt', () => {
  it('gives its numbers anew, and keeps what the one before had done', () => {
    const progress = progressOf(
      '#0 building with "b" instance',
      '#5 [1/2] RUN make',
      '#5 DONE 60.0s',
      '#6 [2/2] RUN test',
      '#6 CANCELED',
      '#0 building with "b" instance',
      '#5 [1/2] RUN make',
      '#5 CACHED',
      '#6 [2/2] RUN test',
      '#6 DONE 5.0s',
    );
    expect([...progress.values()].map(({ what, state, seconds }) => [what, state, seconds])).toEqual([
      ['RUN make', 'done', 60],
      ['RUN test', 'done', 5],
    ]);
  });
});

it.each<[line: string, told: boolean]>([
  ['#15 pushing layers', false],
  ['#15 pushing layers 3.2s done', false],
  ['#15 pushing manifest for a.io/x', false],
  ['#15 pushing manifest for a.io/x 0.1s done', true],
  ['#15 0.2 pushing layers', true],
  ['#15 exporting layers 3.3s done', true],
  ['pushing layers', true],
])('of a push one line a repository is told: %s', (line, told) => {
  expect(isWorthTelling(line)).toBe(told);
});
