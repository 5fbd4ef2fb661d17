import { join } from 'node:path';
import type { Ready } from '../builder/builder.ts';
import { stdinBuildArguments } from '../buildx/stdin-build.ts';
import { ActionError } from '../errors.ts';
import { asActionError, CommandFailed, runCommand } from '../failures/command.ts';
import { formatCsv } from '../oci/csv.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import type { Files } from '../runner/files.ts';
import type { BaseImage } from './base-image.ts';
import type { Candidates } from './entrypoint.ts';
import { failedLookups, probeDockerfile, probedName } from './probe-dockerfile.ts';

/** Enough for an ELF header with its program headers and loader, and for a script's first line. */
const prefixBytes = 4096;

/** The builder has the layers, unless somebody emptied its cache meanwhile. */
const longestMs = 600_000;

/** The first bytes of a file; null if there is no such file. */
export type FilePrefix = Uint8Array | null;

/** Files that are looked for in the images of some platforms. */
export interface Probe {
  readonly base: BaseImage;
  readonly lookups: readonly Candidates[];
  readonly platforms: readonly Platform[];
}

/** How often the export is looked at while it goes on. */
const pollMs = 20;

/**
 * The first bytes of each looked-up file in the image of each platform, by platform and then in the
 * order of the lookups. BuildKit, which has the layers already, copies the files out in one build for all
 * platforms, and a second one if a file is missing somewhere; nothing of the image runs. The export is
 * ended once enough of each file has come: all of 100 MB takes seconds. Throws `binary-unreadable` if
 * the build fails for another reason than a path that leads nowhere.
 */
export async function readPrefixes(
  probe: Probe,
  session: Ready,
): Promise<ReadonlyMap<string, readonly FilePrefix[]>> {
  const { files, clock, signal } = session;
  const directory = await files.makeTemporary(session.folder, 'files-');
  const enough = new AbortController();
  const ended = { ...session, signal: AbortSignal.any([signal, enough.signal]) };
  try {
    const building = copyOut(probe, directory, ended).then(
      () => 'done' as const,
      (error: unknown) => {
        if (enough.signal.aborted && !signal.aborted) {
          return 'done' as const;
        }
        throw error;
      },
    );
    const waiting = (): Promise<'going on'> => clock.sleep(pollMs).then(() => 'going on');
    while ((await Promise.race([building, waiting()])) === 'going on') {
      if (isEnough(await prefixesIn(directory, probe, files))) {
        enough.abort();
      }
    }
    return await prefixesIn(directory, probe, files);
  } finally {
    await files.remove(directory);
  }
}

/** Whether the first bytes of every file on every platform have come. */
export function isEnough(prefixes: ReadonlyMap<string, readonly FilePrefix[]>): boolean {
  return [...prefixes.values()].flat().every((prefix) => prefix?.byteLength === prefixBytes);
}

async function prefixesIn(
  directory: string,
  { lookups, platforms }: Probe,
  files: Files,
): Promise<ReadonlyMap<string, readonly FilePrefix[]>> {
  const prefixes = platforms.map(async (platform): Promise<[string, readonly FilePrefix[]]> => {
    const name = formatPlatform(platform);
    const own = join(directory, name.replaceAll('/', '_'));
    const paths = lookups.map((candidates, index) => join(own, probedName(candidates, index)));
    return [name, await Promise.all(paths.map((path) => files.readHead(path, prefixBytes)))];
  });
  return new Map(await Promise.all(prefixes));
}

/** Puts the files into the directory. What leads nowhere, over a dangling link or through a file, is left out. */
async function copyOut(probe: Probe, directory: string, session: Ready): Promise<void> {
  let { lookups } = probe;
  for (let form: 'quick' | 'careful' = 'quick'; ; form = 'careful') {
    const dockerfile = probeDockerfile(probe.base.from, lookups, form);
    const failed = await runProbe(dockerfile.text, probe, directory, session);
    if (failed === null) {
      return;
    }
    const nowhere = failedLookups(failed.completed.stderr, dockerfile);
    const explained = nowhere === null ? form === 'quick' : nowhere.length > 0;
    if (!explained) {
      throw asActionError(failed, 'binary-unreadable');
    }
    if (form === 'careful') {
      lookups = lookups.map((candidates, index) => (nowhere?.includes(index) ? [] : candidates));
    }
  }
}

/** How the build failed over what the Dockerfile asks for; null if it succeeded. Throws what else went wrong. */
async function runProbe(
  dockerfile: string,
  { base, platforms }: Probe,
  directory: string,
  session: Ready,
): Promise<CommandFailed | null> {
  const build = {
    builder: session.builder.name,
    platforms,
    options: base.args,
    // A builder of several nodes writes each platform from its own node: only the local exporter can do that.
    output: `type=local,platform-split=true,${formatCsv([`dest=${directory}`])}`,
  };
  try {
    await runCommand(
      {
        what: 'Reading executables out of the image',
        tool: session.buildx,
        args: stdinBuildArguments(build),
        input: dockerfile,
        pushed: base.from,
        limitMs: longestMs,
        explain: (failed) => asActionError(failed, 'binary-unreadable'),
      },
      session,
    );
    return null;
  } catch (error) {
    const asked = error instanceof ActionError && error.code === 'binary-unreadable';
    if (asked && error.cause instanceof CommandFailed) {
      return error.cause;
    }
    throw error;
  }
}
