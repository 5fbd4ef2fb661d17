// What checks the project's workflows and shell scripts. None of it is a package of npm, so the lab installs it;
// elsewhere it is used where it is found.
import { accessSync, constants, existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { run } from './command.ts';
import { installGo, installLinterPackages } from './debian.ts';
import { actionlintBinary, buildActionlint } from './gomodules.ts';
import { exclusively } from './lock.ts';
import { cacheDir } from './paths.ts';
import { during } from './progress.ts';
import { actionlintVersion } from './versions.ts';

export interface Linter {
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
  /** How to get it without the lab. */
  readonly hint: string;
}

const project = join(import.meta.dirname, '..');
const requirements = join(import.meta.dirname, 'requirements.txt');
const zizmorVersion = /^zizmor==(\S+)/m.exec(readFileSync(requirements, 'utf8'))?.[1] ?? '';
const zizmorDir = join(cacheDir, 'tools', `zizmor-${zizmorVersion}`);
const labBinaries = [actionlintBinary, join(zizmorDir, 'bin', 'zizmor')];

const files = (pattern: string): readonly string[] => globSync(pattern, { cwd: project }).toSorted();
const examples = files('examples/**/*.{yml,yaml}');
const zizmor = ['--offline', '--no-progress', '--quiet', '--strict-collection'];
const zizmorHint = `pip install --require-hashes -r lab/requirements.txt`;

export const linters: readonly Linter[] = [
  {
    title: 'workflows, by actionlint',
    command: 'actionlint',
    args: [...files('.github/workflows/*.{yml,yaml}'), ...examples],
    hint: `go install github.com/rhysd/actionlint/cmd/actionlint@${actionlintVersion}`,
  },
  {
    title: 'workflows, by zizmor',
    command: 'zizmor',
    args: [...zizmor, '--persona', 'pedantic', '.'],
    hint: zizmorHint,
  },
  {
    // They are short to be read: what they lack for brevity is not what they are to teach.
    title: 'workflows of examples, by zizmor',
    command: 'zizmor',
    args: [...zizmor, '--config', '.github/zizmor-examples.yml', ...examples],
    hint: zizmorHint,
  },
  {
    title: 'shell scripts, by shellcheck',
    command: 'shellcheck',
    args: ['.ci/run', ...files('{lab,scripts}/**/*.sh')],
    hint: 'https://www.shellcheck.net',
  },
];

/** The lab's program of that name, or the first on PATH. */
export function findLinter(command: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [
    ...labBinaries.filter((path) => path.endsWith(`/${command}`)),
    ...folders.map((folder) => join(folder, command)),
  ].find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Throws if one of them cannot be had. */
export async function installLinters(): Promise<void> {
  await exclusively(async () => {
    await installGo();
    await installLinterPackages();
    await buildActionlint();
    await installZizmor();
  });
}

async function installZizmor(): Promise<void> {
  if (existsSync(zizmorDir)) {
    return;
  }
  await during(`installing zizmor ${zizmorVersion}`, async () => {
    const pip = ['install', '--quiet', '--no-deps', '--require-hashes', '--target', zizmorDir];
    try {
      await run('pip3', [...pip, '-r', requirements]);
    } catch (error) {
      rmSync(zizmorDir, { recursive: true, force: true });
      throw error;
    }
  });
}
