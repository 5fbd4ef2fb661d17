import { ActionError, messageOf } from '../errors.ts';
import type { Session } from '../session/session.ts';

/** An OCI layout that is to be handed over: the very one that was staged and verified. */
export interface Archive {
  readonly dest: string;
  /** One file, and not a folder. */
  readonly tar: boolean;
}

/**
 * Hands over the layout that was verified, byte for byte: a second build would have another provenance, and
 * so another digest. Throws `environment-unsupported` if it cannot be written.
 */
export async function writeArchive(
  { dest, tar }: Archive,
  layout: string,
  { processes, files, signal }: Session,
): Promise<void> {
  try {
    if (!tar) {
      await files.copyTree(layout, dest);
      return;
    }
    const parts = (await files.list(layout)).toSorted();
    const args = ['-C', layout, '-cf', dest, '--', ...parts];
    const { code, stderr } = await processes.run({ file: 'tar', env: {} }, args, { signal });
    if (code !== 0) {
      throw new Error(stderr.trim());
    }
  } catch (error) {
    signal.throwIfAborted();
    throw new ActionError(
      'environment-unsupported',
      `The image could not be written to '${dest}': ${messageOf(error)}`,
      {
        hint: "See 'outputs': the folder of dest must exist, and this job must be allowed to write there.",
        cause: error,
      },
    );
  }
}
