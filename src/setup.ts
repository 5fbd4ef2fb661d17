import { type PlannedBuilder, planBuilder, provideBuilder } from './builder/provide.ts';
import { buildxTool, configVariables, type Leftovers, saveLeftovers } from './cleanup.ts';
import { register, registeredHandlers } from './emulation/binfmt.ts';
import { type Daemon, docker } from './emulation/daemon.ts';
import { type Emulation, planEmulation } from './emulation/plan.ts';
import type { Inputs } from './inputs/inputs.ts';
import { logIn } from './login/login.ts';
import { formatPlatform, type Platform } from './oci/platform.ts';
import type { Tool } from './runner/processes.ts';
import type { Runner } from './runner/runner.ts';
import { together } from './runner/together.ts';
import type { Workflow } from './runner/workflow.ts';
import { type Buildx, prepareBuildx } from './toolchain/prepare.ts';

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
  askedDaemon: Promise<Daemon>,
  folder: string,
  leftovers: Leftovers,
  workflow: Workflow,
  runner: Runner,
): Promise<Prepared> {
  const dockerConfig =
    inputs.login === null ? null : await logIn(inputs.login, folder, docker, inputs.retries, runner);
  const dockerHere: Tool = { ...docker, env: configVariables(dockerConfig, runner) };
  let emulated: Promise<Emulation> | undefined;
  /** Platforms whose emulators this step has registered. */
  const registered = async (): Promise<readonly Platform[]> => {
    const emulation = await emulated;
    return emulation === undefined || emulation.register.length === 0 ? [] : emulation.foreign;
  };
  const [emulation, builder] = await together<[Emulation, Omit<Prepared, 'emulation'>]>(
    runner,
    (part) => {
      emulated = emulate(inputs, askedDaemon, dockerHere, part);
      return emulated;
    },
    async (part) => {
      const [binary, planned] = await together<[Buildx, PlannedBuilder]>(
        part,
        (inner) => prepareBuildx(inputs.buildx, inner, inputs.githubToken),
        (inner) => planBuilder(inputs.builder, inputs.build.allow, inputs.cleanup, folder, inner),
      );
      if (planned.record !== null && inputs.cleanup) {
        Object.assign(leftovers, { builder: planned.name, record: planned.record, buildx: binary.path });
        saveLeftovers(leftovers, workflow);
      }
      // Without a daemon there is nothing to make, nor to remove afterwards.
      const daemon = await askedDaemon;
      const buildx = buildxTool(binary.path, dockerConfig, runner);
      await provideBuilder(planned, registered, buildx, inputs.retries, part);
      const platforms = inputs.platforms ?? [daemon.platform];
      return { buildx, version: binary.version, builder: planned.name, platforms };
    },
  );
  return { ...builder, emulation };
}

/** Registers what the daemon's kernel lacks for the platforms that were asked for. */
async function emulate(
  inputs: Inputs,
  askedDaemon: Promise<Daemon>,
  dockerHere: Tool,
  runner: Runner,
): Promise<Emulation> {
  const { log } = runner;
  const daemon = await askedDaemon;
  log.info(`Docker ${daemon.version} on ${formatPlatform(daemon.platform)}.`);
  const platforms = inputs.platforms ?? [daemon.platform];
  const registered = await registeredHandlers(daemon, runner);
  const emulation = planEmulation(inputs.emulation, platforms, daemon.platform, registered);
  sayEmulation(emulation, inputs.emulation, runner);
  if (emulation.register.length > 0) {
    await register(emulation, daemon, inputs.binfmtImage, dockerHere, inputs.retries, runner);
  }
  return emulation;
}

function sayEmulation(
  { native, foreign, register: missing }: Emulation,
  mode: Inputs['emulation'],
  runner: Runner,
): void {
  const list = (platforms: readonly Platform[]): string => platforms.map(formatPlatform).join(', ');
  if (native.length > 0) {
    runner.log.info(`Native: ${list(native)}.`);
  }
  if (foreign.length === 0) {
    return;
  }
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
