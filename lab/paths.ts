import { homedir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';

/** What outlives `down`: built tools, package lists, the images of the Hub stand-in, the engine's data. */
export const cacheDir =
  env['MULTIARCH_LAB_CACHE'] ??
  join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'multiarch-build-lab');

/** What `down` removes. Not in the cache folder: a socket's path may hold 107 bytes and no more. */
export const runDir = '/run/multiarch-build-lab';

export const engineSocket = join(runDir, 'docker.sock');

/** The lab's commands, first on PATH: links to what it built and to what it installed. */
export const binDir = join(cacheDir, 'bin');
