import type { Runner } from '../runner/runner.ts';

/**
 * The process that something lives for, written down beside it. When that process is provably gone,
 * nobody will ever remove what it left but a later run of this action.
 */
export interface Owner {
  /** Of the running kernel: changes with every boot of the machine. */
  readonly boot: string;
  /** Process ids mean something only within one namespace. */
  readonly namespace: string;
  readonly process: number;
  /** Clock ticks after the boot, so that a reused process id is not taken for the owner. */
  readonly started: string;
}

export function formatOwner(owner: Owner): string {
  return [owner.boot, owner.namespace, owner.process, owner.started].join('/');
}

export function parseOwner(text: string): Owner | null {
  const [boot, namespace, process, started, ...rest] = text.split('/');
  if (!boot || !namespace || !process || !started || rest.length > 0 || !/^\d+$/.test(process)) {
    return null;
  }
  return { boot, namespace, process: Number(process), started };
}

interface Ancestor {
  readonly process: number;
  readonly command: string;
  readonly started: string;
}

/**
 * Which of our ancestors stands for the job: GitHub's worker, one of which is started for each job;
 * else whatever started this step, through any shells.
 */
export function jobProcess(ancestors: readonly Ancestor[]): Ancestor | null {
  const worker = ancestors.find(({ command }) => command === 'Runner.Worker');
  return (
    worker ?? ancestors.find(({ command }) => !/^(sh|ash|dash|bash|zsh|timeout|env)$/.test(command)) ?? null
  );
}

/** The job that this step belongs to; null where /proc does not tell (macOS, Windows). */
export async function currentJob(runner: Runner): Promise<Owner | null> {
  const here = await namespaceOf(runner);
  if (!here) {
    return null;
  }
  const ancestors: Ancestor[] = [];
  for (let process = runner.environment.parentId; process > 0 && ancestors.length < 32; ) {
    const stat = await readStat(process, runner);
    if (!stat) {
      break;
    }
    ancestors.push({ process, command: stat.command, started: stat.started });
    process = stat.parent;
  }
  const owner = jobProcess(ancestors);
  return owner ? { ...here, process: owner.process, started: owner.started } : null;
}

/** The process of this step itself. */
export async function currentStep(runner: Runner): Promise<Owner | null> {
  const { processId } = runner.environment;
  const [here, stat] = await Promise.all([namespaceOf(runner), readStat(processId, runner)]);
  return here && stat ? { ...here, process: processId, started: stat.started } : null;
}

/** Whether the owner has ended; null if it cannot be known from here. */
export async function hasEnded(owner: Owner, runner: Runner): Promise<boolean | null> {
  const here = await namespaceOf(runner);
  if (here?.boot !== owner.boot || here.namespace !== owner.namespace) {
    return null;
  }
  const stat = await readStat(owner.process, runner);
  if (stat) {
    return stat.started !== owner.started;
  }
  // Nothing to read may also mean that /proc hides other users' processes (hidepid); then it hides init too.
  return (await readStat(1, runner)) ? true : null;
}

async function namespaceOf(runner: Runner): Promise<{ boot: string; namespace: string } | null> {
  try {
    const boot = (await runner.files.read('/proc/sys/kernel/random/boot_id')).toString('utf8').trim();
    const namespace = await runner.files.linkTarget('/proc/self/ns/pid');
    return { boot, namespace: namespace.replace(/\D/g, '') };
  } catch {
    // Not Linux, or /proc is hidden: then no builder is ever taken for orphaned before its time.
    return null;
  }
}

async function readStat(
  process: number,
  runner: Runner,
): Promise<{ command: string; parent: number; started: string } | null> {
  try {
    return parseStat((await runner.files.read(`/proc/${process}/stat`)).toString('utf8'));
  } catch {
    return null;
  }
}

/**
 * proc(5): the command stands in parentheses and may hold any character; state is field 3, parent 4, start
 * time 22. null for a zombie too: in a container whose first process is no init, it may stay one for ever.
 */
export function parseStat(stat: string): { command: string; parent: number; started: string } | null {
  const close = stat.lastIndexOf(')');
  const fields = stat.slice(close + 2).split(' ');
  const [state, parent, started] = [fields[0], fields[1], fields[19]];
  if (close < 0 || state === 'Z' || parent === undefined || started === undefined) {
    return null;
  }
  return { command: stat.slice(stat.indexOf('(') + 1, close), parent: Number(parent), started };
}
