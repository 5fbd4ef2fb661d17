import { describe, expect, it } from 'vitest';
import { build, parseMetadata } from '../../../src/buildx/build.ts';
import type { BuildRequest } from '../../../src/buildx/build-arguments.ts';
import { type Answer, memoryFiles, plainBuild, readySession, scriptedProcesses } from '../fakes.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const metadata = JSON.stringify({ 'containerimage.digest': digest, 'image.name': 'x' });
const request: BuildRequest = {
  builder: 'b',
  source: { context: 'app', remote: false, file: null, target: null, dockerfile: 'app/Dockerfile' },
  platforms: [{ os: 'linux', architecture: 'amd64' }],
  options: { ...plainBuild, noCache: true, pull: true },
  secrets: [],
  destination: { kind: 'registry', repositories: ['ghcr.io/acme/app'] },
  metadataFile: '/temp/metadata.json',
  reuseCache: false,
};

async function building(answers: readonly Answer[], changes: Partial<BuildRequest> = {}) {
  const files: Record<string, string> = { '/temp/metadata.json': '{"containerimage.digest":"stale"}' };
  const processes = scriptedProcesses((_, n) => {
    const answer = answers[n - 1] ?? {};
    if ((answer.code ?? 0) === 0) {
      files['/temp/metadata.json'] = metadata;
    }
    return answer;
  });
  const session = readySession([], { processes, files: memoryFiles(files), retries: 2 });
  const outcome = await build({ ...request, ...changes }, session).catch((error: unknown) => error);
  return { outcome, calls: processes.calls, log: session.log.lines, files };
}

const failed = (final: string): Answer => ({
  code: 1,
  stderr: `ERROR: failed to build: failed to solve: ${final}`,
});
const pushFailed = failed('failed to push ghcr.io/acme/app: toomanyrequests: slow down');
const pullFailed = failed(
  'alpine: failed to resolve source metadata: unexpected status from HEAD request to https://r/v2/x: 503 Service Unavailable',
);

describe('build', () => {
  it('gives the digest and the metadata as they are', async () => {
    const { outcome, calls } = await building([{ stderr: '#1 done' }]);
    expect(outcome).toEqual({ digest, metadata });
    expect(calls[0]?.slice(0, 2)).toEqual(['buildx', 'build']);
  });

  it('prints the progress', async () => {
    const { log } = await building([{ stderr: '#1 one\n#1 two' }]);
    expect(log).toEqual(['#1 one', '#1 two']);
  });

  it.each<[name: string, first: Answer, noCache: boolean]>([
    ['after the steps, only the push is left', pushFailed, false],
    ['before the steps have run, they run without a cache still', pullFailed, true],
  ])('tries again: %s', async (_, first, noCache) => {
    const { outcome, calls } = await building([first, {}]);
    expect(outcome).toEqual({ digest, metadata });
    expect(calls).toHaveLength(2);
    expect(calls[0]).toContain('--no-cache');
    expect(calls[1]?.includes('--no-cache')).toBe(noCache);
    expect(calls[1]?.includes('--pull')).toBe(noCache);
  });

  it('exports again from the cache if it is told to, at every attempt', async () => {
    const { calls } = await building([pullFailed, {}], { reuseCache: true });
    expect(calls.map((call) => call.includes('--no-cache'))).toEqual([false, false]);
  });

  it('gives up after the attempts', async () => {
    const { outcome, calls } = await building([pushFailed, pushFailed, pushFailed]);
    expect(outcome).toMatchObject({ code: 'registry-unavailable' });
    expect(calls).toHaveLength(3);
  });

  it('does not try again what would fail again, and leaves no old metadata', async () => {
    const { outcome, calls, files } = await building([
      failed('dockerfile parse error on line 1: unknown instruction: FORM'),
    ]);
    expect(outcome).toMatchObject({ code: 'build-failed' });
    expect(calls).toHaveLength(1);
    expect(files).toEqual({});
  });

  it.each([
    ['the Dockerfile in the checkout', 'app/Dockerfile', { file: 'app/Dockerfile', line: 3 }],
    ['nothing where it is elsewhere', null, undefined],
  ])('points at %s', async (_, dockerfile, location) => {
    const frame = '--------------------';
    const stderr = `Dockerfile:3\n${frame}\n   3 | >>> RUN x\n${frame}\nERROR: failed to build: failed to solve: process "x" did not complete successfully: exit code: 1`;
    const { outcome } = await building([{ code: 1, stderr }], { source: { ...request.source, dockerfile } });
    expect(outcome).toMatchObject({ location, message: expect.stringMatching(/Dockerfile:3: /) });
  });
});

describe('parseMetadata', () => {
  it('has no digest where the exporter has no image', () => {
    expect(parseMetadata('{"buildx.build.ref":"x"}')).toEqual({
      digest: null,
      metadata: '{"buildx.build.ref":"x"}',
    });
  });

  it.each([
    ['not JSON', '<html>'],
    ['not an object', '[]'],
    ['null', 'null'],
  ])('refuses a file that is %s', (_, text) => {
    expect(() => parseMetadata(text)).toThrow(
      expect.objectContaining({
        code: 'build-misconfigured',
        message: expect.stringContaining('JSON object'),
      }),
    );
  });

  it.each([
    ['too short', '{"containerimage.digest":"sha256:abc"}'],
    ['a number', '{"containerimage.digest":5}'],
    ['null', '{"containerimage.digest":null}'],
    ['another algorithm', `{"containerimage.digest":"md5:${'a'.repeat(32)}"}`],
  ])('refuses a digest that is %s', (_, text) => {
    expect(() => parseMetadata(text)).toThrow(expect.objectContaining({ code: 'build-misconfigured' }));
  });
});
