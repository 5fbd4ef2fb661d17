// dist/ is what runs: it must be what ncc makes of src/, and must start.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inputVariables } from '../../lab/step.ts';
import { sha256 } from '../contract/transcript.ts';
import { action, root } from './project.ts';

const dist = join(root, 'dist');
const mostBytes = 1_800_000;
let fresh: string;

beforeAll(() => {
  fresh = mkdtempSync(join(tmpdir(), 'multiarch-dist-'));
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const build = /ncc (build [^&]*)/.exec(scripts['build'] ?? '')?.[1] ?? '';
  const args = build
    .trim()
    .replace(/--out \S+/, `--out ${fresh}`)
    .split(' ');
  execFileSync('ncc', args, { cwd: root, encoding: 'utf8' });
});
afterAll(() => rmSync(fresh, { recursive: true, force: true }));

const hashes = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .toSorted()
      .map((name) => [name, sha256(readFileSync(join(folder, name)))]),
  );

describe('dist', () => {
  it('is what npm run build makes of src, and nothing else lies there', () => {
    expect(hashes(dist)).toEqual(hashes(fresh));
  });

  it('is smaller than 1.8 MB', () => {
    const sizes = readdirSync(fresh)
      .filter((name) => name.endsWith('.js'))
      .map((name) => readFileSync(join(fresh, name)).byteLength);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(mostBytes);
  });

  it('has the licenses of what is in it', () => {
    expect(readFileSync(join(dist, 'licenses.txt'), 'utf8')).toContain('@actions/core');
  });

  it.each([action.runs.main, action.runs.post])(
    'starts as %s, and refuses an input with its code',
    (entry) => {
      const { status, stdout } = spawnSync(process.execPath, [join(root, entry)], {
        env: { PATH: '', ...inputVariables({ platforms: 'linux/amr64' }) },
        encoding: 'utf8',
      });
      expect(status).toBe(1);
      expect(stdout).toMatch(/^::error title=input-invalid::.*'platforms': 'linux\/amr64'/m);
    },
  );
});
