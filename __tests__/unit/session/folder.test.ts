import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeStepFolder, reapStepFolders } from '../../../src/runner/folder.ts';
import { formatOwner, parseOwner } from '../../../src/runner/owner.ts';
import { environmentOf, fakeRunner } from '../fakes.ts';

let temp = '';
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'folder-'));
});
afterEach(() => rmSync(temp, { recursive: true, force: true }));

const runnerHere = () => fakeRunner({ environment: environmentOf({ temp }) });

function folder(name: string, owner: string | null): void {
  mkdirSync(join(temp, name));
  if (owner !== null) {
    writeFileSync(join(temp, name, 'owner'), owner);
  }
  writeFileSync(join(temp, name, 'secret-0'), 'x');
}

it('makes a private folder that says whose it is', async () => {
  const made = await makeStepFolder(runnerHere());
  expect(made.startsWith(join(temp, 'multiarch-build-step-'))).toBe(true);
  expect(statSync(made).mode & 0o777).toBe(0o700);
  expect(statSync(join(made, 'owner')).mode & 0o777).toBe(0o600);
  expect(parseOwner(readFileSync(join(made, 'owner'), 'utf8'))?.process).toBe(process.pid);
});

it('removes what killed steps left, and nothing else', async () => {
  const runner = runnerHere();
  const own = await makeStepFolder(runner);
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
  await expect(makeStepFolder({ ...runner, files: { ...runner.files, write } })).rejects.toThrow('ENOSPC');
  expect(readdirSync(temp)).toEqual([]);
});

it('does not mind a temporary folder that is not there', async () => {
  const runner = fakeRunner({ environment: environmentOf({ temp: join(temp, 'gone') }) });
  await expect(reapStepFolders('', runner)).resolves.toBeUndefined();
});
