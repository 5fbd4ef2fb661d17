import { describe, expect, it } from 'vitest';
import { confirmTags } from '../../../src/publish/confirm.ts';
import {
  app,
  type Content,
  copy,
  digest,
  fakeRegistry,
  names,
  older,
  type RegistryOptions,
  tags,
  unreadable,
} from './registry.ts';

/** A registry in which all tags have moved. */
function tagged(lag?: RegistryOptions['lag']) {
  const registry = fakeRegistry(lag === undefined ? {} : { lag });
  for (const name of names(tags)) {
    registry.points.set(name, 'verified');
  }
  return registry;
}

describe('confirmTags', () => {
  it('reads each tag once if all is well', async () => {
    const { session, reads, creates } = tagged();
    expect(await confirmTags(tags, digest, [], session)).toEqual({ tags, unconfirmed: [], failure: null });
    expect([...reads.values()]).toEqual([1, 1, 1]);
    expect(creates()).toEqual([]);
  });

  it.each<[name: string, lagging: Content | null, text: string]>([
    ['moved the same tag', 'older', `${app}:latest: not moved, it points at ${older}`],
    ['deleted it', null, `${app}:latest: not there`],
  ])('fails if somebody else %s at the same time', async (_, lagging, text) => {
    const { session } = tagged((reference) => (reference === `${app}:latest` ? lagging : undefined));
    const { tags: published, unconfirmed, failure } = await confirmTags(tags, digest, [], session);
    expect(names(published)).toEqual([`${app}:1`, `${copy}:1`]);
    expect(unconfirmed).toEqual([]);
    expect(failure).toMatchObject({ code: 'tag-failed', hint: expect.stringContaining('Let only one job') });
    expect(failure?.message).toContain('does not serve all of them');
    expect(failure?.message).toContain(text);
    expect(session.clock.sleeps.reduce((sum, wait) => sum + wait, 0)).toBe(12_600);
  });

  it('does not claim a tag that cannot be read back', async () => {
    const { session } = tagged((reference) => (reference === `${copy}:1` ? unreadable : undefined));
    const { tags: published, unconfirmed, failure } = await confirmTags(tags, digest, [], session);
    expect(names(published)).toEqual([`${app}:1`, `${app}:latest`]);
    expect(names(unconfirmed)).toEqual([`${copy}:1`]);
    expect(failure).toMatchObject({ code: 'tag-failed', hint: expect.stringContaining('May this account') });
    expect(failure?.message).toContain(`no pull right\nThe verified image is ${digest}.`);
    expect(failure?.message).toContain(`${copy}:1: unknown, because the registry did not say`);
  });

  it('waits for nothing where the tags could not be written', async () => {
    const { session, points, reads } = tagged();
    points.delete(`${copy}:1`);
    const failures = [{ repository: copy, error: new Error('It is read-only.') }];
    const { tags: published, failure } = await confirmTags(tags, digest, failures, session);
    expect(names(published)).toEqual([`${app}:1`, `${app}:latest`]);
    expect(failure?.message).toMatch(/^It is read-only\.\n/);
    expect(reads.get(`${copy}:1`)).toBe(1);
    expect(session.clock.sleeps).toEqual([]);
  });
});
