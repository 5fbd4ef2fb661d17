import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Environment } from '../../../src/runner/environment.ts';
import { makeStepFolder, makeToolFolder, reapStepFolders } from '../../../src/session/folder.ts';
import { Journal, type Leftover } from '../../../src/session/journal.ts';
import { formatOwner, parseOwner } from '../../../src/session/owner.ts';
import { environmentOf, fakeRunner, fakeSession } from '../fakes.ts';

let temp = '';
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'folder-'));
});
afterEach(() => rmSync(temp, { recursive: true, force: true }));

const runnerHere = () => fakeRunner({ environment: environmentOf({ temp }) });
const unsaved = () => new Journal(() => undefined);

function folder(name: string, owner: string | null): void {
  mkdirSync(join(temp, name));
  if (owner !== null) {
    writeFileSync(join(temp, name, 'owner'), owner);
  }
  writeFileSync(join(temp, name, 'secret-0'), 'x');
}

it('makes a private folder that says whose it is', async () => {
  const made = await makeStepFolder(unsaved(), runnerHere());
  expect(made.startsWith(join(temp, 'multiarch-build-step-'))).toBe(true);
  expect(statSync(made).mode & 0o777).toBe(0o700);
  expect(statSync(join(made, 'owner')).mode & 0o777).toBe(0o600);
  expect(parseOwner(readFileSync(join(made, 'owner'), 'utf8'))?.process).toBe(process.pid);
});

it('is in the journal before it is there', async () => {
  const there: (readonly Leftover[])[] = [];
  const runner = runnerHere();
  const journal = new Journal((text) => {
    expect(readdirSync(temp)).toEqual([]);
    there.push(JSON.parse(text));
  });
  const made = await makeStepFolder(journal, runner);
  expect(there).toEqual([[{ kind: 'folder', path: made }]]);
  expect(journal.leftovers).toEqual([{ kind: 'folder', path: made }]);
});

it('is never one that is there already: it may be somebody else who made it', async () => {
  const runner = runnerHere();
  const made = await makeStepFolder(unsaved(), runner);
  const numbers = [runner.clock.random(), runner.clock.random(), 0.25];
  const clock = { ...runner.clock, random: () => numbers.shift() ?? 0 };
  const journal = unsaved();
  const other = await makeStepFolder(journal, { ...runner, clock });
  expect(other).not.toBe(made);
  expect(journal.leftovers).toEqual([{ kind: 'folder', path: other }]);
});

it('is made where the temporary folder is not there yet', async () => {
  const runner = fakeRunner({ environment: environmentOf({ temp: join(temp, 'a', 'b') }) });
  const made = await makeStepFolder(unsaved(), runner);
  expect(made.startsWith(join(temp, 'a', 'b', 'multiarch-build-step-'))).toBe(true);
  expect(statSync(made).mode & 0o777).toBe(0o700);
});

it('removes what killed steps left, and nothing else', async () => {
  const runner = runnerHere();
  const own = await makeStepFolder(unsaved(), runner);
  const alive = parseOwner(readFileSync(join(own, 'owner'), 'utf8'));
  if (!alive) {
    throw new Error('no /proc here');
  }
  folder('multiarch-build-step-alive', formatOwner(alive));
  folder('multiarch-build-step-dead', formatOwner({ ...alive, started: '1' }));
  folder('multiarch-build-step-other-boot', formatOwner({ ...alive, boot: 'x', started: '1' }));
  folder('multiarch-build-step-unknown', 'unknown');
  folder('multiarch-build-step-unfinished', null);
  folder('someone-elses', formatOwner({ ...alive, started: '1' }));
  await reapStepFolders(own, runner);
  const kept = readdirSync(temp).filter((name) => join(temp, name) !== own);
  expect(kept.sort()).toEqual([
    'multiarch-build-step-alive',
    'multiarch-build-step-other-boot',
    'multiarch-build-step-unfinished',
    'multiarch-build-step-unknown',
    'someone-elses',
  ]);
  expect(readdirSync(own)).toEqual(['owner']);
});

it('removes one that its step was killed in before it could say whose it is, once that is long ago', async () => {
  const runner = runnerHere();
  folder('multiarch-build-step-unfinished', null);
  await reapStepFolders('', runner);
  expect(readdirSync(temp)).toEqual(['multiarch-build-step-unfinished']);
  runner.clock.advance(11 * 60 * 1000);
  await reapStepFolders('', runner);
  expect(readdirSync(temp)).toEqual([]);
});

it('leaves nothing if the disk is full', async () => {
  const runner = runnerHere();
  const write = () => Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }));
  const full = { ...runner, files: { ...runner.files, write } };
  await expect(makeStepFolder(unsaved(), full)).rejects.toThrow('ENOSPC');
  expect(readdirSync(temp)).toEqual([]);
});

describe('the folder of tools', () => {
  const sessionHere = (environment: Partial<Environment> = {}, journal = unsaved()) =>
    fakeSession({ environment: environmentOf({ temp, ...environment }), journal });

  it('is private, in the journal before it is there, and the program has its name', async () => {
    const journal = new Journal(() => expect(readdirSync(temp)).toEqual([]));
    const program = await makeToolFolder(sessionHere({}, journal));
    const made = dirname(program);
    expect(program).toMatch(/\/multiarch-build-tools-[0-9a-z]{6}\/buildx$/);
    expect(dirname(made)).toBe(temp);
    expect(statSync(made).mode & 0o777).toBe(0o700);
    expect(readdirSync(made)).toEqual(['owner']);
    expect(journal.leftovers).toEqual([{ kind: 'tools', path: made }]);
    expect(await makeToolFolder(sessionHere({ os: 'win32', temp: join(temp, 'new') }))).toMatch(
      /\/buildx\.exe$/,
    );
  });

  it("is the job's: it goes with a job that was killed, and not before", async () => {
    const job = spawn('sleep', ['60']);
    try {
      await once(job, 'spawn');
      const session = sessionHere(job.pid === undefined ? {} : { parentId: job.pid });
      const name = basename(dirname(await makeToolFolder(session)));
      expect(parseOwner(readFileSync(join(temp, name, 'owner'), 'utf8'))?.process).toBe(job.pid);
      await reapStepFolders('', runnerHere());
      expect(readdirSync(temp)).toEqual([name]);
      const ended = once(job, 'exit');
      job.kill('SIGKILL');
      await ended;
      await reapStepFolders('', runnerHere());
      expect(readdirSync(temp)).toEqual([]);
    } finally {
      job.kill('SIGKILL');
    }
  });

  it('outlives the step that made it', async () => {
    const session = sessionHere({ processId: 2 ** 30 });
    const program = await makeToolFolder(session);
    await reapStepFolders('', runnerHere());
    expect(readdirSync(dirname(program))).toEqual(['owner']);
  });

  it('is not the one in which buildx is kept without a tool cache', async () => {
    mkdirSync(join(temp, 'multiarch-build-tools'));
    const runner = runnerHere();
    runner.clock.advance(11 * 60 * 1000);
    await reapStepFolders('', runner);
    expect(readdirSync(temp)).toEqual(['multiarch-build-tools']);
  });
});

it('does not mind a temporary folder that is not there', async () => {
  const runner = fakeRunner({ environment: environmentOf({ temp: join(temp, 'gone') }) });
  await expect(reapStepFolders('', runner)).resolves.toBeUndefined();
});
