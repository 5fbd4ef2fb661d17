// What a running lab has noted about itself: enough to use it, and to take it down from another process.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Host } from './engine.ts';
import { runDir } from './paths.ts';

const portNames = [
  'hub',
  'registry',
  'registry2',
  'releases',
  'engineTls',
  'tlsRegistry',
  'mtlsRegistry',
  'tokenRegistry',
  'tokenService',
  'tlsTokenRegistry',
  'tlsTokenService',
  'httpProxy',
  'git',
  'gitHttps',
  'kubernetes',
  'kubelet',
  'etcd',
  'etcdPeer',
] as const;
const proxyPorts = 10;

export interface Ports extends Readonly<Record<(typeof portNames)[number], number>> {
  /** Kept free for fault-injecting proxies: the builder is told beforehand that they speak plain HTTP. */
  readonly proxies: readonly number[];
}

export interface State {
  readonly ports: Ports;
  readonly host: Host;
  /** The services that were started: without the engine and the Hub where the machine has both. */
  readonly parts: readonly string[];
  /** Without PATH. There once all parts are up. */
  readonly environment?: Readonly<Record<string, string>>;
}

const stateFile = join(runDir, 'lab.json');

export function readState(): State {
  const state = findState();
  if (!state) {
    throw new Error('The lab is not up; start it with: npm run lab -- up');
  }
  return state;
}

export function findState(): State | undefined {
  try {
    return JSON.parse(readFileSync(stateFile, 'utf8')) as State;
  } catch {
    return undefined;
  }
}

export function writeState(state: State): void {
  writeFileSync(`${stateFile}.new`, JSON.stringify(state, null, 2));
  renameSync(`${stateFile}.new`, stateFile);
}

/** The first block of free ports below the range from which the kernel takes its own. */
export async function choosePorts(): Promise<Ports> {
  for (let base = 21500; base < 32000; base += 100) {
    const block = Array.from({ length: portNames.length + proxyPorts }, (_, index) => base + index);
    const free = await Promise.all(block.map(isFree));
    if (free.every(Boolean)) {
      const named = portNames.map((name, index) => [name, base + index] as const);
      const ports = Object.fromEntries(named) as Record<(typeof portNames)[number], number>;
      return { ...ports, proxies: block.slice(portNames.length) };
    }
  }
  throw new Error('The lab finds no free block of ports on 127.0.0.1.');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
