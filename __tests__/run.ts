// npm test: every check and every test of the project, in the order in which they become expensive.
// npm run check: those of them that any machine can run, without root, Debian or Docker.
// Closes with the line `N passed, N failed`; a check such as the type check counts as one test, and one whose
// program this machine lacks as skipped.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { findLinter, installLinters, type Linter, linters } from '../lab/linters.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const withLab = process.argv[2] !== 'without-lab';
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const folder = mkdtempSync(join(tmpdir(), 'multiarch-test-'));

function run(title: string, command: string, args: readonly string[]): boolean {
  const started = performance.now();
  console.log(`\n--- ${title}`);
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (error) {
    console.error(error.message);
  }
  console.log(
    `--- ${title}: ${status === 0 ? 'passed' : 'FAILED'} in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  return status === 0;
}

function check(title: string, command: string, args: readonly string[]): void {
  total[run(title, command, args) ? 'passed' : 'failed'] += 1;
}

function lint({ title, command, args, hint }: Linter): void {
  const file = findLinter(command);
  if (file === undefined) {
    console.log(`\n--- ${title}: skipped, because ${command} is not on this machine (${hint})`);
    total.skipped += 1;
  } else {
    check(title, file, args);
  }
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numFailedTestSuites: number;
}

function tests(project: string): void {
  const file = join(folder, `${project}.json`);
  const passed = run(`${project} tests`, 'vitest', [
    ...['run', '--project', project],
    ...['--reporter', process.env['CI'] ? 'dot' : 'default', '--reporter', 'json', '--outputFile.json', file],
  ]);
  let report: Report | null = null;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    // vitest itself failed, and has said why.
  }
  total.passed += report?.numPassedTests ?? 0;
  total.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  // A file that cannot be loaded, or a run without any test, is a failure that no test counts.
  const good = passed && report !== null && report.numPassedTests > 0;
  total.failed += good ? 0 : Math.max(report?.numFailedTests ?? 0, 1);
}

for (const place of ['.', 'lab', '__tests__']) {
  check(`types of ${place}`, 'tsc', ['--noEmit', '--project', place]);
}
check('format and lint', 'biome', ['check', '--error-on-warnings']);
if (withLab) {
  await installLinters().catch((error: Error) => console.error(`Not every linter is here: ${error.message}`));
}
for (const linter of linters) {
  lint(linter);
}
// The tests of the documents use it where it is.
const actionlint = findLinter('actionlint');
if (actionlint !== undefined) {
  process.env['ACTIONLINT'] = actionlint;
}
for (const project of ['unit', 'meta', 'contract']) {
  tests(project);
}
if (withLab) {
  if (run('lab', 'node', ['lab/main.ts', 'up'])) {
    tests('lab');
  } else {
    total.failed += 1;
  }
}
rmSync(folder, { recursive: true, force: true });

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;
