import { dirname, join } from 'node:path';
import { bootOptions, createArguments, instancePath, rebootArguments } from '../buildx/builder.ts';
import { daemonOverTls, tlsContext, writeTlsContext } from '../docker/tls-context.ts';
import { ActionError } from '../errors.ts';
import { asActionError, type CommandFailed, runCommand } from '../failures/command.ts';
import { formatCsv, isCsvError, parseCsv } from '../oci/csv.ts';
import type { Tool } from '../runner/processes.ts';
import { together } from '../session/concurrency.ts';
import type { Session } from '../session/session.ts';
import type { BuilderSpec, NodeSpec } from './drivers/driver.ts';
import { driverOf } from './drivers/drivers.ts';
import { changedInstance } from './instance.ts';
import { nodeOf } from './name.ts';

/**
 * Makes the builder and waits until all of its nodes have booted. Throws `builder-failed`, `daemon-unreachable`
 * for a certificate of the daemon that is not there, or what stopped the pull of its image.
 */
export async function createBuilder(asked: BuilderSpec, buildx: Tool, session: Session): Promise<void> {
  const { log, environment } = session;
  await driverOf(asked.driver).check(asked, session);
  const spec = await withCertificates(asked, dirname(buildx.file), session);
  await together(session, (part) =>
    spec.nodes.map(({ title, endpoint, driverOptions }) => {
      const options = optionsIn(driverOptions);
      return driverOf(spec.driver).greet({ title, endpoint: endpoint ?? '', options }, part);
    }),
  );
  const isCreated = await createApart(spec, buildx, session);
  if (!driverOf(spec.driver).boots) {
    return;
  }
  await runCommand(
    {
      what: 'Starting the builder',
      tool: buildx,
      args: isCreated
        ? rebootArguments(spec.name)
        : [...nodeArguments(spec, spec.nodes[0], environment.variables), ...bootOptions],
      // The first attempt leaves the builder's entry behind, so the next ones only boot it.
      argsAfter: () => rebootArguments(spec.name),
      onLine: (line) => log.info(line),
      explain: (failed) => withNode(explainCreate(failed, spec), failed, spec),
    },
    session,
  );
}

/**
 * buildx keeps the paths of certificates, so those that came as text must be files for as long as the builder lives:
 * they lie beside the program that removes it.
 */
async function withCertificates(spec: BuilderSpec, folder: string, { files }: Session): Promise<BuilderSpec> {
  const [first, ...others] = await Promise.all(
    spec.nodes.map(async (node, index): Promise<NodeSpec> => {
      const options = Object.entries(node.certificates).map(async ([name, text]) => {
        const path = join(folder, `node-${index}-${name}.pem`);
        await files.write(path, text);
        return formatCsv([`${name}=${path}`]);
      });
      return { ...node, driverOptions: [...node.driverOptions, ...(await Promise.all(options))] };
    }),
  );
  return first === undefined ? spec : { ...spec, nodes: [first, ...others] };
}

/** By their names; each is one field of CSV. */
function optionsIn(driverOptions: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    driverOptions.map((option) => {
      const fields = parseCsv(option);
      const [field = ''] = isCsvError(fields) ? [option] : fields;
      const equals = field.indexOf('=');
      return [field.slice(0, equals), field.slice(equals + 1)];
    }),
  );
}

/** Arguments of `buildx create` for a node. */
function nodeArguments(
  spec: BuilderSpec,
  node: NodeSpec,
  variables: Readonly<Record<string, string>>,
): readonly string[] {
  const driver = driverOf(spec.driver);
  const index = spec.nodes.indexOf(node);
  return createArguments({
    builder: spec.name,
    driver: spec.driver,
    node: spec.nodes.length === 1 ? null : nodeOf(spec.name, index),
    append: index > 0,
    endpoint: node.endpoint,
    platforms: node.platforms,
    options: driver.options(spec, node, variables),
    flags: driver.flags(spec, node),
    config: driver.boots ? spec.config : null,
  });
}

/**
 * Registers a builder of several nodes, one that is not booted, or one whose entry needs what no argument can give,
 * so that only booting it is left to do; false, and nothing is done, where one call does both.
 */
