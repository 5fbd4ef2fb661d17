import { posix } from 'node:path';
import type { Argv } from './shell-commands.ts';

/** How a program that starts another one takes its words apart: options, then operands, then the other one's words. */
interface Wrapper {
  /** Letters of the options whose value is the next word, unless it stands behind the letter. */
  readonly letters?: string;
  /** Names of the options whose value is the next word, unless it stands behind a `=`. */
  readonly names?: readonly string[];
  /** How many words stand before the other program. */
  readonly operands?: number;
  /** Words such as `NAME=value` may stand before it. */
  readonly assignments?: true;
  /** `-c` takes text for a shell, wherever it stands. */
  readonly shellText?: true;
}

const plain: Wrapper = {};

/** Each as its manual or its own help says it. */
const wrappers: Readonly<Record<string, Wrapper>> = {
  // Init systems.
  tini: { letters: 'pe' },
  'tini-static': { letters: 'pe' },
  'docker-init': { letters: 'pe' },
  'dumb-init': { letters: 'r', names: ['--rewrite'] },
  catatonit: plain,
  my_init: plain,
  pid1: plain,
  'rust-tini': { letters: 'pe' },
  // Other users and privileges.
  'su-exec': { operands: 1 },
  gosu: { operands: 1 },
  setuidgid: { operands: 1 },
  's6-setuidgid': { operands: 1 },
  's6-envuidgid': { letters: 'D', operands: 1 },
  's6-applyuidgid': { letters: 'ugG' },
  envuidgid: { operands: 1 },
  chpst: { letters: 'uUbe/nlLmdopfcrtC' },
  setpriv: {
    names: [
      '--ruid',
      '--euid',
      '--rgid',
      '--egid',
      '--reuid',
      '--regid',
      '--groups',
      '--inh-caps',
      '--ambient-caps',
      '--bounding-set',
      '--securebits',
      '--pdeathsig',
      '--ptracer',
      '--selinux-label',
      '--apparmor-profile',
      '--landlock-access',
      '--landlock-rule',
      '--seccomp-filter',
    ],
  },
  runuser: {
    letters: 'ugGsw',
    names: ['--user', '--group', '--supp-group', '--shell', '--whitelist-environment'],
    shellText: true,
  },
  // What stands behind the user is for the user's shell.
  su: { operands: Number.POSITIVE_INFINITY, shellText: true },
  sudo: {
    letters: 'CDghpRrtTuU',
    names: [
      '--close-from',
      '--chdir',
      '--group',
      '--host',
      '--prompt',
      '--chroot',
      '--role',
      '--type',
      '--user',
    ],
    assignments: true,
  },
  doas: { letters: 'Cu' },
  'aa-exec': { letters: 'pn', names: ['--profile', '--namespace'] },
  fixuid: plain,
  unshare: {
    letters: 'RwSG',
    names: ['--root', '--wd', '--setuid', '--setgid', '--map-user', '--map-group', '--propagation'],
  },
  // Environment, time, scheduling, limits.
  envdir: { operands: 1 },
  's6-envdir': { letters: 'cn', operands: 1 },
  'with-contenv': plain,
  timeout: { letters: 'ks', names: ['--kill-after', '--signal'], operands: 1 },
  nice: { letters: 'n', names: ['--adjustment'] },
  ionice: { letters: 'cn', names: ['--class', '--classdata'] },
  chrt: { letters: 'TPD', names: ['--sched-runtime', '--sched-period', '--sched-deadline'], operands: 1 },
  taskset: { operands: 1 },
  numactl: {
    letters: 'NimpCl',
    names: ['--cpunodebind', '--interleave', '--membind', '--preferred', '--physcpubind'],
  },
  prlimit: plain,
  softlimit: { letters: 'mdslacotpfr' },
  flock: {
    letters: 'wE',
    names: ['--wait', '--timeout', '--conflict-exit-code'],
    operands: 1,
    shellText: true,
  },
  nohup: plain,
  setsid: plain,
  stdbuf: { letters: 'ioe', names: ['--input', '--output', '--error'] },
  unbuffer: plain,
  time: { letters: 'fo', names: ['--format', '--output'] },
  // Displays, debugging, tracing.
  'xvfb-run': {
    letters: 'efnpsw',
    names: ['--error-file', '--auth-file', '--server-num', '--xauth-protocol', '--server-args', '--wait'],
  },
  'dbus-run-session': { names: ['--config-file', '--dbus-daemon'] },
  'dbus-launch': { names: ['--config-file'] },
  catchsegv: plain,
  strace: { letters: 'abeEIoOpPsSuUX' },
  ltrace: { letters: 'aeADFlnopsuwxX' },
  valgrind: plain,
  // Waiting for others, settings from elsewhere.
  dockerize: {
    names: [
      ...['-delims', '-poll', '-stderr', '-stdout', '-template', '-timeout', '-wait', '-wait-http-header'],
      ...['-wait-retry-interval', '-env', '-env-section'],
    ],
  },
  'ddtrace-run': plain,
  'opentelemetry-instrument': {
    names: [
      '--traces_exporter',
      '--metrics_exporter',
      '--logs_exporter',
      '--service_name',
      '--exporter_otlp_endpoint',
    ],
  },
};

/** What a wrapper starts: the words of another program, or text for a shell. */
export type Wrapped = { readonly argv: Argv } | { readonly shellText: string };

/** What this program starts; null if it is no wrapper that is known here, or does not say what. */
export function wrappedBy(name: string, args: Argv): Wrapped | null {
  const wrapper = wrapperNamed(posix.basename(name));
  if (wrapper === null) {
    return null;
  }
  const text = args.findIndex((word) => word === '-c' || word === '--command') + 1;
  if (wrapper.shellText && text > 0) {
    return args[text] ? { shellText: args[text] } : null;
  }
  let at = optionsEnd(args, wrapper);
  while (wrapper.assignments && isAssignment(args[at])) {
    at++;
  }
  at += wrapper.operands ?? 0;
  const argv = args.slice(args[at] === '--' ? at + 1 : at);
  return argv.length === 0 ? null : { argv };
}

/** Loaders run a program that is given to them (ld.so(8), musl ldso/dynlink.c). */
const loader: Wrapper = {
  names: ['--library-path', '--inhibit-rpath', '--audit', '--preload', '--argv0', '--glibc-hwcaps-mask'],
};

function wrapperNamed(name: string): Wrapper | null {
  return wrappers[name] ?? (/^ld(?:64|-[\w.-]+)?\.so(?:\.\d+)?$/.test(name) ? loader : null);
}

export function isAssignment(word: string | null | undefined): boolean {
  return /^\w+=/.test(word ?? '');
}

/** Where the operands begin. */
export function optionsEnd(
  args: Argv,
  { letters = '', names = [] }: Pick<Wrapper, 'letters' | 'names'>,
): number {
  let at = 0;
  for (let word = args[at]; word?.startsWith('-'); word = args[at]) {
    at++;
    if (word === '--') {
      break;
    }
    if (names.includes(word) || endsInValueLetter(word, letters)) {
      at++;
    }
  }
  return at;
}

/** Of letters in one word, the first that takes a value takes the rest of the word, or else the next one. */
function endsInValueLetter(word: string, letters: string): boolean {
  if (word.startsWith('--')) {
    return false;
  }
  const first = [...word.slice(1)].findIndex((letter) => letters.includes(letter));
  return first >= 0 && first === word.length - 2;
}
