import { ActionError } from '../errors.ts';
import { asActionError, CommandFailed, longestRequestMs, runOnce } from '../failures/command.ts';
import { exporter } from './build-arguments.ts';
import type { BuildxSession } from './session.ts';
import { stdinBuildArguments } from './stdin-build.ts';

/** In milliseconds. A build that ends sooner tells as soon, and would only be slowed down. */
const trialAfterMs = 3_000;

/** Where a build pushes to, by digest. */
export interface PushTrial {
  readonly builder: string;
  readonly repositories: readonly string[];
}

/**
 * Runs a build that pushes. If it takes longer than a moment, an empty image is pushed to the same
 * repositories beside it, by digest: an account that may not push there ends the build, instead of coming to
 * light after it. What else keeps the trial from working is for the build to tell. Throws `registry-denied`,
 * or what `build` throws.
 */
export async function besidePushTrial<S extends BuildxSession, T>(
  trial: PushTrial,
  session: S,
  build: (session: S) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const denied = new AbortController();
  let trying = Promise.resolve();
  const timer = setTimeout(() => {
    const signal = AbortSignal.any([session.signal, over.signal]);
    trying = tryPush(trial, { ...session, signal }).catch((error: unknown) => {
      if (error instanceof ActionError && error.code === 'registry-denied') {
        denied.abort(error);
      }
    });
  }, trialAfterMs);
  try {
    return await build({ ...session, signal: AbortSignal.any([session.signal, denied.signal]) });
  } finally {
    clearTimeout(timer);
    over.abort();
    await trying;
  }
}

/** Not tried again: the build will push anyway. */
async function tryPush({ builder, repositories }: PushTrial, session: BuildxSession): Promise<void> {
  const what = `Trying to push to ${repositories.join(', ')}`;
  const args = stdinBuildArguments({
    builder,
    platforms: [],
    options: [],
    output: exporter({ kind: 'registry', repositories }),
  });
  const command = { what, tool: session.buildx, args, input: 'FROM scratch\n', limitMs: longestRequestMs };
  try {
    await runOnce(command, session);
  } catch (error) {
    throw error instanceof CommandFailed ? asActionError(error, 'registry-refused') : error;
  }
}
