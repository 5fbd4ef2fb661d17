// A Docker engine of the lab's own, beside whatever the machine has: own socket, own data, own bridge.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { authority, server } from './certificates.ts';
import { run, succeeds } from './command.ts';
import { versionOf } from './debian.ts';
import { cacheDir, engineSocket, labSuffix, runDir } from './paths.ts';
import { endOrphans, startService } from './services.ts';

/** What of the machine the engine will change, to be put back by `leaveHost`. */
export interface Host {
  readonly mountedBinfmt: boolean;
  readonly handlers: readonly string[];
}

export const engineHost = `unix://${engineSocket}`;
const dataRoot = join(cacheDir, `engine${labSuffix}`);
const execRoot = join(runDir, 'engine');
const binfmtMisc = '/proc/sys/fs/binfmt_misc';
// docker0 may be another engine's; the name and the range of this one are nobody's.
const bridge =
  labSuffix === ''
    ? { name: 'multiarch-lab0', address: '10.213.213.1/24' }
    : { name: `mlab-${labSuffix}`, address: `10.213.${parseInt(labSuffix, 16) % 213}.1/24` };

export async function enterHost(): Promise<Host> {
  const mountedBinfmt = !existsSync(join(binfmtMisc, 'status'));
  if (mountedBinfmt) {
    await run('mount', ['-t', 'binfmt_misc', 'binfmt_misc', binfmtMisc]);
  }
  return { mountedBinfmt, handlers: handlers() };
}

export async function leaveHost(host: Host): Promise<void> {
  // Emulators are the whole machine's; a second lab leaves them, for the first may be using them.
  if (labSuffix === '' && existsSync(join(binfmtMisc, 'status'))) {
    for (const name of handlers().filter((handler) => !host.handlers.includes(handler))) {
      writeFileSync(join(binfmtMisc, name), '-1');
    }
    if (host.mountedBinfmt) {
      await run('umount', [binfmtMisc]);
    }
  }
  if (await hasBridge()) {
    await run('ip', ['link', 'delete', bridge.name]);
  }
}

/** The engine listens on its socket and, for clients with a certificate of the lab's authority, on a TLS port. */
export async function startEngine(mirrorPort: number, tlsPort: number): Promise<void> {
  mkdirSync(dataRoot, { recursive: true });
  // An engine that was killed leaves its pid file, and the pid may be another process's by now.
  rmSync(join(runDir, 'docker.pid'), { force: true });
  if (!(await hasBridge())) {
    await run('ip', ['link', 'add', 'name', bridge.name, 'type', 'bridge']);
    await run('ip', ['address', 'add', bridge.address, 'dev', bridge.name]);
    await run('ip', ['link', 'set', bridge.name, 'up']);
  }
  const config = join(runDir, 'daemon.json');
  writeFileSync(config, '{}');
  await startService({
    name: 'engine',
    version: `dockerd ${await versionOf('docker.io')}`,
    address: engineHost,
    command: 'dockerd',
    args: [
      // Not the machine's /etc/docker/daemon.json, which may hold settings that contradict these.
      ['--config-file', config],
      ['--host', engineHost],
      ['--host', `tcp://127.0.0.1:${tlsPort}`, '--tlsverify', '--tlscacert', authority.certificate],
      ['--tlscert', server.certificate, '--tlskey', server.key],
      ['--data-root', dataRoot],
      ['--exec-root', execRoot],
      ['--pidfile', join(runDir, 'docker.pid')],
      ['--registry-mirror', `http://127.0.0.1:${mirrorPort}`],
      // No rule of the machine's firewall changes: builders are on the host's network anyway.
      ['--bridge', bridge.name, '--iptables=false', '--ip6tables=false', '--ip-forward=false'],
    ].flat(),
    ready: () => succeeds('docker', ['version'], { env: { DOCKER_HOST: engineHost } }),
  });
}

/** Ends all containers at once; left to the engine, each would be given ten seconds. */
export async function endContainers(): Promise<void> {
  const docker = (args: readonly string[]) => run('docker', args, { env: { DOCKER_HOST: engineHost } });
  const containers = (await docker(['ps', '-aq'])).split('\n').filter(Boolean);
  if (containers.length > 0) {
    await docker(['rm', '-f', '-v', ...containers]);
  }
}

/** Images, volumes and builders of one lab must not be there in the next one, nor come back with it. */
export async function removeEngineData(): Promise<void> {
  endOrphans(execRoot);
  await unmountAll(runDir);
  await unmountAll(dataRoot);
  rmSync(dataRoot, { recursive: true, force: true });
}

/** Whatever is still mounted there (the engine binds its data folder to itself), the innermost first. */
async function unmountAll(folder: string): Promise<void> {
  const mounts = (await run('cat', ['/proc/self/mounts']))
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  for (const mount of mounts.filter((point) => `${point}/`.startsWith(`${folder}/`)).reverse()) {
    await run('umount', ['-l', mount]);
  }
}

function handlers(): string[] {
  return readdirSync(binfmtMisc).filter((name) => name !== 'register' && name !== 'status');
}

function hasBridge(): Promise<boolean> {
  return succeeds('ip', ['link', 'show', bridge.name]);
}
