// Several logins in one step, through dist/: registries with accounts of their own, and parts of one registry.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Job, type StepResult, startJob, uniqueName } from '../harness/step.ts';
import { Guarded } from './guarded.ts';
import {
  command,
  craneDigest,
  errorOf,
  leftInJob,
  registry,
  removeContexts,
  scratchContext,
  setting,
  snapshot,
  toolchain,
} from './lab.ts';
import { describing } from './private-clients.ts';

const platforms = 'linux/amd64,linux/arm64';
let job: Job;
beforeEach(() => {
  job = startJob();
});
afterEach(() => job.end());
afterAll(() => removeContexts());

/** Runs a step to its end. */
async function step(inputs: Readonly<Record<string, string>>): Promise<StepResult> {
  const options = {
    inputs: { emulation: 'none', platforms, context: scratchContext(), ...inputs },
  };
  const main = await job.step(options);
  await job.post(options, main);
  return main;
}

describe('two private registries and a login that is optional', () => {
  const guards = [new Guarded(), new Guarded()];
  const [one, two] = guards as [Guarded, Guarded];
  beforeAll(async () => {
    await one.start();
    await two.start();
  });
  afterAll(() => {
    for (const guard of guards) {
      guard.stop();
    }
  });

  /** The step of a workflow; `secret` gives what a secret is in this run. */
  const workflow = (name: string, push: boolean, secret: (value: string) => string) => ({
    ...toolchain,
    // The registries behind the guards are one.
    tags: guards.map(({ address }, n) => `${address}/auth/${name}-${n}:1`).join('\n'),
    push: String(push),
    'registry-auth': [
      ...guards.flatMap(({ address, username, password }) => [
        `- registry: ${address}`,
        `  username: '${secret(username)}'`,
        `  password: '${secret(password)}'`,
        '  optional: true',
      ]),
      '- registry: quay.io',
      "  username: ''",
      "  password: ''",
      '  optional: true',
    ].join('\n'),
  });

  it('publishes in both with the account of each', async () => {
    const name = uniqueName('auth');
    const users = join(job.folder, 'home');
    mkdirSync(join(users, '.docker'), { recursive: true });
    writeFileSync(join(users, '.docker', 'config.json'), '{"auths":{"other.test":{"auth":"eDp5"}}}');
    const before = snapshot(users);
    const { code, log, outputs } = await step(workflow(name, true, (value) => value));
    expect(code, log).toBe(0);
    expect(outputs['tags']?.split('\n')).toHaveLength(2);
    for (const n of guards.keys()) {
      expect(await craneDigest(`${registry}/auth/${name}-${n}:1`)).toBe(outputs['digest']);
    }
    expect(log).toContain('Not logged in to quay.io: the login is optional, and its password is empty.');
    for (const { asked, password } of guards) {
      expect(
        asked.filter((line) => /^PUT .*\/manifests\/1 true$/.test(line)),
        asked.join('\n'),
      ).toHaveLength(1);
      expect(log.replace(/^::add-mask::.*$/gm, '')).not.toContain(password);
    }
    expect(snapshot(users)).toEqual(before);
    expect(leftInJob(job)).toEqual([]);
  });

  it('builds in a run without secrets, logs in nowhere and pushes nothing', async () => {
    const name = uniqueName('auth');
    const before = guards.map(({ asked }) => asked.length);
    const { code, log, outputs } = await step(workflow(name, false, () => ''));
    expect(code, log).toBe(0);
    expect(outputs['platforms']).toBe(platforms);
    expect(outputs['tags']).toBeUndefined();
    expect(guards.map(({ asked }) => asked.length)).toEqual(before);
    expect(await craneDigest(`${registry}/auth/${name}-0:1`)).toBeNull();
  });

  it('says which registry refuses its account', async () => {
    const inputs = workflow(uniqueName('auth'), true, (value) => value);
    const wrong = inputs['registry-auth'].replace(two.password, 'wrong');
    const { code, log } = await step({ ...inputs, 'registry-auth': wrong });
    expect(code).toBe(1);
    expect(errorOf(log)).toContain('title=registry-denied');
    expect(errorOf(log)).toContain(`Logging in to ${two.address} failed`);
  });

  it('says which registry lacks a login, and that an earlier step may have made it', async () => {
    const inputs = workflow(uniqueName('auth'), true, (value) => value);
    const [auth = ''] = inputs['registry-auth'].split(`- registry: ${two.address}`);
    const { code, log } = await step({ ...inputs, 'registry-auth': auth });
    expect(code).toBe(1);
    expect(errorOf(log)).toContain('title=registry-denied');
    expect(errorOf(log)).toContain(`Log in to ${two.address}`);
    expect(errorOf(log)).toContain('in an earlier step');
  });
});

