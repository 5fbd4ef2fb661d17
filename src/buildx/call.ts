import { ActionError } from '../errors.ts';
import { CommandFailed, runCommand } from '../failures/command.ts';
import { readEvidence } from '../failures/evidence.ts';
import { type BuildRequest, buildArguments } from './build-arguments.ts';
import { explainBuild } from './build-failure.ts';
import type { BuildxSession } from './session.ts';

/** What a frontend answers to another question than a build. */
export interface CallResult {
  /** For people, or JSON where that was asked for. */
  readonly text: string;
  /** buildx's metadata file, as it is. */
  readonly metadata: string;
  /** Whether the answer is that all is well; checks that found something say no. */
  readonly passed: boolean;
}

/** Asks the frontend. Throws `build-failed` where it gives no answer, such as for a Dockerfile that is none. */
export async function callFrontend(request: BuildRequest, session: BuildxSession): Promise<CallResult> {
  const { files, log, buildx } = session;
  const metadata = async (): Promise<string> => (await files.read(request.metadataFile)).toString('utf8');
  await files.remove(request.metadataFile);
  try {
    const { stdout } = await runCommand(
      {
        what: 'The call',
        tool: buildx,
        args: buildArguments(request),
        onLine: (line) => log.info(line),
        explain: (failed) => explainBuild(failed, request.source.dockerfile),
      },
      session,
    );
    return { text: stdout.toString('utf8'), metadata: await metadata(), passed: true };
  } catch (error) {
    const failed = error instanceof ActionError ? error.cause : null;
    // What the checks found is an answer; an error that buildx ends with, such as that of a parser, is none.
    if (!(failed instanceof CommandFailed) || readEvidence(failed.completed.stderr).concluded) {
      throw error;
    }
    return { text: failed.completed.stdout.toString('utf8'), metadata: await metadata(), passed: false };
  }
}
