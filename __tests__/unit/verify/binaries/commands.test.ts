import { describe, expect, it } from 'vitest';
import { isShell, mentionedBy, startedBy } from '../../../../src/verify/binaries/commands.ts';
import type { Scope } from '../../../../src/verify/binaries/programs.ts';
import type { Argv } from '../../../../src/verify/binaries/shell-state.ts';

const scope: Scope = { workingDir: '/srv', env: { PATH: '/usr/bin', DIR: '/opt' } };

/** The first candidate of each program, with a question mark behind a guess and an S behind a shell's script. */
function programs(argv: Argv, within: Scope = scope): readonly string[] {
  return startedBy({ argv, scope: within, guessed: false }).map(
    ({ program, guessed, script }) => `${program.candidates[0]}${guessed ? '?' : ''}${script ? ' S' : ''}`,
  );
}

describe('startedBy', () => {
  it.each<[string, Argv, string[]]>([
    ['nothing', [], []],
    ['an empty word', ['', 'x'], []],
    ['a word that is not known', [null, 'x'], []],
    ['a program', ['/app', '--flag'], ['/app']],
    ['a program in PATH', ['app'], ['/usr/bin/app']],
    // env
    ['a program behind env', ['/usr/bin/env', '/app'], ['/usr/bin/env', '/app']],
    ['variables of env', ['env', '-i', 'A=b', 'C=', '/app'], ['/usr/bin/env', '/app']],
    ['options of env', ['env', '-u', 'X', '--unset=Y', '-', '/app'], ['/usr/bin/env', '/app']],
    ['the end of options of env', ['env', '--', 'A=b', '/app'], ['/usr/bin/env', '/app']],
    ['PATH of env', ['env', 'PATH=/opt/bin:/bin', 'app'], ['/usr/bin/env', '/opt/bin/app']],
    ['env without the PATH of the image', ['env', '-i', 'app'], ['/usr/bin/env', '/usr/local/sbin/app']],
    ['the same in one word with others', ['env', '-0i', 'app'], ['/usr/bin/env', '/usr/local/sbin/app']],
    [
      'the same in a long word',
      ['env', '--ignore-environment', 'app'],
      ['/usr/bin/env', '/usr/local/sbin/app'],
    ],
    ['the same as a dash', ['env', '-', 'app'], ['/usr/bin/env', '/usr/local/sbin/app']],
    [
      'an option of env that only holds an i',
      ['env', '-u', '-i', 'app'],
      ['/usr/bin/env', '/usr/local/sbin/app'],
    ],
    ['the directory of env', ['env', '-C', 'sub', './app'], ['/usr/bin/env', '/srv/sub/app']],
    ['the directory of env in a long word', ['env', '--chdir=/x', './app'], ['/usr/bin/env', '/x/app']],
    ['the directory of env in two words', ['env', '--chdir', '/x', './app'], ['/usr/bin/env', '/x/app']],
    ['words of env', ['env', '-S', 'A=b /app -x'], ['/usr/bin/env', '/app']],
    ['words of env behind the letter', ['env', '-S/app -x'], ['/usr/bin/env', '/app']],
    ['words of env behind other letters', ['env', '-vS', ' /app'], ['/usr/bin/env', '/app']],
    ['words of env in a long word', ['env', '--split-string=/app -x'], ['/usr/bin/env', '/app']],
    ['words of env with options', ['env', '-S', '-i A=b', 'app'], ['/usr/bin/env', '/usr/local/sbin/app']],
    ['env without a program', ['env', '-i', 'A=b'], ['/usr/bin/env']],
    ['env with nothing to split', ['env', '-S'], ['/usr/bin/env']],
    // Shells
    ['a command of a shell', ['/bin/sh', '-c', 'exec /app'], ['/bin/sh', '/app?']],
    ['a command of a login shell', ['bash', '-lc', '/app'], ['/usr/bin/bash', '/app?']],
    ['a command behind options', ['bash', '-o', 'pipefail', '-e', '-c', '/app'], ['/usr/bin/bash', '/app?']],
    ['a variable of the image', ['sh', '-c', 'exec $DIR/app'], ['/usr/bin/sh', '/opt/app?']],
    ['parameters of a shell', ['sh', '-c', 'exec app "$@"', '--', '-x'], ['/usr/bin/sh', '/usr/bin/app?']],
    ['a program in the parameters', ['sh', '-c', 'exec "$@"', 'name', '/app'], ['/usr/bin/sh', '/app?']],
    ['another directory', ['sh', '-c', 'cd /x && ./app'], ['/usr/bin/sh', '/x/app?']],
    ['a file before the command', ['sh', '-c', '. /env && exec /app'], ['/usr/bin/sh', '/app?']],
    [
      'a wrapper in the command',
      ['sh', '-c', 'exec tini -- /app'],
      ['/usr/bin/sh', '/usr/bin/tini?', '/app?'],
    ],
    ['a shell without a command', ['sh', '-c'], ['/usr/bin/sh']],
    ['a shell alone', ['bash'], ['/usr/bin/bash']],
    ['a shell with options alone', ['bash', '-l', '-i'], ['/usr/bin/bash']],
    ['a command that is not known', ['sh', '-c', null], ['/usr/bin/sh']],
    ['a script of a shell', ['sh', '/run.sh', 'x'], ['/usr/bin/sh', '/run.sh S']],
    ['a script behind options', ['bash', '-e', '--rcfile', '/rc', '/run.sh'], ['/usr/bin/bash', '/run.sh S']],
    ['a script that is looked for', ['sh', 'run.sh'], ['/usr/bin/sh', '/srv/run.sh S']],
    ['a script with a C among its words', ['sh', '/run.sh', '-c', '/app'], ['/usr/bin/sh', '/run.sh S']],
    // Several programs in one
    ['a shell of busybox', ['busybox', 'sh', '-c', '/app'], ['/usr/bin/busybox', '/app?']],
    ['env of busybox', ['/bin/busybox', 'env', 'A=b', '/app'], ['/bin/busybox', '/app']],
    [
      'a wrapper of busybox',
      ['busybox.static', 'nice', '-n', '5', '/app'],
      ['/usr/bin/busybox.static', '/app'],
    ],
    ['a wrapper of toybox', ['toybox', 'nice', '/app'], ['/usr/bin/toybox', '/app']],
    ['an applet of busybox', ['busybox', 'httpd', '-f'], ['/usr/bin/busybox']],
    ['a command of capsh', ['capsh', '--user=u', '--', '-c', 'exec /app'], ['/usr/bin/capsh', '/app?']],
    ['a script of capsh', ['capsh', '--', '/run.sh'], ['/usr/bin/capsh', '/run.sh S']],
    ['capsh alone', ['capsh', '--print'], ['/usr/bin/capsh']],
    ['busybox alone', ['busybox'], ['/usr/bin/busybox']],
    // Wrappers
    ['a wrapper', ['tini', '/app'], ['/usr/bin/tini', '/app']],
    [
      'wrappers in wrappers',
      ['tini', '--', 'gosu', 'user', 'nice', '/app'],
      ['/usr/bin/tini', '/usr/bin/gosu', '/usr/bin/nice', '/app'],
    ],
    ['a wrapper with a text', ['su', '-', 'user', '-c', '/app'], ['/usr/bin/su', '/app?']],
    ['another root', ['chroot', '/mnt', '/app'], ['/usr/bin/chroot', '/mnt/app']],
    [
      'another root, with options',
      ['chroot', '--userspec=1:1', 'root', 'bin/app'],
      ['/usr/bin/chroot', '/srv/root/bin/app'],
    ],
    [
      'a root in a root',
      ['chroot', '/a', 'chroot', '/b', '/app'],
      ['/usr/bin/chroot', '/a/usr/bin/chroot', '/a/b/app'],
    ],
    ['another root without a program', ['chroot', '/mnt'], ['/usr/bin/chroot']],
    ['chroot alone', ['chroot'], ['/usr/bin/chroot']],
    // What is not known
    ['what stands behind two dashes', ['wait-for', 'db:5432', '--', '/app'], ['/usr/bin/wait-for', '/app?']],
    ['a program with arguments', ['/app', '/other', '-x'], ['/app']],
    ['a program whose last word is two dashes', ['/app', '--'], ['/app']],
    ['an emulator, whose programs are for others', ['qemu-arm', '--', '/app'], ['/usr/bin/qemu-arm']],
    ['git, for which two dashes are something else', ['/usr/bin/git', 'log', '--', '/x'], ['/usr/bin/git']],
  ])('%s', (_, argv, found) => {
    expect(programs(argv)).toEqual(found);
  });

  it('looks for a script in the directory, and then in PATH', () => {
    const [, script] = startedBy({ argv: ['sh', 'run.sh'], scope, guessed: false });
    expect(script?.program).toEqual({ word: 'run.sh', candidates: ['/srv/run.sh', '/usr/bin/run.sh'] });
  });

  it('knows what each program is started with', () => {
    const started = startedBy({
      argv: ['env', 'A=b', 'gosu', 'user', '/run', 'x', null],
      scope,
      guessed: false,
    });
    expect(started.map(({ args }) => args)).toEqual([
      ['A=b', 'gosu', 'user', '/run', 'x', null],
      ['user', '/run', 'x', null],
      ['x', null],
    ]);
    expect(started[2]?.scope.env).toEqual({ ...scope.env, A: 'b' });
  });

  it('ends with wrappers around wrappers', () => {
    const argv = [...Array<string>(50).fill('nice'), '/app'];
    expect(programs(argv)).toHaveLength(9);
  });

  it('guesses on from a guess', () => {
    const started = startedBy({ argv: ['tini', '/app'], scope, guessed: true });
    expect(started.map(({ guessed }) => guessed)).toEqual([true, true]);
  });
});

