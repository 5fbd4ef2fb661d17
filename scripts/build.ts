// npm run build: makes dist/ of src/. ncc bundles the one program there is; beside it lies a file of two lines
// for each further phase and action, so that the runner's choice of the file decides which of them runs.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '..');

/** What runs besides the build action's main phase, which is index.js itself. */
const entries = ['merge', 'plan', 'post'];

export function build(out: string): void {
  execFileSync('ncc', ['build', 'src/index.ts', '--out', out, '--license', 'licenses.txt'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const entry of entries) {
    writeFileSync(join(out, `${entry}.js`), `process.argv[2] = '${entry}';\nawait import('./index.js');\n`);
  }
}

if (process.argv[1] === import.meta.filename) {
  // Made beside dist/ and moved there whole: a step that runs meanwhile sees the old one or the new one.
  const fresh = mkdtempSync(join(root, 'build-'));
  build(fresh);
  const dist = join(root, 'dist');
  rmSync(dist, { recursive: true, force: true });
  renameSync(fresh, dist);
}
