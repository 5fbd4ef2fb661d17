import { describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import { formatTag, type Tag } from '../../../src/oci/reference.ts';
import { moveTags, type Publisher, settle, tagArguments } from '../../../src/publish/tags.ts';
import {
  type Answer,
  fakeRunner,
  type ScriptedProcesses,
  scriptedProcesses,
  steppingClock,
} from '../fakes.ts';

const digest = `sha256:${'a'.repeat(64)}` as Digest;
const older = `sha256:${'b'.repeat(64)}` as Digest;
const [app, copy] = ['ghcr.io/acme/app', 'docker.io/acme/app'];

function tag(repository: string, name: string): Tag {
  return { registry: repository.split('/')[0] ?? '', repository, tag: name };
}
const tags = [tag(app, '1'), tag(app, 'latest'), tag(copy, '1')];
const names = (of: readonly Tag[]) => of.map(formatTag);

/** A registry of tags; `imagetools create` moves what it is told to unless `refuse` answers for it. */
function registry(
  refuse: (
    repository: string,
    attempt: number,
  ) => (Answer & { readonly moves?: readonly string[] }) | null = () => null,
  lag: (reference: string, reads: number) => Digest | null | Error | undefined = () => undefined,
) {
  const points = new Map<string, Digest>([[`${app}:latest`, older]]);
  const attempts = new Map<string, number>();
  const reads = new Map<string, number>();
  const processes = scriptedProcesses((command) => {
    const wanted = command.filter((_, n) => command[n - 1] === '--tag');
    const repository = (command.at(-1) ?? '').split('@')[0] ?? '';
    const attempt = (attempts.get(repository) ?? 0) + 1;
    attempts.set(repository, attempt);
    const answer = refuse(repository, attempt);
    for (const name of answer ? (answer.moves ?? []) : wanted) {
      points.set(name, digest);
    }
    return answer ?? {};
  });
  const clock = steppingClock();
  const control = new AbortController();
  const runner = fakeRunner({ processes, clock, signal: control.signal });
  const publisher: Publisher = {
    buildx: { file: 'buildx', env: {} },
    builder: 'b',
    retries: 2,
    runner,
    async served(reference) {
      control.signal.throwIfAborted();
      const n = (reads.get(reference) ?? 0) + 1;
      reads.set(reference, n);
      const lagging = lag(reference, n);
      if (lagging instanceof Error) {
        throw lagging;
      }
      return lagging === undefined ? (points.get(reference) ?? null) : lagging;
    },
  };
  return { publisher, processes, clock, points, reads, control, runner };
}

/** The tags of each call, in the order of the calls. */
const moved = (processes: ScriptedProcesses) =>
  processes.calls.map((call) => call.filter((_, n) => call[n - 1] === '--tag').join(' '));

const denied: Answer = {
  code: 1,
  stderr: `ERROR: failed to push ${copy}:1: denied: requested access to the resource is denied`,
};
const flaky: Answer = {
  code: 1,
  stderr: 'ERROR: publish to registry: unexpected status from PUT request to https://r/v2/x/manifests/1: 502',
};

describe('tagArguments', () => {
  it('moves tags to the same bytes, and never wraps a plain manifest', () => {
    expect(tagArguments('b', tags.slice(0, 2), `${app}@${digest}`)).toEqual([
      ...['imagetools', 'create', '--builder', 'b', '--progress', 'plain', '--prefer-index=false'],
      ...['--tag', `${app}:1`, '--tag', `${app}:latest`],
      `${app}@${digest}`,
    ]);
  });
});

describe('moveTags', () => {
  it('moves all tags, each repository from its own copy, with one call each', async () => {
    const { publisher, processes, clock } = registry();
    const published = await moveTags(digest, [app, copy], tags, publisher);
    expect(published).toEqual({ tags, untold: [], failure: null });
    expect(moved(processes)).toEqual([`${app}:1 ${app}:latest`, `${copy}:1`]);
    expect(processes.calls.map((call) => call.at(-1))).toEqual([`${app}@${digest}`, `${copy}@${digest}`]);
    expect(clock.sleeps).toEqual([]);
  });

  it('tells which tags moved when the second repository is denied, and tries that only once', async () => {
    const { publisher, processes } = registry((repository) => (repository === copy ? denied : null));
    const { tags: published, failure } = await moveTags(digest, [app, copy], tags, publisher);
    expect(names(published)).toEqual([`${app}:1`, `${app}:latest`]);
    expect(failure).toMatchObject({ code: 'tag-failed', hint: expect.stringContaining('May this account') });
    expect(failure?.message.split('\n')).toEqual([
      expect.stringContaining(`Tagging in ${copy} failed: `),
      `The verified image is ${digest}. Its tags:`,
      `${app}:1: moved`,
      `${app}:latest: moved`,
      `${copy}:1: not there`,
    ]);
    expect(processes.calls).toHaveLength(2);
  });

  it('tries again only with the tags that have not moved', async () => {
    const { publisher, processes } = registry((repository, attempt) =>
      repository === app && attempt === 1 ? { ...flaky, moves: [`${app}:1`] } : null,
    );
    expect(await moveTags(digest, [app, copy], tags, publisher)).toEqual({ tags, untold: [], failure: null });
    expect(moved(processes)).toEqual([`${app}:1 ${app}:latest`, `${copy}:1`, `${app}:latest`]);
  });

  it('does not call again if all had moved although the call failed', async () => {
    const { publisher, processes } = registry((repository, attempt) =>
      repository === copy && attempt === 1 ? { ...flaky, moves: [`${copy}:1`] } : null,
    );
    expect(await moveTags(digest, [copy], tags.slice(2), publisher)).toEqual({
      tags: tags.slice(2),
      untold: [],
      failure: null,
    });
    expect(processes.calls).toHaveLength(1);
  });

  it('moves again what it cannot read in between', async () => {
    const { publisher, processes } = registry(
      (_, attempt) => (attempt === 1 ? { ...flaky, moves: [`${copy}:1`] } : null),
      (_, reads) => (reads === 1 ? new Error('unreadable') : undefined),
    );
    expect(await moveTags(digest, [copy], tags.slice(2), publisher)).toEqual({
      tags: tags.slice(2),
      untold: [],
      failure: null,
    });
    expect(moved(processes)).toEqual([`${copy}:1`, `${copy}:1`]);
  });

  it('counts what the registry serves, not what the call said: a failed call whose tags moved', async () => {
    const { publisher } = registry(() => ({ ...denied, moves: [`${copy}:1`] }));
    expect(await moveTags(digest, [copy], tags.slice(2), publisher)).toEqual({
      tags: tags.slice(2),
      untold: [],
      failure: null,
    });
  });

  it('gives up after the attempts, and names what the tags point at', async () => {
    const { publisher, processes } = registry(() => flaky);
    const { tags: published, failure } = await moveTags(digest, [app], tags.slice(0, 2), publisher);
    expect(published).toEqual([]);
    expect(processes.calls).toHaveLength(3);
    expect(failure?.message).toContain(
      `${app}:1: not there\n${app}:latest: not moved, it points at ${older}`,
    );
  });

  it('waits for a registry that lags', async () => {
    const { publisher, clock } = registry(undefined, (reference, reads) =>
      reference === `${app}:1` && reads < 4 ? older : undefined,
    );
    expect(await moveTags(digest, [app, copy], tags, publisher)).toEqual({ tags, untold: [], failure: null });
    expect(clock.sleeps).toEqual([200, 400, 800]);
  });

  it.each<[name: string, lagging: Digest | null, text: string]>([
    ['moved the same tag', older, `${app}:latest: not moved, it points at ${older}`],
    ['deleted it', null, `${app}:latest: not there`],
  ])('fails if somebody else %s at the same time', async (_, lagging, text) => {
    const { publisher, clock } = registry(undefined, (reference) =>
      reference === `${app}:latest` ? lagging : undefined,
    );
    const { tags: published, failure } = await moveTags(digest, [app, copy], tags, publisher);
    expect(names(published)).toEqual([`${app}:1`, `${copy}:1`]);
    expect(failure).toMatchObject({ code: 'tag-failed', hint: expect.stringContaining('Let only one job') });
    expect(failure?.message).toContain('does not serve all of them');
    expect(failure?.message).toContain(text);
    expect(clock.sleeps.reduce((sum, wait) => sum + wait, 0)).toBe(12_600);
  });

  it('does not claim a tag that cannot be read back', async () => {
    const { publisher } = registry(undefined, (reference) =>
      reference === `${copy}:1` ? new ActionError('registry-denied', 'no pull right') : undefined,
    );
    const { tags: published, failure } = await moveTags(digest, [app, copy], tags, publisher);
    expect(names(published)).toEqual([`${app}:1`, `${app}:latest`]);
    expect(failure?.message).toContain(`no pull right\nThe verified image is ${digest}.`);
  });

  it('does not claim a tag of a repository that holds no copy', async () => {
    const { publisher } = registry();
    const { tags: published, failure } = await moveTags(digest, [app], tags, publisher);
    expect(names(published)).toEqual([`${app}:1`, `${app}:latest`]);
    expect(failure?.code).toBe('tag-failed');
  });

  it('stays a cancellation when it is cut short', async () => {
    const reason = new ActionError('cancelled', 'The job was cancelled.');
    const { publisher, control } = registry((repository) => {
      if (repository === copy) {
        control.abort(reason);
      }
      return null;
    });
    const { tags: published, failure } = await moveTags(digest, [app, copy], tags, publisher);
    expect(published).toEqual([]);
    expect(failure).toMatchObject({ code: 'cancelled', cause: reason });
    expect(failure?.message).toMatch(
      /^The job was cancelled\.\nThe verified image is .*\n.*: unknown, the registry did not tell/,
    );
  });

  it('does nothing without tags', async () => {
    const { publisher, processes } = registry();
    expect(await moveTags(digest, [app], [], publisher)).toEqual({ tags: [], untold: [], failure: null });
    expect(processes.calls).toEqual([]);
  });
});

describe('settle', () => {
  it('reads each tag of a direct push once if all is well', async () => {
    const { publisher, points, reads, processes } = registry();
    for (const name of names(tags)) {
      points.set(name, digest);
    }
    expect(await settle(tags, digest, [], publisher)).toEqual({ tags, untold: [], failure: null });
    expect([...reads.values()]).toEqual([1, 1, 1]);
    expect(processes.calls).toEqual([]);
  });
});
