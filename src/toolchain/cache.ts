import { join } from 'node:path';
import { ActionError, messageOf } from '../errors.ts';
import { type Digest, digestOf } from '../oci/digest.ts';
import { isCode } from '../runner/files.ts';
import type { Runner } from '../runner/runner.ts';

/** A buildx in a tool cache, as @actions/tool-cache lays it out: `<root>/buildx/<version>/<arch>/<file>`. */
export interface Entry {
  /** Without `v`. */
  readonly version: string;
  readonly arch: string;
  readonly file: string;
  readonly sha256: Digest;
}

const tool = 'buildx';
const temporaryPrefix = '.multiarch-build-';
const staleAfterMs = 24 * 3_600_000;
const nothing = digestOf('');

/**
 * Copies an entry to `program` and hashes what it copies, so that nobody who may write to the cache can
 * change what is run afterwards. The path of the entry; null, and no copy, if there is none. A binary with
 * the right digest but no marker was left by a run that was killed in between, and gets its marker. Throws
 * `buildx-checksum-mismatch`, after removing it, for an entry that claims to be complete but has other bytes.
 */
export async function findVerified(
  root: string,
  entry: Entry,
  program: string,
  runner: Runner,
): Promise<string | null> {
  const { files, tools } = runner;
  const folder = join(root, tool, entry.version, entry.arch);
  const path = join(folder, entry.file);
  let actual: Digest;
  try {
    if ((await files.kind(path)) !== 'file') {
      return null;
    }
    actual = await files.copyProgram(path, program);
  } catch (error) {
    await files.remove(program);
    if (isCode(error, 'EACCES', 'EPERM', 'ENOENT', 'ELOOP')) {
      return null;
    }
    throw error;
  }
  if (actual === entry.sha256) {
    const marker = markerOf(folder);
    if ((await files.kind(marker)) === null) {
      await files.write(marker, '').catch(() => {});
    }
    // A cache that was copied or restored may have lost it; where this job may not set it, it is most likely set.
    await files.makeExecutable(path).catch(() => {});
    return path;
  }
  await files.remove(program);
  if (actual === nothing || !(await tools.has(root, tool, entry.version, entry.arch))) {
    return null;
  }
  const removed = await discard(folder, runner);
  throw new ActionError(
    'buildx-checksum-mismatch',
    `The cached buildx v${entry.version} was changed: ${path} has SHA-256 ${hex(actual)}, ` +
      `expected ${hex(entry.sha256)}. It was not run${removed ? ', and was removed from the tool cache' : ''}.`,
    {
      hint: removed
        ? 'Run the job again: it downloads a fresh one. If this comes back, something writes to the tool cache of this machine.'
        : `Remove ${folder} from this machine: this job may not.`,
    },
  );
}

/**
 * Lets `fill` write the binary to a path beside the cache and moves it in, in one atomic step, once
 * `fill` has returned. Any number of jobs may do so at once, and may be killed anywhere: at the path
 * is either nothing, or what was there, or the whole file. Throws Node's errors and those of `fill`.
 */
export async function install(
  root: string,
  entry: Entry,
  fill: (path: string) => Promise<void>,
  runner: Runner,
): Promise<string> {
  const { files } = runner;
  await removeStale(root, runner);
  const temporary = await files.makeTemporary(root, temporaryPrefix);
  try {
    const folder = join(root, tool, entry.version, entry.arch);
    const path = join(folder, entry.file);
    // Before the download, so that a cache that cannot be written to costs none.
    await files.makeDirectory(folder);
    const fresh = join(temporary, entry.file);
    await fill(fresh);
    await files.makeExecutable(fresh);
    // Again, for another job may have found a damaged entry meanwhile and removed it.
    await files.makeDirectory(folder);
    await moveIn(fresh, path, entry, runner);
    await files.write(markerOf(folder), '');
    return path;
  } finally {
    await files.remove(temporary);
  }
}

/**
 * Windows does not replace a binary that another job is running; then that one is as good. A folder in its
 * place is replaced by nobody.
 */
async function moveIn(fresh: string, path: string, { sha256 }: Entry, { files }: Runner): Promise<void> {
  if ((await files.kind(path)) === 'directory') {
    await files.remove(path);
  }
  try {
    await files.rename(fresh, path);
  } catch (error) {
    const winner = await files.digest(path).catch(() => null);
    if (winner !== sha256) {
      throw error;
    }
  }
}

/** What installs that were killed left, at least a day ago. */
async function removeStale(root: string, { files, clock }: Runner): Promise<void> {
  const names = await files.list(root).catch(() => []);
  for (const name of names.filter((candidate) => candidate.startsWith(temporaryPrefix))) {
    const path = join(root, name);
    const modified = await files.modified(path).catch(() => clock.now());
    if (clock.now() - modified > staleAfterMs) {
      await files.remove(path).catch(() => {});
    }
  }
}

async function discard(folder: string, { files, log }: Runner): Promise<boolean> {
  try {
    await files.remove(markerOf(folder));
    await files.remove(folder);
    return true;
  } catch (error) {
    log.info(`${folder} could not be removed: ${messageOf(error)}`);
    return false;
  }
}

function markerOf(folder: string): string {
  return `${folder}.complete`;
}

function hex(digest: Digest): string {
  return digest.slice('sha256:'.length);
}
