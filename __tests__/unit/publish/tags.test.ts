import { describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import { moveTags } from '../../../src/publish/tags.ts';
import {
  app,
  copy,
  denied,
  digest,
  fakeRegistry,
  flaky,
  names,
  older,
  tags,
  unreadable,
} from './registry.ts';

describe('moveTags', () => {
  it('moves all tags, each repository from its own copy, with one call each', async () => {
    const { session, creates, moved } = fakeRegistry();
    const confirmed = await moveTags(digest, [app, copy], tags, session);
    expect(confirmed).toEqual({ tags, unconfirmed: [], failure: null });
    expect(moved()).toEqual([`${app}:1 ${app}:latest`, `${copy}:1`]);
    expect(creates().map((call) => call.at(-1))).toEqual([`${app}@${digest}`, `${copy}@${digest}`]);
    expect(session.clock.sleeps).toEqual([]);
  });

  it('moves tags to the same bytes, and never wraps a plain manifest', async () => {
    const { session, creates } = fakeRegistry();
    await moveTags(digest, [app], tags.slice(0, 2), session);
    expect(creates()).toEqual([
      [
        ...['buildx', 'imagetools', 'create', '--builder', 'fake', '--progress', 'plain'],
        '--prefer-index=false',
        ...['--tag', `${app}:1`, '--tag', `${app}:latest`],
        `${app}@${digest}`,
      ],
    ]);
  });

  it('tells which tags moved when the second repository is denied, and tries that only once', async () => {
    const { session, creates } = fakeRegistry({
      refuse: (repository) => (repository === copy ? denied : null),
    });
    const { tags: published, failure } = await moveTags(digest, [app, copy], tags, session);
    expect(names(published)).toEqual([`${app}:1`, `${app}:latest`]);
    expect(failure).toMatchObject({ code: 'tag-failed', hint: expect.stringContaining('May this account') });
    expect(failure?.message.split('\n')).toEqual([
      expect.stringContaining(`Tagging in ${copy} failed: `),
      `The verified image is ${digest}. Its tags:`,
      `${app}:1: moved`,
      `${app}:latest: moved`,
      `${copy}:1: not there`,
    ]);
    expect(creates()).toHaveLength(2);
  });

  it('tries again only with the tags that have not moved', async () => {
    const { session, moved } = fakeRegistry({
      refuse: (repository, attempt) =>
        repository === app && attempt === 1 ? { ...flaky, moves: [`${app}:1`] } : null,
    });
    expect(await moveTags(digest, [app, copy], tags, session)).toEqual({
      tags,
      unconfirmed: [],
      failure: null,
    });
    expect(moved()).toEqual([`${app}:1 ${app}:latest`, `${copy}:1`, `${app}:latest`]);
  });

  it('does not call again if all had moved although the call failed', async () => {
    const { session, creates } = fakeRegistry({
      refuse: (repository, attempt) =>
        repository === copy && attempt === 1 ? { ...flaky, moves: [`${copy}:1`] } : null,
    });
    expect(await moveTags(digest, [copy], tags.slice(2), session)).toEqual({
      tags: tags.slice(2),
      unconfirmed: [],
      failure: null,
    });
    expect(creates()).toHaveLength(1);
  });

  it('moves again what it cannot read in between', async () => {
    const { session, moved } = fakeRegistry({
      refuse: (_, attempt) => (attempt === 1 ? { ...flaky, moves: [`${copy}:1`] } : null),
      lag: (_, reads) => (reads === 1 ? unreadable : undefined),
    });
    expect(await moveTags(digest, [copy], tags.slice(2), session)).toEqual({
      tags: tags.slice(2),
      unconfirmed: [],
      failure: null,
    });
    expect(moved()).toEqual([`${copy}:1`, `${copy}:1`]);
  });

  it('counts what the registry serves, not what the call said: a failed call whose tags moved', async () => {
    const { session } = fakeRegistry({ refuse: () => ({ ...denied, moves: [`${copy}:1`] }) });
    expect(await moveTags(digest, [copy], tags.slice(2), session)).toEqual({
      tags: tags.slice(2),
      unconfirmed: [],
      failure: null,
    });
  });

  it('gives up after the attempts, and names what the tags point at', async () => {
    const { session, creates } = fakeRegistry({ refuse: () => flaky });
    const { tags: published, failure } = await moveTags(digest, [app], tags.slice(0, 2), session);
    expect(published).toEqual([]);
    expect(creates()).toHaveLength(3);
    expect(failure?.message).toContain(
      `${app}:1: not there\n${app}:latest: not moved, it points at ${older}`,
    );
  });

  it('waits for a registry that lags', async () => {
    const { session } = fakeRegistry({
      lag: (reference, reads) => (reference === `${app}:1` && reads < 4 ? 'older' : undefined),
    });
    expect(await moveTags(digest, [app, copy], tags, session)).toEqual({
      tags,
      unconfirmed: [],
      failure: null,
    });
    expect(session.clock.sleeps).toEqual([200, 400, 800]);
  });

  it('does not claim a tag of a repository that holds no copy', async () => {
    const { session } = fakeRegistry();
    const { tags: published, failure } = await moveTags(digest, [app], tags, session);
    expect(names(published)).toEqual([`${app}:1`, `${app}:latest`]);
    expect(failure?.code).toBe('tag-failed');
  });

  describe('when it is cut short', () => {
    const reason = new ActionError('cancelled', 'The job was cancelled.');
    const cutShort = (silent: boolean) => {
      const registry = fakeRegistry({
        refuse: (repository) => {
          if (repository === copy) {
            registry.control.abort(reason);
            throw reason;
          }
          return null;
        },
        lag: () => (silent ? unreadable : undefined),
      });
      return registry;
    };

    it('stays a cancellation', async () => {
      const { session } = cutShort(true);
      const { tags: published, unconfirmed, failure } = await moveTags(digest, [app, copy], tags, session);
      expect(published).toEqual([]);
      expect(unconfirmed).toEqual(tags);
      expect(failure).toMatchObject({
        code: 'cancelled',
        cause: reason,
        hint: 'The image itself is published by digest; a new run sets the tags.',
      });
      expect(failure?.message).toMatch(
        /^The job was cancelled\.\nThe verified image is .*\n.*: unknown, because the registry did not say/,
      );
    });

    it('still looks once which tags have moved, and waits for nothing', async () => {
      const { session, reads } = cutShort(false);
      const { tags: published, unconfirmed, failure } = await moveTags(digest, [app, copy], tags, session);
      expect(names(published)).toEqual([`${app}:1`, `${app}:latest`]);
      expect(unconfirmed).toEqual([]);
      expect(failure?.message).toBe(
        `The job was cancelled.\nThe verified image is ${digest}. Its tags:\n` +
          `${app}:1: moved\n${app}:latest: moved\n${copy}:1: not there`,
      );
      expect([...reads.values()]).toEqual([1, 1, 1]);
      expect(session.clock.sleeps).toEqual([]);
    });
  });

  it('does nothing without tags', async () => {
    const { session, processes } = fakeRegistry();
    expect(await moveTags(digest, [app], [], session)).toEqual({ tags: [], unconfirmed: [], failure: null });
    expect(processes.calls).toEqual([]);
  });
});
