// Further inputs of the kinds that broke a promise once (docs/promises.md), against the shipped dist/.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shownLog } from '../../lab/faults/canaries.ts';
import type { GitNote } from '../../lab/git-server.ts';
import { notes } from '../../lab/record.ts';
import { uniqueName } from '../harness/step.ts';
import {
  craneDigest,
  errorOf,
  makeContext,
  openWorkbench,
  output,
  registry,
  scratchContext,
  setting,
  tagsOf,
  type Workbench,
} from './lab.ts';
import { makeRepository } from './repositories.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench?.end());

const newTag = (): string => `${registry}/promises/${uniqueName('p')}:1`;

describe('what would publish past the verification', () => {
  it.concurrent.each<[string, string, (tag: string) => string]>([
    ['push as a number', 'outputs', (tag) => `type=image,name=${tag},push=1`],
    ['push as a letter', 'outputs', (tag) => `type=image,name=${tag},push=T`],
    ['push in quotes', 'outputs', (tag) => `"type=image","name=${tag}","push=true"`],
    ['several names in quotes', 'outputs', (tag) => `type=image,"name=${tag},${tag}-2",push=TRUE`],
    ['capitals', 'outputs', (tag) => `TYPE=image,NAME=${tag},PUSH=true`],
    ['an archive that pushes', 'outputs', (tag) => `type=oci,dest=image.tar,name=${tag},push=true`],
    ['a push by digest', 'outputs', (tag) => `type=image,name=${tag.slice(0, -2)},push-by-digest=true`],
    ['a registry', 'outputs', (tag) => `type=registry,name=${tag}`],
  ])('%s is refused', async (_, input, text) => {
    const tag = newTag();
    const result = await bench.step({
      context: scratchContext(),
      platforms: 'linux/amd64',
      [input]: text(tag),
    });
    expect(result.code, result.log).toBe(1);
    expect(errorOf(result.log)).toContain('title=input-invalid');
    expect(await tagsOf(tag.slice(0, -2))).toEqual([]);
  });

  it.concurrent.each<[string, (tag: string) => string]>([
    ['in quotes', (tag) => `type=registry,"ref=${tag}"`],
    ['with a digest', (tag) => `type=registry,ref=${tag}@sha256:${'a'.repeat(64)}`],
    ['without attributes', (tag) => tag],
    ['in capitals', (tag) => `TYPE=registry,REF=${tag}`],
    ['beside another cache', (tag) => `type=inline\ntype=registry,ref=${tag},mode=max`],
  ])('a cache under the name of a tag, %s, is refused', async (_, text) => {
    const tag = newTag();
    const result = await bench.step({
      context: scratchContext(),
      platforms: 'linux/amd64',
      tags: tag,
      push: 'true',
      'cache-to': text(tag),
    });
    expect(result.code, result.log).toBe(1);
    expect(errorOf(result.log)).toContain("is one of 'tags'");
    expect(await craneDigest(tag)).toBeNull();
  });
});

