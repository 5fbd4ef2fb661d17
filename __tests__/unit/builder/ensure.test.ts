import { describe, expect, it } from 'vitest';
import { ensureBuilder } from '../../../src/builder/ensure.ts';
import type { PlannedBuilder } from '../../../src/builder/plan.ts';
import type { Platform } from '../../../src/oci/platform.ts';
import { environmentOf, fakeSession, memoryFiles, plainNode, scriptedProcesses } from '../fakes.ts';

const buildx = { file: 'buildx', env: {} };
const made: PlannedBuilder = {
  name: 'multiarch-build-mhd2x9a0-80000000',
  driver: 'docker-container',
  onDaemon: true,
  titles: ['the builder'],
  record: '/temp/multiarch-build-builder-0',
  config: null,
  spec: {
    name: 'multiarch-build-mhd2x9a0-80000000',
    driver: 'docker-container',
    nodes: [plainNode],
    image: 'moby/buildkit:v1',
    config: '/temp/step/buildkitd.toml',
    entitlements: [],
    owner: 'unknown',
  },
};

function machine() {
  const files: Record<string, string> = {};
  const environment = environmentOf({ temp: '/temp', buildxConfig: '/buildx' });
  const processes = scriptedProcesses(() => ({}));
  const session = fakeSession({ environment, files: memoryFiles(files), processes });
  return { files, session, calls: processes.calls };
}

const native = async (): Promise<readonly Platform[]> => [];
const arm = async (): Promise<readonly Platform[]> => [{ os: 'linux', architecture: 'arm64' }];

describe('ensureBuilder', () => {
  it('writes the record before it makes the builder', async () => {
    const { session, files } = machine();
    const processes = scriptedProcesses(() => {
      expect(files[made.record ?? '']?.split('\n')).toEqual([made.name, 'unknown']);
      return {};
    });
    await ensureBuilder(made, native, buildx, { ...session, processes });
    expect(processes.calls).toHaveLength(1);
  });

  it('does not wait for the emulators, and makes the builder look again', async () => {
    const { session, files, calls } = machine();
    await ensureBuilder(made, () => new Promise(() => {}), buildx, session);
    expect(calls).toHaveLength(1);
    expect(files['/temp/step/buildkitd.toml']).toContain('platformsCacheMaxAge');
  });

  it('waits for them where the configuration decides about platforms itself', async () => {
    const { session, files, calls } = machine();
    const plan = { ...made, config: '[system]\n' };
    const { promise, resolve } = Promise.withResolvers<readonly Platform[]>();
    const provided = ensureBuilder(plan, () => promise, buildx, session);
    await new Promise(setImmediate);
    expect(calls).toEqual([]);
    resolve([]);
    await provided;
    expect(calls).toHaveLength(1);
    expect(files['/temp/step/buildkitd.toml']).toBe('[system]\n');
  });

  const earlier: PlannedBuilder = { ...made, name: 'x', record: '/temp/r', spec: null };
  const existing: PlannedBuilder = { ...made, name: 'mine', record: null, spec: null };
  const inspect = (name: string) => ['buildx', 'inspect', '--timeout', '1m', name];

  it('runs nothing for the builder of an earlier step', async () => {
    const { session, calls } = machine();
    await ensureBuilder(earlier, native, buildx, session);
    expect(calls).toEqual([]);
  });

  it('looks whether a named one is there', async () => {
    const { session, calls } = machine();
    await ensureBuilder(existing, native, buildx, session);
    expect(calls).toEqual([inspect('mine')]);
  });

  it.each([earlier, existing])(
    'waits until a running one, $name, has noticed new emulators',
    async (plan) => {
      const { session } = machine();
      const answers = [
        'Platforms: linux/amd64',
        'Platforms: linux/amd64',
        'Platforms: linux/amd64, linux/arm64',
      ];
      const processes = scriptedProcesses(() => ({ stdout: answers.shift() ?? '' }));
      await ensureBuilder(plan, arm, buildx, { ...session, processes });
      expect(processes.calls).toEqual([inspect(plan.name), inspect(plan.name), inspect(plan.name)]);
    },
  );

  it('goes on without, if it never does', async () => {
    const { session } = machine();
    const processes = scriptedProcesses(() => ({ stdout: 'Platforms: linux/amd64' }));
    await ensureBuilder(existing, arm, buildx, { ...session, processes });
    expect(processes.calls.length).toBeGreaterThan(10);
  });

  it('says that a named one is missing', async () => {
    const { session } = machine();
    const processes = scriptedProcesses(() => ({ code: 1, stderr: 'ERROR: no builder "mine" found\n' }));
    await expect(ensureBuilder(existing, native, buildx, { ...session, processes })).rejects.toMatchObject({
      code: 'builder-missing',
      message: `There is no builder 'mine': ERROR: no builder "mine" found`,
    });
  });
});
