import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planBuilder, provideBuilder } from '../../../src/builder/provide.ts';
import type { BuilderRequest } from '../../../src/inputs/inputs.ts';
import type { Platform } from '../../../src/oci/platform.ts';
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

const native = async (): Promise<readonly Platform[]> => [];
const arm = async (): Promise<readonly Platform[]> => [{ os: 'linux', architecture: 'arm64' }];

describe('planBuilder', () => {
  it('plans a new one, with its configuration in the folder of the step', async () => {
    const { runner } = machine();
    const plan = await planned(runner);
    expect(plan.name).toMatch(/^multiarch-build-[0-9a-z]{8}-80000000$/);
    expect(dirname(plan.record ?? '')).toBe('/temp');
    expect(plan.config).toBeNull();
    expect(plan.spec).toMatchObject({
      name: plan.name,
      owner: 'unknown',
      config: '/temp/step/buildkitd.toml',
    });
  });

  it.each<[from: string, config: BuilderRequest['config']]>([
    ['the input', { inline: 'debug = true\n' }],
    ['a file', { file: '/work/b.toml' }],
  ])('reads the configuration of %s', async (_, config) => {
    const { runner } = machine({ '/work/b.toml': 'debug = true\n' });
    expect((await planned(runner, { config })).config).toBe('debug = true\n');
  });

  it('a builder that is to stay has no owner', async () => {
    expect((await planned(machine().runner, {}, false)).spec?.owner).toBeNull();
  });

  it('a named one is neither made nor removed', async () => {
    const { runner, files } = machine();
    expect(await planned(runner, { existing: 'mine' })).toEqual({
      name: 'mine',
      record: null,
      spec: null,
      config: null,
    });
    expect(files).toEqual({});
  });
});

describe('a builder for the whole job', () => {
  it('is found by a later step that asks for the same', async () => {
    const { runner, files } = machine();
    const first = await planned(runner);
    await provideBuilder(first, native, buildx, 0, runner);
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
    await provideBuilder(first, native, buildx, 0, runner);
    files[`/buildx/instances/${first.name}`] = '{}';
    const second = await planned(runner, changes, cleanup);
    expect(second.spec).not.toBeNull();
    expect(second.record).not.toBe(first.record);
  });

  it('is made anew if the first step failed to make it', async () => {
    const { runner } = machine();
    await provideBuilder(await planned(runner), native, buildx, 0, runner);
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
    await provideBuilder(plan, native, buildx, 0, { ...runner, processes });
    expect(processes.calls).toHaveLength(1);
  });

  it('does not wait for the emulators, and makes the builder look again', async () => {
    const { runner, files, calls } = machine();
    await provideBuilder(await planned(runner), () => new Promise(() => {}), buildx, 0, runner);
    expect(calls).toHaveLength(1);
    expect(files['/temp/step/buildkitd.toml']).toContain('platformsCacheMaxAge');
  });

  it('waits for them where the configuration decides about platforms itself', async () => {
    const { runner, files, calls } = machine();
    const plan = await planned(runner, { config: { inline: '[system]\n' } });
    const { promise, resolve } = Promise.withResolvers<readonly Platform[]>();
    const provided = provideBuilder(plan, () => promise, buildx, 0, runner);
    await new Promise(setImmediate);
    expect(calls).toEqual([]);
    resolve([]);
    await provided;
    expect(calls).toHaveLength(1);
    expect(files['/temp/step/buildkitd.toml']).toBe('[system]\n');
  });

  const earlier = { name: 'x', record: '/temp/r', spec: null, config: null };
  const existing = { name: 'mine', record: null, spec: null, config: null };
  const inspect = (name: string) => ['buildx', 'inspect', '--timeout', '1m', name];

  it('runs nothing for the builder of an earlier step', async () => {
    const { runner, calls } = machine();
    await provideBuilder(earlier, native, buildx, 0, runner);
    expect(calls).toEqual([]);
  });

  it('looks whether a named one is there', async () => {
    const { runner, calls } = machine();
    await provideBuilder(existing, native, buildx, 0, runner);
    expect(calls).toEqual([inspect('mine')]);
  });

  it.each([earlier, existing])(
    'waits until a running one, $name, has noticed new emulators',
    async (plan) => {
      const { runner } = machine();
      const answers = [
        'Platforms: linux/amd64',
        'Platforms: linux/amd64',
        'Platforms: linux/amd64, linux/arm64',
      ];
      const processes = scriptedProcesses(() => ({ stdout: answers.shift() ?? '' }));
      await provideBuilder(plan, arm, buildx, 0, { ...runner, processes });
      expect(processes.calls).toEqual([inspect(plan.name), inspect(plan.name), inspect(plan.name)]);
    },
  );

  it('goes on without, if it never does', async () => {
    const { runner } = machine();
    const processes = scriptedProcesses(() => ({ stdout: 'Platforms: linux/amd64' }));
    await provideBuilder(existing, arm, buildx, 0, { ...runner, processes });
    expect(processes.calls.length).toBeGreaterThan(10);
  });

  it('says that a named one is missing', async () => {
    const { runner } = machine();
    const processes = scriptedProcesses(() => ({ code: 1, stderr: 'ERROR: no builder "mine" found\n' }));
    await expect(provideBuilder(existing, native, buildx, 0, { ...runner, processes })).rejects.toMatchObject(
      {
        code: 'builder-missing',
        message: `There is no builder 'mine': ERROR: no builder "mine" found`,
      },
    );
  });
});
