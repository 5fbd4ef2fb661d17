// A Docker engine beside the lab's own, as on another machine: for a builder whose nodes are on several.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { endOrphans } from '../../../lab/services.ts';
import { findState } from '../../../lab/state.ts';
import { command, type Ended, output, until } from '../lab.ts';

export interface SecondEngine {
  /** What `endpoint` is set to. */
  readonly host: string;
  docker(...args: readonly string[]): Promise<Ended>;
  /** As if its machine were gone. */
  stop(): Promise<void>;
  start(): Promise<void>;
  end(): Promise<void>;
}

export async function startSecondEngine(): Promise<SecondEngine> {
  // A socket's path may hold 107 bytes.
  const folder = mkdtempSync(join(tmpdir(), 'engine-'));
  const host = `unix://${join(folder, 'docker.sock')}`;
  const config = join(folder, 'daemon.json');
  writeFileSync(config, '{}');
  const docker = (...args: readonly string[]) => command('docker', args, { env: { DOCKER_HOST: host } });
  let daemon: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    let log = '';
    const child = spawn(
      'dockerd',
      [
        ...['--config-file', config, '--host', host, '--pidfile', join(folder, 'docker.pid')],
        ...['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')],
        ...['--registry-mirror', `http://127.0.0.1:${findState()?.ports.hub}`],
        // Builders are on the machine's network.
        ...['--bridge', 'none', '--iptables=false', '--ip6tables=false', '--ip-forward=false'],
      ],
      { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, DOCKER_HOST: undefined } },
    );
    child.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString('utf8');
    });
    daemon = child;
    await until('the second engine answers', async () => {
      if (child.exitCode !== null) {
        throw new Error(`dockerd ended: ${log}`);
      }
      return (await docker('version')).code === 0;
    });
  };
  const stop = async (): Promise<void> => {
    daemon?.kill('SIGTERM');
    await until('the second engine has ended', () => daemon?.exitCode !== null || daemon.signalCode !== null);
  };
  await start();
  return {
    host,
    docker,
    start,
    stop,
    end: async () => {
      const left = (await docker('ps', '--all', '--quiet')).stdout.split('\n').filter(Boolean);
      if (left.length > 0) {
        await docker('rm', '--force', '--volumes', ...left);
      }
      await stop();
      endOrphans(join(folder, 'exec'));
      const mounts = readFileSync('/proc/self/mounts', 'utf8')
        .split('\n')
        .map((line) => line.split(' ')[1] ?? '')
        .filter((mount) => `${mount}/`.startsWith(`${folder}/`));
      for (const mount of mounts.toReversed()) {
        await output('umount', '-l', mount);
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
