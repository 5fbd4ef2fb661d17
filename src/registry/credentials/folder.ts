import { join } from 'node:path';
import type { Session } from '../../session/session.ts';

/** The text of the config.json in a docker configuration; that of an empty one if there is none. */
export function readConfig(folder: string, { files }: Pick<Session, 'files'>): Promise<string> {
  return files.read(join(folder, 'config.json')).then(String, () => '{}');
}

/** Makes a docker configuration of the step's own. The user's docker contexts go on working in it. */
export async function makeConfig(
  folder: string,
  config: string,
  { files, environment }: Pick<Session, 'files' | 'environment'>,
): Promise<void> {
  await files.makeDirectory(folder);
  await files.write(join(folder, 'config.json'), config);
  // They stand beside the configuration; DOCKER_CONTEXT must go on working.
  const contexts = join(environment.dockerConfig, 'contexts');
  if ((await files.kind(contexts)) === 'directory') {
    await files.symlink(contexts, join(folder, 'contexts'));
  }
}