describe('logins with a scope', () => {
  const [guarded, password] = [setting('LAB_TOKEN_REGISTRY'), setting('LAB_TOKEN_PASSWORD')];
  const described = describing(`[registry."${guarded}"]\n  http = true`);
  const login = (username: string, scope: string): string =>
    `- registry: ${guarded}\n  username: ${username}\n  password: '${password}'\n  scope: '${scope}'\n`;

  const digestOf = async (reference: string): Promise<string | null> => {
    const folder = join(job.folder, 'judge');
    mkdirSync(folder, { recursive: true });
    const env = { DOCKER_CONFIG: folder };
    await command('crane', ['auth', 'login', guarded, '-u', 'puller', '-p', password], { env });
    const { code, stdout } = await command('crane', ['digest', reference], { env });
    return code === 0 ? stdout.trim() : null;
  };

  it.each<[name: string, auth: (repository: string) => string]>([
    ['for pushes alone', () => login('writer', '@push')],
    ['for pushes, beside one that may only pull', () => login('puller', '') + login('writer', '@push')],
    ['for this repository alone', (repository) => login('acme', repository)],
    ['for pushes to this repository', (repository) => login('acme', `${repository}@push`)],
  ])('%s publish, and leave nothing', async (_, auth) => {
    const repository = `acme/${uniqueName('scope')}`;
    const tag = `${guarded}/${repository}:1`;
    const { code, log, outputs } = await step({
      ...{ ...described, tags: tag, push: 'true' },
      'registry-auth': auth(repository),
    });
    expect(code, log).toBe(0);
    expect(await digestOf(tag)).toBe(outputs['digest']);
    expect(leftInJob(job)).toEqual([]);
    expect(readdirSync(join(job.folder, 'home', '.docker', 'buildx'))).not.toContain('config');
  });

  it('for another repository does not serve this one', async () => {
    const tag = `${guarded}/acme/${uniqueName('scope')}:1`;
    const { code, log } = await step({
      ...{ ...described, tags: tag, push: 'true' },
      'registry-auth': login('writer', 'acme/other'),
    });
    expect(code).toBe(1);
    expect(errorOf(log)).toContain('title=registry-denied');
    expect(await digestOf(tag)).toBeNull();
  });

  it('serve a job with a platform and the merge', async () => {
    const repository = `${guarded}/acme/${uniqueName('scope')}`;
    const auth = { 'registry-auth': login('writer', '@push') };
    const shards: Record<string, string> = {};
    for (const platform of platforms.split(',')) {
      const asked = { platforms: platform, tags: `${repository}:1`, push: 'true', shard: 'true' };
      const leg = await step({ ...described, ...auth, ...asked });
      expect(leg.code, leg.log).toBe(0);
      shards[platform] = leg.outputs['shard'] ?? '';
    }
    const own = Object.entries(toolchain).filter(([input]) => input.startsWith('buildx-'));
    const { code, log, outputs } = await job.step({
      action: 'merge',
      inputs: {
        ...Object.fromEntries(own),
        ...auth,
        shards: JSON.stringify(shards),
        tags: `${repository}:1`,
      },
    });
    expect(code, log).toBe(0);
    expect(await digestOf(`${repository}:1`)).toBe(outputs['digest']);
  });
});
