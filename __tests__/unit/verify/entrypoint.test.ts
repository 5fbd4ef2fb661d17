import { describe, expect, it } from 'vitest';
import type { ImageConfig } from '../../../src/verify/configs.ts';
import { interpreterOf, programsOf, resolveProgram } from '../../../src/verify/entrypoint.ts';

function configOf(overrides: Partial<ImageConfig> = {}): ImageConfig {
  const platform = { os: 'linux', architecture: 'amd64' };
  return {
    of: null,
    platform,
    entrypoint: [],
    cmd: [],
    workingDir: '/',
    path: '/usr/bin:/bin',
    ...overrides,
  };
}

describe('resolveProgram', () => {
  it.each([
    ['an absolute path', '/app', {}, ['/app']],
    ['an absolute path with dots', '/opt/../bin//app', {}, ['/bin/app']],
    ['dots beyond the root', '/../../app', {}, ['/app']],
    ['a path from the working directory', './app', { workingDir: '/srv' }, ['/srv/app']],
    ['a path from a working directory without its slash', 'bin/app', { workingDir: 'srv' }, ['/srv/bin/app']],
    ['a name in PATH', 'app', { workingDir: '/srv' }, ['/usr/bin/app', '/bin/app']],
    [
      'a name without PATH',
      'app',
      { path: null },
      ['/usr/local/sbin/app', '/usr/local/bin/app', '/usr/sbin/app', '/usr/bin/app', '/sbin/app', '/bin/app'],
    ],
    ['a name with an empty PATH', 'app', { path: '' }, []],
    [
      'a PATH with relative, empty and equal directories',
      'app',
      { path: ':bin:/a/:/a:.:/b' },
      ['/a/app', '/b/app'],
    ],
  ])('finds %s', (_, word, overrides, candidates) => {
    expect(resolveProgram(word, configOf(overrides)).candidates).toEqual(candidates);
  });
});

describe('programsOf', () => {
  it.each<[string, Partial<ImageConfig>, string[]]>([
    ['nothing where the image names no command', {}, []],
    ['nothing for an empty word', { cmd: [''] }, []],
    ['the entrypoint', { entrypoint: ['/app'], cmd: ['--flag'] }, ['/app']],
    ['the command where there is no entrypoint', { cmd: ['app', 'x'] }, ['app']],
    ['a shell and its command', { entrypoint: ['/bin/sh', '-c', './app --flag'] }, ['/bin/sh', './app']],
    [
      'a shell and what it executes',
      { cmd: ['/bin/bash', '-o', 'pipefail', '-ec', ' exec app | tee'] },
      ['/bin/bash', 'app'],
    ],
    ['a shell alone, for a word of its own', { cmd: ['/bin/sh', '-c', 'cd /srv && ./app'] }, ['/bin/sh']],
    ['a shell alone, for a variable', { cmd: ['/bin/sh', '-c', '$APP'] }, ['/bin/sh']],
    ['a shell alone, for an assignment', { cmd: ['/bin/sh', '-c', 'A=1 app'] }, ['/bin/sh']],
    ['a shell alone, for a quoted word', { cmd: ['/bin/sh', '-c', '"my app"'] }, ['/bin/sh']],
    ['a shell alone, for a word with an operator', { cmd: ['/bin/sh', '-c', 'app;true'] }, ['/bin/sh']],
    ['a shell alone, without a command', { cmd: ['/bin/sh', '-c'] }, ['/bin/sh']],
    ['a shell that runs a script', { cmd: ['/bin/sh', '/run.sh'] }, ['/bin/sh']],
    ['a wrapper and the program behind it', { entrypoint: ['/tini', '-g', '--', '/app'] }, ['/tini', '/app']],
    ['a wrapper whose program is the command', { entrypoint: ['tini', '--'], cmd: ['app'] }, ['tini', 'app']],
    ['a program whose argument is followed by --', { entrypoint: ['/app', 'sub', '--', 'x'] }, ['/app']],
    ['a program whose last word is --', { entrypoint: ['/app', '--'] }, ['/app']],
  ])('finds %s', (_, overrides, words) => {
    expect(programsOf(configOf(overrides)).map(({ word }) => word)).toEqual(words);
  });

  it('says which program was only read out of a command', () => {
    const [shell, behind] = programsOf(configOf({ cmd: ['/bin/sh', '-c', 'app'] }));
    expect([shell?.guessed, behind?.guessed]).toEqual([undefined, true]);
  });
});

describe('interpreterOf', () => {
  it.each([
    ['/bin/sh', null, '/bin/sh'],
    ['/bin/sh', '-e', '/bin/sh'],
    ['/usr/bin/env', 'node', 'node'],
    ['/bin/env', '-S node --max-old-space-size=99', 'node'],
    ['/usr/bin/env', '-S -i A=1 B=2 deno run', 'deno'],
    ['/usr/bin/env', '-vS perl -w', 'perl'],
    ['/usr/bin/env', '--split-string=node --x', 'node'],
    ['/usr/bin/env', '/opt/node', '/opt/node'],
    ['/usr/bin/env', '-i', undefined],
    ['/usr/bin/env', null, undefined],
  ])('runs a script for %s %s by %s', (interpreter, argument, word) => {
    expect(interpreterOf(interpreter, argument, configOf())?.word).toBe(word);
  });
});
