import { describe, expect, it } from 'vitest';
import { shellCommandsIn } from '../../../../src/verify/binaries/shell-commands.ts';
import type { Argv } from '../../../../src/verify/binaries/shell-state.ts';

interface Given {
  readonly parameters?: Argv;
  readonly variables?: Readonly<Record<string, string>>;
}

/** Each command on a line, with `?` for what is not known, and the directory where that is not the first one. */
function commands(text: string, { parameters = [], variables = {} }: Given = {}): readonly string[] {
  // § is a dollar sign, which lint would take for a template's.
  const found = shellCommandsIn(text.replaceAll('§', '$'), { parameters, variables, workingDir: '/srv' });
  return found.map(({ argv, workingDir }) => {
    const words = argv.map((word) => word ?? '?').join(' ');
    return workingDir === '/srv' ? words : `${words} in ${workingDir}`;
  });
}

describe('shellCommandsIn', () => {
  it.each<[string, string, string[]]>([
    ['the only one', 'app --flag', ['app --flag']],
    ['what replaces the shell', 'exec app', ['app']],
    ['what replaces the shell under another name', 'exec -a name -c -l app x', ['app x']],
    ['what replaces it under flags in one word', 'exec -cla name app', ['app']],
    ['nothing, where it only redirects', 'exec >log 2>&1', []],
    ['the last one', 'mkdir -p x\nchown app x\nserve', ['serve']],
    ['the last one that is a program', 'app\nwait', ['app']],
    ['those that are named by a path', '/bin/prepare\nserve', ['/bin/prepare', 'serve']],
    ['those beside the shell', 'one &\ntwo & wait', ['one', 'two']],
    ['both sides of a condition', 'if [ -f x ]; then exec a; else exec b; fi', ['a', 'b']],
    ['what follows an elif', 'if x; then y; elif z; then exec a; fi', ['a']],
    ['what is in a loop', 'while true; do /bin/app; done', ['/bin/app']],
    ['what is in an until', 'until /bin/ready; do sleep 1; done; exec app', ['/bin/ready', 'app']],
    ['what is negated, or timed', '! /bin/a\ntime /bin/b', ['/bin/a', '/bin/b']],
    ['what is in braces', '{ /bin/a; }', ['/bin/a']],
    ['what is in a subshell', '(cd x; /bin/a)', ['/bin/a in /srv/x']],
    ['what follows a subshell', '(true); exec a', ['a']],
    [
      'a branch of a case, without its pattern',
      'case $1 in\n/x|y) exec a ;;\n*) exec b ;;\nesac',
      ['a', 'b'],
    ],
    ['nothing of a heading', 'for f in /x/*; do true; done', []],
    ['nothing of a test', '[[ /a == /b ]]', []],
    ['the body of a function, without its name', 'run() {\nexec /bin/app\n}\nrun', ['/bin/app', 'run']],
    ['the body of a function with a keyword', 'function run {\n/bin/app\n}', ['/bin/app']],
    ['what is piped', 'exec app | tee log', ['app', 'tee log']],
    ['nothing of what a shell does itself', 'set -e; . /env; export A=b; echo /x; true', []],
    ['what follows an assignment', 'A=1 B="2 3" app x', ['app x']],
    ['nothing where there are assignments alone', 'A=1 B=2', []],
    ['nothing of a command that is not known', 'exec $(cat /x)', []],
    ['what stands behind dashes', 'exec -- app', ['app']],
    ['what is no function and no alias', 'command app; builtin exec app2', ['app2']],
    ['nothing where it is only looked for', 'command -v app; which app', ['which app']],
    ['text that is evaluated', 'eval "exec app -x"', ['app -x']],
    ['what runs beside the shell', 'coproc /app; wait', ['/app']],
    ['the body of a function in the words of Bash', 'function main { exec app; }', ['app']],
    ['what a variable is set to', ': §{BIN:=/app}; exec §BIN', ['/app']],
    ['a program by where it is', 'exec §(command -v app)', ['app']],
    ['what is known of the words', 'exec app "$(date)" $RANDOM x', ['app ? ? x']],
    ['words without redirections', 'exec app <in >>out 2>&1 x', ['app x']],
    ['nothing of a here-document', 'cat <<EOF\n/bin/no\nEOF\nexec app', ['app']],
  ])('finds %s', (_, text, found) => {
    expect(commands(text)).toEqual(found);
  });

  it.each<[string, string, Given, string[]]>([
    ['all parameters', 'exec "$@"', { parameters: ['app', '-x'] }, ['app -x']],
    ['all parameters behind a word', 'exec su-exec user "$@"', { parameters: ['app'] }, ['su-exec user app']],
    ['no parameters', 'exec "$@"', {}, []],
    ['one parameter', 'exec "$2" $1', { parameters: ['a', 'b'] }, ['b a']],
    ['a parameter that is not known', 'exec app "$1"', { parameters: [null] }, ['app ?']],
    ['a parameter that is not there', 'exec app "$1"', {}, ['app ?']],
    ['a parameter with a default', 'exec §{1:-app}', {}, ['app']],
    ['parameters without the first', 'shift; exec "$@"', { parameters: ['a', 'b', 'c'] }, ['b c']],
    ['parameters without two', 'shift 2; exec "$@"', { parameters: ['a', 'b', 'c'] }, ['c']],
    ['parameters in the middle of a word', 'exec "x $@"', { parameters: ['a'] }, ['x a']],
    ['variables of the image', 'exec $APP', { variables: { APP: '/opt/app' } }, ['/opt/app']],
    ['variables with several words', 'exec $APP y', { variables: { APP: 'app  -x ' } }, ['app -x y']],
    ['variables that are quoted', 'exec "$APP"', { variables: { APP: 'a b' } }, ['a b']],
    ['a part of a path', 'exec "$HOME_DIR"/bin/app', { variables: { HOME_DIR: '/opt' } }, ['/opt/bin/app']],
    ['a variable that is not set', 'exec "$DIR"/app', {}, []],
    ['variables of its own', 'DIR=/opt\nAPP="$DIR/app"\nexec $APP', {}, ['/opt/app']],
    ['a variable of several words of its own', 'CMD="app -x"\nexec $CMD', {}, ['app -x']],
    ['variables that are exported', 'export DIR=/opt; readonly X=1; exec $DIR/app$X', {}, ['/opt/app1']],
    [
      'variables that it sets to something else',
      'APP=$(find x)\nexec $APP',
      { variables: { APP: 'app' } },
      [],
    ],
    ['variables for one command alone', 'APP=x true\nexec $APP', { variables: { APP: 'app' } }, ['app']],
    ['the directory', 'cd /opt && ./app', {}, ['./app in /opt']],
    ['a directory below the one before', 'cd a; cd -P b; ./app', {}, ['./app in /srv/a/b']],
    ['the directory of nobody', 'cd; ./app', {}, ['./app in /']],
    [
      'a program in place of an option',
      'if [ "§{1#-}" != "$1" ]; then set -- app "$@"; fi; exec "$@"',
      { parameters: ['-x'] },
      ['app -x'],
    ],
    ['a program in place of nothing', 'set -- app "$@"; exec "$@"', {}, ['app']],
    [
      'the command that was given instead of it',
      'set -- app "$@"; exec "$@"',
      { parameters: ['sh'] },
      // Whether it is put before them depends on what is not decided here.
      ['app sh', 'sh'],
    ],
    ['all parameters in a text', 'eval "exec app $*"', { parameters: ['-x', 'y'] }, ['app -x y']],
    [
      'the directory of the script',
      'cd /tmp; exec "§(dirname "§0")"/app',
      { variables: { '0': '/opt/bin/run' } },
      ['/opt/bin/app in /tmp'],
    ],
    [
      'parameters that options of the shell leave alone',
      'set -eu; exec "$@"',
      { parameters: ['app'] },
      ['app'],
    ],
  ])('understands %s', (_, text, given, found) => {
    expect(commands(text, given)).toEqual(found);
  });

  it('follows the last of many', () => {
    const text = Array.from({ length: 30 }, (_, index) => `/bin/app${index}`).join('\n');
    expect(commands(text)).toEqual(Array.from({ length: 12 }, (_, index) => `/bin/app${index + 18}`));
  });

  it('reads no more of a text than a person would write', () => {
    expect(commands(`/bin/app\n${'#'.repeat(70_000)}\nexec other`)).toEqual(['/bin/app']);
  });
});
