import type { Builder, Ready } from '../builder/builder.ts';
import { ensureBuilder } from '../builder/ensure.ts';
import { firstNodeOf } from '../builder/name.ts';
import { type BuilderInputs, type PlannedBuilder, planBuilder } from '../builder/plan.ts';
import type { Daemon } from '../docker/daemon.ts';
import { buildxTool, dockerVariables } from '../docker/environment.ts';
import { emulate } from '../emulation/emulate.ts';
import { type Emulation, type EmulationInputs, foreignOf } from '../emulation/plan.ts';
import type { Platform } from '../oci/platform.ts';
import { type Login, logIn } from '../registry/credentials/password.ts';
import { openReach } from '../registry/reach.ts';
import type { Tool } from '../runner/processes.ts';
import { together } from '../session/concurrency.ts';
import { makeToolFolder } from '../session/folder.ts';
import type { Session } from '../session/session.ts';
import { prepareBuildx } from '../toolchain/prepare.ts';
import type { BuildxRequest } from '../toolchain/resolve.ts';

export interface SetupInputs extends BuilderInputs, EmulationInputs {
  /** null: the daemon's own platform. */
  readonly platforms: readonly Platform[] | null;
  readonly login: Login | null;
  readonly buildx: BuildxRequest;
  readonly githubToken: string | null;
}

/** What is there once a step is set up. */
export interface SetUp {
  readonly ready: Ready;
  /** Of the buildx that runs, with its `v`. */
  readonly buildxVersion: string;
  /** Ends what serves the step while it runs. */
  close(): void;
}

/**
 * A verified buildx, the emulators that are missing, the login and a builder that answers. What is
 * independent runs at once; the journal knows of each thing before it is made.
 */
export async function setUp(
  inputs: SetupInputs,
  askedDaemon: Promise<Daemon>,
  session: Session,
): Promise<SetUp> {
  const dockerConfig = inputs.login === null ? null : await logIn(inputs.login, session);
  const docker: Tool = { ...session.docker, env: dockerVariables(dockerConfig, session) };
  const loggedIn = { ...session, docker };
  const [daemon, emulation, made] = await together(loggedIn, (part) => {
    const emulation = askedDaemon.then((answer) => emulate(inputs, inputs.platforms, answer, part));
    const host = { daemon: askedDaemon, emulation };
    return [askedDaemon, emulation, prepareBuilder(inputs, dockerConfig, host, part)];
  });
  const { buildx, buildxVersion, planned } = made;
  const node = { name: firstNodeOf(planned.name), platform: daemon.platform };
  const builder: Builder = {
    name: planned.name,
    driver: planned.record === null ? null : 'docker-container',
    nodes: [node],
    owned: planned.record !== null && inputs.cleanup,
  };
  const executions = emulation.runs.map((run) => ({ ...run, node }));
  const { close, ...reach } = await openReach(planned.name, buildx, loggedIn);
  return { ready: { ...loggedIn, ...reach, builder, executions }, buildxVersion, close };
}

/** What is being found out about the machine meanwhile. */
interface Host {
  readonly daemon: Promise<Daemon>;
  readonly emulation: Promise<Emulation>;
}

interface PreparedBuilder {
  readonly buildx: Tool;
  readonly buildxVersion: string;
  readonly planned: PlannedBuilder;
}

async function prepareBuilder(
  inputs: SetupInputs,
  dockerConfig: string | null,
  host: Host,
  session: Session,
): Promise<PreparedBuilder> {
  const program = await makeToolFolder(session);
  const [binary, planned] = await together(session, (part) => [
    prepareBuildx(inputs.buildx, program, inputs.githubToken, part),
    planBuilder(inputs, part),
  ]);
  const { name, record } = planned;
  if (record !== null && inputs.cleanup) {
    session.journal.note({ kind: 'builder', name, record, buildx: program });
  }
  // Without a daemon there is nothing to make, nor to remove afterwards.
  await host.daemon;
  const buildx = buildxTool(program, dockerConfig, session);
  await ensureBuilder(planned, () => newlyRegistered(host.emulation), buildx, session);
  return { buildx, buildxVersion: binary.version, planned };
}

/** Platforms whose emulators this step has registered. */
async function newlyRegistered(emulating: Promise<Emulation>): Promise<readonly Platform[]> {
  const emulation = await emulating;
  return emulation.register.length === 0 ? [] : foreignOf(emulation);
}
