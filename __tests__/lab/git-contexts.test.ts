// Git contexts, and where the tokens for them go: the server's record tells.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitNote } from '../../lab/git-server.ts';
import { notes } from '../../lab/record.ts';
import { uniqueName } from '../harness/step.ts';
import { craneDigest, errorOf, openWorkbench, registry, setting, type Workbench } from './lab.ts';
import { makeRepository, type Repository } from './repositories.ts';

const token = setting('LAB_GIT_TOKEN');
const files = { Dockerfile: 'FROM scratch\nCOPY name /name\n', name: 'x' };
let bench: Workbench;

beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench?.end());

/** The same repository over HTTPS, as a job's own server is reached. */
const secure = ({ url }: Repository): string => `${setting('LAB_GIT_HTTPS')}${new URL(url).pathname}`;

/** The passwords that came with requests for a repository. */
const passwordsFor = ({ url }: Repository): readonly (string | null)[] =>
  notes<GitNote>(setting('LAB_GIT_RECORD'))
    .filter(({ path }) => path.startsWith(new URL(url).pathname))
    .map(({ password }) => password);

/** A job of this repository, on the lab's server in the place of GitHub. */
const jobOf = ({ url }: Repository): Record<string, string> => ({
  GITHUB_SERVER_URL: setting('LAB_GIT_HTTPS'),
  GITHUB_REPOSITORY: new URL(url).pathname.replace(/^\/|\.git$/g, ''),
});

async function step(
  context: string,
  inputs: Readonly<Record<string, string>>,
  env: Record<string, string> = {},
) {
  const tag = `${registry}/git/${uniqueName('context')}:1`;
  const main = await bench.step(
    { context, platforms: 'linux/amd64', push: 'true', tags: tag, provenance: 'mode=max', ...inputs },
    { env },
  );
  return { main, tag };
}

describe('a Git context', () => {
  it.each([
    ['a branch', ({ url }: Repository) => `${url}#main`],
    ['a commit', ({ url, commit }: Repository) => `${url}#${commit}`],
    ['a folder', ({ url }: Repository) => `${url}#main:sub`],
  ])('of %s is built and published', async (_, contextOf) => {
    const repository = await makeRepository('acme/app', {
      ...files,
      'sub/Dockerfile': files.Dockerfile,
      'sub/name': 'y',
    });
    const { main, tag } = await step(contextOf(repository), {});
    expect(main.code, main.log).toBe(0);
    expect(await craneDigest(tag)).toBe(main.outputs['digest']);
  });

  it('of a private repository is built with a secret of the user', async () => {
    const repository = await makeRepository('private/app', files);
    const { main } = await step(`${repository.url}#main`, { secrets: `GIT_AUTH_TOKEN=${token}` });
    expect(main.code, main.log).toBe(0);
    expect(main.log.replace(/^::add-mask::.*$/gm, '')).not.toContain(token);
    expect(JSON.stringify(main.outputs)).not.toContain(token);
  });

  it('of a private repository without a token fails and names the input', async () => {
    const repository = await makeRepository('private/app', files);
    const { main, tag } = await step(`${repository.url}#main`, {});
    expect(main.code).toBe(1);
    expect(errorOf(main.log)).toMatch(/github-token|GIT_AUTH_TOKEN/);
    expect(await craneDigest(tag)).toBeNull();
  });
});

describe('the token of the job', () => {
  it("clones the job's own repository", async () => {
    const own = await makeRepository('private/own', files);
    const { main } = await step(`${secure(own)}#main`, { 'github-token': token }, jobOf(own));
    expect(main.code, main.log).toBe(0);
    expect(passwordsFor(own)).toContain(token);
    expect(JSON.stringify(main.outputs)).not.toContain(token);
  });

  it('goes to no other repository of the same server', async () => {
    const [own, other] = [await makeRepository('acme/own', files), await makeRepository('acme/other', files)];
    const { main } = await step(`${secure(other)}#main`, { 'github-token': token }, jobOf(own));
    expect(main.code, main.log).toBe(0);
    expect(passwordsFor(other).filter((password) => password !== null)).toEqual([]);
  });

  it('is not a secret that the Dockerfile of another repository can read', async () => {
    const own = await makeRepository('acme/own', files);
    const id = `GIT_AUTH_TOKEN.${new URL(setting('LAB_GIT_HTTPS')).host}`;
    const thief = await makeRepository('acme/thief', {
      Dockerfile: `FROM busybox\nRUN --mount=type=secret,id=${id} if test -s /run/secrets/${id}; then exit 99; fi\n`,
    });
    const { main } = await step(`${secure(thief)}#main`, { 'github-token': token }, jobOf(own));
    expect(main.code, main.log).toBe(0);
  });

  it('takes nothing from a token that the user gave', async () => {
    const repository = await makeRepository('private/own', files);
    const inputs = { 'github-token': 'of-the-job', secrets: `GIT_AUTH_TOKEN=${token}` };
    const { main } = await step(`${secure(repository)}#main`, inputs, jobOf(repository));
    expect(main.code, main.log).toBe(0);
    expect(passwordsFor(repository)).not.toContain('of-the-job');
  });

  it('fetches {{defaultContext}}, its folders and named contexts at the commit of the event', async () => {
    const own = await makeRepository('private/own', {
      'sub/Dockerfile': 'FROM scratch AS base\nCOPY --from=lib name /lib\nCOPY name /name\n',
      'sub/name': 'y',
      'lib/name': 'z',
    });
    const env = { ...jobOf(own), GITHUB_SHA: own.commit };
    const inputs = { 'github-token': token, 'build-contexts': 'lib={{defaultContext}}:lib' };
    const { main, tag } = await step('{{defaultContext}}:sub', inputs, env);
    expect(main.code, main.log).toBe(0);
    expect(await craneDigest(tag)).toBe(main.outputs['digest']);
    expect(passwordsFor(own)).toContain(token);
    expect(main.outputs['metadata']).toContain(own.commit);
    expect(JSON.stringify(main.outputs)).not.toContain(token);
  });
});
