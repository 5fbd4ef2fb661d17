import { delimiter, join } from 'node:path';
import { ActionError } from '../errors.ts';
import { isRecord, parseJson } from '../oci/json.ts';
import { normalizePlatform, type Platform } from '../oci/platform.ts';
import type { Engine } from '../runner/engine.ts';
import type { Runner } from '../runner/runner.ts';
import { configuredContext, docker } from './environment.ts';

/** What the Docker daemon says of itself. It may run on another machine than this step. */
export interface Daemon {
  readonly version: string;
  /** What it runs without emulation. */
  readonly platform: Platform;
  readonly kernel: string;
  /** The docker context that led to it: `default` is the socket of this machine, or DOCKER_HOST. */
  readonly context: string;
}

/**
 * Asks the daemon, or gives the answer that there is already. Whoever needs no daemon does not ask: there may be
 * none.
 */
export type AskDaemon = () => Promise<Daemon>;

const needsDaemon =
  'Run the job on a machine with a Docker daemon for Linux containers, for example runs-on: ubuntu-latest.';

/** What it takes to ask. */
export type Asker = Pick<Runner, 'processes' | 'files' | 'environment' | 'signal'> & {
  readonly engine: Engine;
};

/**
 * Asks over the socket of this machine, where that is the daemon: starting the docker CLI takes longer than
 * all the rest of the start-up. Anything but a good answer, and any other daemon, is a matter for the CLI.
 * Throws `docker-missing`, `daemon-unreachable`, `daemon-denied` or `daemon-unsupported`.
 */
export async function askDaemon(asker: Asker): Promise<Daemon> {
  const socket = await localSocket(asker);
  const text = socket === null ? null : await asker.engine.get(socket, '/version', asker.signal);
  const server = text === null ? null : parseJson(text);
  return isRecord(server) ? daemonOf({ Client: { Context: 'default' }, Server: server }) : askCli(asker);
}

/**
 * The socket that the docker CLI would use; null where it goes by a context, or reaches another machine, and
 * where there is no CLI: what comes after this needs one, and says so best before anything was made.
 */
async function localSocket({ files, environment }: Asker): Promise<string | null> {
  const { variables, os } = environment;
  if (variables['DOCKER_CONTEXT'] || os === 'win32') {
    return null;
  }
  const folders = (variables['PATH'] ?? '').split(delimiter).filter(Boolean);
  const found = await Promise.all(folders.map((folder) => files.kind(join(folder, docker.file))));
  if (!found.includes('file')) {
    return null;
  }
  const host = variables['DOCKER_HOST'];
  if (host) {
    return host.startsWith('unix:///') ? host.slice('unix://'.length) : null;
  }
  const context = await configuredContext({ files, environment });
  return context === '' || context === 'default' ? '/var/run/docker.sock' : null;
}

/** With `docker version`: unlike `docker info` it starts no CLI plugin. */
async function askCli({ processes, signal }: Asker): Promise<Daemon> {
  const asked = await processes.run(docker, ['version', '--format', '{{json .}}'], { signal });
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
      `The docker CLI and the Docker daemon do not understand each other: ${stderr}`,
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
  const answer = parseJson(json);
  if (!isRecord(answer)) {
    throw new ActionError('daemon-unsupported', `'docker version' did not answer in JSON.`, {
      hint: 'The docker CLI must be Docker 23 or newer.',
    });
  }
  return daemonOf(answer);
}

function daemonOf(answer: Readonly<Record<string, unknown>>): Daemon {
  const client = isRecord(answer['Client']) ? answer['Client'] : {};
  const server = answer['Server'];
  // Its service names itself; of its CLI under the name docker only `OsArch` tells (libpod/define/version.go).
  if (JSON.stringify(answer).includes('"Podman Engine"') || client['OsArch'] !== undefined) {
    throw new ActionError(
      'daemon-unsupported',
      "The 'docker' on this runner is Podman, whose buildx has no builders.",
      { hint: needsDaemon },
    );
  }
  if (!isRecord(server)) {
    throw unreachable('it gave no answer');
  }
  const { Os: os, Arch: architecture, KernelVersion: kernel, Version: version } = server;
  if (typeof os !== 'string' || typeof architecture !== 'string') {
    throw new ActionError(
      'daemon-unsupported',
      `The Docker daemon does not say what it runs on: ${JSON.stringify(answer)}`,
    );
  }
  if (os !== 'linux') {
    throw new ActionError(
      'daemon-unsupported',
      `The Docker daemon runs ${os} containers; BuildKit needs Linux ones.`,
      { hint: needsDaemon },
    );
  }
  return {
    version: typeof version === 'string' ? version : 'unknown',
    platform: normalizePlatform({ os, architecture }),
    kernel: typeof kernel === 'string' ? kernel : '',
    context: String(client['Context'] ?? 'default'),
  };
}
