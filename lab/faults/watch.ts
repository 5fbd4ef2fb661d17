// Looks at the command lines of all processes, as every user of the machine can, while scenarios run: for secrets,
// and for what they do to the whole machine.
import { readdirSync, readFileSync } from 'node:fs';
import { type Canaries, formsOf } from './canaries.ts';

export interface Watch {
  /** From now on command lines are searched for these, until the returned function is called; it gives what was found. */
  over(canaries: Canaries): () => readonly string[];
  /** Architectures for which the steps of a job, known by its temporary folder, had emulators registered. */
  registeredBy(temp: string): readonly string[];
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
  const registrars: Registrar[] = [];
  let looks = 0;
  const timer = setInterval(() => {
    looks += 1;
    for (const pid of young()) {
      const line = readProc(pid, 'cmdline').replaceAll('\0', ' ');
      for (const each of watched.values()) {
        search(line, each);
      }
      registrars.push(...registrarIn(line, pid));
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
    registeredBy: (temp) => {
      const own = registrars.filter(({ environment }) => environment.includes(`RUNNER_TEMP=${temp}\0`));
      return [...new Set(own.flatMap(({ architectures }) => architectures))];
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

/** A command that has emulators registered: `docker run … --name multiarch-build-binfmt-… … --install arm64,arm`. */
interface Registrar {
  readonly architectures: readonly string[];
  /** Variables of the process, each with a NUL behind it. */
  readonly environment: string;
}

function registrarIn(line: string, pid: string): readonly Registrar[] {
  const [, list] = / multiarch-build-binfmt-.* --install (\S+)/.exec(line) ?? [];
  return list === undefined
    ? []
    : [{ architectures: list.split(','), environment: `${readProc(pid, 'environ')}\0` }];
}

/** Empty where the process is gone. */
function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}
