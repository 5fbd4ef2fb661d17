import { join } from 'node:path';
import { ActionError, messageOf } from '../errors.ts';
import { type Digest, shortHex } from '../oci/digest.ts';
import { isCode } from '../runner/files.ts';
import type { Runner } from '../runner/runner.ts';
import { assetFile, buildxAsset } from './asset.ts';
import { type Entry, findVerified, install } from './cache.ts';
import { download, releases } from './download.ts';
import { installedBuildx } from './installed.ts';
import { latestRelease } from './latest.ts';
import { type BuildxRequest, knownDigest, type Resolved, refuseDigest, resolveRelease } from './resolve.ts';
import { withoutCredentials } from './transfer.ts';

/** A buildx that may run. */
export interface Buildx {
  /** Where it was found. What runs is the copy that was made of it. */
  readonly path: string;
  /** With its `v`. */
  readonly version: string;
  /** Of the copy. */
  readonly sha256: Digest;
  readonly from: 'tool cache' | 'download' | 'runner';
}

/**
 * Finds or fetches the buildx that was asked for, and puts it at `program`, in a folder that is the step's
 * own. Whatever it comes from, the SHA-256 of what lies there matched before this returns, and an exact
 * version that is in the tool cache needs no network. `token` is for GitHub's API, and only `latest` asks it.
 *
 * Throws `buildx-…`, `environment-unsupported`, `input-invalid` or `disk-full`.
 */
export async function prepareBuildx(
  request: BuildxRequest,
  program: string,
  token: string | null,
  runner: Runner,
): Promise<Buildx> {
  const { log } = runner;
  if (request.version === 'runner') {
    const installed = await installedBuildx(request.sha256, program, runner);
    log.info(`buildx ${installed.version} of this machine, ${installed.path}, ${installed.sha256}.`);
    return { ...installed, from: 'runner' };
  }
  const asset = buildxAsset({ ...runner.environment, endianness: endianness() });
  const base = request.mirror ?? releases;
  let resolved: Resolved;
  if (request.version === 'latest') {
    refuseDigest(request);
    resolved = await latestRelease(asset, base, token, runner);
  } else {
    resolved = resolveRelease(request, asset);
  }
  const { version, sha256 } = resolved;
  const entry = entryOf(resolved, asset, runner);
  const roots = cacheRoots(runner);

  for (const root of roots) {
    const path = await findVerified(root, entry, program, runner);
    if (path !== null) {
      log.info(`buildx ${version} from the tool cache, ${path}, verified again: ${sha256}.`);
      return { path, version, sha256, from: 'tool cache' };
    }
  }
  const url = `${base}/${version}/${assetFile(version, asset)}`;
  const fill = (path: string): Promise<void> =>
    download({ what: `buildx ${version}`, url, sha256 }, path, runner);
  const path = await installInOneOf(roots, entry, fill, runner);
  if ((await runner.files.copyProgram(path, program)) !== sha256) {
    throw new ActionError('buildx-checksum-mismatch', `${path} was changed right after it was downloaded.`, {
      hint: 'Something else writes to the tool cache of this machine. It was not run.',
    });
  }
  log.info(`buildx ${version} from ${withoutCredentials(url)}, verified: ${sha256}.`);
  return { path, version, sha256, from: 'download' };
}

/**
 * A binary that 'buildx-sha256' names, or that only its release vouches for, has a folder of its
 * own, so that it and the official one of the same version never take each other for damaged.
 */
function entryOf({ version, sha256 }: Resolved, asset: string, { environment }: Runner): Entry {
  const { os, arch } = environment;
  // One tool cache may serve machines with either kind of 32-bit arm.
  const base = arch === 'arm' ? asset.replace(/^\w+-/, '') : arch;
  const official = knownDigest(version, asset) === sha256;
  return {
    version: version.slice(1),
    arch: official ? base : `${base}-${shortHex(sha256)}`,
    file: os === 'win32' ? 'buildx.exe' : 'buildx',
    sha256,
  };
}

/** Where a buildx may be kept: the machine's tool cache, or what is emptied with the job. */
function cacheRoots({ environment }: Runner): readonly string[] {
  return [...new Set([environment.toolCache, join(environment.temp, 'multiarch-build-tools')])];
}

async function installInOneOf(
  roots: readonly string[],
  entry: Entry,
  fill: (path: string) => Promise<void>,
  runner: Runner,
): Promise<string> {
  if (roots.length === 1) {
    runner.log.info(`RUNNER_TOOL_CACHE is not set: buildx is kept in ${roots[0]} for this job.`);
  }
  let unusable: unknown;
  for (const root of roots) {
    try {
      return await install(root, entry, fill, runner);
    } catch (error) {
      if (isCode(error, 'ENOSPC', 'EDQUOT')) {
        throw full(root, error);
      }
      if (!isCode(error, 'EACCES', 'EROFS', 'EPERM', 'EEXIST', 'ENOTDIR')) {
        throw error;
      }
      runner.log.info(`The tool cache ${root} cannot be used: ${messageOf(error)}`);
      unusable = error;
    }
  }
  throw new ActionError(
    'environment-unsupported',
    `buildx cannot be stored on this machine: ${messageOf(unusable)}.`,
    {
      hint: `Let the runner's user write to one of ${roots.join(', ')}.`,
      cause: unusable,
    },
  );
}

function full(root: string, cause: unknown): ActionError {
  return new ActionError('disk-full', `The disk of the tool cache ${root} is full: ${messageOf(cause)}.`, {
    hint: 'buildx takes about 80 MB. Free space there, or point RUNNER_TOOL_CACHE to another disk.',
    cause,
  });
}

function endianness(): 'LE' | 'BE' {
  return new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 'LE' : 'BE';
}
