// Processes that outlive the command that started them, one record each in the run folder.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { runDir } from './paths.ts';

export interface Service {
  readonly name: string;
  readonly version: string;
  readonly address: string;
  readonly pid: number;
  /** In clock ticks since boot: a process id is used again, the pair of both is not. */
  readonly startTime: string;
}

export interface ServiceStart {
  readonly name: string;
  readonly version: string;
  readonly address: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly ready: () => Promise<boolean>;
}

const recordsDir = join(runDir, 'services');

export async function startService(start: ServiceStart): Promise<Service> {
  const running = findService(start.name);
  if (running && isAlive(running)) {
    return running;
  }
  mkdirSync(recordsDir, { recursive: true });
  const logFile = serviceLog(start.name);
  const log = openSync(logFile, 'a');
  const child = spawn(start.command, start.args, {
    detached: true,
    env: { ...process.env, ...start.env },
    stdio: ['ignore', log, log],
    cwd: '/',
  });
  closeSync(log);
  const failed = new Promise<never>((_, reject) => {
    child.once('error', (error) => reject(new Error(`${start.name} cannot be started: ${error.message}`)));
    child.once('exit', (code, signal) =>
      reject(new Error(`${start.name} ended at once (${code ?? signal}): ${lastLine(logFile)}`)),
    );
  });
  const comeUp = async (): Promise<Service> => {
    const { name, version, address } = start;
    const pid = child.pid ?? 0;
    const service = { name, version, address, pid, startTime: startTimeOf(pid) ?? '' };
    writeFileSync(join(recordsDir, `${name}.json`), JSON.stringify(service));
    for (let waited = 0; waited < 60_000; waited += 50) {
      if (await start.ready()) {
        return service;
      }
      await sleep(50);
    }
    throw new Error(`${name} did not answer within a minute: ${lastLine(logFile)}`);
  };
  try {
    return await Promise.race([comeUp(), failed]);
  } finally {
    child.removeAllListeners();
    child.unref();
  }
}

/** `patience` in milliseconds, before what does not end by itself is ended. */
export async function stopService(name: string, patience = 20_000): Promise<void> {
  const service = findService(name);
  if (!service) {
    return;
  }
  for (const [signal, limit] of [
    ['SIGTERM', patience],
    ['SIGKILL', 5_000],
  ] as const) {
    if (isAlive(service)) {
      process.kill(service.pid, signal);
    }
    for (let waited = 0; waited < limit && isAlive(service); waited += 25) {
      await sleep(25);
    }
  }
  rmSync(join(recordsDir, `${name}.json`), { force: true });
}

/** Ends what a killed engine has left behind: its helpers, found by the folder in their arguments, and theirs. */
export function endOrphans(folder: string): void {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const isOrphan = (pid: string) =>
    readProc(pid, 'cmdline')
      .split('\0')
      .some((arg) => arg.startsWith(`${folder}/`));
  const doomed = new Set(processes.filter(isOrphan));
  // A set visits what is added while it is walked, so children of children are found too.
  for (const parent of doomed) {
    processes
      .filter((pid) => statOf(pid)[1] === parent)
      .forEach((pid) => {
        doomed.add(pid);
      });
  }
  for (const pid of doomed) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // The first process of a container takes the others with it.
    }
  }
}

export function services(): readonly Service[] {
  try {
    return readdirSync(recordsDir).flatMap((file) => findService(file.replace(/\.json$/, '')) ?? []);
  } catch {
    return [];
  }
}

export function findService(name: string): Service | undefined {
  try {
    return JSON.parse(readFileSync(join(recordsDir, `${name}.json`), 'utf8')) as Service;
  } catch {
    return undefined;
  }
}

export function isAlive(service: Service): boolean {
  return startTimeOf(service.pid) === service.startTime;
}

export function serviceLog(name: string): string {
  return join(runDir, `${name}.log`);
}

function startTimeOf(pid: number): string | undefined {
  const fields = statOf(String(pid));
  // A zombie has ended, though nobody has asked for its status yet.
  return fields[0] === 'Z' ? undefined : fields[19];
}

/** The fields of /proc/PID/stat from the third on; the second, the command's name, may hold blanks. */
function statOf(pid: string): readonly string[] {
  return readProc(pid, 'stat')
    .replace(/^.*\) /s, '')
    .split(' ');
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function lastLine(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '';
}
