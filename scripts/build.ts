// npm run build: makes dist/ of src/. ncc bundles the one program there is; beside it lies a file of two lines
// for each further phase and action, so that the runner's choice of the file decides which of them runs.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '..');

/** What runs besides the build action's main phase, which is index.js itself. */
const entries = ['merge', 'plan', 'post', 'setup'];

export function build(out: string): void {
  execFileSync('ncc', ['build', 'src/index.ts', '--out', out, '--license', 'licenses.txt'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const entry of entries) {
    writeFileSync(join(out, `${entry}.js`), `process.argv[2] = '${entry}';\nawait import('./index.js');\n`);
  }
}

/** What a run of the build action ends up importing from index.js; its post step imports nothing further. */
export const buildAction = 'runImageStep';

/** The files of a bundle that may be loaded on the way to this import of index.js, itself included. */
export function loadedFor(bundle: string, imported: string): readonly string[] {
  const statement = read(bundle, 'index.js')
    .split('\n')
    .find((line) => line.includes(`{ ${imported} } = await`));
  if (statement === undefined) {
    throw new Error(`index.js does not import ${imported}`);
  }
  const files = new Set(['index.js', ...chunksIn(statement)]);
  // A set visits what is added while it is walked.
  for (const file of files) {
    const further = file === 'index.js' ? [] : chunksIn(read(bundle, file));
    for (const chunk of further) {
      files.add(chunk);
    }
  }
  return [...files];
}

export function bytesOf(bundle: string, files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(join(bundle, file)).size, 0);
}

function read(bundle: string, file: string): string {
  return readFileSync(join(bundle, file), 'utf8');
}

function chunksIn(code: string): readonly string[] {
  const loads = code.matchAll(/__(?:nccwpck|webpack)_require__\.e\((?:\/\*.*?\*\/ *)?(\d+)\)/g);
  return [...loads].map(([, id]) => `${id}.index.js`);
}

if (process.argv[1] === import.meta.filename) {
  // Made beside dist/ and moved there whole: a step that runs meanwhile sees the old one or the new one.
  const fresh = mkdtempSync(join(root, 'build-'));
  build(fresh);
  const dist = join(root, 'dist');
  rmSync(dist, { recursive: true, force: true });
  renameSync(fresh, dist);
}
