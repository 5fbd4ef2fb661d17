import { copyArguments } from '../buildx/imagetools.ts';
import type { BuildxSession } from '../buildx/session.ts';
import type { ErrorCode } from '../errors.ts';
import { asActionError, runCommand } from '../failures/command.ts';

/** An image that was pushed a moment ago, and where it is wanted. */
export interface Copy {
  /** For messages. */
  readonly what: string;
  /** By its digest. */
  readonly source: string;
  /** Of an OCI layout, which is made there. */
  readonly directory: string;
  /** For a failure that has no code of its own. */
  readonly otherwise: ErrorCode;
}

/** The registry is the one that the image was just pushed to. */
const longestMs = 3_600_000;

/** Copies an image, with all of its platforms and byte for byte, out of a registry: one process. */
export async function copyToLayout(
  { what, source, directory, otherwise }: Copy,
  session: BuildxSession,
): Promise<void> {
  await runCommand(
    {
      what,
      tool: session.buildx,
      args: copyArguments(source, directory, session),
      pushed: source,
      limitMs: longestMs,
      explain: (failed) => asActionError(failed, otherwise),
    },
    session,
  );
}
