// Logins whose tokens have only the scope that was asked for, at a registry behind a token service.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { notes } from '../../lab/record.ts';
import type { TokenNote } from '../../lab/token-server.ts';
import { type Job, startJob, uniqueName } from '../harness/step.ts';
import {
  command,
  craneDigest,
  errorOf,
  makeContext,
  registry,
  removeContexts,
  scratchContext,
  setting,
} from './lab.ts';
import { describing } from './private-clients.ts';

const [guarded, password] = [setting('LAB_TOKEN_REGISTRY'), setting('LAB_TOKEN_PASSWORD')];
const described = describing(`[registry."${guarded}"]\n  http = true`);
let job: Job;

beforeEach(() => {
  job = startJob();
});
afterEach(() => job.end());
afterAll(() => removeContexts());

type Account = 'puller' | 'pusher' | 'writer' | 'acme';

/** As `docker login` leaves it, or docker/login-action with a scope such as `@push`. */
function logIn(account: Account, scope: string | null = null): void {
  const docker = join(job.folder, 'home', '.docker');
  const place = scope?.startsWith('@') ? `${guarded}${scope}` : join(guarded, scope ?? '');
  const folder = scope === null ? docker : join(docker, 'buildx', 'config', place);
  const auth = Buffer.from(`${account}:${password}`).toString('base64');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [guarded]: { auth } } }));
}

async function step(inputs: Readonly<Record<string, string>>) {
  const options = {
    inputs: { ...described, emulation: 'none', context: scratchContext(), push: 'true', ...inputs },
  };
  const main = await job.step(options);
  await job.post(options, main);
  return main;
}

/** The digest that crane gets with an account that may pull. */
async function digestOf(reference: string): Promise<string | null> {
  const folder = join(job.folder, 'judge');
  mkdirSync(folder, { recursive: true });
  const env = { DOCKER_CONFIG: folder };
  await command('crane', ['auth', 'login', guarded, '-u', 'puller', '-p', password], { env });
  const { code, stdout } = await command('crane', ['digest', reference], { env });
  return code === 0 ? stdout.trim() : null;
}

const newRepository = (namespace = 'acme'): string => `${guarded}/${namespace}/${uniqueName('scoped')}`;

describe('a staged publish with a login', () => {
  it.each([
    ['of the step', {}, () => undefined],
    ['that may do everything', null, () => logIn('writer')],
    ['for pushes alone', null, () => logIn('writer', '@push')],
    [
      'for pushes, beside one that may only pull',
      null,
      () => {
        logIn('puller');
        logIn('writer', '@push');
      },
    ],
    ['for this repository alone', null, (name: string) => logIn('acme', name)],
    ['for pushes to this repository alone', null, (name: string) => logIn('acme', `${name}@push`)],
  ])('%s moves both tags', async (_, own, prepare) => {
    const repository = newRepository();
    prepare(repository.slice(guarded.length + 1));
    const tags = [`${repository}:1`, `${repository}:latest`];
    const login = own === null ? {} : { registry: guarded, username: 'writer', password };
    const main = await step({ ...login, tags: tags.join('\n') });
    expect(main.code, main.log).toBe(0);
    for (const tag of tags) {
      expect(await digestOf(tag)).toBe(main.outputs['digest']);
    }
  });

  it.each<Account>(['puller', 'acme'])(
    'that may not push there, as %s, fails at once and publishes nothing',
    async (account) => {
      const since = Date.now();
      const repository = newRepository('other');
      const main = await step({ registry: guarded, username: account, password, tags: `${repository}:1` });
      expect(main.code).toBe(1);
      expect(errorOf(main.log)).toContain('title=registry-denied');
      expect(errorOf(main.log)).toContain(guarded);
      expect(main.log).not.toMatch(/again in|attempt 2/i);
      expect(await digestOf(`${repository}:1`)).toBeNull();
      const name = repository.slice(guarded.length + 1);
      const granted = notes<TokenNote>(setting('LAB_TOKEN_RECORD'), since).flatMap((note) => note.granted);
      expect(granted.filter((scope) => scope.includes(name) && scope.includes('push'))).toEqual([]);
    },
  );
});

it('a login that may not push ends a long build, and does not wait for its end', async () => {
  const began = Date.now();
  const repository = newRepository('other');
  const context = makeContext({ Dockerfile: 'FROM busybox\nRUN sleep 120\n' });
  const login = { registry: guarded, username: 'puller', password };
  const main = await step({ ...login, context, platforms: 'linux/amd64', tags: `${repository}:1` });
  expect(main.code).toBe(1);
  expect(errorOf(main.log)).toContain('title=registry-denied');
  expect(errorOf(main.log)).toContain(`Trying to push to ${repository}`);
  expect(errorOf(main.log)).toContain("'password'");
  expect(Date.now() - began).toBeLessThan(100_000);
  expect(await digestOf(`${repository}:1`)).toBeNull();
});

describe('a base image behind a login', () => {
  it('is pulled with the login of the job, and the image goes to an open registry', async () => {
    const base = `${newRepository()}:1`;
    const made = await step({ registry: guarded, username: 'writer', password, tags: base });
    expect(made.code, made.log).toBe(0);
    const context = makeContext({ Dockerfile: `FROM ${base}\nCOPY Dockerfile /\n` });
    const tag = `${registry}/scoped/${uniqueName('derived')}:1`;
    const refused = await step({ context, tags: tag });
    expect(refused.code).toBe(1);
    expect(await craneDigest(tag)).toBeNull();
    logIn('puller');
    const main = await step({ context, tags: tag });
    expect(main.code, main.log).toBe(0);
    expect(await craneDigest(tag)).toBe(main.outputs['digest']);
  });
});
