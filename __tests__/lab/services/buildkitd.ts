// A buildkitd on the machine itself, as somebody runs one for the driver remote.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { buildkitDir } from '../../../lab/gomodules.ts';
import { endOrphans } from '../../../lab/services.ts';
import { output, setting, until } from '../lab.ts';

/** The files of a server's certificate, and of the authority that its clients must be of. */
export interface ServerCertificates {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

export interface Buildkitd {
  /** What `endpoint` is set to. */
  readonly endpoint: string;
  readonly process: ChildProcess;
  log(): string;
  end(): Promise<void>;
}

export interface BuildkitdOptions {
  /** Listens on a TCP port, and says how; null: plain. Left out: on a socket. */
  readonly tls?: ServerCertificates | null;
  /** What it takes its machine for; the kernel emulates it. Default: what the machine is. */
  readonly architecture?: string;
}

export async function startBuildkitd({ tls, architecture }: BuildkitdOptions = {}): Promise<Buildkitd> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-buildkitd-'));
  const socket = join(folder, 'buildkitd.sock');
  const port = tls === undefined ? 0 : await freePort();
  const endpoint = tls === undefined ? `unix://${socket}` : `tcp://127.0.0.1:${port}`;
  const certificates = tls
    ? ['--tlscacert', tls.authority, '--tlscert', tls.certificate, '--tlskey', tls.key]
    : [];
  const config = join(folder, 'buildkitd.toml');
  const platforms =
    architecture === undefined ? '' : `[worker.oci]\n  platforms = [ "linux/${architecture}" ]\n`;
  writeFileSync(config, `${readFileSync(setting('LAB_BUILDKITD_CONFIG'), 'utf8')}${platforms}`);
  const child = spawn(
    join(buildkitDir, 'buildkitd'),
    [
      ...['--root', join(folder, 'root'), '--addr', endpoint, ...certificates],
      ...['--config', config, '--oci-worker-net', 'host', '--debug'],
      ...['--otel-socket-path', join(folder, 'otel.sock')],
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, PATH: `${buildkitDir}:${process.env['PATH']}` },
    },
  );
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  await until(`buildkitd listens on ${endpoint}`, async () => {
    if (child.exitCode !== null) {
      throw new Error(`buildkitd ended: ${text}`);
    }
    return tls === undefined ? existsSync(socket) : answers(port);
  });
  return {
    endpoint,
    process: child,
    log: () => text,
    end: async () => {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await until('buildkitd has ended', () => child.exitCode !== null || child.signalCode !== null);
      clearTimeout(killer);
      // Of one that was killed, what it ran goes on.
      endOrphans(folder);
      endContainers(folder);
      const mounts = readFileSync('/proc/self/mounts', 'utf8')
        .split('\n')
        .map((line) => line.split(' ')[1] ?? '')
        .filter((mount) => mount.startsWith(`${folder}/`));
      for (const mount of mounts.toReversed()) {
        await output('umount', '-l', mount);
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** Ends the processes whose root lies below the folder. */
function endContainers(folder: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const mounts = readFileSync(`/proc/${pid}/mounts`, 'utf8');
      if (mounts.split('\n').some((line) => / \/ overlay /.test(line) && line.includes(`${folder}/`))) {
        process.kill(Number(pid), 'SIGKILL');
      }
    } catch {
      // It has ended.
    }
  }
}
