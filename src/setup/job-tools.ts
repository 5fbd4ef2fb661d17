import { dirname, join } from 'node:path';
import { parseJson, recordOf, stringsIn } from '../oci/json.ts';
import { linkEntries } from '../session/folder.ts';
import type { Session } from '../session/session.ts';

/** What later steps of the job are to find. */
export interface JobTools {
  /** The builder is the one of later docker commands. */
  readonly use: boolean;
  /** `docker build` is `docker buildx build`. */
  readonly install: boolean;
}

/** Variables of the job, and folders that come first on its PATH. */
export interface JobEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  readonly path: string;
}

/**
 * Puts the verified buildx where later steps of this job find it, and nobody else: on PATH, and as a plugin
 * in a docker configuration of the job's own. That begins with what the user's has, whose folders it shares
 * by links: contexts, builders and certificates are the same. The user's own stays as it is, and a login of
 * a later step goes into the job's.
 */
export async function installForJob(
  program: string,
  builder: string,
  { use, install }: JobTools,
  session: Session,
): Promise<JobEnvironment> {
  const { files, environment, journal } = session;
  const { dockerConfig: users, buildxConfig } = environment;
  const folder = dirname(program);
  const own = join(folder, 'docker');
  const plugins = join(own, 'cli-plugins');
  await files.makeDirectory(plugins);
  await linkEntries(users, own, ['config.json', 'cli-plugins'], session);
  const plugin = environment.os === 'win32' ? 'docker-buildx.exe' : 'docker-buildx';
  await linkEntries(join(users, 'cli-plugins'), plugins, [plugin], session);
  await files.symlink(program, join(plugins, plugin));
  const text = await files.read(join(users, 'config.json')).then(String, () => '{}');
  await files.write(join(own, 'config.json'), jobConfig(text, plugins, install));
  const variables: Readonly<Record<string, string>> = {
    DOCKER_CONFIG: own,
    // Builders stay where the user's buildx finds them, and a later run what a killed one left.
    BUILDX_CONFIG: buildxConfig,
    ...(use ? { BUILDX_BUILDER: builder } : {}),
  };
  for (const [name, value] of Object.entries(variables)) {
    journal.note({ kind: 'variable', name, value, before: environment.variables[name] ?? '' });
  }
  return { variables, path: folder };
}

/** The user's config.json with the job's plugins first, in which docker looks before any other place. */
export function jobConfig(text: string, plugins: string, install: boolean): string {
  const config = recordOf(parseJson(text));
  return JSON.stringify({
    ...config,
    cliPluginsExtraDirs: [plugins, ...stringsIn(config['cliPluginsExtraDirs'])],
    ...(install ? { aliases: { ...recordOf(config['aliases']), builder: 'buildx' } } : {}),
  });
}
