// npm run mutation [-- folder …]: changes src/ in many small ways, one at a time, and counts the changes that the
// unit tests of the same folder notice. Ends with exit code 1 when a score is below its bar.
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { MutantResult } from '@stryker-mutator/api/core';

/** What of the mutants a score needs. */
export type Mutant = Pick<MutantResult, 'mutatorName' | 'status'>;

/** Killed or timed out mutants, of those that ran or that no test reaches. */
export interface Score {
  readonly noticed: number;
  readonly all: number;
}

export interface Scores {
  readonly behaviour: Score;
  /** Strings and regular expressions: in most folders texts for people, which tests need not repeat. */
  readonly texts: Score;
  /** Mutants that could not run, which count for nothing. */
  readonly broken: number;
}

export interface Bar {
  readonly behaviour: number;
  readonly texts?: number;
}

/** In percent, by folder or file of src/. Where texts decide something, their mutants count too. */
export const bars: Readonly<Record<string, Bar>> = {
  verify: { behaviour: 90 },
  publish: { behaviour: 90 },
  registry: { behaviour: 90 },
  session: { behaviour: 90 },
  toolchain: { behaviour: 90 },
  failures: { behaviour: 90, texts: 85 },
  emulation: { behaviour: 90 },
  'inputs/sensitive.ts': { behaviour: 90, texts: 85 },
};

export function scoresOf(mutants: readonly Mutant[]): Scores {
  const isText = ({ mutatorName }: Mutant): boolean => ['StringLiteral', 'Regex'].includes(mutatorName);
  const count = (some: readonly Mutant[], ...statuses: readonly Mutant['status'][]): number =>
    some.filter(({ status }) => statuses.includes(status)).length;
  const score = (some: readonly Mutant[]): Score => {
    const noticed = count(some, 'Killed', 'Timeout');
    return { noticed, all: noticed + count(some, 'Survived', 'NoCoverage') };
  };
  return {
    behaviour: score(mutants.filter((mutant) => !isText(mutant))),
    texts: score(mutants.filter(isText)),
    broken: mutants.length - score(mutants).all,
  };
}

/** What of the scores is below the bar, as a sentence each. */
export function belowBar(name: string, scores: Scores, bar: Bar | undefined): readonly string[] {
  const kinds = ['behaviour', 'texts'] as const;
  return kinds.flatMap((kind) => {
    const least = bar?.[kind];
    const reached = percent(scores[kind]);
    return least !== undefined && reached < least
      ? [`${name}: ${kind} reaches ${reached.toFixed(1)} %, at least ${least} % is required`]
      : [];
  });
}

/** 100 for nothing to notice. */
function percent({ noticed, all }: Score): number {
  return all === 0 ? 100 : (100 * noticed) / all;
}

function row(name: string, { behaviour, texts, broken }: Scores): string {
  const cell = (score: Score): string =>
    `${percent(score).toFixed(1).padStart(5)} % ${`(${score.noticed} of ${score.all})`.padEnd(16)}`;
  return `${name.padEnd(24)}${cell(behaviour)}${cell(texts)}${broken === 0 ? '' : `${broken} could not run`}`;
}

/** Mutates one folder or file of src/, and runs the unit tests of its folder. Its report is a page in `reports`. */
async function mutate(name: string, reports: string): Promise<readonly MutantResult[]> {
  const source = join('src', name);
  const isFolder = statSync(source).isDirectory();
  const tests = join('__tests__/unit', isFolder ? name : dirname(name));
  if (!existsSync(tests)) {
    throw new Error(`${source} has no unit tests in ${tests}`);
  }
  const { Stryker } = await import('@stryker-mutator/core');
  const folder = mkdtempSync(join(tmpdir(), 'multiarch-mutation-'));
  const configFile = join(folder, 'vitest.config.mjs');
  const settings = { include: [`${tests}/**/*.test.ts`], testTimeout: 20_000 };
  writeFileSync(configFile, `export default ${JSON.stringify({ test: settings })};\n`);
  try {
    const stryker = new Stryker({
      mutate: [isFolder ? `${source}/**/*.ts` : source],
      testRunner: 'vitest',
      plugins: ['@stryker-mutator/vitest-runner'],
      vitest: { configFile, related: false },
      coverageAnalysis: 'perTest',
      concurrency: 2,
      // On a busy machine a test may take long, and what counts as noticed should have been noticed.
      timeoutMS: 30_000,
      ignorePatterns: ['dist', 'reports'],
      tempDirName: join(folder, 'sandboxes'),
      reporters: ['html', 'progress-append-only'],
      htmlReporter: { fileName: join(reports, `${name.replaceAll('/', '-')}.html`) },
    });
    return await stryker.runMutationTest();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  process.chdir(join(import.meta.dirname, '..'));
  const asked = process.argv.slice(2);
  const names = asked.length > 0 ? asked : Object.keys(bars).filter((name) => existsSync(join('src', name)));
  const reports = 'reports/mutation';
  const rows: string[] = [];
  const low: string[] = [];
  for (const name of names) {
    const scores = scoresOf(await mutate(name, reports));
    rows.push(row(name, scores));
    low.push(...belowBar(name, scores, bars[name]));
  }
  console.log(`\n${'src/'.padEnd(24)}${'behaviour'.padEnd(24)}strings, regular expressions`);
  console.log([...rows, ...low, `What was not noticed: ${reports}/*.html`].join('\n'));
  process.exitCode = low.length > 0 ? 1 : 0;
}
