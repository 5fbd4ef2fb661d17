import { type BuilderSpec, bootArguments, rebootArguments } from '../buildx/builder.ts';
import { ActionError } from '../errors.ts';
import { asActionError, type CommandFailed, runCommand } from '../failures/command.ts';
import type { Tool } from '../runner/processes.ts';
import type { Session } from '../session/session.ts';

/** Makes the builder and waits until it answers. Throws `builder-failed`, or what stopped the pull of its image. */
export async function createBuilder(spec: BuilderSpec, buildx: Tool, session: Session): Promise<void> {
  const { log, environment } = session;
  await runCommand(
    {
      what: 'Starting the builder',
      tool: buildx,
      args: bootArguments(spec, environment.variables),
      // The first attempt leaves the builder's entry behind, so the next ones only boot it.
      argsAfter: () => rebootArguments(spec.name),
      onLine: (line) => log.info(line),
      explain: (failed) => explainCreate(failed, spec),
    },
    session,
  );
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
