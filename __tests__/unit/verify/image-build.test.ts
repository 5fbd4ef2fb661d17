import { describe, expect, it } from 'vitest';
import { asActionError } from '../../../src/failures/command.ts';
import { type ClaimedDigest, digestOf } from '../../../src/oci/digest.ts';
import type { Staged } from '../../../src/stage/staged.ts';
import { firstLine, runImageBuild } from '../../../src/verify/image-build.ts';
import { type Answer, readySession, type ScriptedProcesses, scriptedProcesses } from '../fakes.ts';

const amd64 = { os: 'linux', architecture: 'amd64' };
const digest = digestOf('image') as ClaimedDigest;
const pushed: Staged = {
  target: { kind: 'repositories', repositories: ['registry.example/app', 'other.example/app'] },
  digest,
};
const dockerfile = `${firstLine}\nFROM image\nRUN true\n`;

interface Run {
  readonly processes: ScriptedProcesses;
  readonly outcome: unknown;
}

async function run(answers: readonly Answer[], staged = pushed, retries = 0): Promise<Run> {
  const processes = scriptedProcesses((_, n) => answers[n - 1] ?? {});
  const session = readySession([amd64], { processes, retries });
  const outcome = await runImageBuild(
    {
      what: 'The build',
      staged,
      platforms: [amd64],
      dockerfile,
      output: 'type=cacheonly',
      explain: (failed) => asActionError(failed, 'smoke-test-failed'),
    },
    session,
  ).catch((error: unknown) => error);
  return { processes, outcome };
}

/** The named contexts of each build. */
function contexts({ calls }: ScriptedProcesses): readonly (readonly string[])[] {
  return calls.map((call) => call.filter((_, index) => call[index - 1] === '--build-context'));
}

const unresolved = (name: string, reason = `docker.io/library/${name}:latest: not found`): Answer => ({
  code: 1,
  stderr: `Dockerfile:1\n--------------------\n   1 | >>> ${firstLine}\n--------------------\nERROR: failed to build: failed to solve: ${name}: failed to resolve source metadata for docker.io/library/${name}:latest: ${reason}`,
});

describe('runImageBuild', () => {
  it('puts the image in the place of a stage', async () => {
    const { processes, outcome } = await run([{}]);
    expect(outcome).toBeUndefined();
    expect(contexts(processes)).toEqual([[`image=docker-image://registry.example/app@${digest}`]]);
    expect(processes.calls[0]?.at(-1)).toBe('-');
    expect(processes.details[0]?.input).toBe(dockerfile);
  });

  it('takes a layout on disk as it is', async () => {
    const { processes } = await run([{}], { target: { kind: 'layout', directory: '/tmp/layout' }, digest });
    expect(contexts(processes)).toEqual([[`image=oci-layout:///tmp/layout@${digest}`]]);
  });

  it('gives an empty image to a trigger that copies from one that does not exist', async () => {
    const { processes, outcome } = await run([unresolved('builder'), unresolved('assets'), {}]);
    expect(outcome).toBeUndefined();
    const image = `image=docker-image://registry.example/app@${digest}`;
    expect(contexts(processes)).toEqual([
      [image],
      [image, 'builder=docker-image://scratch'],
      [image, 'builder=docker-image://scratch', 'assets=docker-image://scratch'],
    ]);
  });

  it('does so at once where another attempt is made anyway', async () => {
    const down = unresolved('builder', 'failed to do request: dial tcp: lookup docker.io: no such host');
    const { processes, outcome } = await run([down, {}], pushed, 3);
    expect(outcome).toBeUndefined();
    expect(contexts(processes)[1]).toContain('builder=docker-image://scratch');
  });

  it('gives up where an empty image changes nothing', async () => {
    const { processes, outcome } = await run([unresolved('builder'), unresolved('builder'), {}]);
    expect(outcome).toMatchObject({ code: 'smoke-test-failed' });
    expect(processes.calls).toHaveLength(2);
  });

  it('gives up after sixteen names', async () => {
    const answers = Array.from({ length: 40 }, (_, index) => unresolved(`stage${index}`));
    const { processes, outcome } = await run(answers);
    expect(outcome).toMatchObject({ code: 'smoke-test-failed' });
    expect(processes.calls).toHaveLength(17);
  });

  it.each([
    ['the image itself', `registry.example/app@${digest}`],
    ['something else', null],
  ])('puts nothing in the place of %s', async (_, name) => {
    const stderr =
      name === null
        ? 'ERROR: failed to build: failed to solve: process "x" did not complete successfully: exit code: 1'
        : `ERROR: failed to build: failed to solve: ${name}: failed to resolve source metadata for ${name}: broken`;
    const { processes, outcome } = await run([{ code: 1, stderr }, {}]);
    expect(outcome).toMatchObject({ code: 'smoke-test-failed' });
    expect(processes.calls).toHaveLength(1);
  });

  it('waits for what was pushed and is not there yet', async () => {
    const name = `registry.example/app@${digest}`;
    const stderr = `ERROR: failed to build: failed to solve: failed to resolve source metadata for ${name}: ${name}: not found`;
    const { processes, outcome } = await run([{ code: 1, stderr }, {}], pushed, 1);
    expect(outcome).toBeUndefined();
    expect(contexts(processes)[1]).toEqual(contexts(processes)[0]);
  });

  it('hands on what is no failure of the command', async () => {
    const reason = new Error('cancelled');
    const processes = scriptedProcesses(() => {
      throw reason;
    });
    const build = {
      what: 'The build',
      staged: pushed,
      platforms: [amd64],
      dockerfile,
      options: ['--no-cache'],
      output: 'type=cacheonly',
      explain: () => {
        throw new Error('not asked');
      },
    };
    await expect(runImageBuild(build, readySession([amd64], { processes }))).rejects.toBe(reason);
    expect(processes.calls[0]).toContain('--no-cache');
  });
});
