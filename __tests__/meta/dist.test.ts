// dist/ is what runs: it must be what ncc makes of src/, and must start.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, buildAction, bytesOf, loadedFor } from '../../scripts/build.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { inputVariables } from '../harness/step.ts';
import { root } from './project.ts';

const dist = join(root, 'dist');
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

  const scripts = (): string[] => readdirSync(fresh).filter((name) => name.endsWith('.js'));
  const alone = ['merge.js', 'plan.js', 'post.js', 'setup.js'];
  const actions = [buildAction, 'runMergeStep', 'runPlan', 'runSetupStep'];

  it('is at most 2.2 MB, all actions together', () => {
    expect(bytesOf(fresh, scripts())).toBeLessThanOrEqual(2_200_000);
  });

  it('is at most 1.8 MB for the build action, with all that it can come to load', () => {
    const files = loadedFor(fresh, buildAction);
    expect(files.length).toBeGreaterThan(5);
    expect(bytesOf(fresh, ['post.js', ...files])).toBeLessThanOrEqual(1_800_000);
  });

  it('has no file that no action loads', () => {
    const loaded = new Set(actions.flatMap((name) => loadedFor(fresh, name)));
    expect(scripts().filter((name) => !loaded.has(name))).toEqual(alone);
  });

  it('is less than 0.3 MB for a plan, which builds nothing and asks nobody', () => {
    expect(bytesOf(fresh, loadedFor(fresh, 'runPlan'))).toBeLessThan(300_000);
  });

  it('has nothing of undici in it', () => {
    const code = scripts().map((name) => readFileSync(join(fresh, name), 'utf8'));
    expect(code.filter((text) => /node_modules\/undici|class Dispatcher\b/.test(text))).toEqual([]);
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
