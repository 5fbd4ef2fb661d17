import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runPost } from '../../../src/actions/post.ts';
import type { Files } from '../../../src/runner/files.ts';
import { folderPrefix, journalState, recordPrefix } from '../../../src/session/journal.ts';
import { endWorlds, type Moment, type Script, startWorld, type World, type WorldOptions } from './world.ts';

afterEach(endWorlds);

const builder = 'multiarch-build-mhx1x5zk-0badcafe';

interface PostOptions extends WorldOptions {
  readonly state?: (entries: readonly object[], world: World) => string | undefined;
  readonly files?: Partial<Files>;
}

/** The end of a job whose step has left a folder and a builder. */
async function runningPost({
  state = (entries) => JSON.stringify(entries),
  files,
  ...options
}: PostOptions = {}) {
  const world = startWorld({}, options);
  const { environment } = world.runner;
  const folder = join(environment.temp, `${folderPrefix}abc123`);
  const record = join(environment.temp, `${recordPrefix}abc123`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'secret-0'), 'secret');
  writeFileSync(record, builder);
  const entries = [
    { kind: 'folder', path: folder },
    { kind: 'builder', name: builder, record, buildx: '/tools/buildx' },
  ];
  const text = state(entries, world);
  const variables = text === undefined ? {} : { [`STATE_${journalState}`]: text };
  const undoer = {
    ...world.runner,
    environment: { ...environment, variables },
    files: { ...world.runner.files, ...files },
  };
  return { world, end: () => runPost(undoer) };
}

describe('the post step', () => {
  it('removes the folder, and then the builder with its record', async () => {
    const { world, end } = await runningPost();
    await end();
    expect(world.events.filter((event) => !event.startsWith('look'))).toEqual([
      'remove the folder',
      'remove the builder',
      'remove the record',
    ]);
    expect(world.calls).toMatchObject([
      {
        command: ['/tools/buildx', 'rm', '--force', '--timeout', '1m', builder],
        env: { BUILDX_CONFIG: world.runner.environment.buildxConfig },
      },
    ]);
    expect([world.left(), world.runner.log.lines]).toEqual([[], []]);
  });

  it('has nothing to do a second time', async () => {
    const { world, end } = await runningPost();
    await end();
    await end();
    expect(world.moments()).toEqual(['remove the builder']);
    expect(world.runner.log.lines).toEqual([]);
  });

  it('removes what holds credentials from a machine that is thrown away, and no builder', async () => {
    const { world, end } = await runningPost({ disposable: true });
    await end();
    expect([world.moments(), world.left()]).toEqual([[], ['record']]);
  });

  it.each<[name: string, state: NonNullable<PostOptions['state']>, left: readonly string[]]>([
    ['no state', () => undefined, ['folder', 'record']],
    ['an empty state', () => '', ['folder', 'record']],
    ['a state that is not JSON', () => '{', ['folder', 'record']],
    ['the folder alone', (entries) => JSON.stringify(entries.slice(0, 1)), ['record']],
    [
      'a builder without the name of its record',
      (entries) => JSON.stringify(entries.map((entry) => ({ ...entry, record: undefined }))),
      ['record'],
    ],
    [
      'a builder of another name',
      (entries) => JSON.stringify(entries.map((entry) => ({ ...entry, name: 'production' }))),
      ['record'],
    ],
  ])('removes no more than it was told of: %s', async (_, state, left) => {
    const { world, end } = await runningPost({ state });
    await end();
    expect([world.moments(), world.left().toSorted()]).toEqual([[], left]);
    expect(world.runner.log.lines).toEqual([]);
  });

  it("never touches a folder outside of the runner's", async () => {
    let elsewhere = '';
    const { end } = await runningPost({
      state: (_, { runner }) => {
        elsewhere = join(runner.environment.workspace, `${folderPrefix}abc123`);
        mkdirSync(elsewhere);
        return JSON.stringify([{ kind: 'folder', path: elsewhere }]);
      },
    });
    await end();
    expect(existsSync(elsewhere)).toBe(true);
  });

  const fails: Script = () => ({ code: 1, stderr: 'is in use' });
  it.each<
    [name: string, scripts: WorldOptions['scripts'], moments: readonly Moment[], warning: RegExp | null]
  >([
    [
      'the daemon where buildx fails',
      { 'remove the builder': fails },
      ['remove the builder', 'remove the container', 'remove the volume'],
      null,
    ],
    [
      'nobody, and warns, where the daemon fails too',
      { 'remove the builder': fails, 'remove the container': fails, 'remove the volume': fails },
      ['remove the builder', 'remove the container', 'remove the volume'],
      /^warning: The builder .* could not be removed: is in use/,
    ],
  ])('has the builder removed by %s', async (_, scripts, moments, warning) => {
    const { world, end } = await runningPost({ scripts: scripts ?? {} });
    await end();
    expect(world.moments()).toEqual(moments);
    expect(world.runner.log.lines).toEqual(warning === null ? [] : [expect.stringMatching(warning)]);
    expect(world.left()).toEqual([]);
  });

  it('warns of what it could not do, and does not fail the job', async () => {
    const files = { remove: () => Promise.reject(new Error('EBUSY: the folder is busy')) };
    const { world, end } = await runningPost({ files });
    await end();
    expect(world.runner.log.lines).toEqual(['warning: Cleaning up failed: EBUSY: the folder is busy']);
    expect(world.failed).toBe(false);
  });
});
