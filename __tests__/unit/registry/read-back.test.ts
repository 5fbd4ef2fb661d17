import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/oci/digest.ts';
import type { Completed } from '../../../src/runner/processes.ts';
import { type RegistryAccess, readBack, servedDigest } from '../../../src/verify/read-back.ts';
import { type FakeRunner, fakeRunner } from '../fakes.ts';

const reference = 'registry.example/app@sha256:0';
const manifest = '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{}}\n';
const ok: Partial<Completed> = { code: 0, stdout: Buffer.from(manifest) };
const failed = (stderr: string): Partial<Completed> => ({ code: 1, stderr });
const absent = failed(`ERROR: ${reference}: not found\n`);
const down = failed(
  'ERROR: unexpected status from HEAD request to http://r/v2/app/manifests/x: 503 Service Unavailable',
);
const denied = failed(
  'ERROR: failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized',
);

/** The answers in their order; the last one for ever. */
function accessTo(
  ...answers: Partial<Completed>[]
): RegistryAccess & { runner: FakeRunner; calls: (readonly string[])[] } {
  const calls: (readonly string[])[] = [];
  const runner = fakeRunner({
    processes: {
      run: async (_, args) => {
        const answer = answers[Math.min(calls.length, answers.length - 1)];
        calls.push(args);
        return { code: 1, stdout: Buffer.of(), stderr: '', ...answer };
      },
    },
  });
  return { buildx: { file: 'buildx', env: {} }, builder: 'b', retries: 2, runner, calls };
}

describe('readBack', () => {
  it('gives the digest of the very bytes', async () => {
    const access = accessTo(ok);
    expect((await readBack(reference, access)).digest).toBe(digestOf(manifest));
    expect(access.calls).toEqual([['imagetools', 'inspect', '--builder', 'b', '--raw', reference]]);
  });

  it('waits, longer each time, for what another replica does not know yet', async () => {
    const access = accessTo(absent, absent, failed('ERROR: httpReadSeeker: manifest unknown'), ok);
    await readBack(reference, access);
    expect(access.runner.clock.sleeps).toEqual([250, 500, 1000]);
  });

  it('waits no longer than 8 seconds in all', async () => {
    const access = accessTo(absent);
    await expect(readBack(reference, access)).rejects.toMatchObject({
      code: 'registry-unavailable',
      message: expect.stringContaining(reference),
    });
    expect(access.runner.clock.sleeps.reduce((sum, wait) => sum + wait)).toBe(7750);
  });

  it('tries again after a transient failure, as often as allowed', async () => {
    const access = accessTo(down, down, ok);
    await readBack(reference, access);
    expect(access.calls).toHaveLength(3);
    await expect(readBack(reference, accessTo(down))).rejects.toMatchObject({ code: 'registry-unavailable' });
  });

  it.each([
    ['other bytes', 'failed commit on ref "": unexpected digest: sha256:1 != sha256:2'],
    ['a page of a proxy', "invalid character '<' looking for beginning of value"],
  ])('tries once more after %s, and then says what may be in between', async (_, text) => {
    const access = accessTo(failed(`ERROR: ${text}`), ok);
    await readBack(reference, access);
    expect(access.calls).toHaveLength(2);
    await expect(readBack(reference, accessTo(failed(`ERROR: ${text}`)))).rejects.toMatchObject({
      code: 'digest-differs',
      hint: expect.stringContaining('proxy'),
    });
  });

  it('does not try again what is not allowed', async () => {
    const access = accessTo(denied);
    await expect(readBack(reference, access)).rejects.toMatchObject({ code: 'registry-denied' });
    expect(access.calls).toHaveLength(1);
  });

  it.each([
    ['a page of a proxy', '<html>'],
    ['another document', '{"mediaType":"text/plain"}'],
    ['nothing', ''],
  ])('refuses %s in place of an image', async (_, text) => {
    await expect(readBack(reference, accessTo({ code: 0, stdout: Buffer.from(text) }))).rejects.toMatchObject(
      { code: 'digest-differs' },
    );
  });
});

describe('servedDigest', () => {
  it('gives the digest of what the tag serves', async () => {
    expect(await servedDigest('registry.example/app:1', accessTo(ok))).toBe(digestOf(manifest));
  });

  it('gives null for a tag that does not exist, at once', async () => {
    const access = accessTo(absent);
    expect(await servedDigest('registry.example/app:1', access)).toBeNull();
    expect(access.calls).toHaveLength(1);
  });

  it('does not take a refusal for a missing tag', async () => {
    await expect(servedDigest('registry.example/app:1', accessTo(denied))).rejects.toMatchObject({
      code: 'registry-denied',
    });
  });
});
