import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planBuilder, provideBuilder } from '../../../src/builder/provide.ts';
import type { BuilderRequest } from '../../../src/inputs/inputs.ts';
import { environmentOf, fakeRunner, memoryFiles, scriptedProcesses } from '../fakes.ts';

const request: BuilderRequest = {
  existing: null,
  image: 'moby/buildkit:v1',
  driverOptions: [],
  config: null,
};
const buildx = { file: 'buildx', env: {} };

function machine(files: Record<string, string> = {}) {
  const environment = environmentOf({ temp: '/temp', buildxConfig: '/buildx' });
  const processes = scriptedProcesses(() => ({}));
  const runner = fakeRunner({ environment, files: memoryFiles(files), processes });
  return { files, runner, calls: processes.calls };
}

const planned = (
  runner: ReturnType<typeof machine>['runner'],
  changes: Partial<BuilderRequest> = {},
  cleanup = true,
) => planBuilder({ ...request, ...changes }, [], cleanup, '/temp/step', runner);

describe('planBuilder', () => {
  it('plans a new one, with its configuration in the folder of the step', async () => {
    const { runner, files } = machine();
    const plan = await planned(runner);
    expect(plan.name).toMatch(/^multiarch-build-[0-9a-z]{8}-80000000$/);
    expect(dirname(plan.record ?? '')).toBe('/temp');
    expect(plan.fresh).toBe(true);
    expect(plan.spec).toMatchObject({
      name: plan.name,
      owner: 'unknown',
      config: '/temp/step/buildkitd.toml',
    });
    expect(files['/temp/step/buildkitd.toml']).toContain('platformsCacheMaxAge');
  });

  it('takes the configuration as it is where it decides about platforms itself', async () => {
    const { runner, files } = machine();
    const plan = await planned(runner, { config: { inline: '[system]\n' } });
    expect(plan.fresh).toBe(false);
    expect(files['/temp/step/buildkitd.toml']).toBe('[system]\n');
  });

  it('reads a file of the user', async () => {
    const { runner, files } = machine({ '/work/b.toml': 'debug = true\n' });
    await planned(runner, { config: { file: '/work/b.toml' } });
    expect(files['/temp/step/buildkitd.toml']).toMatch(/^debug = true\n/);
  });

  it('a builder that is to stay has no owner', async () => {
    expect((await planned(machine().runner, {}, false)).spec?.owner).toBeNull();
  });

  it('a named one is neither made nor removed, nor looked at before the emulators are there', async () => {
    const { runner, files } = machine();
    expect(await planned(runner, { existing: 'mine' })).toEqual({
      name: 'mine',
      record: null,
      fresh: false,
      spec: null,
    });
    expect(files).toEqual({});
  });
});

describe('a builder for the whole job', () => {
  it('is found by a later step that asks for the same', async () => {
    const { runner, files } = machine();
    const first = await planned(runner);
    await provideBuilder(first, buildx, 0, runner);
    files[`/buildx/instances/${first.name}`] = '{}';
    const second = await planned(runner);
    expect(second).toEqual({ ...first, spec: null });
  });

  it.each<[name: string, changes: Partial<BuilderRequest>, cleanup: boolean]>([
    ['another image', { image: 'moby/buildkit:v2' }, true],
    ['other options', { driverOptions: ['network=host'] }, true],
    ['another configuration', { config: { inline: 'debug = true' } }, true],
    ['that it stays', {}, false],
  ])('is not the one for a step that asks for %s', async (_, changes, cleanup) => {
    const { runner, files } = machine();
    const first = await planned(runner);
    await provideBuilder(first, buildx, 0, runner);
    files[`/buildx/instances/${first.name}`] = '{}';
    const second = await planned(runner, changes, cleanup);
    expect(second.spec).not.toBeNull();
    expect(second.record).not.toBe(first.record);
  });

  it('is made anew if the first step failed to make it', async () => {
    const { runner } = machine();
    await provideBuilder(await planned(runner), buildx, 0, runner);
    expect((await planned(runner)).spec).not.toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['a name that is not ours', 'default'],
    ['a name with something behind it', 'multiarch-build-mhd2x9a0-80000000\n--evil'],
  ])('is not taken from a record that holds %s', async (_, text) => {
    const { runner, files } = machine();
    const first = await planned(runner);
    files[first.record ?? ''] = text;
    files['/buildx/instances/default'] = '{}';
    expect((await planned(runner)).spec).not.toBeNull();
  });
});

describe('provideBuilder', () => {
  it('writes the record before it makes the builder', async () => {
    const { runner, files } = machine();
    const plan = await planned(runner);
    const processes = scriptedProcesses(() => {
      expect(files[plan.record ?? '']?.split('\n')).toEqual([plan.name, expect.any(String)]);
      return {};
    });
    await provideBuilder(plan, buildx, 0, { ...runner, processes });
    expect(processes.calls).toHaveLength(1);
  });

  it('runs nothing for the builder of an earlier step', async () => {
    const { runner, calls } = machine();
    await provideBuilder({ name: 'x', record: '/temp/r', fresh: true, spec: null }, buildx, 0, runner);
    expect(calls).toEqual([]);
  });

  const existing = { name: 'mine', record: null, fresh: false, spec: null };

  it('looks whether a named one is there', async () => {
    const { runner, calls } = machine();
    await provideBuilder(existing, buildx, 0, runner);
    expect(calls).toEqual([['buildx', 'inspect', '--timeout', '1m', 'mine']]);
  });

  it('says that a named one is missing', async () => {
    const { runner } = machine();
    const processes = scriptedProcesses(() => ({ code: 1, stderr: 'ERROR: no builder "mine" found\n' }));
    await expect(provideBuilder(existing, buildx, 0, { ...runner, processes })).rejects.toMatchObject({
      code: 'builder-missing',
      message: `There is no builder 'mine': ERROR: no builder "mine" found`,
    });
  });
});