async function createApart(spec: BuilderSpec, buildx: Tool, session: Session): Promise<boolean> {
  const { files, environment } = session;
  const driver = driverOf(spec.driver);
  const over = driver.onDaemon ? daemonOverTls(environment.variables) : null;
  const hostOf = ({ endpoint }: NodeSpec): string | null => (endpoint === null ? over : null);
  const changes = spec.nodes.map((node) => ({
    followsEnvironment: hostOf(node) !== null,
    driverOptions: driver.secretOptions(node, environment.variables),
  }));
  const owner = driver.ownerInEntry ? spec.owner : null;
  const isEdited =
    owner !== null ||
    changes.some((change) => change.followsEnvironment || Object.keys(change.driverOptions).length > 0);
  if (driver.boots && !isEdited && spec.nodes.length === 1) {
    return false;
  }
  for (const node of spec.nodes) {
    await createNode(spec, node, hostOf(node), buildx, session);
  }
  if (isEdited) {
    const path = instancePath(spec.name, session);
    const instance = await files.read(path).then(String, () => '');
    await files.write(path, changedInstance(instance, changes, owner));
  }
  return true;
}

/** `host`: of a daemon over TLS. */
async function createNode(
  spec: BuilderSpec,
  node: NodeSpec,
  host: string | null,
  buildx: Tool,
  session: Session,
): Promise<void> {
  const create = nodeArguments(spec, node, session.environment.variables);
  const command = {
    what: 'Making the builder',
    explain: (failed: CommandFailed) => withNode(explainCreate(failed, spec), failed, spec),
  };
  if (host === null) {
    await runCommand({ ...command, tool: buildx, args: create }, session);
    return;
  }
  // buildx takes no endpoint with TLS but a context's. An endpoint that follows the environment serves all
  // later calls without one, but cannot be given as an argument.
  const folder = join(session.folder, 'tls-context');
  await writeTlsContext(folder, host, session);
  const tool = { ...buildx, env: { ...buildx.env, DOCKER_CONFIG: folder } };
  await runCommand({ ...command, tool, args: [...create, tlsContext] }, session);
}

const unreachable =
  /failed to connect to the docker API|Cannot connect to the Docker daemon|error during connect/;

/** Says which node it is about, where that has a place of its own. */
function withNode(error: ActionError, { completed }: CommandFailed, spec: BuilderSpec): ActionError {
  const names = spec.nodes.map((_, index) => new RegExp(`\\b${nodeOf(spec.name, index)}\\b`));
  const node = spec.nodes.find((_, index) => names[index]?.test(completed.stderr));
  if (node === undefined || node.endpoint === null) {
    return error;
  }
  const where = `The node '${node.title}' at ${node.endpoint}`;
  if (!unreachable.test(completed.stderr)) {
    return error.saying(`${where}: ${error.message}`);
  }
  // What ssh said stands at the end of a long line.
  const [, said] = /make sure the URL is valid.*?stderr=(.+)$/m.exec(completed.stderr) ?? [];
  const why = said === undefined ? `: ${error.message}` : ` does not answer: ${said.trim()}`;
  return new ActionError('daemon-unreachable', `${where}${why}`, {
    hint: 'Is its Docker daemon running, and does this runner reach it? Over ssh:// it must log in without a question, and know the key of the host.',
    cause: error.cause,
  });
}

function explainCreate(error: CommandFailed, spec: BuilderSpec): ActionError {
  const { stderr } = error.completed;
  const about = (hint: string): ActionError =>
    new ActionError('builder-failed', error.message, { hint, cause: error });
  if (/invalid driver option/.test(stderr)) {
    return about(
      `See 'driver-opts': one name=value a line, of the options that buildx's ${spec.driver} driver knows.`,
    );
  }
  if (/failed to parse config|toml:/.test(stderr)) {
    return about("The text of 'buildkitd-config' or 'buildkitd-config-inline' is not valid TOML.");
  }
  return driverOf(spec.driver).explain(error, spec) ?? asActionError(error, 'builder-failed');
}
