import { describe, expect, it } from 'vitest';
import { resolveProgram } from '../../../../src/verify/binaries/programs.ts';

describe('resolveProgram', () => {
  it.each<
    [
      string,
      string,
      { readonly workingDir?: string; readonly path?: string | null; readonly root?: string },
      string[],
    ]
  >([
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
    ['an absolute path below another root', '/../app', { root: '/mnt' }, ['/mnt/app']],
    ['a name in PATH below another root', 'app', { root: '/mnt' }, ['/mnt/usr/bin/app', '/mnt/bin/app']],
  ])('finds %s', (_, word, { path = '/usr/bin:/bin', workingDir = '/', ...root }, candidates) => {
    const env = path === null ? {} : { PATH: path };
    expect(resolveProgram(word, { workingDir, env, ...root })).toEqual({ word, candidates });
  });
});
