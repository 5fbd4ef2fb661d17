// dist/ is what runs: it must be what ncc makes of src/, and must start.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from '../../scripts/build.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { inputVariables } from '../harness/step.ts';
import { root } from './project.ts';

const dist = join(root, 'dist');
const mostBytes = 2_200_000;
let fresh: string;

beforeAll(() => {
  fresh = mkdtempSync(join(tmpdir(), 'multiarch-dist-'));
  build(fresh);
});
afterAll(() => rmSync(fresh, { recursive: true, force: true }));

const hashes = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .toSorted()
      .map((name) => [name, digestOf(readFileSync(join(folder, name)))]),
  );

describe('dist', () => {
  it('is what npm run build makes of src, and nothing else lies there', () => {
    expect(hashes(dist)).toEqual(hashes(fresh));
  });

  it('is smaller than 2.2 MB, all actions together', () => {
    const sizes = readdirSync(fresh)
      .filter((name) => name.endsWith('.js'))
      .map((name) => readFileSync(join(fresh, name)).byteLength);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(mostBytes);
  });

  it('has the licenses of what is in it', () => {
    expect(readFileSync(join(dist, 'licenses.txt'), 'utf8')).toContain('@actions/core');
  });

  it('starts, and refuses an input with its code', () => {
    const { status, stdout } = start('index.js', inputVariables({ platforms: 'linux/amr64' }));
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error title=input-invalid::.*'platforms': 'linux\/amr64'/m);
  });

  it('has an end of the job that is no second step, whatever state it finds', () => {
    const { status, stdout } = start('post.js', inputVariables({ platforms: 'linux/amr64' }));
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });
});

function start(entry: string, env: NodeJS.ProcessEnv): { status: number | null; stdout: string } {
  return spawnSync(process.execPath, [join(dist, entry)], { env: { PATH: '', ...env }, encoding: 'utf8' });
}
