import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';

/** What outlives `down`: built tools, package lists, the images of the Hub stand-in, the engine's data. */
export const cacheDir =
  env['MULTIARCH_LAB_CACHE'] ??
  join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'multiarch-build-lab');

const usualRunDir = '/run/multiarch-build-lab';

/**
 * What `down` removes. Not in the cache folder: a socket's path may hold 107 bytes and no more. A second lab beside
 * the first gets another run folder, and may have the same cache.
 */
export const runDir = env['MULTIARCH_LAB_RUN'] ?? usualRunDir;

/** Of this lab among all on the machine: empty for the usual one, hexadecimal digits for any other. */
export const labSuffix =
  runDir === usualRunDir ? '' : createHash('sha256').update(runDir).digest('hex').slice(0, 8);

/** Workflow runs that are under way. */
export const runsDir = join(cacheDir, `runs${labSuffix}`);

export const engineSocket = join(runDir, 'docker.sock');

/** The lab's commands, first on PATH: links to what it built and to what it installed. */
export const binDir = join(runDir, 'bin');
