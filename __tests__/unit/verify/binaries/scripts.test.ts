import { describe, expect, it } from 'vitest';
import { type Started, startedBy } from '../../../../src/verify/binaries/commands.ts';
import { behindScript, type Script } from '../../../../src/verify/binaries/scripts.ts';

const scope = { workingDir: '/', env: { PATH: '/bin' } };

function started(argv: readonly (string | null)[], script?: true): Started {
  const [first] = startedBy({ argv, scope, guessed: false, ...(script ? { script } : {}) });
  if (first === undefined) {
    throw new Error('no program');
  }
  return first;
}

const words = (programs: readonly Started[]): readonly string[] =>
  programs.map(({ program }) => program.word);

describe('behindScript', () => {
  const line = (interpreter: string, argument: string | null = null) => ({ interpreter, argument });

  it.each<[string, Script['shebang'], string[]]>([
    ['its interpreter', line('/bin/sh'), ['/bin/sh']],
    ['its interpreter, whatever its option', line('/bin/sh', '-e'), ['/bin/sh']],
    ['what env looks up', line('/usr/bin/env', 'node'), ['node']],
    ['a path that env is given', line('/usr/bin/env', '/opt/node'), ['/opt/node']],
    ['what env takes apart', line('/bin/env', '-S node --max-old-space-size=99'), ['node']],
    ['what env takes apart behind its own options', line('/usr/bin/env', '-S -i A=1 B=2 deno run'), ['deno']],
    ['one word for env without -S', line('/usr/bin/env', 'node --x'), ['node --x']],
    ['nothing, where env is told nothing to run', line('/usr/bin/env', '-i'), []],
    ['nothing, where env stands alone', line('/usr/bin/env'), []],
    [
      'both, where the interpreter runs another one',
      line('/command/with-contenv', 'bash'),
      ['/command/with-contenv', 'bash'],
    ],
  ])('is run by %s', (_, shebang, interpreters) => {
    const script = { shebang, text: '', cut: false };
    expect(words(behindScript(script, started(['/run'])).interpreters)).toEqual(interpreters);
  });

  it('is certain of what runs it', () => {
    const script = { shebang: line('/usr/bin/env', 'node'), text: '', cut: false };
    expect(behindScript(script, started(['/run'])).interpreters.map(({ guessed }) => guessed)).toEqual([
      false,
    ]);
  });

  const shell = line('/bin/sh');
  it.each<[string, Partial<Script>, (string | null)[], string[]]>([
    ['what its text says', { text: '#!/bin/sh\nexec /app -x' }, [], ['/app']],
    ['what it was given', { text: '#!/bin/sh\nexec "$@"' }, ['app', '-x'], ['app']],
    ['what it was given, behind a wrapper', { text: 'exec gosu user "$@"' }, ['app'], ['gosu', 'app']],
    ['not what it was given, if it does nothing with that', { text: 'exec /app' }, ['other'], ['/app']],
    ['what it was given, if its text goes on', { text: 'true', cut: true }, ['app'], ['app']],
    ['no option, if its text goes on', { text: 'true', cut: true }, ['-x'], []],
    ['the shell of busybox', { shebang: line('/bin/busybox', 'sh'), text: 'exec /app' }, [], ['/app']],
    ['a shell that env looks up', { shebang: line('/usr/bin/env', 'bash'), text: 'exec /app' }, [], ['/app']],
    [
      'a shell behind one that is known',
      { shebang: line('/bin/with-contenv', 'bash'), text: 'exec /app' },
      [],
      ['/app'],
    ],
    ['what a script in another language was given', { shebang: line('/bin/python3') }, ['app'], ['app']],
    ['no option of a script in another language', { shebang: line('/bin/python3') }, ['-x', 'app'], []],
    [
      'nothing of a script in another language that was given nothing',
      { shebang: line('/bin/python3') },
      [],
      [],
    ],
    [
      'nothing of another applet of busybox',
      { shebang: line('/bin/busybox', 'awk'), text: 'exec /app' },
      [],
      [],
    ],
    ['nothing of busybox alone', { shebang: line('/bin/busybox'), text: 'exec /app' }, [], []],
    ['no word that is not known', { shebang: line('/bin/python3') }, [null], []],
  ])('runs %s', (_, script, args, programs) => {
    const given = { shebang: shell, text: '', cut: false, ...script };
    expect(words(behindScript(given, started(['/run', ...args])).programs)).toEqual(programs);
  });

  it('only guesses what it runs', () => {
    const script = { shebang: shell, text: 'exec tini -- "$@"', cut: false };
    const { programs } = behindScript(script, started(['/run', 'app']));
    expect(programs.map(({ guessed }) => guessed)).toEqual([true, true]);
  });

  it('is read by the shell that was given it, whatever it says itself', () => {
    const script = { shebang: line('/bin/python3'), text: '#!/bin/python3\nexec "$@"', cut: false };
    const behind = behindScript(script, started(['/run', 'app'], true));
    expect([words(behind.interpreters), words(behind.programs)]).toEqual([[], ['app']]);
  });

  it('is read by a shell if it says nothing itself', () => {
    const script = { shebang: null, text: 'exec /app', cut: false };
    const behind = behindScript(script, started(['/run'], true));
    expect([words(behind.interpreters), words(behind.programs)]).toEqual([[], ['/app']]);
  });
});
