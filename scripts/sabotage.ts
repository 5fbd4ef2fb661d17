// npm run sabotage [-- TEXT]: breaks a promise of the action in a copy of the working tree and runs the checks that must
// notice; docs/sabotage.md from what was seen. With a text only the sabotages in whose name it is, or `unit` for the
// checks that need no lab; nothing is written then. Ends with exit code 1 if something went unnoticed.
import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { type Check, edited, type Sabotage, sabotages } from './sabotages.ts';

const project = join(import.meta.dirname, '..');
const [only] = process.argv.slice(2);
const copy = mkdtempSync(join(tmpdir(), 'multiarch-sabotage-'));

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function node(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: '1' };
    const child = spawn(process.execPath, args, { cwd: copy, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** What a commit of everything would hold. */
function copyTree(): void {
  const listing = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: project,
    encoding: 'utf8',
  });
  for (const file of new Set(listing.split('\0').filter((name) => name && existsSync(join(project, name))))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(project, file), join(copy, file), { verbatimSymlinks: true });
  }
  symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
}

/** Makes dist/ of the copy; what does not even build shows nothing. */
async function makeDist(): Promise<void> {
  const { code, output } = await node('scripts/build.ts');
  if (code !== 0) {
    throw new Error(`dist/ could not be made:\n${output.slice(-2000)}`);
  }
}

/** Gives what stood in the files before. */
function apply({ edits }: Sabotage): ReadonlyMap<string, string> {
  const before = new Map<string, string>();
  for (const edit of edits) {
    const path = join(copy, edit.file);
    const text = readFileSync(path, 'utf8');
    before.set(path, before.get(path) ?? text);
    writeFileSync(path, edited(text, edit));
  }
  return before;
}

function runCheck(check: Check): Promise<Ended> {
  return check.kind === 'unit'
    ? node('node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--reporter', 'verbose', check.file)
    : node('lab/faults.ts', check.text);
}

/** What the check said when it failed for the reason that it was to fail for; null if it did not. */
function noticeOf(check: Check, { code, output }: Ended): string | null {
  if (code === 0) {
    return null;
  }
  const lines = output.split('\n');
  if (check.kind === 'scenario') {
    return lines.find((line) => check.says.test(line))?.trim() ?? null;
  }
  const [text = ''] = check.title.split('%s');
  const failed = lines.find((line) => /^\s*FAIL /.test(line) && line.includes(text));
  return failed === undefined ? null : failed.split(' > ').slice(1).join(' > ');
}

function titleOf(check: Check): string {
  return check.kind === 'unit' ? `the tests in \`${check.file}\`` : `the fault scenario "${check.text}"`;
}

function checksOf({ noticedBy }: Sabotage): readonly Check[] {
  return only === 'unit' ? noticedBy.filter(({ kind }) => kind === 'unit') : noticedBy;
}

/** A check that fails anyway would notice everything. */
async function checkUnbroken(chosen: readonly Sabotage[]): Promise<void> {
  const checks = new Map(chosen.flatMap(checksOf).map((check) => [titleOf(check), check]));
  if ([...checks.values()].some(({ kind }) => kind === 'scenario')) {
    await makeDist();
  }
  for (const [title, check] of checks) {
    const { code, output } = await runCheck(check);
    if (code !== 0) {
      throw new Error(`Nothing is broken yet, and this fails: ${title}\n${output.slice(-3000)}`);
    }
    process.stderr.write(`passes while nothing is broken: ${title}\n`);
  }
}

/** What each check said; null for one that did not notice. */
async function tryOut(sabotage: Sabotage): Promise<readonly (string | null)[]> {
  const before = apply(sabotage);
  try {
    const notices: (string | null)[] = [];
    for (const check of checksOf(sabotage)) {
      if (check.kind === 'scenario') {
        await makeDist();
      }
      const ended = await runCheck(check);
      const notice = noticeOf(check, ended);
      notices.push(notice);
      process.stderr.write(`${sabotage.name}: ${titleOf(check)}: ${notice ?? 'NOT NOTICED'}\n`);
      if (notice === null) {
        process.stderr.write(`${ended.output.slice(-2000)}\n`);
      }
    }
    return notices;
  } finally {
    for (const [path, text] of before) {
      writeFileSync(path, text);
    }
  }
}

/** Digests, addresses and times differ from run to run. */
function cell(text: string): string {
  return text
    .replace(/sha256:[0-9a-f]{64}/g, 'sha256:…')
    .replace(/127\.0\.0\.1:\d+\/\S+/g, '…')
    .replace(/\d+\.\d s\b/g, '… s')
    .replaceAll('|', '\\|')
    .slice(0, 200);
}

function render(rows: readonly string[]): string {
  return [
    '# What the checks notice',
    '',
    'Written by `npm run sabotage` from what it saw. Each row is a change of a few words in `src/` that breaks a promise (`scripts/sabotages.ts` has them). It is made in a copy of the working tree, and the checks are run, which pass as long as nothing is broken. A check has noticed only if it fails and says why.',
    '',
    '| what the action does then | the check | what it says, or the first of its tests that fails | noticed |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

if (import.meta.main) {
  const chosen = sabotages.filter(({ name }) => only === undefined || only === 'unit' || name.includes(only));
  const rows: string[] = [];
  let unnoticed = 0;
  try {
    copyTree();
    await checkUnbroken(chosen);
    for (const sabotage of chosen) {
      const notices = await tryOut(sabotage);
      unnoticed += notices.filter((notice) => notice === null).length;
      rows.push(
        ...checksOf(sabotage).map((check, index) => {
          const notice = notices[index] ?? null;
          const cells = [
            index === 0 ? sabotage.name : '',
            titleOf(check),
            notice ?? '',
            notice ? 'yes' : '**no**',
          ];
          return `| ${cells.map(cell).join(' | ')} |`;
        }),
      );
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  if (only === undefined) {
    writeFileSync(join(project, 'docs', 'sabotage.md'), render(rows));
  }
  console.log(`${chosen.length} sabotages, ${unnoticed} times not noticed`);
  process.exitCode = unnoticed === 0 && chosen.length > 0 ? 0 : 1;
}
