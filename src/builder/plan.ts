import { join } from 'node:path';
import type { BuildOptions } from '../buildx/build-arguments.ts';
import { configuredContext } from '../docker/environment.ts';
import { currentJob, formatOwner, type Owner } from '../session/owner.ts';
import type { Session } from '../session/session.ts';
import type { BuilderSpec, DriverName, NodeSpec } from './drivers/driver.ts';
import { driverOf } from './drivers/drivers.ts';
import { type Instance, instanceOf } from './instance.ts';
import { recordedBuilder, recordPath } from './job-builder.ts';
import { builderIn, newBuilderName } from './name.ts';

export interface BuilderRequest {
  /** The name of one that exists and stays; null: make one. */
  readonly existing: string | null;
  /** The builder of the job, for a step that says nothing about its own; null for none. */
  readonly offered: string | null;
  readonly driver: DriverName;
  readonly nodes: readonly [NodeSpec, ...NodeSpec[]];
  readonly image: string;
  readonly config: { readonly file: string } | { readonly inline: string } | null;
}

/** The builder to use or to make. */
export interface BuilderInputs {
  readonly builder: BuilderRequest;
  /** Remove it when the job ends. */
  readonly cleanup: boolean;
  readonly build: Pick<BuildOptions, 'allow'>;
}

/** A builder that is decided on, but may not be there yet. */
export interface PlannedBuilder {
  readonly name: string;
  readonly driver: DriverName;
  /**
   * It is one node on the daemon that docker commands reach too: what that says of itself holds for the
   * builder, before it is there.
   */
  readonly onDaemon: boolean;
  /** File by which later steps of the job find it; null for a builder that is not ours to remove. */
  readonly record: string | null;
  /** null: it exists. */
  readonly spec: BuilderSpec | null;
  /** What messages call its nodes, in their order; empty where only buildx knows them. */
  readonly titles: readonly string[];
  /** The text of the user's buildkitd.toml; null for none. */
  readonly config: string | null;
}

/** Decides which builder to use: the named one, the one of an earlier step of this job, or a new one. */
export async function planBuilder(inputs: BuilderInputs, session: Session): Promise<PlannedBuilder> {
  const { builder: request, cleanup, build } = inputs;
  const { driver, nodes } = request;
  if (request.existing !== null) {
    return planExisting(request.existing, session);
  }
  if (await isJobs(request.offered, build.allow, session)) {
    return planExisting(request.offered ?? '', session);
  }
  if (driver === 'docker') {
    // The daemon's own: `default` is the one that the docker CLI uses.
    return planExisting('default', session);
  }
  const { clock, folder } = session;
  const [config, job] = await Promise.all([configText(request.config, session), currentJob(session)]);
  const asked = {
    driver,
    nodes,
    image: request.image,
    entitlements: build.allow,
    owner: cleanup ? ownerText(job) : null,
  };
  const onDaemon = driverOf(driver).onDaemon && nodes.length === 1 && nodes[0].endpoint === null;
  const record = recordPath({ ...asked, config }, session);
  // On a machine that is thrown away, certificates that came as text are gone with the step that wrote them.
  const isWhole = !(
    session.environment.disposable && nodes.some(({ certificates }) => Object.keys(certificates).length > 0)
  );
  const earlier = isWhole ? await recordedBuilder(record, session) : null;
  const titles = nodes.map(({ title }) => title);
  if (earlier !== null) {
    return { name: earlier, driver, onDaemon, record, spec: null, titles, config };
  }
  const name = newBuilderName(clock.now(), clock.random);
  const spec = { ...asked, name, config: join(folder, 'buildkitd.toml') };
  return { name, driver, onDaemon, record, titles, config, spec };
}

/** Whether it is one that an earlier step of this job set up, and that grants all that this one asks for. */
async function isJobs(name: string | null, allow: readonly string[], session: Session): Promise<boolean> {
  return (
    name !== null &&
    allow.length === 0 &&
    builderIn(name) !== null &&
    (await instanceOf(name, session)) !== null
  );
}

/** One that buildx has no entry of is a docker context, whose daemon has a BuildKit of its own, or is not there. */
async function planExisting(name: string, session: Session): Promise<PlannedBuilder> {
  const instance = await instanceOf(name, session);
  return {
    name,
    driver: instance?.driver ?? 'docker',
    onDaemon: instance === null || isOnDaemon(instance, await usualEndpoint(session)),
    record: null,
    spec: null,
    titles: [],
    config: null,
  };
}

/** Where docker commands go, as buildx notes it of a builder (util/dockerutil, GetCurrentEndpoint). */
async function usualEndpoint(session: Session): Promise<string> {
  const { DOCKER_HOST: host, DOCKER_CONTEXT: named } = session.environment.variables;
  const context = host || named || ((await configuredContext(session)) ?? '');
  return context === '' || context === 'default' ? 'unix:///var/run/docker.sock' : context;
}

/** Whether the one node of a builder is there. */
function isOnDaemon({ driver, nodes: [first, ...others] }: Instance, usual: string): boolean {
  return (
    driverOf(driver).onDaemon && others.length === 0 && ['default', usual].includes(first?.endpoint ?? '')
  );
}

function ownerText(job: Owner | null): string {
  return job === null ? 'unknown' : formatOwner(job);
}

async function configText(config: BuilderRequest['config'], { files }: Session): Promise<string | null> {
  if (config === null) {
    return null;
  }
  return 'inline' in config ? config.inline : (await files.read(config.file)).toString('utf8');
}
