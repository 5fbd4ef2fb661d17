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

export function startWatch(): Watch {
  const watched = new Map<Canaries, { forms: ReturnType<typeof formsOf>; found: Set<string> }>();
  const born = new Map<string, number>();
  let looks = 0;
  const look = (): void => {
    looks += 1;
    const now = performance.now();
    const alive = new Set(readdirSync('/proc').filter((name) => /^\d+$/.test(name)));
    for (const pid of born.keys()) {
      if (!alive.has(pid)) {
        born.delete(pid);
      }
    }
    for (const pid of alive) {
      if (!born.has(pid)) {
        born.set(pid, now);
      }
      if (now - (born.get(pid) ?? now) > settledMs) {
        continue;
      }
      const line = commandLine(pid);
      for (const { forms, found } of watched.values()) {
        for (const [name, form] of forms) {
          if (line.includes(form)) {
            found.add(`${name} on the command line of ${line.split(' ', 2).join(' ')}`);
          }
        }
      }
    }
  };
  const timer = setInterval(look, everyMs);
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

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