describe('mentionedBy', () => {
  it.each<[Argv, string[]]>([
    [['/unknown', '/opt/app', '-x'], ['/opt/app']],
    [['/unknown', 'sub', '/opt/app'], ['/opt/app']],
    [['/bin/tini', '/app'], []],
    [['/bin/env', '/app'], []],
    [['/unknown', '/x', '--', 'app'], []],
    [['/bin/sh', '/run'], []],
    [['capsh', '--', '-c', '/app'], []],
  ])('%j: %j', (argv, paths) => {
    const [started] = startedBy({ argv, scope, guessed: false });
    expect(started && mentionedBy(started).map(({ program }) => program.word)).toEqual(paths);
  });

  it('is a guess, with no words of its own, and inside the root of whoever is told', () => {
    const [, started] = startedBy({ argv: ['chroot', '/mnt', '/unknown', '/app'], scope, guessed: false });
    expect(started && mentionedBy(started)).toEqual([
      {
        program: { word: '/app', candidates: ['/mnt/app'] },
        args: [],
        scope: { ...scope, root: '/mnt', workingDir: '/' },
        guessed: true,
        mentioned: true,
      },
    ]);
  });
});

describe('isShell', () => {
  it.each(['sh', 'ash', 'bash', 'rbash', 'dash', 'ksh', 'mksh', 'lksh', 'zsh', 'bash-static', 'sh.static'])(
    '%s',
    (name) => {
      expect(isShell(name)).toBe(true);
    },
  );

  it.each(['fish', 'csh', 'tcsh', 'shx', 'push', 'ssh', 'busybox', 'sh-x', ''])('not %s', (name) => {
    expect(isShell(name)).toBe(false);
  });
});
