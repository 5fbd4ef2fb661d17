import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runPost } from '../../../src/actions/post.ts';
import type { Files } from '../../../src/runner/files.ts';
import { folderPrefix, journalState, recordPrefix, toolsPrefix } from '../../../src/session/journal.ts';
import { endWorlds, type Moment, type Script, startWorld, type World, type WorldOptions } from './world.ts';

afterEach(endWorlds);

const builder = 'multiarch-build-mhx1x5zk-0badcafe';

interface PostOptions extends WorldOptions {
  readonly state?: (entries: readonly object[], world: World) => string | undefined;
  readonly files?: Partial<Files>;
}

/** The end of a job whose step has left a folder, and a builder with the program that removes it. */
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
  const tools = join(environment.temp, `${toolsPrefix}abc123`);
  const buildx = join(tools, 'buildx');
  mkdirSync(tools);
  writeFileSync(buildx, 'not run');
  const instance = join(environment.buildxConfig, 'instances', builder);
  mkdirSync(join(instance, '..'), { recursive: true });
  writeFileSync(instance, '{}');
  const entries = [
    { kind: 'folder', path: folder },
    { kind: 'tools', path: tools },
    { kind: 'builder', name: builder, record, buildx },
  ];
  const text = state(entries, world);
  const variables = text === undefined ? {} : { [`STATE_${journalState}`]: text };
  const undoer = {
    ...world.runner,
    environment: { ...environment, variables },
    files: { ...world.runner.files, ...files },
  };
  return { world, record, buildx, instance, end: () => runPost(undoer, world.workflow) };
}

describe('the post step', () => {
  it('removes the folder, and then the builder with its record, and then the program', async () => {
    const { world, buildx, instance, end } = await runningPost();
    await end();
    expect(world.events.filter((event) => !event.startsWith('look'))).toEqual([
      'remove the folder',
      'remove the builder',
      'remove the record',
      'remove the tools',
    ]);
    expect(world.calls).toMatchObject([
      {
        command: [buildx, 'rm', '--force', '--timeout', '1m', builder],
        env: { BUILDX_CONFIG: world.runner.environment.buildxConfig },
      },
    ]);
    expect([world.left(), world.runner.log.lines]).toEqual([[], []]);
    expect(existsSync(instance)).toBe(false);
  });

  it('removes the builder where somebody has emptied the temporary folder in between', async () => {
    const { world, record, buildx, instance, end } = await runningPost();
    rmSync(record);
    rmSync(join(buildx, '..'), { recursive: true });
    await end();
    expect(world.moments()).toEqual(['remove the builder']);
    expect([world.left(), existsSync(instance)]).toEqual([[], false]);
  });

  it('runs nothing for a builder that another step has removed, and removes the program', async () => {
    const { world, record, instance, end } = await runningPost();
    rmSync(record);
    rmSync(instance);
    await end();
    expect([world.moments(), world.left(), world.runner.log.lines]).toEqual([[], [], []]);
  });

  it.each(['/tools/buildx', 'buildx', '/usr/bin/env', `/elsewhere/${toolsPrefix}abc123/buildx`])(
    'runs nothing that a forged state names: %s',
    async (buildx) => {
      const { world, end } = await runningPost({
        state: (entries) =>
          JSON.stringify(entries.map((entry) => ('buildx' in entry ? { ...entry, buildx } : entry))),
      });
      await end();
      expect([world.moments(), world.left()]).toEqual([[], ['record']]);
    },
  );

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
    expect([world.moments(), world.left().toSorted()]).toEqual([[], ['record', 'tools']]);
  });

  it.each<[name: string, state: NonNullable<PostOptions['state']>, left: readonly string[]]>([
    ['no state', () => undefined, ['folder', 'record', 'tools']],
    ['an empty state', () => '', ['folder', 'record', 'tools']],
    ['a state that is not JSON', () => '{', ['folder', 'record', 'tools']],
    ['the folder alone', (entries) => JSON.stringify(entries.slice(0, 1)), ['record', 'tools']],
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
    const { world, instance, end } = await runningPost({ files });
    await end();
    // The builder goes all the same.
    expect(world.moments()).toEqual(['remove the builder']);
    expect(world.runner.log.lines).toEqual([
      expect.stringMatching(/^warning: .*multiarch-build-step-abc123 could not be removed: EBUSY/),
      expect.stringContaining(`warning: ${instance} could not be removed: EBUSY`),
      expect.stringMatching(/^warning: .*multiarch-build-builder-abc123 could not be removed: EBUSY/),
      expect.stringMatching(/^warning: .*multiarch-build-tools-abc123 could not be removed: EBUSY/),
    ]);
    expect(world.failed).toBe(false);
  });
});
