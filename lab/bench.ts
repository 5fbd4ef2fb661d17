// npm run bench: the whole step (main and post) against the bare commands that it stands for, on the same tiny
// image, interleaved. Ratios of two things measured in one run; nothing here is a test.
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { startJob, uniqueName } from '../__tests__/harness/step.ts';
import { buildAction, bytesOf, loadedFor } from '../scripts/build.ts';
import { toolchainInputs } from './derive.ts';
import { labEnvironment } from './environment.ts';
import { forgetEmulators } from './faults/emulators.ts';
import { up } from './lab.ts';

const rounds = Number(process.argv[2] ?? 7);
const dist = join(import.meta.dirname, '..', 'dist');

await up();
const lab = labEnvironment();
Object.assign(process.env, lab);
const value = (name: string): string => lab[name] ?? '';
const folder = mkdtempSync(join(tmpdir(), 'multiarch-bench-'));

/** One COPY and nothing to run, so that what is measured is the machinery. */
const context = join(folder, 'context');
mkdirSync(context);
writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\nCOPY file /\n');

/** Another file in each round, so that no build is the one before. */
function touchContext(): void {
  writeFileSync(join(context, 'file'), uniqueName('content'));
}

const exec = promisify(execFile);

async function bare(): Promise<number> {
  const env = { ...process.env, BUILDX_CONFIG: join(folder, 'buildx') };
  const name = uniqueName('bench');
  const started = performance.now();
  await exec('docker', ['run', '--rm', '--privileged', value('LAB_BINFMT_IMAGE'), '--install', 'arm64'], {
    env,
  });
  const driver = ['--driver', 'docker-container', '--driver-opt', `image=${value('LAB_BUILDKIT_IMAGE')}`];
  const config = ['--driver-opt', 'network=host', '--buildkitd-config', value('LAB_BUILDKITD_CONFIG')];
  await exec(value('LAB_BUILDX'), ['create', '--name', name, ...driver, ...config, '--bootstrap'], { env });
  const image = `${value('LAB_REGISTRY')}/bench/bare:1`;
  const platforms = ['--platform', 'linux/amd64,linux/arm64'];
  await exec(
    value('LAB_BUILDX'),
    ['build', '--builder', name, ...platforms, '--tag', image, '--push', context],
    { env },
  );
  await exec(value('LAB_BUILDX'), ['rm', '--force', name], { env });
  return performance.now() - started;
}

interface StepTimes {
  readonly whole: number;
  readonly checked: number;
}

const job = startJob();

/** The pinned buildx is in the tool cache, as on a machine that has run the step before. */
async function step(): Promise<StepTimes> {
  const options = {
    inputs: {
      ...toolchainInputs(lab),
      context,
      platforms: 'linux/amd64,linux/arm64',
      tags: `${value('LAB_REGISTRY')}/bench/step:1`,
      push: 'true',
    },
  };
  let verifying = 0;
  const onLine = (line: string): void => {
    if (line.startsWith('::group::Verify')) {
      verifying = performance.now();
    }
  };
  const main = await job.step({ ...options, onLine });
  const ended = performance.now();
  if (main.code !== 0) {
    throw new Error(`The step failed:\n${main.log}`);
  }
  const post = await job.post(options, main);
  if (post.code !== 0) {
    throw new Error(`The post step failed:\n${post.log}`);
  }
  return { whole: main.took + post.took, checked: ended - verifying };
}

/** How long Node and the bundle take before anything is done: an input that is refused at once. */
function startUp(): number {
  const started = performance.now();
  spawnSync(process.execPath, [join(dist, 'index.js')], { env: { PATH: '', INPUT_PLATFORMS: 'none' } });
  return performance.now() - started;
}

function nodeAlone(): number {
  const started = performance.now();
  execFileSync(process.execPath, ['-e', '0']);
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const ms = (values: readonly number[]): string =>
  `${median(values).toFixed(0).padStart(6)} ms  (${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)})`;

try {
  const bares: number[] = [];
  const steps: StepTimes[] = [];
  const starts: number[] = [];
  const nodes: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    touchContext();
    // Both sides start from a machine on which no emulator is registered.
    forgetEmulators();
    const bareTime = await bare();
    touchContext();
    forgetEmulators();
    const stepTime = await step();
    // The first round fills caches on both sides.
    if (round === 0) {
      continue;
    }
    bares.push(bareTime);
    steps.push(stepTime);
    starts.push(startUp());
    nodes.push(nodeAlone());
    process.stderr.write(
      `round ${round} of ${rounds}: bare ${bareTime.toFixed(0)} ms, step ${stepTime.whole.toFixed(0)} ms\n`,
    );
  }
  const wholes = steps.map(({ whole }) => whole);
  const checks = steps.map(({ checked }) => checked);
  const megabytes = (files: readonly string[]): string => (bytesOf(dist, files) / 1e6).toFixed(2);
  const scripts = readdirSync(dist).filter((name) => name.endsWith('.js'));
  console.log(`bare commands (binfmt, create, build --push, rm)  ${ms(bares)}`);
  console.log(`the step (main and post)                          ${ms(wholes)}`);
  console.log(`  of which verify, tag and report                 ${ms(checks)}`);
  console.log(
    `ratio, the step to the bare commands              ${(median(wholes) / median(bares)).toFixed(2)}`,
  );
  console.log(
    `ratio, verify, tag and report to them             ${(median(checks) / median(bares)).toFixed(2)}`,
  );
  console.log(`start-up with the bundle                          ${ms(starts)}`);
  console.log(`start-up of node alone                            ${ms(nodes)}`);
  const loaded = ['post.js', ...loadedFor(dist, buildAction)];
  console.log(`bundle of the build action                        ${megabytes(loaded)} MB`);
  console.log(`bundle, all entries                               ${megabytes(scripts)} MB`);
} finally {
  job.end();
  rmSync(folder, { recursive: true, force: true });
}
