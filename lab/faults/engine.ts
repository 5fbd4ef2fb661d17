// What the steps of a scenario left on the engine, in their folders and among the processes.
import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '../../__tests__/harness/step.ts';
import { containerOf, firstNodeOf, volumeOf } from '../../src/builder/name.ts';
import { run } from '../command.ts';
import { filesBelow } from './canaries.ts';

/** Names of builders of the action's own making, wherever they stand. */
export function buildersIn(text: string): readonly string[] {
  return [...new Set(text.match(/multiarch-build-[0-9a-z]{8,9}-[0-9a-f]{8}/g) ?? [])];
}

/** The builder that a line of the log says is being started; empty for any other line. */
export function builderStartedBy(line: string): string {
  return line.startsWith('Starting the builder') ? (buildersIn(line)[0] ?? '') : '';
}

/** Whether a process that was started here has not ended. */
export function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

/** buildx's own bookkeeping in the user's folder; `.tmp-` is what it writes such a file to, when it is killed at that. */
const bookkeeping =
  /\/(\.lock|\.tmp-[.\w]+|\.buildNodeID|current|\.token_seed(\.lock)?)$|\/(activity|defaults|refs)\//;

/**
 * In words, each thing that would not be there if the steps of this job, which began `since` (milliseconds since the
 * epoch), had never run; what its builders left on the engine aside.
 */
export async function leftovers(job: Job, since: number): Promise<readonly string[]> {
  const home = join(job.folder, 'home');
  const files = filesBelow(home).filter((path) => !bookkeeping.test(path));
  // Where the tool cache cannot be used, buildx is kept for the other steps of the job; the runner empties the folder.
  const temporary = readdirSync(job.temp).filter((name) => name !== 'multiarch-build-tools');
  return [
    ...files.map((path) => `~${path.slice(home.length)}`),
    ...temporary.map((name) => `in the temporary folder: ${name}`),
    ...(await remainingProcesses(job)).map((command) => `process: ${command}`),
    ...(await remainingRegistrars(since)).map((name) => `container ${name}`),
  ];
}

export interface EngineLeftovers {
  /** Containers and volumes, in words. */
  readonly left: readonly string[];
  /** The volumes whose containers are gone, in the same words. */
  readonly bareVolumes: readonly string[];
}

/** What is on the engine of these builders. */
export async function leftOnEngine(builders: readonly string[]): Promise<EngineLeftovers> {
  if (builders.length === 0) {
    return { left: [], bareVolumes: [] };
  }
  const [containers, volumes] = await Promise.all([
    run('docker', ['ps', '--all', '--format', '{{.Names}}']),
    run('docker', ['volume', 'ls', '--format', '{{.Name}}']),
  ]);
  const [running, kept] = [containers.split('\n'), volumes.split('\n')];
  const bare = builders.filter((builder) => !running.includes(containerOf(firstNodeOf(builder))));
  const ours = (name: string): boolean => builders.some((builder) => name.includes(builder));
  return {
    left: [
      ...running.filter(ours).map((name) => `container ${name}`),
      ...kept.filter(ours).map((name) => `volume ${name}`),
    ],
    bareVolumes: bare
      .map((builder) => volumeOf(firstNodeOf(builder)))
      .filter((name) => kept.includes(name))
      .map((name) => `volume ${name}`),
  };
}

/**
 * Containers that register emulators. Their names hold the time at which they were made; they remove themselves, so
 * that those of other jobs go while this one waits.
 */
async function remainingRegistrars(since: number, patienceMs = 10_000): Promise<readonly string[]> {
  const present = async (): Promise<readonly string[]> => {
    const names = (await run('docker', ['ps', '--all', '--format', '{{.Names}}'])).split('\n');
    return names.filter((name) => {
      const [, born] = /^multiarch-build-binfmt-([0-9a-z]+)-/.exec(name) ?? [];
      return born !== undefined && Number.parseInt(born, 36) >= since;
    });
  };
  const seen = await present();
  for (let waited = 0; seen.length > 0 && waited < patienceMs; waited += 200) {
    const now = await present();
    if (!seen.some((name) => now.includes(name))) {
      return [];
    }
    await sleep(200);
  }
  return seen;
}

/** Processes with this job's folder in their environment. A child that was told to end gets a moment for it. */
export async function remainingProcesses(job: Job, patienceMs = 2000): Promise<readonly string[]> {
  for (let waited = 0; ; waited += 50) {
    const found = processesOf(job);
    if (found.length === 0 || waited >= patienceMs) {
      return found;
    }
    await sleep(50);
  }
}

function processesOf(job: Job): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      if (!readProc(pid, 'environ').includes(`RUNNER_TEMP=${job.temp}`)) {
        return [];
      }
      const command = readProc(pid, 'cmdline').replaceAll('\0', ' ').trim();
      return command === '' ? [] : [command.slice(0, 120)];
    });
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}

/** Takes a builder away whatever is left of it. */
export async function discardBuilder(builder: string): Promise<void> {
  await run('docker', ['rm', '--force', '--volumes', containerOf(firstNodeOf(builder))]).catch(() => '');
  await run('docker', ['volume', 'rm', '--force', volumeOf(firstNodeOf(builder))]).catch(() => '');
}

/** The process id of a builder's daemon on this machine; null while it has none. */
export async function buildkitdOf(builder: string): Promise<number | null> {
  const pid = Number(
    await run('docker', ['inspect', '--format', '{{.State.Pid}}', containerOf(firstNodeOf(builder))]).catch(
      () => '0',
    ),
  );
  if (pid <= 0) {
    return null;
  }
  // Docker's init is the container's first process; buildkitd is its child.
  const children = `/proc/${pid}/task/${pid}/children`;
  const [child] = existsSync(children) ? readFileSync(children, 'utf8').trim().split(' ') : [];
  return child ? Number(child) : pid;
}