describe('secrets of any shape', () => {
  const random = (): string => uniqueName('canary').replace(/-/g, '');
  const [pem, base64, name, assigned, plain, npm, net, account, variable] = Array.from({ length: 9 }, random);
  const key = (text: string | undefined): string =>
    `-----BEGIN PRIVATE KEY-----\n${text}AAAA\n${text}==\n-----END PRIVATE KEY-----`;

  it('a build that prints all of them shows none, and nothing else knows them', async () => {
    const context = makeContext({
      Dockerfile: [
        'FROM busybox',
        ...['pem', 'b64', 'looks', 'env', 'crlf', 'npmrc', 'netrc', 'account', 'variable'].map(
          (id) => `RUN --mount=type=secret,id=${id} cat /run/secrets/${id}`,
        ),
        // The values alone, as a program would show them.
        'RUN --mount=type=secret,id=npmrc sed "s/.*=//" /run/secrets/npmrc',
        'RUN --mount=type=secret,id=netrc sed "s/.*password //" /run/secrets/netrc',
        `RUN --mount=type=secret,id=account sed -n 's/.*"private_key": "\\(.*\\)".*/\\1/p' /run/secrets/account`,
        'RUN --mount=type=secret,id=env sed "s/.*=//" /run/secrets/env',
        '',
      ].join('\n'),
    });
    const file = (path: string, text: string): string => {
      writeFileSync(join(bench.job.workspace, path), text);
      return path;
    };
    const tag = newTag();
    const result = await bench.step(
      {
        context,
        platforms: 'linux/amd64',
        tags: tag,
        push: 'true',
        provenance: 'mode=max',
        secrets: [
          `"pem=${key(pem)}"`,
          `b64=${base64}${base64}==`,
          `"looks=${name}=${name}"`,
          `"env=A=1\nDB_PASSWORD=${assigned}"`,
          `crlf=${plain}`,
          '',
        ].join('\r\n'),
        'secret-envs': 'variable=PROMISES_SECRET',
        'secret-files': [
          `npmrc=${file('npmrc', `registry=https://registry.example/\n//registry.example/:_authToken=${npm}\n`)}`,
          `netrc=${file('netrc', `machine git.example\nlogin me password ${net}\n`)}`,
          `account=${file('account', `{\n  "type": "service_account",\n  "private_key": "${account}"\n}\n`)}`,
        ].join('\n'),
      },
      { env: { PROMISES_SECRET: `first ${variable}\nsecond ${variable}` } },
    );
    expect(result.code, result.log).toBe(0);
    const inspected = await Promise.all(
      ['{{json .}}', '{{json .Provenance}}'].map((format) =>
        output(setting('LAB_BUILDX'), 'imagetools', 'inspect', '--format', format, tag),
      ),
    );
    const attested = inspected.join('\n');
    const shown = {
      log: shownLog(result.log),
      outputs: JSON.stringify(result.outputs),
      summary: result.summary,
      state: JSON.stringify(result.state),
      image: attested,
    };
    for (const [where, text] of Object.entries(shown)) {
      for (const canary of [pem, base64, name, assigned, plain, npm, net, account, variable]) {
        expect(text, `${canary} in ${where}`).not.toContain(canary);
      }
    }
    // They were there at all.
    expect(shown.log.match(/\*{3}/g)?.length).toBeGreaterThan(9);
    expect(attested).toMatch(/"(?:buildDefinition|invocation)"/);
  });
});

describe('a login in the URL of a context beside the main one', () => {
  it('fetches it, and is published nowhere', async () => {
    const token = setting('LAB_GIT_TOKEN');
    const repository = await makeRepository('private/named', { file: 'x' });
    const url = new URL(repository.url);
    const tag = newTag();
    const result = await bench.step({
      context: makeContext({ Dockerfile: 'FROM scratch\nCOPY --from=other file /file\n' }),
      'build-contexts': `other=http://user:${token}@${url.host}${url.pathname}#main`,
      platforms: 'linux/amd64',
      tags: tag,
      push: 'true',
      provenance: 'mode=max',
    });
    expect(result.code, result.log).toBe(0);
    const passwords = notes<GitNote>(setting('LAB_GIT_RECORD'))
      .filter(({ path }) => path.startsWith(url.pathname))
      .map(({ password }) => password);
    expect(passwords).toContain(token);
    const attested = await output(
      setting('LAB_BUILDX'),
      ...['imagetools', 'inspect', '--format', '{{json .Provenance}}', tag],
    );
    expect(attested).toContain(url.pathname);
    expect(`${attested}${JSON.stringify(result.outputs)}${shownLog(result.log)}`).not.toContain(token);
  });
});

describe('a failure on one platform of several', () => {
  it('names the platform, and what was printed there', async () => {
    const result = await bench.step({
      context: makeContext({
        Dockerfile:
          'FROM --platform=$BUILDPLATFORM busybox AS build\nARG TARGETARCH\nRUN echo "building for $TARGETARCH"; test "$TARGETARCH" = amd64\n',
      }),
      platforms: 'linux/amd64,linux/arm64',
    });
    expect(result.code).toBe(1);
    const error = errorOf(result.log);
    expect(error).toMatch(/It failed for (?:linux\/)?arm64/);
    expect(error).toContain('building for arm64');
    expect(error).not.toContain('building for amd64');
  });
});
