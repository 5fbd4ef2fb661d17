import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureBuilder } from '../../../src/builder/ensure.ts';
import { type BuilderRequest, planBuilder } from '../../../src/builder/plan.ts';
import { environmentOf, type FakeSession, fakeSession, memoryFiles, scriptedProcesses } from '../fakes.ts';

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
  const session = fakeSession({ environment, files: memoryFiles(files), processes, folder: '/temp/step' });
  return { files, session };
}

const planned = (session: FakeSession, changes: Partial<BuilderRequest> = {}, cleanup = true) =>
  planBuilder({ builder: { ...request, ...changes }, cleanup, build: { allow: [] } }, session);

const made = async (session: FakeSession) => {
  const plan = await planned(session);
  await ensureBuilder(plan, async () => [], buildx, session);
  return plan;
};

describe('planBuilder', () => {
  it('plans a new one, with its configuration in the folder of the step', async () => {
    const { session } = machine();
    const plan = await planned(session);
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
    const { session } = machine({ '/work/b.toml': 'debug = true\n' });
    expect((await planned(session, { config })).config).toBe('debug = true\n');
  });

  it('a builder that is to stay has no owner', async () => {
    expect((await planned(machine().session, {}, false)).spec?.owner).toBeNull();
  });

  it('a named one is neither made nor removed', async () => {
    const { session, files } = machine();
    expect(await planned(session, { existing: 'mine' })).toEqual({
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
    const { session, files } = machine();
    const first = await made(session);
    files[`/buildx/instances/${first.name}`] = '{}';
    const second = await planned(session);
    expect(second).toEqual({ ...first, spec: null });
  });

  it.each<[name: string, changes: Partial<BuilderRequest>, cleanup: boolean]>([
    ['another image', { image: 'moby/buildkit:v2' }, true],
    ['other options', { driverOptions: ['network=host'] }, true],
    ['another configuration', { config: { inline: 'debug = true' } }, true],
    ['that it stays', {}, false],
  ])('is not the one for a step that asks for %s', async (_, changes, cleanup) => {
    const { session, files } = machine();
    const first = await made(session);
    files[`/buildx/instances/${first.name}`] = '{}';
    const second = await planned(session, changes, cleanup);
    expect(second.spec).not.toBeNull();
    expect(second.record).not.toBe(first.record);
  });

  it('is made anew if the first step failed to make it', async () => {
    const { session } = machine();
    await made(session);
    expect((await planned(session)).spec).not.toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['a name that is not ours', 'default'],
    ['a name with something behind it', 'multiarch-build-mhd2x9a0-80000000\n--evil'],
  ])('is not taken from a record that holds %s', async (_, text) => {
    const { session, files } = machine();
    const first = await planned(session);
    files[first.record ?? ''] = text;
    files['/buildx/instances/default'] = '{}';
    expect((await planned(session)).spec).not.toBeNull();
  });
});
