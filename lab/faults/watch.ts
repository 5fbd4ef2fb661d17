// Looks at the command lines of all processes, as every user of the machine can, while scenarios run.
import { readdirSync, readFileSync } from 'node:fs';
import { type Canaries, formsOf } from './canaries.ts';

export interface Watch {
  /** From now on command lines are searched for these, until the returned function is called; it gives what was found. */
  over(canaries: Canaries): () => readonly string[];
  /** How many looks were taken. */
  looks(): number;
  end(): void;
}

const everyMs = 50;
/** After this time a process has long replaced the command line that it had from its parent. */
const settledMs = 400;

interface Watched {
  readonly forms: ReturnType<typeof formsOf>;
  readonly found: Set<string>;
}

export function startWatch(): Watch {
  const watched = new Map<Canaries, Watched>();
  const young = youngProcesses();
  let looks = 0;
  const timer = setInterval(() => {
    looks += 1;
    for (const line of young().map(commandLine)) {
      for (const each of watched.values()) {
        search(line, each);
      }
    }
  }, everyMs);
  return {
    over(canaries) {
      const found = new Set<string>();
      watched.set(canaries, { forms: formsOf(canaries), found });
      return () => {
        watched.delete(canaries);
        return [...found];
      };
    },
    looks: () => looks,
    end: () => clearInterval(timer),
  };
}

/** Each call gives the processes that were not there a moment before, by their ids. */
function youngProcesses(): () => readonly string[] {
  const born = new Map<string, number>();
  return () => {
    const now = performance.now();
    const alive = new Set(readdirSync('/proc').filter((name) => /^\d+$/.test(name)));
    for (const pid of born.keys()) {
      if (!alive.has(pid)) {
        born.delete(pid);
      }
    }
    for (const pid of alive) {
      born.set(pid, born.get(pid) ?? now);
    }
    return [...born].filter(([, since]) => now - since <= settledMs).map(([pid]) => pid);
  };
}

function search(line: string, { forms, found }: Watched): void {
  for (const [name, form] of forms) {
    if (line.includes(form)) {
      found.add(`${name} on the command line of ${line.split(' ', 2).join(' ')}`);
    }
  }
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
