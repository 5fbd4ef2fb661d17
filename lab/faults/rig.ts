// What all scenarios share: the lab, one warm tool cache, one builder for those that test no builder, and slots in
// which one scenario runs at a time, each with a registry that can be made to fail.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { startJob } from '../../__tests__/harness/step.ts';
import { type Access, passwordAccess, tokenAccess } from '../access.ts';
import { toolchainInputs } from '../derive.ts';
import { labEnvironment } from '../environment.ts';
import { up } from '../lab.ts';
import { type LabProxy, startProxy } from '../proxy.ts';
import { writeContext } from './context.ts';
import { discardBuilder } from './engine.ts';
import { startWatch, type Watch } from './watch.ts';

/** A registry that can be made to fail, and who may come in. */
export interface Door {
  readonly proxy: LabProxy;
  readonly access: Access;
}

/** One scenario at a time runs here. */
export interface Slot extends Door {
  /** The same registry, behind a token service. */
  readonly tokens: Door;
}

export interface Rig {
  readonly lab: Readonly<Record<string, string>>;
  /** Addresses without any fault. */
  readonly registry: string;
  readonly registry2: string;
  readonly toolchain: Readonly<Record<string, string>>;
  /** Text of a buildkitd.toml with which builders reach every registry here. */
  readonly buildkitdConfig: string;
  readonly toolCache: string;
  readonly builder: string;
  /** Where buildx knows that builder. */
  readonly buildxConfig: string;
  readonly watch: Watch;
  readonly slots: readonly Slot[];
  close(): Promise<void>;
}

export async function openRig(slots: number): Promise<Rig> {
  await up();
  const lab = labEnvironment();
  Object.assign(process.env, lab);
  const value = (name: string): string => lab[name] ?? '';
  const registry = value('LAB_REGISTRY');
  const folder = mkdtempSync(join(tmpdir(), 'multiarch-faults-'));
  const open = async (access: Access): Promise<Door> => ({
    access,
    proxy: await startProxy({ upstream: registry, access, port: 0 }),
  });
  const opened = await Promise.all(
    Array.from({ length: slots }, async () => ({
      ...(await open(passwordAccess())),
      tokens: await open(tokenAccess()),
    })),
  );
  const doors = opened.flatMap((slot) => [slot, slot.tokens]);
  const buildkitdConfig = [
    readFileSync(value('LAB_BUILDKITD_CONFIG'), 'utf8'),
    ...doors.map(({ proxy }) => `[registry."${proxy.address}"]\n  http = true\n`),
  ].join('');
  const configFile = join(folder, 'buildkitd.toml');
  writeFileSync(configFile, buildkitdConfig);
  const toolchain = { ...toolchainInputs(lab), 'buildkitd-config': configFile };
  const job = startJob();
  writeContext(job.workspace);
  const first = await job.step({
    inputs: { ...toolchain, platforms: 'linux/amd64', cleanup: 'false' },
  });
  const builder = first.outputs['builder'];
  if (first.code !== 0 || !builder) {
    throw new Error(`The builder for all could not be made:\n${first.log}`);
  }
  const toolCache = join(folder, 'tools');
  cpSync(job.toolCache, toolCache, { recursive: true });
  const buildxConfig = join(folder, 'buildx');
  mkdirSync(buildxConfig);
  cpSync(join(job.folder, 'home', '.docker', 'buildx'), buildxConfig, { recursive: true });
  job.end();
  const watch = startWatch();
  return {
    lab,
    registry,
    registry2: value('LAB_REGISTRY_2'),
    toolchain,
    buildkitdConfig,
    toolCache,
    builder,
    buildxConfig,
    watch,
    slots: opened,
    async close() {
      watch.end();
      await Promise.all(doors.map(({ proxy }) => proxy.close()));
      await discardBuilder(builder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
