// Stands as docker and as buildx on the PATH of a step, runs the real tool and notes what it did.
// Usage: node record-tool.ts <docker|buildx> <arguments>, with the folder for the notes in RECORD_TOOLS and the
// real tools in RECORD_DOCKER and RECORD_BUILDX.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { localOutput } from './fake-tool.ts';
import type { Call } from './transcript.ts';

/** A call and when it began, in nanoseconds. */
export interface Recorded extends Call {
  readonly started: string;
}

async function record(tool: Call['tool'], args: readonly string[]): Promise<number> {
  const started = String(process.hrtime.bigint());
  const real = process.env[`RECORD_${tool.toUpperCase()}`] ?? tool;
  const child = spawn(real, args, { stdio: ['inherit', 'pipe', 'pipe'] });
  // Who is to end is ended, and noted.
  process.on('SIGINT', () => child.kill('SIGINT'));
  const [stdout, stderr, code] = await Promise.all([
    textOf(child.stdout, (text) => onlyOwn(tool, args, text)),
    textOf(child.stderr, (text) => text, process.stderr),
    new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (status) => resolve(status ?? 137));
    }),
  ]);
  process.stdout.write(stdout);
  const metadataFile = args[args.indexOf('--metadata-file') + 1] ?? '';
  const metadata =
    args.includes('--metadata-file') && exists(metadataFile) ? readFileSync(metadataFile, 'utf8') : null;
  const output = localOutput(args);
  const call: Recorded = {
    tool,
    args,
    code,
    stdout,
    stderr,
    ...(metadata === null ? {} : { metadata }),
    ...(output === null || code !== 0 ? {} : { output: filesIn(output) }),
    started,
  };
  writeFileSync(
    join(process.env['RECORD_TOOLS'] ?? '', `${started}-${process.pid}.json`),
    JSON.stringify(call),
  );
  return code;
}

async function textOf(
  stream: AsyncIterable<Buffer>,
  change: (text: string) => string,
  through?: NodeJS.WritableStream,
): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
    through?.write(chunk);
  }
  return change(Buffer.concat(chunks).toString('utf8'));
}

/** The engine is shared: builders of other jobs on it are none of this step's business. */
function onlyOwn(tool: string, args: readonly string[], stdout: string): string {
  if (tool !== 'docker' || !/^(ps|volume) /.test(args.join(' '))) {
    return stdout;
  }
  const instances = join(process.env['HOME'] ?? '', '.docker', 'buildx', 'instances');
  const own = exists(instances) ? readdirSync(instances) : [];
  return stdout
    .split('\n')
    .filter((line) => line === '' || own.some((name) => line.includes(name)))
    .join('\n');
}

/** More of an executable is not looked at. */
const headBytes = 4096;

function filesIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  return Object.fromEntries(
    files
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path, readFileSync(join(folder, path)).subarray(0, headBytes).toString('base64')]),
  );
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

const [, , tool, ...args] = process.argv;
process.exitCode = await record(tool === 'docker' ? 'docker' : 'buildx', args);
