import { type PlannedBuilder, planBuilder, provideBuilder } from './builder/provide.ts';
import { buildxTool, type Leftovers, saveLeftovers } from './cleanup.ts';
import { register, registeredHandlers } from './emulation/binfmt.ts';
import { askDaemon, type Daemon } from './emulation/daemon.ts';
import { type Emulation, planEmulation } from './emulation/plan.ts';
import type { Inputs } from './inputs/inputs.ts';
import { logIn } from './login/login.ts';
import { formatPlatform, type Platform } from './oci/platform.ts';
import type { Tool } from './runner/processes.ts';
import type { Runner } from './runner/runner.ts';
import { together } from './runner/together.ts';
import type { Workflow } from './runner/workflow.ts';
import { type Buildx, prepareBuildx } from './toolchain/prepare.ts';

export const docker: Tool = { file: 'docker', env: {} };

/** What the stages after it work with. */
export interface Prepared {
  readonly buildx: Tool;
  readonly version: string;
  readonly builder: string;
  readonly platforms: readonly Platform[];
  readonly emulation: Emulation;
}

/**
 * A verified buildx, the emulators that are missing, the login and a builder that answers. What is
 * independent runs at once; `leftovers` is written down before each thing is made.
 */
export async function setUp(
  inputs: Inputs,
  folder: string,
  leftovers: Leftovers,
  workflow: Workflow,
  runner: Runner,
): Promise<Prepared> {
  const { log } = runner;
  const [daemon, binary, planned, dockerConfig] = await together<
    [Daemon, Buildx, PlannedBuilder, string | null]
  >(
    runner,
    (part) => askDaemon(docker, part),
    (part) => prepareBuildx(inputs.buildx, part, inputs.githubToken),
    (part) => planBuilder(inputs.builder, inputs.build.allow, inputs.cleanup, folder, part),
    async (part) =>
      inputs.login === null ? null : logIn(inputs.login, folder, docker, inputs.retries, part),
  );
  log.info(`Docker ${daemon.version} on ${formatPlatform(daemon.platform)}.`);
  const buildx = buildxTool(binary.path, dockerConfig, runner);
  if (planned.record !== null && inputs.cleanup) {
    Object.assign(leftovers, { builder: planned.name, record: planned.record, buildx: binary.path });
    saveLeftovers(leftovers, workflow);
  }
  const platforms = inputs.platforms ?? [daemon.platform];
  const emulation = planEmulation(
    inputs.emulation,
    platforms,
    daemon.platform,
    await registeredHandlers(daemon, runner),
  );
  sayEmulation(emulation, inputs.emulation, runner);
  const emulate = async (part: Runner): Promise<void> => {
    if (emulation.register.length > 0)
      await register(emulation, daemon, inputs.binfmtImage, docker, inputs.retries, part);
  };
  const provide = (part: Runner): Promise<void> => provideBuilder(planned, buildx, inputs.retries, part);
  if (planned.fresh) {
    await together(runner, emulate, provide);
  } else {
    await emulate(runner);
    await provide(runner);
  }
  return { buildx, version: binary.version, builder: planned.name, platforms, emulation };
}

function sayEmulation(
  { native, foreign, register: missing }: Emulation,
  mode: Inputs['emulation'],
  runner: Runner,
): void {
  const list = (platforms: readonly Platform[]): string => platforms.map(formatPlatform).join(', ');
  if (native.length > 0) runner.log.info(`Native: ${list(native)}.`);
  if (foreign.length === 0) return;
  const how =
    mode === 'none'
      ? 'not emulated, as asked'
      : mode === 'builtin'
        ? "left to BuildKit's own emulators"
        : missing.length === 0
          ? 'their emulators are registered'
          : `to be registered: ${missing.join(', ')}`;
  runner.log.info(`Foreign: ${list(foreign)}; ${how}.`);
}
