// npm run lab -- up | down | status | env | kubernetes up|down | run FILE.yml [--repo DIR]
import process from 'node:process';
import { parseArgs } from 'node:util';
import { labEnvironment } from './environment.ts';
import { startKubernetes, stopKubernetes } from './kubernetes/cluster.ts';
import { down, parts, up } from './lab.ts';
import { exclusively } from './lock.ts';
import { runWorkflow } from './runner.ts';

const usage =
  'Usage: npm run lab -- up | down | status | env | kubernetes up|down | run FILE.yml [--repo DIR]';

async function runNamed(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { repo: { type: 'string' } },
  });
  const [command, file] = positionals;
  switch (command) {
    case 'up':
      await up();
      return 0;
    case 'down':
      await down();
      return 0;
    case 'status':
      printStatus();
      return 0;
    case 'env':
      printEnvironment();
      return 0;
    case 'kubernetes':
      await runKubernetes(file);
      return 0;
    case 'run': {
      if (!file) {
        throw new Error(usage);
      }
      const repo = values.repo === undefined ? {} : { repo: values.repo };
      const { code } = await runWorkflow({ file, ...repo, onOutput: (text) => process.stdout.write(text) });
      return code;
    }
    default:
      throw new Error(usage);
  }
}

async function runKubernetes(what: string | undefined): Promise<void> {
  switch (what) {
    case 'up':
      await up();
      return startKubernetes();
    case 'down':
      return exclusively(stopKubernetes);
    default:
      throw new Error(usage);
  }
}

function printStatus(): void {
  const rows = [['part', 'state', 'version', 'address']];
  rows.push(...parts().map(({ name, state, version, address }) => [name, state, version, address]));
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  for (const row of rows) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(width(column)))
        .join('  ')
        .trimEnd(),
    );
  }
}

function printEnvironment(): void {
  for (const [name, value] of Object.entries(labEnvironment())) {
    console.log(`export ${name}='${value.replaceAll("'", `'\\''`)}'`);
  }
}

runNamed().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
