import { describe, expect, it } from 'vitest';
import type { Leftover } from '../../../src/session/journal.ts';
import { removeBuilders, removeFolders, removeTools } from '../../../src/setup/undo.ts';
import { type Answer, environmentOf, fakeRunner, memoryFiles, scriptedProcesses } from '../fakes.ts';

const folder: Leftover = { kind: 'folder', path: '/temp/multiarch-build-step-000001' };

const tools: Leftover = { kind: 'tools', path: '/temp/multiarch-build-tools-000001' };
const buildx = `${tools.path}/buildx`;
const instanceOf = (name: string) => `/home/me/.docker/buildx/instances/${name}`;

function builderOf(digit: string, program = buildx): Leftover & { readonly kind: 'builder' } {
  const name = `multiarch-build-mhd2x9a0-${digit.repeat(8)}`;
  return { kind: 'builder', name, record: `/temp/multiarch-build-builder-${digit}`, buildx: program };
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
    files[buildx] = 'ELF';
    await removeFolders([builder, tools, folder], runner);
    expect(Object.keys(files)).toEqual([
      '/temp/multiarch-build-step-000002/secret-0',
      builder.record,
      buildx,
    ]);
    expect(processes.calls).toEqual([]);
  });

  it('does not mind a folder that is gone', async () => {
    await expect(removeFolders([folder, folder], machine({}).runner)).resolves.toBeUndefined();
  });
});

describe('removeTools', () => {
  it('removes the tools, and nothing else', async () => {
    const { files, runner, processes } = machine({
      [buildx]: 'ELF',
      [`${tools.path}/owner`]: 'x',
      [`${folder.path}/secret-0`]: 'x',
      [builder.record]: 'x',
    });
    await removeTools([folder, tools, builder], runner);
    expect(Object.keys(files)).toEqual([`${folder.path}/secret-0`, builder.record]);
    expect(processes.calls).toEqual([]);
  });
});

describe('what cannot be removed', () => {
  it('is a warning, and the rest goes all the same', async () => {
    const { files, runner } = machine({ [buildx]: 'ELF', [builder.record]: 'x', [`${folder.path}/x`]: 'x' });
    const stuck = [folder.path, builder.record];
    const remove = (path: string) =>
      stuck.includes(path) ? Promise.reject(new Error('EBUSY: in use')) : runner.files.remove(path);
    const undoer = { ...runner, files: { ...runner.files, remove } };
    await removeFolders([folder], undoer);
    await removeBuilders([tools, builder], false, undoer);
    expect(runner.log.lines).toEqual(
      stuck.map((path) => `warning: ${path} could not be removed: EBUSY: in use`),
    );
    expect(Object.keys(files)).toEqual([builder.record, `${folder.path}/x`]);
  });
});

describe('removeBuilders', () => {
  it('removes what buildx knows of the builder, and the program last', async () => {
    const { files, runner } = machine({
      [buildx]: 'ELF',
      [builder.record]: 'x',
      [instanceOf(builder.name)]: '{}',
      [instanceOf('theirs')]: '{}',
    });
    const removed: string[] = [];
    const processes = scriptedProcesses(([file]) => {
      removed.push(`run ${file}`);
      return {};
    });
    const remove = (path: string) => {
      removed.push(path);
      return runner.files.remove(path);
    };
    await removeBuilders([tools, builder], false, {
      ...runner,
      processes,
      files: { ...runner.files, remove },
    });
    expect(removed).toEqual([`run ${buildx}`, instanceOf(builder.name), builder.record, tools.path]);
    expect(Object.keys(files)).toEqual([instanceOf('theirs')]);
  });

  it('removes one whose record is gone, but that buildx still knows', async () => {
    const { files, runner, processes } = machine({ [instanceOf(builder.name)]: '{}' });
    await removeBuilders([tools, builder], false, runner);
    expect(processes.calls).toEqual([rm(buildx, builder.name)]);
    expect(files).toEqual({});
  });

  it('takes what it may not look at for gone', async () => {
    const { runner, processes } = machine({ [builder.record]: 'x' });
    const kind = () => Promise.reject(new Error('EACCES'));
    await removeBuilders([builder], false, { ...runner, files: { ...runner.files, kind } });
    expect(processes.calls).toEqual([]);
  });

  it('has the daemon remove one whose program is gone', async () => {
    const { runner, processes } = machine({ [instanceOf(builder.name)]: '{}' }, ([file]) => {
      if (file === buildx) {
        throw new Error(`spawn ${buildx} ENOENT`);
      }
      return {};
    });
    await removeBuilders([tools, builder], false, runner);
    expect(processes.calls.map(([file, command]) => [file, command])).toEqual([
      [buildx, 'rm'],
      ['docker', 'rm'],
      ['docker', 'volume'],
    ]);
    expect(runner.log.lines).toEqual([]);
  });

  it("removes it with the buildx that made it, from where the user's buildx keeps its builders", async () => {
    const { files, runner, processes } = machine({ [builder.record]: 'x' });
    await removeBuilders([folder, builder], false, runner);
    expect(processes.calls).toEqual([rm(buildx, builder.name)]);
    expect(processes.details).toEqual([
      { env: { BUILDX_CONFIG: '/home/me/.docker/buildx' }, input: undefined },
    ]);
    expect(files).toEqual({});
  });

  it('asks the daemon too for one that has died', async () => {
    const { runner, processes } = machine({ [builder.record]: 'x' });
    await removeBuilders([builder], true, runner);
    expect(processes.calls).toEqual([
      rm(buildx, builder.name),
      ['docker', 'rm', '--force', '--volumes', `buildx_buildkit_${builder.name}0`],
      ['docker', 'volume', 'rm', '--force', `buildx_buildkit_${builder.name}0_state`],
    ]);
  });

  it('runs nothing for one that another step has removed, but removes the program', async () => {
    const { files, runner, processes } = machine({ [buildx]: 'ELF' });
    await removeBuilders([tools, builder], true, runner);
    expect(processes.calls).toEqual([]);
    expect(files).toEqual({});
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
    expect(processes.calls).toEqual([rm(buildx, builder.name), rm('/other/buildx', second.name)]);
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
    expect(processes.calls.at(-1)).toEqual(rm(buildx, second.name));
  });
});
