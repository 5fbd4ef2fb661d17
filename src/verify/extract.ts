import { join } from 'node:path';
import { asActionError, CommandFailed, tryCommand } from '../failures/command.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import type { Files } from '../runner/files.ts';
import type { BaseImage } from './base-image.ts';
import type { Candidates } from './entrypoint.ts';
import { culprits, extractedName, extraction } from './extraction.ts';
import type { RegistryAccess } from './read-back.ts';

/** Enough for an ELF header with its program headers and loader, and for a script's first line. */
const headBytes = 4096;

/** The builder has the layers, unless somebody emptied its cache meanwhile. */
const longestMs = 600_000;

/** The first bytes of a file; null if there is no such file. */
export type Head = Uint8Array | null;

/** What a build needs besides the access to the registry. */
export interface BuildAccess extends RegistryAccess {
  /** The step's own, private folder. */
  readonly folder: string;
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
export async function extractHeads(
  base: BaseImage,
  lookups: readonly Candidates[],
  platforms: readonly Platform[],
  access: BuildAccess,
): Promise<ReadonlyMap<string, readonly Head[]>> {
  const { runner } = access;
  const { files, clock, signal } = runner;
  const directory = await files.makeTemporary(access.folder, 'files-');
  const enough = new AbortController();
  const ended = { ...access, runner: { ...runner, signal: AbortSignal.any([signal, enough.signal]) } };
  try {
    const building = copyOut(base, lookups, platforms, directory, ended).then(
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
      const heads = await readHeads(directory, lookups, platforms, files);
      if ([...heads.values()].flat().every((head) => head?.byteLength === headBytes)) {
        enough.abort();
      }
    }
    return await readHeads(directory, lookups, platforms, files);
  } finally {
    await files.remove(directory);
  }
}

async function readHeads(
  directory: string,
  lookups: readonly Candidates[],
  platforms: readonly Platform[],
  files: Files,
): Promise<ReadonlyMap<string, readonly Head[]>> {
  const heads = platforms.map(async (platform): Promise<[string, readonly Head[]]> => {
    const name = formatPlatform(platform);
    const own = join(directory, name.replaceAll('/', '_'));
    const paths = lookups.map((candidates, index) => join(own, extractedName(candidates, index)));
    return [name, await Promise.all(paths.map((path) => files.readHead(path, headBytes)))];
  });
  return new Map(await Promise.all(heads));
}

/** Puts the files into the directory. What leads nowhere, over a dangling link or through a file, is left out. */
async function copyOut(
  base: BaseImage,
  lookups: readonly Candidates[],
  platforms: readonly Platform[],
  directory: string,
  access: BuildAccess,
): Promise<void> {
  const { buildx, retries, runner } = access;
  const args = extractionArguments(base, platforms, directory, access.builder);
  let rest = lookups;
  for (let form: 'quick' | 'careful' = 'quick'; ; form = 'careful') {
    const dockerfile = extraction(base.from, rest, form);
    try {
      await tryCommand('Reading executables out of the image', buildx, () => args, {
        runner,
        retries,
        input: dockerfile.text,
        pushed: base.from,
        limitMs: longestMs,
      });
      return;
    } catch (error) {
      if (!(error instanceof CommandFailed)) {
        throw error;
      }
      const bad = culprits(error.completed.stderr, dockerfile);
      const failure = asActionError(error, 'binary-unreadable');
      const blamed = bad === null ? form === 'quick' : bad.length > 0;
      if (failure.code !== 'binary-unreadable' || !blamed) {
        throw failure;
      }
      if (form === 'careful') {
        rest = rest.map((candidates, index) => (bad?.includes(index) ? [] : candidates));
      }
    }
  }
}

/** A builder of several nodes writes each platform from its own node: only the local exporter can do that. */
export function extractionArguments(
  base: BaseImage,
  platforms: readonly Platform[],
  directory: string,
  builder: string,
): readonly string[] {
  return [
    'build',
    ...buildOptions(base, platforms, builder),
    '--output',
    // A field of CSV, whatever the path holds.
    `type=local,platform-split=true,"dest=${directory.replaceAll('"', '""')}"`,
    '-',
  ];
}

/** Options of a build from the staged image with its Dockerfile on stdin and no context. */
export function buildOptions(
  base: BaseImage,
  platforms: readonly Platform[],
  builder: string,
): readonly string[] {
  return [
    '--builder',
    builder,
    '--progress',
    'plain',
    '--platform',
    platforms.map(formatPlatform).join(','),
    '--provenance=false',
    '--sbom=false',
    ...base.args,
  ];
}
