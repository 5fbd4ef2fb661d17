import { join, relative } from 'node:path';
import type { BuildxSession } from '../buildx/session.ts';
import { buildxTool, dockerVariables } from '../docker/environment.ts';
import { ActionError } from '../errors.ts';
import type { ShardText } from '../fanout/assemble.ts';
import { type LoginRequest, logInAll } from '../registry/credentials/logins.ts';
import { scopedRoute } from '../registry/reach.ts';
import type { Files } from '../runner/files.ts';
import { together } from '../session/concurrency.ts';
import { makeToolFolder } from '../session/folder.ts';
import type { Session } from '../session/session.ts';
import { prepareBuildx } from '../toolchain/prepare.ts';
import type { BuildxRequest } from '../toolchain/resolve.ts';

export interface MergeSetup extends LoginRequest {
  readonly buildx: BuildxRequest;
  readonly githubToken: string | null;
  /** The shards themselves, or the folder that holds them. */
  readonly shards: readonly ShardText[] | { readonly folder: string };
}

/** A verified buildx, the login and the shards: neither a daemon nor a builder is needed to merge. */
export async function setUpMerge(
  inputs: MergeSetup,
  session: Session,
): Promise<{
  readonly ready: BuildxSession;
  readonly buildxVersion: string;
  readonly shards: readonly ShardText[];
}> {
  const program = await makeToolFolder(session);
  const [{ dockerConfig, environment }, binary, shards] = await together(session, (part) => [
    logInAll(inputs, part),
    prepareBuildx(inputs.buildx, program, inputs.githubToken, part),
    'folder' in inputs.shards ? shardsIn(inputs.shards.folder, part.files) : Promise.resolve(inputs.shards),
  ]);
  const docker = { ...session.docker, env: dockerVariables(dockerConfig, session) };
  const loggedIn = { ...session, docker, environment };
  const ready: BuildxSession = {
    ...loggedIn,
    processes: await scopedRoute(loggedIn),
    buildx: buildxTool(program, dockerConfig, session.folder, loggedIn),
    builder: null,
  };
  return { ready, buildxVersion: binary.version, shards };
}

/** Every `.json` in the folder and in the folders in it: download-artifact lays artifacts there merged or not. */
async function shardsIn(folder: string, files: Files): Promise<readonly ShardText[]> {
  if ((await files.kind(folder)) !== 'directory') {
    throw new ActionError('shard-refused', `There are no shards in '${folder}': it is not a folder.`, {
      hint: 'Did the step before this one download the artifacts of all jobs to it?',
    });
  }
  const paths: string[] = [];
  for (const name of (await files.list(folder)).toSorted()) {
    const path = join(folder, name);
    const inside = (await files.kind(path)) === 'directory' ? (await files.list(path)).toSorted() : null;
    paths.push(...(inside === null ? [path] : inside.map((inner) => join(path, inner))));
  }
  return Promise.all(
    paths
      .filter((path) => path.endsWith('.json'))
      .map(async (path) => ({
        name: relative(folder, path),
        text: (await files.read(path)).toString('utf8'),
      })),
  );
}
