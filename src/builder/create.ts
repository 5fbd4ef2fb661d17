import { ActionError } from '../errors.ts';
import { asActionError, CommandFailed, tryCommand } from '../failures/command.ts';
import { formatCsv } from '../oci/csv.ts';
import type { Tool } from '../runner/processes.ts';
import type { Runner } from '../runner/runner.ts';

/** Says in the builder's container whose it is; a builder that is to outlive the job has none. */
export const ownerVariable = 'MULTIARCH_BUILD_OWNER';

export interface BuilderSpec {
  readonly name: string;
  readonly image: string;
  /** `name=value` of the user's, each quoted as one field of CSV. */
  readonly driverOptions: readonly string[];
  /** Path of its buildkitd.toml. */
  readonly config: string;
  readonly entitlements: readonly string[];
  /** As formatOwner writes it, `unknown`, or null for a builder that nobody but the user removes. */
  readonly owner: string | null;
}

/**
 * Proxy variables of the runner do not reach the builder's container by themselves (docker/buildx#2667).
 * One with a password stays here: a driver option is an argument, which every user of the machine can read.
 */
const proxyVariables = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];

/**
 * Arguments of `buildx create`. A builder that this action made is not restarted by the daemon: after
 * a crash its state tells how it ended, and after a reboot nobody's builder comes back.
 */
export function createArguments(
  spec: BuilderSpec,
  variables: Readonly<Record<string, string>>,
): readonly string[] {
  const given = new Set(
    spec.driverOptions.map((option) => option.replace(/^"/, '').split('=', 1)[0]?.toLowerCase()),
  );
  const proxies = proxyVariables
    // In either case: of NO_PROXY and no_proxy, Go reads the first (golang.org/x/net/http/httpproxy).
    .filter((name) => variables[name] && !given.has(`env.${name.toLowerCase()}`))
    .filter((name) => !/:\/\/[^/]*@/.test(variables[name] ?? ''))
    .map((name) => `env.${name}=${variables[name]}`);
  const options = [
    `image=${spec.image}`,
    ...(given.has('restart-policy') ? [] : ['restart-policy=no']),
    ...(spec.owner === null ? [] : [`env.${ownerVariable}=${spec.owner}`]),
    // A driver option is one field of a CSV line; NO_PROXY has commas.
    ...proxies.map((option) => formatCsv([option])),
    ...spec.driverOptions,
  ];
  return [
    'create',
    '--name',
    spec.name,
    '--driver',
    'docker-container',
    ...options.flatMap((option) => ['--driver-opt', option]),
    '--buildkitd-flags',
    entitlementFlags(spec.entitlements),
    '--buildkitd-config',
    spec.config,
  ];
}

/**
 * buildx gives every container builder the network.host entitlement unless some entitlement is named
 * (builder/builder.go, parseBuildkitdFlags), and buildkitd does not start with a name that it does not
 * know. `device` is what buildkitd grants of itself (cmd/buildkitd/main.go), so naming it adds nothing.
 */
function entitlementFlags(entitlements: readonly string[]): string {
  const names = entitlements.length > 0 ? entitlements : ['device'];
  return names.map((name) => `--allow-insecure-entitlement=${name}`).join(' ');
}

/** Makes the builder and waits until it answers. Throws `builder-failed`, or what stopped the pull of its image. */
export async function createBuilder(
  spec: BuilderSpec,
  buildx: Tool,
  retries: number,
  runner: Runner,
): Promise<void> {
  const { log, environment } = runner;
  const onLine = (line: string): void => log.info(line);
  const create = createArguments(spec, environment.variables);
  try {
    await tryCommand(
      'Starting the builder',
      buildx,
      // The first attempt leaves the builder's entry behind, so the next ones only boot it.
      (previous) =>
        previous === null
          ? [...create, '--bootstrap', '--timeout', '2m']
          : ['inspect', '--bootstrap', '--timeout', '2m', spec.name],
      { runner, retries, onLine },
    );
  } catch (error) {
    throw error instanceof CommandFailed ? explained(error, spec) : error;
  }
}

function explained(error: CommandFailed, spec: BuilderSpec): ActionError {
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
