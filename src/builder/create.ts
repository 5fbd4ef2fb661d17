import { join } from 'node:path';
import {
  type BuilderSpec,
  bootArguments,
  createBuilderArguments,
  rebootArguments,
  secretDriverOptions,
} from '../buildx/builder.ts';
import { daemonOverTls, tlsContext, writeTlsContext } from '../docker/tls-context.ts';
import { ActionError } from '../errors.ts';
import { asActionError, type CommandFailed, runCommand } from '../failures/command.ts';
import type { Tool } from '../runner/processes.ts';
import type { Session } from '../session/session.ts';
import { changedInstance } from './instance.ts';

/**
 * Makes the builder and waits until it answers. Throws `builder-failed`, `daemon-unreachable` for a
 * certificate of the daemon that is not there, or what stopped the pull of its image.
 */
export async function createBuilder(spec: BuilderSpec, buildx: Tool, session: Session): Promise<void> {
  const { log, environment } = session;
  const isEdited = await createEdited(spec, buildx, session);
  await runCommand(
    {
      what: 'Starting the builder',
      tool: buildx,
      args: isEdited ? rebootArguments(spec.name) : bootArguments(spec, environment.variables),
      // The first attempt leaves the builder's entry behind, so the next ones only boot it.
      argsAfter: () => rebootArguments(spec.name),
      onLine: (line) => log.info(line),
      explain: (failed) => explainCreate(failed, spec),
    },
    session,
  );
}

/**
 * Registers a builder that needs what no argument can give, so that only booting it is left to do; false,
 * and nothing is done, where arguments are enough.
 */
async function createEdited(spec: BuilderSpec, buildx: Tool, session: Session): Promise<boolean> {
  const { files, environment } = session;
  const { variables, buildxConfig } = environment;
  const host = daemonOverTls(variables);
  const driverOptions = secretDriverOptions(spec, variables);
  if (host === null && Object.keys(driverOptions).length === 0) {
    return false;
  }
  const create = createBuilderArguments(spec, variables);
  const command = {
    what: 'Making the builder',
    explain: (failed: CommandFailed) => explainCreate(failed, spec),
  };
  if (host === null) {
    await runCommand({ ...command, tool: buildx, args: create }, session);
  } else {
    // buildx takes no endpoint with TLS but a context's. An endpoint that follows the environment serves all
    // later calls without one, but cannot be given as an argument.
    const folder = join(session.folder, 'tls-context');
    await writeTlsContext(folder, host, session);
    const tool = { ...buildx, env: { ...buildx.env, DOCKER_CONFIG: folder } };
    await runCommand({ ...command, tool, args: [...create, tlsContext] }, session);
  }
  const path = join(buildxConfig, 'instances', spec.name);
  const instance = await files.read(path).then(String, () => '');
  await files.write(path, changedInstance(instance, { followsEnvironment: host !== null, driverOptions }));
  return true;
}

function explainCreate(error: CommandFailed, spec: BuilderSpec): ActionError {
  const { stderr } = error.completed;
  const about = (hint: string): ActionError =>
    new ActionError('builder-failed', error.message, { hint, cause: error });
  if (/invalid driver option/.test(stderr)) {
    return about(
      "See 'driver-opts': one name=value a line, of the options that buildx's docker-container driver knows.",
    );
  }
  if (/failed to parse config|toml:/.test(stderr)) {
    return about("The text of 'buildkitd-config' or 'buildkitd-config-inline' is not valid TOML.");
  }
  if (/failed to verify image|is not allowed by default policy/.test(stderr)) {
    return about(
      `buildx refused the BuildKit image ${spec.image}, because its signature could not be verified. ` +
        "Use a signed release of moby/buildkit in 'buildkit-image', or a copy under another repository name.",
    );
  }
  if (/manifest unknown|not found|no such image/i.test(error.failure.detail)) {
    return about(
      `Does the BuildKit image ${spec.image} exist, for the daemon's platform? See 'buildkit-image'.`,
    );
  }
  return asActionError(error, 'builder-failed');
}
