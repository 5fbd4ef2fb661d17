import { ActionError, messageOf } from '../errors.ts';
import { normalizePlatform, type Platform } from '../oci/platform.ts';
import type { Runner } from '../runner/runner.ts';
import { docker } from './environment.ts';

/** What the Docker daemon says of itself. It may run on another machine than this step. */
export interface Daemon {
  readonly version: string;
  /** What it runs without emulation. */
  readonly platform: Platform;
  readonly kernel: string;
  /** The docker context that led to it: `default` is the socket of this machine, or DOCKER_HOST. */
  readonly context: string;
}

const needsDaemon =
  'Run the job on a machine with a Docker daemon for Linux containers, for example runs-on: ubuntu-latest.';

/**
 * Asks with `docker version`: unlike `docker info` it starts no CLI plugin. Throws `docker-missing`,
 * `daemon-unreachable`, `daemon-denied` or `daemon-unsupported`.
 */
export async function askDaemon(runner: Pick<Runner, 'processes' | 'signal'>): Promise<Daemon> {
  const asked = await runner.processes.run(docker, ['version', '--format', '{{json .}}'], {
    signal: runner.signal,
  });
  if (asked.code !== 0) {
    throw unreachable(asked.stderr.trim());
  }
  return parseDaemon(asked.stdout.toString('utf8'));
}

function unreachable(stderr: string): ActionError {
  if (/permission denied/i.test(stderr)) {
    return new ActionError('daemon-denied', `This step may not talk to the Docker daemon: ${stderr}`, {
      hint: "Add the runner's user to the group of the socket (usually 'docker'), and start the runner again.",
    });
  }
  if (/(client|API) version .* is too (old|new)/i.test(stderr)) {
    return new ActionError(
      'daemon-unsupported',
      `The docker CLI and the Docker daemon do not go together: ${stderr}`,
      {
        hint: 'Update the older one of the two, or set DOCKER_API_VERSION.',
      },
    );
  }
  if (/HTTP request to an HTTPS server/.test(stderr)) {
    return new ActionError('daemon-unreachable', `The Docker daemon does not answer: ${stderr}`, {
      hint: 'The daemon expects TLS. Set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem.',
    });
  }
  return new ActionError(
    'daemon-unreachable',
    `The Docker daemon does not answer: ${stderr || 'no reason given'}`,
    {
      hint: `${needsDaemon} Is the daemon started, and are DOCKER_HOST and DOCKER_CONTEXT right?`,
    },
  );
}

/** Reads the JSON of `docker version`. */
export function parseDaemon(json: string): Daemon {
  let answer: { Client?: Record<string, unknown>; Server?: Record<string, unknown> } | null;
  try {
    answer = JSON.parse(json) as typeof answer;
  } catch (error) {
    throw new ActionError(
      'daemon-unsupported',
      `'docker version' did not answer in JSON: ${messageOf(error)}`,
      {
        hint: 'The docker CLI must be Docker 23 or newer.',
        cause: error,
      },
    );
  }
  const { Client: client, Server: server } = answer ?? {};
  // Its service names itself; of its CLI under the name docker only `OsArch` tells (libpod/define/version.go).
  if (json.includes('"Podman Engine"') || client?.['OsArch'] !== undefined) {
    throw new ActionError(
      'daemon-unsupported',
      "The 'docker' on this runner is Podman, whose buildx has no builders.",
      {
        hint: needsDaemon,
      },
    );
  }
  if (!server) {
    throw unreachable('it gave no answer');
  }
  const { Os: os, Arch: architecture, KernelVersion: kernel, Version: version } = server;
  if (typeof os !== 'string' || typeof architecture !== 'string') {
    throw new ActionError('daemon-unsupported', `The Docker daemon does not say what it runs on: ${json}`);
  }
  if (os !== 'linux') {
    throw new ActionError(
      'daemon-unsupported',
      `The Docker daemon runs ${os} containers; BuildKit needs Linux ones.`,
      {
        hint: needsDaemon,
      },
    );
  }
  return {
    version: typeof version === 'string' ? version : 'unknown',
    platform: normalizePlatform({ os, architecture }),
    kernel: typeof kernel === 'string' ? kernel : '',
    context: String(client?.['Context'] ?? 'default'),
  };
}
