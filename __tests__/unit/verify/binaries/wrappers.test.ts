import { describe, expect, it } from 'vitest';
import { isAssignment, optionsEnd, wrappedBy } from '../../../../src/verify/binaries/wrappers.ts';

describe('wrappedBy', () => {
  // Each as the manual of the program, or its own help, writes it.
  it.each([
    'tini | app x',
    'tini -- | app x',
    '/usr/bin/tini -s -g -- | app',
    'tini -vvv -p SIGTERM -e 143 | app',
    'tini -pSIGTERM | app',
    'tini-static -- | app',
    'docker-init -- | app',
    'dumb-init | app',
    'dumb-init -- | app',
    'dumb-init -v -c | app',
    'dumb-init --rewrite 15:3 -- | app',
    'dumb-init -r 15:3 | app',
    'dumb-init --rewrite=15:3 | app',
    'catatonit -- | app',
    'my_init --skip-runit -- | app',
    'su-exec nobody | app',
    'su-exec 1000:1000 | app',
    'gosu postgres | app',
    'setuidgid user | app',
    's6-setuidgid user | app',
    's6-envuidgid -u user | app',
    's6-applyuidgid -u 1 -g 1 -G 1 | app',
    'chpst -u user -e /env -P | app',
    'setpriv --reuid=1000 --regid=1000 --init-groups | app',
    'setpriv --reuid 1000 --clear-groups --inh-caps -all -- | app',
    'runuser -u user -- | app',
    'sudo -E -u user A=b | app',
    'sudo --user=user -H -- | app',
    'doas -u user | app',
    'aa-exec -p profile -- | app',
    'fixuid -q | app',
    'unshare -r --map-user=0 | app',
    'envdir /env | app',
    's6-envdir -c name /env | app',
    'with-contenv | app',
    'timeout 30 | app',
    'timeout -k 5 -s TERM 30s | app',
    'timeout --kill-after=5 --preserve-status 1m | app',
    'timeout --signal TERM 1m | app',
    'nice -n 5 | app',
    'nice -5 | app',
    'nice --adjustment=5 | app',
    'nice | app',
    'ionice -c 2 -n 7 | app',
    'ionice -c2 -n7 | app',
    'chrt -r 10 | app',
    'taskset -c 0-3 | app',
    'taskset 0x3 | app',
    'numactl -N 0 --membind=0 | app',
    'prlimit --nofile=1024:1024 | app',
    'softlimit -m 1000 | app',
    'flock -n /lock | app',
    'flock --timeout 5 /lock | app',
    'nohup | app',
    'setsid -w | app',
    'stdbuf -oL -e L | app',
    'stdbuf --output=L | app',
    'unbuffer | app',
    'time -p | app',
    'xvfb-run -a -s "-screen 0" | app',
    'xvfb-run --auto-servernum --server-args="-screen 0" | app',
    'dbus-run-session -- | app',
    'catchsegv | app',
    'strace -f -o /log -e trace=open | app',
    'ltrace -f | app',
    'valgrind --leak-check=full | app',
    'dockerize -wait tcp://db:5432 -timeout 10s | app',
    'dockerize -wait=tcp://db:5432 | app',
    'ddtrace-run | app',
    'nsenter -t 1 -m | app',
    'nsenter --target 1 --mount -- | app',
    'cgexec -g cpu:x | app',
    'firejail --quiet | app',
    'authbind --deep | app',
    'fakeroot -- | app',
    'fakeroot -s /state | app',
    'faketime -f 2020-01-01 | app',
    'setarch x86_64 -R | app',
    'setarch -R | app',
    'linux32 | app',
    'i386 -- | app',
    'eatmydata | app',
    'setlock -n /lock | app',
    'watch -n 5 | app',
    'xargs -n 1 -P 4 | app',
    'entr -r | app',
    'heaptrack -o /out | app',
    'proxychains4 -q -f /conf | app',
    'torsocks | app',
    'ssh-agent -t 60 | app',
    'bundle exec | app',
    'poetry run | app',
    'uv run -- | app',
    'opentelemetry-instrument --traces_exporter console | app',
    '/lib64/ld-linux-x86-64.so.2 --library-path /lib | app',
    '/lib/ld-musl-aarch64.so.1 | app',
    '/lib/ld-linux.so.3 --preload /x.so | app',
    '/lib64/ld64.so.1 | app',
  ])('%s', (line) => {
    const [wrapper = '', wrapped = ''] = line.split(' | ');
    const words = wrapper.match(/(?:"[^"]*"|\S)+/g) ?? [];
    const [name = '', ...args] = words;
    const argv = wrapped.split(' ');
    expect(wrappedBy(name, [...args, ...argv])).toEqual({ argv });
  });

  it.each<[string, string[], string]>([
    ['su', ['-', 'user', '-c', 'exec app'], 'exec app'],
    ['su', ['user', '-s', '/bin/sh', '-c', 'app'], 'app'],
    ['su', ['-s', '/bin/sh', '--command', 'app', 'user'], 'app'],
    ['runuser', ['-l', 'user', '-c', 'app'], 'app'],
    ['flock', ['/lock', '-c', 'app'], 'app'],
    ['script', ['-qec', 'app', '/dev/null'], 'app'],
    ['script', ['-q', '--command', 'app'], 'app'],
  ])('%s %j runs text', (name, args, shellText) => {
    expect(wrappedBy(name, args)).toEqual({ shellText });
  });

  it.each<[string, (string | null)[]]>([
    ['unknown', ['app']],
    ['tini', []],
    ['tini', ['--']],
    ['gosu', ['user']],
    ['timeout', ['-k', '5', '30']],
    ['nice', ['-n', '5']],
    ['su', ['-', 'user', '-c']],
    ['su', ['user', '-c', null]],
    ['ld', ['app']],
    ['ldconfig', ['app']],
    ['script', ['-q', '/dev/null']],
  ])('%s %j says nothing of another program', (name, args) => {
    expect(wrappedBy(name, args)).toBeNull();
  });

  it.each<[string[], string[] | null]>([
    [['--start', '--exec', '/app'], ['/app']],
    [
      ['-S', '-x', '/app', '--', '-v'],
      ['/app', '-v'],
    ],
    [['--start', '--startas=/app', '--pidfile', '/x'], ['/app']],
    [['--stop', '--pidfile', '/x'], null],
    [['--start', '--exec'], null],
  ])('start-stop-daemon %j', (args, argv) => {
    expect(wrappedBy('start-stop-daemon', args)).toEqual(argv && { argv });
  });

  it('hands on words that are not known', () => {
    expect(wrappedBy('gosu', [null, 'app', null])).toEqual({ argv: ['app', null] });
    expect(wrappedBy('tini', [null])).toEqual({ argv: [null] });
  });

  it('takes assignments only where the wrapper does', () => {
    expect(wrappedBy('nice', ['A=b', 'app'])).toEqual({ argv: ['A=b', 'app'] });
  });
});

describe('optionsEnd', () => {
  const wrapper = { letters: 'ab', names: ['--long', '-single'] };
  it.each<[string[], number]>([
    [['x'], 0],
    [[], 0],
    [['-'], 1],
    [['-c', 'x'], 1],
    [['-a', 'v', 'x'], 2],
    [['-av', 'x'], 1],
    [['-ca', 'v', 'x'], 2],
    [['-cav', 'x'], 1],
    [['-aa', 'x'], 1],
    [['--long', 'v', 'x'], 2],
    [['--long=v', 'x'], 1],
    [['--other', 'x'], 1],
    [['--ba', 'x'], 1],
    [['-single', 'v', 'x'], 2],
    [['-c', '--', '-d', 'x'], 2],
  ])('of %j is %i', (args, end) => {
    expect(optionsEnd(args, wrapper)).toBe(end);
  });
});

describe('isAssignment', () => {
  it.each([
    ['A=b', true],
    ['A_1=', true],
    ['=b', false],
    ['-A=b', false],
    ['a/b=c', false],
    ['app', false],
    [null, false],
    [undefined, false],
  ])('%s: %s', (word, is) => {
    expect(isAssignment(word)).toBe(is);
  });
});
