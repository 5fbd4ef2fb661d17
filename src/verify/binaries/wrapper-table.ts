/** How a program that starts another one takes its words apart: options, then operands, then the other one's words. */
export interface Wrapper {
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
  /** The name of an architecture may stand before its options. */
  readonly leading?: true;
  /** The options whose value is the other program, whose words stand behind `--`. */
  readonly program?: readonly string[];
}

const plain: Wrapper = {};

/** Each as its manual or its own help says it. */
export const wrappers: Readonly<Record<string, Wrapper>> = {
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
  nsenter: { letters: 'tSG', names: ['--target', '--setuid', '--setgid'] },
  cgexec: { letters: 'g' },
  firejail: plain,
  authbind: plain,
  fakeroot: { letters: 'lsibf', names: ['--lib', '--faked'] },
  // Environment, time, scheduling, limits.
  envdir: { operands: 1 },
  's6-envdir': { letters: 'cn', operands: 1 },
  'with-contenv': plain,
  faketime: { letters: 'p', operands: 1 },
  setarch: { leading: true },
  linux32: plain,
  linux64: plain,
  i386: plain,
  x86_64: plain,
  eatmydata: plain,
  setlock: { operands: 1 },
  watch: { letters: 'nq', names: ['--interval', '--equexit'] },
  xargs: {
    letters: 'adEILnPs',
    names: ['--arg-file', '--delimiter', '--max-lines', '--max-args', '--max-procs'],
  },
  entr: plain,
  'start-stop-daemon': { program: ['--exec', '--startas', '-x', '-a'] },
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
  // The one word behind its options is the file that it writes.
  script: { operands: Number.POSITIVE_INFINITY, shellText: true },
  heaptrack: { letters: 'o', names: ['--output'] },
  proxychains: { letters: 'f' },
  proxychains4: { letters: 'f' },
  torsocks: plain,
  tsocks: plain,
  'ssh-agent': { letters: 'aEOPt' },
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
  // What a language's tools start, behind their word for it: `bundle exec app`.
  bundle: { operands: 1 },
  poetry: { operands: 1 },
  pipenv: { operands: 1 },
  uv: { operands: 1 },
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
