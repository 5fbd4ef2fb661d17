import { describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import { digestOf } from '../../../src/oci/digest.ts';
import type { GitHub, ReleaseAsset, ReleaseQuery } from '../../../src/runner/github.ts';
import { HttpStatusError } from '../../../src/runner/http.ts';
import { latestRelease } from '../../../src/toolchain/latest.ts';
import { environmentOf, type FakeRunner, fakeRunner } from '../fakes.ts';
import { type AnsweringHttp, answeringHttp, type HttpAnswer, withCode } from './answers.ts';

const sha256 = digestOf('buildx');
const file = 'buildx-v0.40.0.linux-amd64';
const line = `${sha256.slice('sha256:'.length)} *${file}\n`;
const others = `${'c'.repeat(64)} *other\n`;
const base = 'https://me:canary@mirror.example';

interface Given {
  readonly tag?: string;
  readonly digest?: string | null;
  /** The release's files besides the binary. */
  readonly names?: readonly string[];
  /** What the server of releases answers, in order. */
  readonly answers?: readonly (HttpAnswer | Error)[];
  /** What GitHub fails with. */
  readonly error?: Error;
}

async function latest(given: Given = {}, overrides: Partial<FakeRunner> = {}) {
  const { tag = 'v0.40.0', digest = sha256, names = ['checksums.txt'] } = given;
  const queries: ReleaseQuery[] = [];
  const github: GitHub = {
    async latestRelease(query) {
      queries.push(query);
      if (given.error) {
        throw given.error;
      }
      const assets: ReleaseAsset[] = [
        { name: file, digest },
        ...names.map((name) => ({ name, digest: null })),
      ];
      return { tag, assets };
    },
  };
  const http: AnsweringHttp = answeringHttp(...(given.answers ?? [{ chunks: [line] }]));
  const environment = environmentOf({ apiUrl: 'https://api.github.com/' });
  const runner = fakeRunner({ github, http, environment, ...overrides });
  const outcome: unknown = await latestRelease('linux-amd64', base, 'token', runner).catch(
    (error: unknown) => error,
  );
  return { outcome, queries, http, runner };
}

it('is what two records agree on', async () => {
  const { outcome, queries, http } = await latest();
  expect(outcome).toEqual({ version: 'v0.40.0', sha256 });
  expect(http.urls).toEqual([`${base}/v0.40.0/checksums.txt`]);
  expect(queries).toMatchObject([
    { owner: 'docker', repo: 'buildx', apiUrl: 'https://api.github.com', token: 'token' },
  ]);
});

it('needs no v in the tag', async () => {
  expect((await latest({ tag: '0.40.0' })).outcome).toEqual({ version: 'v0.40.0', sha256 });
});

it('looks into the second list if the first has not the file', async () => {
  const names = ['checksums.txt', 'checksums-signed.txt'];
  const { outcome, http } = await latest({ names, answers: [{ chunks: [others] }, { chunks: [line] }] });
  expect(outcome).toEqual({ version: 'v0.40.0', sha256 });
  expect(http.urls).toEqual(names.map((name) => `${base}/v0.40.0/${name}`));
});

describe('is refused', () => {
  it.each<[string, Given, string, string, RegExp]>([
    [
      'without a version',
      { tag: 'edge' },
      'buildx-version-unknown',
      "GitHub names 'edge' as the latest buildx release.",
      /exact one/,
    ],
    [
      'without the file',
      { tag: 'v0.41.0' },
      'buildx-asset-missing',
      'The latest buildx release, v0.41.0, has no file buildx-v0.41.0.linux-amd64.',
      /exact version/,
    ],
    [
      'without a digest of GitHub',
      { digest: null },
      'buildx-version-refused',
      `The latest buildx release, v0.40.0, cannot be verified: GitHub gives '' as the digest of ${file}.`,
      /'buildx-sha256'/,
    ],
    [
      'with something else for a digest',
      { digest: 'sha256:abc' },
      'buildx-version-refused',
      `The latest buildx release, v0.40.0, cannot be verified: GitHub gives 'sha256:abc' as the digest of ${file}.`,
      /'buildx-sha256'/,
    ],
    [
      'without a list',
      { names: [] },
      'buildx-version-refused',
      `The latest buildx release, v0.40.0, cannot be verified: no checksum file of the release holds ${file}.`,
      /'buildx-sha256'/,
    ],
    [
      'with a list of other files',
      { answers: [{ chunks: [others] }] },
      'buildx-version-refused',
      `The latest buildx release, v0.40.0, cannot be verified: no checksum file of the release holds ${file}.`,
      /'buildx-sha256'/,
    ],
    [
      'with a list that is none',
      { answers: [{ chunks: ['abc\n'] }] },
      'buildx-version-refused',
      "The latest buildx release, v0.40.0, cannot be verified: https://mirror.example/v0.40.0/checksums.txt is malformed: line 1 is 'abc', not a SHA-256 and a file name.",
      /'buildx-sha256'/,
    ],
    [
      'with a list that says otherwise',
      { answers: [{ chunks: [others.replace('other', file)] }] },
      'buildx-checksum-mismatch',
      `The records of ${file} disagree: GitHub, which hashed the upload says ${sha256}; the release's checksums.txt says sha256:${'c'.repeat(64)}.`,
      /^Nothing was downloaded/,
    ],
    [
      'without its list',
      { answers: [{ status: 404 }] },
      'buildx-asset-missing',
      "Download of buildx's checksums.txt failed: https://mirror.example/v0.40.0/checksums.txt answered with status 404.",
      /'buildx-mirror'/,
    ],
  ])('%s', async (_, given, code, message, hint) => {
    expect((await latest(given)).outcome).toMatchObject({ code, message, hint: expect.stringMatching(hint) });
  });
});

describe('a list', () => {
  const padded = (bytes: number): string => line.repeat(Math.ceil(bytes / line.length)).slice(-bytes);

  it('may have one mebibyte', async () => {
    const filler = `${'c'.repeat(64)} *`;
    const most = (1 << 20) - line.length - 1 - filler.length;
    const { outcome, http } = await latest({
      answers: [{ chunks: [line, `${filler}${'x'.repeat(most)}\n`] }],
    });
    expect(outcome).toEqual({ version: 'v0.40.0', sha256 });
    expect(http.discarded()).toBe(0);
  });

  it('may not have more', async () => {
    const chunks = [padded(1 << 20), 'x', 'y'];
    const { outcome, http } = await latest({ answers: [{ chunks }] });
    expect(outcome).toMatchObject({
      code: 'buildx-download-failed',
      message: 'https://mirror.example/v0.40.0/checksums.txt is larger than 1 MiB.',
      hint: expect.stringContaining("'buildx-mirror'"),
    });
    expect(http.discarded()).toBe(1);
    expect(http.urls).toHaveLength(1);
  });
});

describe('GitHub', () => {
  const limited = { 'x-ratelimit-remaining': '0' };

  it.each<[string, Error, number, RegExp]>([
    ['has a rate limit', new HttpStatusError(403, limited), 1, /rate limit.*'github-token'/],
    ['refuses', new HttpStatusError(403, { 'x-ratelimit-remaining': '1' }), 1, /needs no answer from GitHub/],
    ['refuses without more', new HttpStatusError(403, {}), 1, /needs no answer from GitHub/],
    ['is away', withCode('ECONNREFUSED'), 4, /needs no answer from GitHub/],
    [
      'says something new',
      Object.assign(new Error('new'), { headers: limited }),
      1,
      /needs no answer from GitHub/,
    ],
  ])('%s', async (_, error, attempts, hint) => {
    const { outcome, queries, runner } = await latest({ error });
    expect(queries).toHaveLength(attempts);
    expect(runner.clock.sleeps).toHaveLength(attempts - 1);
    expect(outcome).toMatchObject({
      code: 'buildx-download-failed',
      message: `GitHub (https://api.github.com) did not say which buildx release is the latest: ${error.message}`,
      hint: expect.stringMatching(hint),
      cause: error,
    });
  });

  it('is not blamed for a step that was ended', async () => {
    const reason = new ActionError('cancelled', 'x');
    const { outcome } = await latest({ error: new Error('x') }, { signal: AbortSignal.abort(reason) });
    expect(outcome).toBe(reason);
  });
});
