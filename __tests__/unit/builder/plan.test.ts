import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureBuilder } from '../../../src/builder/ensure.ts';
import { formatRecord } from '../../../src/builder/job-builder.ts';
import { type BuilderRequest, planBuilder } from '../../../src/builder/plan.ts';
import {
  environmentOf,
  type FakeSession,
  fakeSession,
  memoryFiles,
  plainNode,
  scriptedProcesses,
} from '../fakes.ts';

const node = plainNode;
const request: BuilderRequest = {
  existing: null,
  offered: null,
  driver: 'docker-container',
  nodes: [node],
  image: 'moby/buildkit:v1',
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
      driver: 'docker',
      onDaemon: true,
      record: null,
      spec: null,
      titles: [],
      config: null,
    });
    expect(files).toEqual({});
  });
});

describe('what is where docker commands go', () => {
  const instance = (driver: string, ...endpoints: readonly string[]): string =>
    JSON.stringify({
      Name: 'mine',
      Driver: driver,
      Nodes: endpoints.map((Endpoint, n) => ({ Name: `mine${n}`, Endpoint })),
    });
  const socket = 'unix:///var/run/docker.sock';

  it.each<[name: string, changes: Partial<BuilderRequest>, onDaemon: boolean]>([
    ['a new container', {}, true],
    ['a container with an endpoint', { nodes: [{ ...node, endpoint: 'there' }] }, false],
    ['two containers', { nodes: [node, node] }, false],
    ['a pod', { driver: 'kubernetes' }, false],
    ['somebody else', { driver: 'remote', nodes: [{ ...node, endpoint: 'tcp://b' }] }, false],
    ["the daemon's own", { driver: 'docker' }, true],
  ])('%s: %s %s', async (_, changes, onDaemon) => {
    expect((await planned(machine().session, changes)).onDaemon).toBe(onDaemon);
  });

  it.each<[name: string, text: string, driver: string, onDaemon: boolean]>([
    ['a container', instance('docker-container', socket), 'docker-container', true],
    ['a container elsewhere', instance('docker-container', 'ssh://there'), 'docker-container', false],
    ['two containers', instance('docker-container', socket, 'ssh://there'), 'docker-container', false],
    ['a container of another context', instance('docker-container', 'farm'), 'docker-container', false],
    ['a remote one', instance('remote', socket), 'remote', false],
    ['a text of another form', '{}', 'docker', true],
  ])('an existing builder that is %s', async (_, text, driver, onDaemon) => {
    const { session } = machine({ '/buildx/instances/mine': text });
    expect(await planned(session, { existing: 'mine' })).toMatchObject({ driver, onDaemon, spec: null });
  });
});

it("knows the context that the user's docker configuration names", async () => {
  const { session } = machine({
    '/buildx/instances/mine': JSON.stringify({
      Driver: 'docker-container',
      Nodes: [{ Name: 'mine0', Endpoint: 'farm' }],
    }),
    [`${machine().session.environment.dockerConfig}/config.json`]: '{"currentContext":"farm"}',
  });
  expect((await planned(session, { existing: 'mine' })).onDaemon).toBe(true);
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
    ['other options', { nodes: [{ ...node, driverOptions: ['network=host'] }] }, true],
    ['another endpoint', { nodes: [{ ...node, endpoint: 'there' }] }, true],
    ['another driver', { driver: 'kubernetes' }, true],
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

  it('is made anew where its certificates are gone with the step that had them', async () => {
    const nodes: BuilderRequest['nodes'] = [
      { ...node, endpoint: 'tcp://b:1', certificates: { cacert: 'text' } },
    ];
    for (const disposable of [false, true]) {
      const { session, files } = machine();
      const environment = { ...session.environment, disposable };
      const first = await planned({ ...session, environment }, { driver: 'remote', nodes });
      files[first.record ?? ''] = formatRecord(first.name, 'unknown');
      files[`/buildx/instances/${first.name}`] = '{}';
      const second = await planned({ ...session, environment }, { driver: 'remote', nodes });
      expect(second.spec === null).toBe(!disposable);
    }
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
