import { describe, expect, it } from 'vitest';
import type { Leftover } from '../../../src/session/journal.ts';
import { removeBuilders, removeFolders } from '../../../src/setup/undo.ts';
import { type Answer, environmentOf, fakeRunner, memoryFiles, scriptedProcesses } from '../fakes.ts';

const folder: Leftover = { kind: 'folder', path: '/temp/multiarch-build-step-000001' };

function builderOf(digit: string, buildx = '/tools/buildx'): Leftover & { readonly kind: 'builder' } {
  const name = `multiarch-build-mhd2x9a0-${digit.repeat(8)}`;
  return { kind: 'builder', name, record: `/temp/multiarch-build-builder-${digit}`, buildx };
}

const builder = builderOf('1');
const rm = (file: string, name: string) => [file, 'rm', '--force', '--timeout', '1m', name];

function machine(files: Record<string, string>, script: (command: readonly string[]) => Answer = () => ({})) {
  const processes = scriptedProcesses(script);
  const environment = environmentOf({ temp: '/temp', buildxConfig: '/home/me/.docker/buildx' });
  const runner = fakeRunner({ processes, environment, files: memoryFiles(files) });
  return { files, runner, processes };
}

describe('removeFolders', () => {
  it('removes the folders with all that is in them, and nothing else', async () => {
    const { files, runner, processes } = machine({
      [`${folder.path}/docker/config.json`]: '{"auths":{}}',
      [`${folder.path}/secret-0`]: 'x',
      '/temp/multiarch-build-step-000002/secret-0': 'y',
      [builder.record]: 'x',
    });
    await removeFolders([builder, folder], runner);
    expect(Object.keys(files)).toEqual(['/temp/multiarch-build-step-000002/secret-0', builder.record]);
    expect(processes.calls).toEqual([]);
  });

  it('does not mind a folder that is gone', async () => {
    await expect(removeFolders([folder, folder], machine({}).runner)).resolves.toBeUndefined();
  });
});

describe('removeBuilders', () => {
  it("removes it with the buildx that made it, from where the user's buildx keeps its builders", async () => {
    const { files, runner, processes } = machine({ [builder.record]: 'x' });
    await removeBuilders([folder, builder], false, runner);
    expect(processes.calls).toEqual([rm('/tools/buildx', builder.name)]);
    expect(processes.details).toEqual([
      { env: { BUILDX_CONFIG: '/home/me/.docker/buildx' }, input: undefined },
    ]);
    expect(files).toEqual({});
  });

  it('asks the daemon too for one that has died', async () => {
    const { runner, processes } = machine({ [builder.record]: 'x' });
    await removeBuilders([builder], true, runner);
    expect(processes.calls).toEqual([
      rm('/tools/buildx', builder.name),
      ['docker', 'rm', '--force', '--volumes', `buildx_buildkit_${builder.name}0`],
      ['docker', 'volume', 'rm', '--force', `buildx_buildkit_${builder.name}0_state`],
    ]);
  });

  it('runs nothing for one that another step has removed: its record is gone', async () => {
    const { runner, processes } = machine({});
    await removeBuilders([builder], true, runner);
    expect(processes.calls).toEqual([]);
  });

  it('removes it once, however often it is noted', async () => {
    const { runner, processes } = machine({ [builder.record]: 'x' });
    await removeBuilders([builder, builder], false, runner);
    await removeBuilders([builder], false, runner);
    expect(processes.calls).toHaveLength(1);
  });

  it('removes each, with its own buildx', async () => {
    const second = builderOf('2', '/other/buildx');
    const { files, runner, processes } = machine({ [builder.record]: 'x', [second.record]: 'x' });
    await removeBuilders([builder, second], false, runner);
    expect(processes.calls).toEqual([rm('/tools/buildx', builder.name), rm('/other/buildx', second.name)]);
    expect(files).toEqual({});
  });

  it('removes the record last: a killed post step leaves what a later one can find', async () => {
    const { files, runner } = machine({ [builder.record]: 'x' });
    const there: boolean[] = [];
    const processes = scriptedProcesses(() => {
      there.push(builder.record in files);
      return {};
    });
    await removeBuilders([builder], true, { ...runner, processes });
    expect(there).toEqual([true, true, true]);
    expect(files).toEqual({});
  });

  it('warns of one that cannot be removed, and goes on with the next', async () => {
    const second = builderOf('2');
    const { runner, processes } = machine({ [builder.record]: 'x', [second.record]: 'x' }, (command) =>
      command.some((word) => word.includes(builder.name)) ? { code: 1, stderr: 'in use' } : {},
    );
    await removeBuilders([builder, second], false, runner);
    expect(runner.log.lines).toEqual([
      expect.stringMatching(`^warning: The builder ${builder.name} could not be removed: in use`),
    ]);
    expect(processes.calls.at(-1)).toEqual(rm('/tools/buildx', second.name));
  });
});
