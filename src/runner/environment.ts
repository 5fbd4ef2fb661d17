import { homedir, release, tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the runner and the machine say about themselves. Read once, when the step starts. */
export interface Environment {
  readonly variables: Readonly<Record<string, string>>;
  readonly os: NodeJS.Platform;
  readonly arch: string;
  /** Release of the running kernel, as `uname -r` prints it. */
  readonly kernel: string;
  /** Of a 32-bit arm machine: 6 or 7. */
  readonly armVersion: number | undefined;
  /** Emptied by the runner at the start and the end of each job. */
  readonly temp: string;
  readonly toolCache: string;
  readonly workspace: string;
  /** A machine that is thrown away after the job. */
  readonly disposable: boolean;
  /** Where the docker CLI keeps its configuration. */
  readonly dockerConfig: string;
  readonly buildxConfig: string;
  readonly apiUrl: string;
  readonly processId: number;
  readonly parentId: number;
}

export function systemEnvironment(): Environment {
  const variables = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const temp = variables['RUNNER_TEMP'] || tmpdir();
  const dockerConfig = variables['DOCKER_CONFIG'] || join(homedir(), '.docker');
  const armVersion = Number((process.config.variables as { arm_version?: string }).arm_version);
  return {
    variables,
    os: process.platform,
    arch: process.arch,
    kernel: release(),
    armVersion: armVersion > 0 ? armVersion : undefined,
    temp,
    toolCache: variables['RUNNER_TOOL_CACHE'] || join(temp, 'multiarch-build-tools'),
    workspace: variables['GITHUB_WORKSPACE'] || process.cwd(),
    disposable: variables['RUNNER_ENVIRONMENT'] === 'github-hosted',
    dockerConfig,
    buildxConfig: variables['BUILDX_CONFIG'] || join(dockerConfig, 'buildx'),
    apiUrl: variables['GITHUB_API_URL'] || 'https://api.github.com',
    processId: process.pid,
    parentId: process.ppid,
  };
}
