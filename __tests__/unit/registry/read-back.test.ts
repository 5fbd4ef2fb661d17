import { describe, expect, it } from 'vitest';
import type { Ready } from '../../../src/builder/builder.ts';
import { digestOf } from '../../../src/oci/digest.ts';
import { inspectPushed, lastLook, readBack, servedDigest } from '../../../src/registry/read-back.ts';
import type { Completed, Processes } from '../../../src/runner/processes.ts';
import { type FakeSession, readySession } from '../fakes.ts';

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

interface Asked {
  readonly session: Ready & FakeSession;
  readonly calls: readonly (readonly string[])[];
}

/** The answers in their order; the last one for ever. */
function registryWith(...answers: Partial<Completed>[]): Asked {
  const calls: (readonly string[])[] = [];
  const processes: Processes = {
    run: async (_, args, options = {}) => {
      options.signal?.throwIfAborted();
      const answer = answers[Math.min(calls.length, answers.length - 1)];
      calls.push(args);
      return { code: 1, stdout: Buffer.of(), stderr: '', ...answer };
    },
  };
  return { session: readySession([], { processes, retries: 2 }), calls };
}

describe('readBack', () => {
  it('gives the digest of the very bytes', async () => {
    const { session, calls } = registryWith(ok);
    expect((await readBack(reference, session)).digest).toBe(digestOf(manifest));
    expect(calls).toEqual([['imagetools', 'inspect', '--builder', 'fake', '--raw', reference]]);
  });

  it('waits, longer each time, for what another replica does not know yet', async () => {
    const { session } = registryWith(absent, absent, failed('ERROR: httpReadSeeker: manifest unknown'), ok);
    await readBack(reference, session);
    expect(session.clock.sleeps).toEqual([200, 400, 800]);
  });

  it('waits no longer than 13 seconds in all', async () => {
    const { session } = registryWith(absent);
    await expect(readBack(reference, session)).rejects.toMatchObject({
      code: 'registry-unavailable',
      message: expect.stringContaining(reference),
    });
    expect(session.clock.sleeps.reduce((sum, wait) => sum + wait)).toBe(12_600);
  });

  it('tries again after a transient failure, as often as allowed', async () => {
    const { session, calls } = registryWith(down, down, ok);
    await readBack(reference, session);
    expect(calls).toHaveLength(3);
    await expect(readBack(reference, registryWith(down).session)).rejects.toMatchObject({
      code: 'registry-unavailable',
    });
  });

  it.each([
    ['other bytes', 'failed commit on ref "": unexpected digest: sha256:1 != sha256:2'],
    ['a page of a proxy', "invalid character '<' looking for beginning of value"],
  ])('tries once more after %s, and then says what may be in between', async (_, text) => {
    const { session, calls } = registryWith(failed(`ERROR: ${text}`), ok);
    await readBack(reference, session);
    expect(calls).toHaveLength(2);
    await expect(readBack(reference, registryWith(failed(`ERROR: ${text}`)).session)).rejects.toMatchObject({
      code: 'digest-differs',
      hint: expect.stringContaining('proxy'),
    });
  });

  it('does not try again what is not allowed', async () => {
    const { session, calls } = registryWith(denied);
    await expect(readBack(reference, session)).rejects.toMatchObject({ code: 'registry-denied' });
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['a page of a proxy', '<html>'],
    ['another document', '{"mediaType":"text/plain"}'],
    ['nothing', ''],
  ])('refuses %s in place of an image', async (_, text) => {
    await expect(
      readBack(reference, registryWith({ code: 0, stdout: Buffer.from(text) }).session),
    ).rejects.toMatchObject({ code: 'digest-differs' });
  });
});

describe('servedDigest', () => {
  it('gives the digest of what the tag serves', async () => {
    expect(await servedDigest('registry.example/app:1', registryWith(ok).session)).toBe(digestOf(manifest));
  });

  it('gives null for a tag that does not exist, at once', async () => {
    const { session, calls } = registryWith(absent);
    expect(await servedDigest('registry.example/app:1', session)).toBeNull();
    expect(calls).toHaveLength(1);
  });

  it('does not take a refusal for a missing tag', async () => {
    await expect(servedDigest('registry.example/app:1', registryWith(denied).session)).rejects.toMatchObject({
      code: 'registry-denied',
    });
  });
});

describe('inspectPushed', () => {
  it('asks with the options that it is given, and gives what buildx prints', async () => {
    const { session, calls } = registryWith(absent, { code: 0, stdout: Buffer.from('{}') });
    const format = ['--format', '{{json .Image}}'];
    expect(String(await inspectPushed(reference, format, session))).toBe('{}');
    const call = ['imagetools', 'inspect', '--builder', 'fake', ...format, reference];
    expect(calls).toEqual([call, call]);
    expect(session.clock.sleeps).toEqual([200]);
  });

  it('goes on after a transient failure between two looks', async () => {
    const { session, calls } = registryWith(absent, down, absent, ok);
    await inspectPushed(reference, ['--raw'], session);
    expect(calls).toHaveLength(4);
  });

  it('stops waiting when the step is stopped', async () => {
    const control = new AbortController();
    const { session, calls } = registryWith(absent);
    const clock = {
      ...session.clock,
      sleep: async (_: number, signal?: AbortSignal) => {
        control.abort(new Error('stopped'));
        signal?.throwIfAborted();
      },
    };
    const looking = inspectPushed(reference, ['--raw'], { ...session, clock, signal: control.signal });
    await expect(looking).rejects.toThrow('stopped');
    expect(calls).toHaveLength(1);
  });
});

describe('lastLook', () => {
  it('is the session as it is while the step goes on', () => {
    const { session } = registryWith(ok);
    expect(lastLook(session)).toBe(session);
  });

  it('looks once more, and not for long, when the step was stopped', async () => {
    const { session, calls } = registryWith(down);
    const stopped = { ...session, signal: AbortSignal.abort(new Error('stopped')) };
    const last = lastLook(stopped);
    expect(last).toEqual({ ...stopped, retries: 0, signal: expect.any(AbortSignal) });
    expect(last.signal.aborted).toBe(false);
    await expect(servedDigest(reference, last)).rejects.toMatchObject({ code: 'registry-unavailable' });
    expect(calls).toHaveLength(1);
    await expect(servedDigest(reference, stopped)).rejects.toThrow('stopped');
  });
});
