import { dirname, join } from 'node:path';
import type { Runner } from '../runner/runner.ts';
import { folderPrefix, type Journal, toolsPrefix } from './journal.ts';
import { currentJob, currentStep, formatOwner, hasEnded, type Owner, parseOwner } from './owner.ts';
import type { Session } from './session.ts';

const ownerFile = 'owner';
/** A step writes the file as soon as it has made the folder. */
const unfinishedMs = 10 * 60 * 1000;

/** A private folder for what the step writes: credentials, secrets, metadata. Removed when the step ends. */
export async function makeStepFolder(journal: Journal, runner: Runner): Promise<string> {
  const folder = await freePath(folderPrefix, runner);
  journal.note({ kind: 'folder', path: folder });
  return makeOwned(folder, await currentStep(runner), runner);
}

/** Links whatever lies in a folder, but for some names, into another one; nothing, if there is no such folder. */
export async function linkEntries(
  from: string,
  to: string,
  except: readonly string[],
  { files }: Pick<Runner, 'files'>,
): Promise<void> {
  const names = await files.list(from).catch((): readonly string[] => []);
  await Promise.all(
    names
      .filter((name) => !except.includes(name))
      .map((name) => files.symlink(join(from, name), join(to, name))),
  );
}

/** A private folder for the program that is run until the builder is gone; gives the program's path in it. */
export async function makeToolFolder(session: Session): Promise<string> {
  const folder = await freePath(toolsPrefix, session);
  session.journal.note({ kind: 'tools', path: folder });
  await makeOwned(folder, await currentJob(session), session);
  return join(folder, session.environment.os === 'win32' ? 'buildx.exe' : 'buildx');
}

async function makeOwned(folder: string, owner: Owner | null, { files }: Runner): Promise<string> {
  await files.makeDirectory(dirname(folder));
  await files.makePrivateDirectory(folder);
  try {
    await files.write(join(folder, ownerFile), owner ? formatOwner(owner) : 'unknown');
  } catch (error) {
    await files.remove(folder).catch(() => {});
    throw error;
  }
  return folder;
}

/** Where nothing is yet: what is noted in the journal will be removed, and must not be anyone else's. */
async function freePath(
  prefix: string,
  { files, environment, clock }: Pick<Runner, 'files' | 'environment' | 'clock'>,
): Promise<string> {
  for (;;) {
    const suffix = Math.floor(clock.random() * 36 ** 6).toString(36);
    const path = join(environment.temp, `${prefix}${suffix.padStart(6, '0')}`);
    if ((await files.kind(path)) === null) {
      return path;
    }
  }
}

/** Removes the folders of steps and jobs that were killed. Never throws: the runner empties its temporary folder too. */
export async function reapStepFolders(own: string, runner: Runner): Promise<void> {
  const { files, environment } = runner;
  const names = await files.list(environment.temp).catch(() => []);
  for (const name of names.filter(
    (entry) => entry.startsWith(folderPrefix) || entry.startsWith(toolsPrefix),
  )) {
    const folder = join(environment.temp, name);
    if (folder === own) {
      continue;
    }
    if (await isForgotten(folder, runner)) {
      await files.remove(folder).catch(() => {});
    }
  }
}

async function isForgotten(folder: string, runner: Runner): Promise<boolean> {
  const { files, clock } = runner;
  const text = await files.read(join(folder, ownerFile)).then(String, () => null);
  const owner = text === null ? null : parseOwner(text);
  if (owner) {
    return (await hasEnded(owner, runner)) === true;
  }
  if (text !== null) {
    return false;
  }
  // Nobody comes back to write it after so long.
  const changed = await files.modified(folder).catch(() => clock.now());
  return clock.now() - changed > unfinishedMs;
}
