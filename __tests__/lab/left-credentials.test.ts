// The ways in which login actions leave credentials on a runner. docs/registries.md says which action takes which.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Job, startJob, uniqueName } from '../harness/step.ts';
import { command, errorOf, makeContext, removeContexts, scratchContext, setting, snapshot } from './lab.ts';
import { describing } from './private-clients.ts';

const [guarded, password] = [setting('LAB_TOKEN_REGISTRY'), setting('LAB_TOKEN_PASSWORD')];
const described = describing(`[registry."${guarded}"]\n  http = true`);
const auth = Buffer.from(`writer:${password}`).toString('base64');
const auths = { [guarded]: { auth } };
let job: Job;
beforeEach(() => {
  job = startJob();
});
afterEach(() => job.end());
afterAll(() => removeContexts());

const home = (...path: readonly string[]): string => join(job.folder, 'home', ...path);

function writeConfig(folder: string, config: object): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
}

/** A credential helper as the clouds have them: a program that is asked for a registry, and notes that. */
function makeHelper(name: string, secret = password): Record<string, string> {
  const folder = join(job.folder, 'bin');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `docker-credential-${name}`);
  writeFileSync(
    file,
    `#!/bin/sh
server=$(cat)
echo "$1 $server" >> '${join(job.folder, 'asked')}'
[ "$1" = get ] || exit 1
if [ "$server" = '${guarded}' ]; then
  echo '{"ServerURL":"${guarded}","Username":"writer","Secret":"${secret}"}'
else
  echo 'credentials not found in native keychain'
  exit 1
fi
`,
  );
  chmodSync(file, 0o755);
  return { PATH: `${folder}:${process.env['PATH']}` };
}

const asked = (): readonly string[] =>
  existsSync(join(job.folder, 'asked')) ? readFileSync(join(job.folder, 'asked'), 'utf8').split('\n') : [];

/** What an earlier step leaves, and the variables that the later ones get. */
type Earlier = (repository: string) => Record<string, string>;

const ways: readonly [name: string, earlier: Earlier][] = [
  [
    'the configuration file',
    () => {
      writeConfig(home('.docker'), { auths });
      return {};
    },
  ],
  [
    'a configuration elsewhere, which DOCKER_CONFIG names',
    () => {
      writeConfig(join(job.temp, 'docker_login_1'), { auths });
      return { DOCKER_CONFIG: join(job.temp, 'docker_login_1') };
    },
  ],
  ['the variable DOCKER_AUTH_CONFIG', () => ({ DOCKER_AUTH_CONFIG: JSON.stringify({ auths }) })],
  [
    'a credential helper of the registry',
    () => {
      writeConfig(home('.docker'), { credHelpers: { [guarded]: 'cloud' } });
      return makeHelper('cloud');
    },
  ],
  [
    'a credential store of the machine',
    () => {
      writeConfig(home('.docker'), { auths: { [guarded]: {} }, credsStore: 'keychain' });
      return makeHelper('keychain');
    },
  ],
  [
    'a configuration for pushes alone',
    () => {
      writeConfig(home('.docker', 'buildx', 'config', `${guarded}@push`), { auths });
      return {};
    },
  ],
  [
    'a configuration for the repository alone',
    (repository) => {
      writeConfig(home('.docker', 'buildx', 'config', guarded, repository), { auths });
      return {};
    },
  ],
];

async function publish(env: Record<string, string>, inputs: Readonly<Record<string, string>>) {
  const options = {
    env,
    inputs: { ...described, emulation: 'none', push: 'true', context: scratchContext(), ...inputs },
  };
  const main = await job.step(options);
  await job.post(options, main);
  return main;
}

/** Everything but what buildx itself keeps of tokens. */
const configs = (): Record<string, string> =>
  Object.fromEntries(Object.entries(snapshot(home())).filter(([file]) => !file.includes('.token_seed')));

async function digestOf(reference: string): Promise<string | null> {
  const folder = join(job.folder, 'judge');
  writeConfig(folder, { auths });
  const { code, stdout } = await command('crane', ['digest', reference], { env: { DOCKER_CONFIG: folder } });
  return code === 0 ? stdout.trim() : null;
}

describe.each(ways)('credentials in %s', (_, earlier) => {
  it('publish, are read back with, and stay as they are', async () => {
    const repository = `acme/${uniqueName('left')}`;
    const env = earlier(repository);
    mkdirSync(home('.docker'), { recursive: true });
    const before = configs();
    const tags = ['1', 'latest'].map((tag) => `${guarded}/${repository}:${tag}`);
    const { code, log, outputs } = await publish(env, { tags: tags.join('\n') });
    expect(code, log).toBe(0);
    expect(await Promise.all(tags.map(digestOf))).toEqual([outputs['digest'], outputs['digest']]);
    expect(configs()).toEqual(before);
    expect(log).not.toContain(password);
  });
});

describe('a credential helper', () => {
  it('serves a private base image beside a login of the step', async () => {
    writeConfig(home('.docker'), { credHelpers: { [guarded]: 'cloud' } });
    const env = makeHelper('cloud');
    const base = `${guarded}/acme/${uniqueName('base')}:1`;
    const made = await publish(env, { tags: base });
    expect(made.code, made.log).toBe(0);
    const context = makeContext({ Dockerfile: `FROM ${base}\nCOPY Dockerfile /\n` });
    const elsewhere = `${setting('LAB_REGISTRY')}/left/${uniqueName('derived')}:1`;
    // That registry takes any account.
    const own = { registry: setting('LAB_REGISTRY'), username: 'any', password: 'account' };
    const { code, log } = await publish(env, { ...own, context, tags: elsewhere });
    expect(code, log).toBe(0);
    expect(asked()).toContain(`get ${guarded}`);
    expect(asked().filter((line) => line.startsWith('store'))).toEqual([]);
  });

  it('with a wrong password fails the step, which names the registry and what to do', async () => {
    writeConfig(home('.docker'), { credHelpers: { [guarded]: 'cloud' } });
    const { code, log } = await publish(makeHelper('cloud', 'wrong'), { tags: `${guarded}/acme/x:1` });
    expect(code).toBe(1);
    expect(errorOf(log)).toContain('title=registry-denied');
    expect(errorOf(log)).toContain(`Log in to ${guarded}`);
  });
});
