// npm run bench-binaries [-- ROUNDS]: what `verify-binaries: all` costs on an image of 500 MB with 2,000 programs, beside
// `docker create` and `docker export` of the same image to a file. Interleaved in one run, so that the ratio means
// something on any machine; nothing here is a test.
import { execFileSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { type StepResult, startJob, uniqueName } from '../__tests__/harness/step.ts';
import { toolchainInputs } from './derive.ts';
import { labEnvironment } from './environment.ts';
import { discardBuilder } from './faults/engine.ts';
import { up } from './lab.ts';

const rounds = Number(process.argv[2] ?? 5);
const programs = 2_000;
const programBytes = 250_000;
const layers = 10;

await up();
const lab = labEnvironment();
Object.assign(process.env, lab);
const value = (name: string): string => lab[name] ?? '';
const folder = mkdtempSync(join(tmpdir(), 'multiarch-bench-'));
const image = `${value('LAB_REGISTRY')}/bench/binaries:1`;

function askDocker(...args: readonly string[]): string {
  return execFileSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

/** The ELF header of a program for amd64, and bytes of which half do not compress: about what compilers write. */
function program(): Buffer {
  const bytes = Buffer.alloc(programBytes);
  Buffer.from('7f454c4602010100', 'hex').copy(bytes);
  bytes.writeUInt16LE(2, 16);
  bytes.writeUInt16LE(62, 18);
  bytes.writeUInt32LE(1, 20);
  bytes.writeUInt16LE(64, 52);
  randomFillSync(bytes, 4096, programBytes / 2);
  return bytes;
}

function writeContext(): string {
  const context = join(folder, 'context');
  const copies: string[] = [];
  for (let layer = 0; layer < layers; layer++) {
    mkdirSync(join(context, `${layer}`), { recursive: true });
    for (let n = 0; n < programs / layers; n++) {
      writeFileSync(join(context, `${layer}`, `program-${n}`), program(), { mode: 0o755 });
    }
    copies.push(`COPY ${layer} /opt/${layer}`);
  }
  writeFileSync(
    join(context, 'Dockerfile'),
    `${['FROM scratch', ...copies, 'CMD ["/opt/0/program-0"]'].join('\n')}\n`,
  );
  return context;
}

/** From `docker create` to the end of the file. */
function exportedIn(): number {
  const started = performance.now();
  const container = askDocker('create', image);
  askDocker('export', '--output', join(folder, 'export.tar'), container);
  const took = performance.now() - started;
  askDocker('rm', container);
  rmSync(join(folder, 'export.tar'));
  return took;
}

/** Resident memory of a process and of what it has started, in MB. */
function memoryOf(pid: number): number {
  const status = read(`/proc/${pid}/status`);
  const own = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1000;
  const children = read(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean);
  return children.reduce((sum, child) => sum + memoryOf(Number(child)), own);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

interface Measured {
  readonly result: StepResult;
  /** Of the process of the step alone, and of all. */
  readonly peaks: readonly [step: number, all: number];
}

const job = startJob();
const context = writeContext();
const inputs = {
  ...toolchainInputs(lab),
  context,
  platforms: 'linux/amd64',
  provenance: 'false',
  tags: image,
  push: 'true',
  cleanup: 'false',
};

async function step(changes: Readonly<Record<string, string>>): Promise<Measured> {
  const peaks: [number, number] = [0, 0];
  let timer: NodeJS.Timeout | undefined;
  const result = await job.step({
    inputs: { ...inputs, ...changes },
    onStart: ({ pid = 0 }) => {
      timer = setInterval(() => {
        peaks[0] = Math.max(
          peaks[0],
          Number(/^VmHWM:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1000,
        );
        peaks[1] = Math.max(peaks[1], memoryOf(pid));
      }, 20);
    },
  });
  clearInterval(timer);
  if (result.code !== 0) {
    throw new Error(result.log);
  }
  return { result, peaks };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

let builder = '';
try {
  // Builds, so that all further steps find everything in the cache.
  const first = await step({ 'verify-binaries': 'none' });
  builder = first.result.outputs['builder'] ?? '';
  askDocker('pull', image);
  const size = readdirSync(join(context, '0')).length * layers;
  const exports: number[] = [];
  const checks: number[] = [];
  const peaks: (readonly [number, number])[] = [];
  for (let round = 0; round < rounds; round++) {
    exports.push(exportedIn());
    const without = await step({ 'verify-binaries': 'none', tags: `${image}-${uniqueName('n')}` });
    const all = await step({ 'verify-binaries': 'all', tags: `${image}-${uniqueName('a')}` });
    if (!all.result.log.includes(`${programs} ELF files, all for x86-64`)) {
      throw new Error(all.result.log);
    }
    checks.push(all.result.took - without.result.took);
    peaks.push(all.peaks);
    console.log(
      `round ${round + 1}: docker create and export ${exports.at(-1)?.toFixed(0)} ms, verify-binaries: all ${checks.at(-1)?.toFixed(0)} ms`,
    );
  }
  const ratios = checks.map((check, round) => check / (exports[round] ?? 1));
  const memory = (which: 0 | 1): string => Math.max(...peaks.map((peak) => peak[which])).toFixed(0);
  console.log(
    [
      `${size} programs, ${((size * programBytes) / 1e6).toFixed(0)} MB, ${rounds} rounds, medians:`,
      `docker create and export: ${median(exports).toFixed(0)} ms`,
      `verify-binaries: all, more than none: ${median(checks).toFixed(0)} ms`,
      `ratio: ${median(ratios).toFixed(2)}`,
      `most memory: ${memory(0)} MB of the step, ${memory(1)} MB with the processes that it runs`,
    ].join('\n'),
  );
} finally {
  if (builder !== '') {
    await discardBuilder(builder);
  }
  job.end();
  rmSync(folder, { recursive: true, force: true });
}
