import { formatCsv } from '../oci/csv.ts';

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

/** Proxy variables of the runner do not reach the builder's container by themselves (docker/buildx#2667). */
const proxyVariables = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];

/** Names of driver options that the user gives, in lower case. */
function givenOptions({ driverOptions }: BuilderSpec): ReadonlySet<string> {
  return new Set(
    driverOptions.map((option) => option.replace(/^"/, '').split('=', 1)[0]?.toLowerCase() ?? ''),
  );
}

/** The runner's proxies as driver options, unless the user gives that proxy. */
function proxyOptions(
  spec: BuilderSpec,
  variables: Readonly<Record<string, string>>,
  withPassword: boolean,
): readonly (readonly [name: string, value: string])[] {
  const given = givenOptions(spec);
  return (
    proxyVariables
      // In either case: of NO_PROXY and no_proxy, Go reads the first (golang.org/x/net/http/httpproxy).
      .filter((name) => variables[name] && !given.has(`env.${name.toLowerCase()}`))
      .map((name) => [`env.${name}`, variables[name] ?? ''] as const)
      .filter(([, value]) => /:\/\/[^/]*@/.test(value) === withPassword)
  );
}

/** Driver options that must not be arguments, which every user of the machine can read: proxies with a password. */
export function secretDriverOptions(
  spec: BuilderSpec,
  variables: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(proxyOptions(spec, variables, true));
}

/**
 * Arguments of `buildx create`. A builder that this action made is not restarted by the daemon: after
 * a crash its state tells how it ended, and after a reboot nobody's builder comes back.
 */
export function createBuilderArguments(
  spec: BuilderSpec,
  variables: Readonly<Record<string, string>>,
): readonly string[] {
  const given = givenOptions(spec);
  const options = [
    `image=${spec.image}`,
    ...(given.has('restart-policy') ? [] : ['restart-policy=no']),
    // buildx would put the whole payload of the event into every provenance: inputs of the workflow, addresses.
    ...(given.has('provenance-add-gha') ? [] : ['provenance-add-gha=false']),
    ...(spec.owner === null ? [] : [`env.${ownerVariable}=${spec.owner}`]),
    // A driver option is one field of a CSV line; NO_PROXY has commas.
    ...proxyOptions(spec, variables, false).map((option) => formatCsv([option.join('=')])),
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

/** How long buildx waits for a builder to boot. */
const bootTimeout = ['--timeout', '2m'];

/** Arguments that make a builder and wait until it answers. */
export function bootArguments(
  spec: BuilderSpec,
  variables: Readonly<Record<string, string>>,
): readonly string[] {
  return [...createBuilderArguments(spec, variables), '--bootstrap', ...bootTimeout];
}

/** Arguments that boot a builder which buildx knows already. */
export function rebootArguments(name: string): readonly string[] {
  return ['inspect', '--bootstrap', ...bootTimeout, name];
}

export function inspectBuilderArguments(name: string): readonly string[] {
  return ['inspect', '--timeout', '1m', name];
}

/** `--timeout` is only for finding out what there is to remove. */
export function removeBuilderArguments(name: string): readonly string[] {
  return ['rm', '--force', '--timeout', '1m', name];
}
