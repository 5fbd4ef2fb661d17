import { describe, expect, it } from 'vitest';
import { Ledger } from '../../../src/session/ledger.ts';
import { watchBuild } from '../../../src/stage/watch.ts';
import { fakeSession } from '../fakes.ts';

function warningsOf(lines: readonly string[]): readonly string[] {
  const session = fakeSession();
  const watch = watchBuild({ name: 'b', platforms: [] }, new Ledger(), session);
  for (const line of lines) {
    watch(line);
  }
  return session.log.lines.filter((line) => line.startsWith('warning')).map(String);
}

describe('watchBuild', () => {
  it('says that a cache was not exported, though the build goes on', () => {
    const warnings = warningsOf([
      '#9 exporting cache to registry',
      '#9 preparing build cache for export',
      '#9 ERROR: failed to push ghcr.io/acme/app:buildcache-main: denied',
    ]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(
      'The cache could not be exported, so the next build will find less of it: failed to push ghcr.io/acme/app:buildcache-main: denied',
    );
  });

  it.each([
    ['a cache that was exported', ['#9 exporting cache to registry', '#9 DONE 0.1s']],
    ['another step that failed', ['#9 [2/2] RUN exit 1', '#9 ERROR: process did not complete']],
  ])('says nothing of %s', (_, lines) => {
    expect(warningsOf(lines)).toEqual([]);
  });
});
