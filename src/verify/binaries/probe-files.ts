import { join } from 'node:path';
import type { Ready } from '../../builder/builder.ts';
import { ActionError } from '../../errors.ts';
import { asActionError, CommandFailed } from '../../failures/command.ts';
import { formatCsv } from '../../oci/csv.ts';
import { formatPlatform, type Platform } from '../../oci/platform.ts';
import type { Files } from '../../runner/files.ts';
import type { Staged } from '../../stage/staged.ts';
import { runImageBuild } from '../image-build.ts';
import { type Marks, markScanner } from './marks.ts';
import { failedLookups, probeDockerfile, probedName } from './probe-dockerfile.ts';
import type { Candidates } from './programs.ts';

/** Enough for an ELF header with its program headers and loader, and for most start scripts. */
const headBytes = 16_384;

/** The builder has the layers, unless somebody emptied its cache meanwhile. */
const longestMs = 600_000;

/** What was read of a file. */
export interface ProbedFile {
  /** Its beginning. */
  readonly head: Uint8Array;
  /** That is all of it. */
  readonly whole: boolean;
  /** What stands inside; null where the beginning was enough. */
  readonly marks: Marks | null;
}

/** Files that are looked for in the images of some platforms. */
export interface Probe {
  readonly staged: Staged;
  readonly lookups: readonly Candidates[];
  readonly platforms: readonly Platform[];
  /** How long a file is of which all is to be read, by its beginning; null where that is enough. */
  readonly wantedLength: (head: Uint8Array, platform: Platform) => number | null;
}

/** How often the export is looked at while it goes on. */
const pollMs = 20;

/** By platform, and then in the order of the lookups; null where there is no such file. */
export type ProbedFiles = ReadonlyMap<string, readonly (ProbedFile | null)[]>;

/**
 * The beginning of each looked-up file in the image of each platform. BuildKit, which has the layers
 * already, copies the files out in one build for all platforms, and a second one if a file is missing
 * somewhere; nothing of the image runs. The export is ended once enough of each file has come: all of 100 MB
 * takes seconds. Throws `binary-unreadable` if the build fails for another reason than a path that leads
 * nowhere.
 */
export async function probeFiles(probe: Probe, session: Ready): Promise<ProbedFiles> {
  const { files, clock, signal } = session;
  const directory = await files.makeTemporary(session.folder, 'files-');
  const enough = new AbortController();
  const ended = { ...session, signal: AbortSignal.any([signal, enough.signal]) };
  const exported = exportedFiles(probe, directory);
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
    const pending = [...exported];
    while ((await Promise.race([building, waiting()])) === 'going on') {
      while (pending[0] !== undefined && (await isSettled(pending[0], probe, files))) {
        pending.shift();
      }
      if (pending.length === 0) {
        enough.abort();
      }
    }
    return await readAll(exported, probe, files);
  } finally {
    await files.remove(directory);
  }
}

/** Where a file of a platform comes to lie. */
interface Exported {
  readonly platform: Platform;
  readonly path: string;
}

function exportedFiles({ lookups, platforms }: Probe, directory: string): readonly Exported[] {
  return platforms.flatMap((platform) => {
    const own = join(directory, formatPlatform(platform).replaceAll('/', '_'));
    return lookups.map((candidates, index) => ({ platform, path: join(own, probedName(candidates, index)) }));
  });
}

/** Whether the beginning of a file has come, and the rest where it is wanted. */
async function isSettled(
  { platform, path }: Exported,
  { wantedLength }: Probe,
  files: Files,
): Promise<boolean> {
  const head = await files.readHead(path, headBytes);
  if (head === null) {
    // Of a directory, which is no program, there would be no end.
    return (await files.kind(path)) === 'directory';
  }
  const wanted = head.byteLength === headBytes ? wantedLength(head, platform) : null;
  return head.byteLength === headBytes && (wanted === null || (await files.size(path)) >= wanted);
}

async function readAll(
  exported: readonly Exported[],
  { platforms, wantedLength }: Probe,
  files: Files,
): Promise<ProbedFiles> {
  const read = await Promise.all(
    exported.map(async ({ platform, path }): Promise<ProbedFile | null> => {
      const head = await files.readHead(path, headBytes);
      if (head === null) {
        return null;
      }
      const marks = wantedLength(head, platform) === null ? null : await scan(path, files);
      return { head, whole: head.byteLength < headBytes, marks };
    }),
  );
  return new Map(
    platforms.map((platform) => [
      formatPlatform(platform),
      read.filter((_, index) => exported[index]?.platform === platform),
    ]),
  );
}

async function scan(path: string, files: Files): Promise<Marks> {
  const scanner = markScanner();
  for await (const piece of files.pieces(path)) {
    scanner.add(piece);
  }
  return scanner.marks();
}

/** Puts the files into the directory. What leads nowhere, over a dangling link or through a file, is left out. */
async function copyOut(probe: Probe, directory: string, session: Ready): Promise<void> {
  let { lookups } = probe;
  for (let form: 'quick' | 'careful' = 'quick'; ; form = 'careful') {
    const dockerfile = probeDockerfile(lookups, form);
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
  { staged, platforms }: Probe,
  directory: string,
  session: Ready,
): Promise<CommandFailed | null> {
  try {
    await runImageBuild(
      {
        what: 'Reading programs out of the image',
        staged,
        platforms,
        dockerfile,
        // A builder of several nodes writes each platform from its own node: only the local exporter can do that.
        output: `type=local,platform-split=true,${formatCsv([`dest=${directory}`])}`,
        limitMs: longestMs,
        // After SIGINT, buildx takes up to a second to end a build whose export goes on.
        graceMs: 0,
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
