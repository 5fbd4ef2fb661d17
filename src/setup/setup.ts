import { assignPlatforms } from '../builder/assign.ts';
import type { Builder, Execution, Node, Ready } from '../builder/builder.ts';
import { ensureBuilder } from '../builder/ensure.ts';
import { firstNodeOf } from '../builder/name.ts';
import { answeringNodes, pinnedBuildx } from '../builder/nodes.ts';
import { type BuilderInputs, type PlannedBuilder, planBuilder } from '../builder/plan.ts';
import type { AskDaemon } from '../docker/daemon.ts';
import { buildxTool, dockerVariables } from '../docker/environment.ts';
import { emulate } from '../emulation/emulate.ts';
import { type Emulation, type EmulationInputs, foreignOf } from '../emulation/plan.ts';
import type { Platform } from '../oci/platform.ts';
import { type LoginRequest, logInAll } from '../registry/credentials/logins.ts';
import { openReach } from '../registry/reach.ts';
import type { Tool } from '../runner/processes.ts';
import { together } from '../session/concurrency.ts';
import { makeToolFolder } from '../session/folder.ts';
import type { Session } from '../session/session.ts';
import { prepareBuildx } from '../toolchain/prepare.ts';
import type { BuildxRequest } from '../toolchain/resolve.ts';

export interface SetupInputs extends BuilderInputs, EmulationInputs, LoginRequest {
  /** null: the builder's own platform. */
  readonly platforms: readonly Platform[] | null;
  readonly buildx: BuildxRequest;
  readonly githubToken: string | null;
}

/** What is there once a step is set up. */
export interface SetUp {
  readonly ready: Ready;
  /** Of the buildx that runs, with its `v`. */
  readonly buildxVersion: string;
  /** The copy of it that is the step's own. */
  readonly program: string;
  /** Ends what serves the step while it runs. */
  close(): void;
}

/**
 * A verified buildx, the emulators that are missing, the login and a builder that answers. What is
 * independent runs at once; the journal knows of each thing before it is made.
 */
export async function setUp(inputs: SetupInputs, askDaemon: AskDaemon, session: Session): Promise<SetUp> {
  const [planned, { dockerConfig, environment }] = await together(session, (part) => [
    planBuilder(inputs, part),
    logInAll(inputs, part),
  ]);
  const docker: Tool = { ...session.docker, env: dockerVariables(dockerConfig, session) };
  const loggedIn = { ...session, docker, environment };
  const prepared = { planned, dockerConfig };
  const made = planned.onDaemon
    ? await setUpOnDaemon(inputs, prepared, askDaemon, loggedIn)
    : await setUpElsewhere(inputs, prepared, loggedIn);
  const { nodes, executions, buildx, buildxVersion, program } = made;
  const builder: Builder = {
    name: planned.name,
    driver: planned.driver,
    nodes,
    owned: planned.record !== null && inputs.cleanup,
  };
  const { close, ...reach } = await openReach(planned.name, buildx, loggedIn);
  return { ready: { ...loggedIn, ...reach, builder, executions }, buildxVersion, program, close };
}

/** What is decided before anything is made. */
interface Prepared {
  readonly planned: PlannedBuilder;
  readonly dockerConfig: string | null;
}

interface MadeBuilder {
  readonly buildx: Tool;
  readonly buildxVersion: string;
  readonly program: string;
  readonly nodes: readonly [Node, ...Node[]];
  readonly executions: readonly Execution[];
}

/** What the daemon says of itself holds for the builder, which boots meanwhile. */
async function setUpOnDaemon(
  inputs: SetupInputs,
  prepared: Prepared,
  askDaemon: AskDaemon,
  session: Session,
): Promise<MadeBuilder> {
  const askedDaemon = askDaemon();
  const [daemon, emulation, made] = await together(session, (part) => {
    const emulation = askedDaemon.then((answer) => emulate(inputs, inputs.platforms, answer, part));
    const host = { daemon: askedDaemon, emulation };
    return [askedDaemon, emulation, prepareBuilder(inputs, prepared, host, part)];
  });
  const { name } = prepared.planned;
  const node = { name: firstNodeOf(name), title: name, endpoint: null, platform: daemon.platform };
  return { ...made, nodes: [node], executions: emulation.runs.map((run) => ({ ...run, node })) };
}

/** The nodes themselves say what they are, once they are there. No daemon is needed. */
async function setUpElsewhere(
  inputs: SetupInputs,
  prepared: Prepared,
  session: Session,
): Promise<MadeBuilder> {
  const made = await prepareBuilder(inputs, prepared, null, session);
  const nodes = await answeringNodes(prepared.planned, made.buildx, session);
  const executions = assignPlatforms(
    inputs.platforms ?? [nodes[0].platform],
    nodes,
    inputs.emulation !== 'none',
  );
  // What is not pinned exactly, buildx would give to the first node that emulates it.
  const buildx =
    nodes.length === 1
      ? made.buildx
      : await pinnedBuildx(prepared.planned.name, executions, made.buildx, session);
  return { ...made, buildx, nodes, executions };
}

/** What is being found out about the daemon's machine meanwhile. */
interface Host {
  readonly daemon: Promise<unknown>;
  readonly emulation: Promise<Emulation>;
}

async function prepareBuilder(
  inputs: SetupInputs,
  { planned, dockerConfig }: Prepared,
  host: Host | null,
  session: Session,
): Promise<Pick<MadeBuilder, 'buildx' | 'buildxVersion' | 'program'>> {
  const program = await makeToolFolder(session);
  const binary = await prepareBuildx(inputs.buildx, program, inputs.githubToken, session);
  const { name, record } = planned;
  if (record !== null && inputs.cleanup) {
    session.journal.note({ kind: 'builder', name, record, buildx: program });
  }
  // Without a daemon there is nothing to make, nor to remove afterwards.
  await host?.daemon;
  const buildx = buildxTool(program, dockerConfig, session.folder, session);
  await ensureBuilder(planned, () => newlyRegistered(host?.emulation), buildx, session);
  return { buildx, buildxVersion: binary.version, program };
}

/** Platforms whose emulators this step has registered. */
async function newlyRegistered(emulating: Promise<Emulation> | undefined): Promise<readonly Platform[]> {
  const emulation = await emulating;
  return emulation === undefined || emulation.register.length === 0 ? [] : foreignOf(emulation);
}
