import { createHash, randomBytes } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemFiles } from '../../../src/runner/files.ts';

let folder = '';
let from = '';
let to = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
  [from, to] = [join(folder, 'from'), join(folder, 'to')];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const mebibyte = 1024 * 1024;

describe('copyProgram', () => {
  it.each([0, 1, mebibyte - 1, mebibyte, mebibyte + 1, 3 * mebibyte])(
    'copies %i bytes, and gives their digest',
    async (size) => {
      const bytes = randomBytes(size);
      writeFileSync(from, bytes, { mode: 0o644 });
      const expected = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
      expect(await systemFiles().copyProgram(from, to)).toBe(expected);
      expect(readFileSync(to).equals(bytes)).toBe(true);
      expect(await systemFiles().digest(to)).toBe(expected);
    },
  );

  it.each([0o644, 0o777, 0o4755])('lets only its owner run it, whatever the mode was: %o', async (mode) => {
    writeFileSync(from, 'x', { mode });
    await systemFiles().copyProgram(from, to);
    expect(lstatSync(to).mode & 0o7777).toBe(0o700);
  });

  it('does not follow a link', async () => {
    writeFileSync(join(folder, 'real'), 'x');
    symlinkSync('real', from);
    await expect(systemFiles().copyProgram(from, to)).rejects.toMatchObject({ code: 'ELOOP' });
    expect(readdirSync(folder).toSorted()).toEqual(['from', 'real']);
  });

  it('follows a link where that is asked for', async () => {
    writeFileSync(join(folder, 'real'), 'x');
    symlinkSync('real', from);
    await systemFiles().copyProgram(from, to, 'follow');
    expect(readFileSync(to, 'utf8')).toBe('x');
  });

  it('writes to nothing that is there already, nor through a link', async () => {
    writeFileSync(from, 'new');
    writeFileSync(to, 'old');
    await expect(systemFiles().copyProgram(from, to)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(readFileSync(to, 'utf8')).toBe('old');
    const link = join(folder, 'link');
    symlinkSync('nowhere', link);
    await expect(systemFiles().copyProgram(from, link)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(readdirSync(folder).toSorted()).toEqual(['from', 'link', 'to']);
  });

  it.each([
    ['is not there', 'ENOENT', () => undefined],
    ['is a folder', 'EISDIR', () => mkdirSync(from)],
  ])('fails if the file %s', async (_, code, make) => {
    make();
    await expect(systemFiles().copyProgram(from, to)).rejects.toMatchObject({ code });
  });
});
