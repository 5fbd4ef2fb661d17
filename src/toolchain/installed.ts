import { posix, win32 } from 'node:path';
import semver from 'semver';
import { ActionError } from '../errors.ts';
import type { Digest } from '../oci/digest.ts';
import type { Environment } from '../runner/environment.ts';
import type { Runner } from '../runner/runner.ts';
import { refuseKnownBad } from './known-bad.ts';

export interface Installed {
  readonly path: string;
  readonly version: string;
  readonly sha256: Digest;
}

/**
 * The buildx that the machine has, with the version that it gives itself; at `program` is a link to it, or
 * a copy if it was to have a certain digest. Throws `buildx-missing`,
 * `buildx-version-unknown`, `buildx-version-refused`, or `buildx-checksum-mismatch` if it has
 * another digest than was asked for.
 */
export async function installedBuildx(
  expected: Digest | null,
  program: string,
  runner: Runner,
): Promise<Installed> {
  const path = await firstFile(installedCandidates(runner.environment), runner);
  if (path === null) {
    throw new ActionError('buildx-missing', "'buildx-version' is runner, but this machine has no buildx.", {
      hint: "Install docker-buildx on it, or leave 'buildx-version' out: the action then fetches one.",
    });
  }
  const { files } = runner;
  let sha256: Digest;
  if (expected === null) {
    // It may be a script that finds its program beside itself.
    await files.symlink(path, program);
    sha256 = await files.digest(path);
  } else {
    // A plugin is often a link into the folder of a package.
    sha256 = await files.copyProgram(path, program, 'follow');
  }
  if (expected !== null && sha256 !== expected) {
    await files.remove(program);
    throw new ActionError(
      'buildx-checksum-mismatch',
      `${path} has ${sha256}, 'buildx-sha256' expects ${expected}. It was not run.`,
      { hint: "Correct 'buildx-sha256', or leave it out to use what the machine has." },
    );
  }
  const tool = { file: program, env: {} };
  const { code, stdout, stderr } = await runner.processes.run(tool, ['version'], { signal: runner.signal });
  const version = code === 0 ? reportedVersion(stdout.toString('utf8')) : null;
  if (version === null) {
    const said = `${stdout.toString('utf8')}${stderr}`.trim().slice(0, 200);
    throw new ActionError(
      'buildx-version-unknown',
      `${path} version ended with '${said}' (exit code ${code}).`,
      {
        hint: "Expected github.com/docker/buildx and a version. Leave 'buildx-version' out to use a buildx that this action fetches.",
      },
    );
  }
  refuseKnownBad(version, `${path}, which is buildx ${version},`);
  return { path, version, sha256 };
}

/** `github.com/docker/buildx v0.37.1 0a7b4c1…` as a version with its `v`; distributions leave the `v` out. */
export function reportedVersion(output: string): string | null {
  const [, text = ''] = /^\S*buildx v?(\d+\.\d+\.\d+\S*)/m.exec(output) ?? [];
  const version = semver.valid(text) ?? semver.valid(semver.coerce(text));
  return version === null ? null : `v${version}`;
}

/**
 * Where a buildx may be: one of its own on the PATH first, then the plugin that `docker buildx` would
 * find, in the order of the docker CLI (cli-plugins/manager/manager_unix.go, manager_windows.go).
 */
export function installedCandidates(environment: Environment): readonly string[] {
  const windows = environment.os === 'win32';
  const { join, delimiter } = windows ? win32 : posix;
  const suffix = windows ? '.exe' : '';
  const variable = (wanted: string): string =>
    Object.entries(environment.variables).find(([name]) => name.toUpperCase() === wanted)?.[1] ?? '';
  const onPath = variable('PATH').split(delimiter).filter(Boolean);
  const plugins = windows
    ? ['PROGRAMDATA', 'PROGRAMFILES']
        .map(variable)
        .filter(Boolean)
        .map((root) => join(root, 'Docker', 'cli-plugins'))
    : ['/usr/local/lib', '/usr/local/libexec', '/usr/lib', '/usr/libexec'].map(
        (root) => `${root}/docker/cli-plugins`,
      );
  return [
    ...onPath.map((folder) => join(folder, `buildx${suffix}`)),
    ...[join(environment.dockerConfig, 'cli-plugins'), ...plugins].map((folder) =>
      join(folder, `docker-buildx${suffix}`),
    ),
  ];
}

async function firstFile(candidates: readonly string[], { files }: Runner): Promise<string | null> {
  for (const path of candidates) {
    if ((await files.kind(path).catch(() => null)) === 'file') {
      return path;
    }
  }
  return null;
}
