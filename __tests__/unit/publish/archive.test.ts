import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import { writeArchive } from '../../../src/publish/archive.ts';
import { fakeSession, scriptedProcesses } from '../fakes.ts';

const folder = mkdtempSync(join(tmpdir(), 'archive-'));
const layout = join(folder, 'layout');
mkdirSync(join(layout, 'blobs', 'sha256'), { recursive: true });
writeFileSync(join(layout, 'index.json'), '{"manifests":[]}');
writeFileSync(join(layout, 'blobs', 'sha256', 'a'.repeat(64)), 'blob');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('is one file that holds the layout, and nothing above it', async () => {
  const dest = join(folder, 'a, b.tar');
  await writeArchive({ dest, tar: true }, layout, fakeSession());
  const names = execFileSync('tar', ['-tf', dest], { encoding: 'utf8' }).trim().split('\n').toSorted();
  expect(names).toEqual(['blobs/', 'blobs/sha256/', `blobs/sha256/${'a'.repeat(64)}`, 'index.json']);
});

it('is a folder with the same bytes', async () => {
  const dest = join(folder, 'out');
  await writeArchive({ dest, tar: false }, layout, fakeSession());
  expect(readFileSync(join(dest, 'index.json'), 'utf8')).toBe('{"manifests":[]}');
  expect(readFileSync(join(dest, 'blobs', 'sha256', 'a'.repeat(64)), 'utf8')).toBe('blob');
});

it('says where it could not be written, and why', async () => {
  const dest = join(folder, 'missing', 'image.tar');
  await expect(writeArchive({ dest, tar: true }, layout, fakeSession())).rejects.toMatchObject({
    code: 'environment-unsupported',
    message: expect.stringMatching(/'.*missing.image\.tar': .*No such file/s),
    hint: expect.stringContaining("'outputs'"),
  });
});

it('ends with the step', async () => {
  const stop = new AbortController();
  const reason = new ActionError('cancelled', 'The job was cancelled.');
  const processes = scriptedProcesses(() => {
    stop.abort(reason);
    return Promise.reject(reason);
  });
  const session = fakeSession({ processes, signal: stop.signal });
  await expect(writeArchive({ dest: 'x', tar: true }, layout, session)).rejects.toBe(reason);
});
