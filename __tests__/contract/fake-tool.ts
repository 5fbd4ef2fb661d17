// Stands as docker and as buildx on the PATH of a step, and answers as a transcript says. What the transcript does
// not know is an error: exit code 97, and a note that the test finds even if the step swallows the failure.
// Usage: node fake-tool.ts <docker|buildx> <arguments>, with the folder of the play in FAKE_TOOLS.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { abstracted, filled } from './placeholders.ts';
import type { Call, Transcript } from './transcript.ts';

/** What the fake notes of each call. */
export interface Played {
  readonly tool: Call['tool'];
  /** The path of the program as it was run. */
  readonly file: string;
  readonly args: readonly string[];
  readonly stdin: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Files that --secret names: their content and mode while the call ran. */
  readonly secrets: readonly { readonly path: string; readonly content: string; readonly mode: number }[];
  /** Nanoseconds of the machine's monotonic clock. */
  readonly started: string;
  readonly ended: string;
  /** Which call of the transcript it was; null for one that it does not have. */
  readonly call: number | null;
}

const unexpectedExitCode = 97;

async function play(folder: string, tool: Call['tool'], args: readonly string[]): Promise<number> {
  const started = process.hrtime.bigint();
  const stdin = await text(process.stdin);
  const transcript = JSON.parse(readFileSync(join(folder, 'transcript.json'), 'utf8')) as Transcript;
  const names = remembered(folder);
  const wanted = args.map((arg) => {
    const found = abstracted(arg);
    for (const [name, value] of Object.entries(found.names)) {
      remember(folder, names, name, value);
    }
    return found.text;
  });
  const index = take(folder, transcript.calls, tool, wanted);
  const call = transcript.calls[index ?? -1];
  if (call) {
    answer(call, args, names);
  }
  const played: Played = {
    tool,
    file: process.env['RUN_AS'] ?? '',
    args,
    stdin,
    env: { DOCKER_CONFIG: process.env['DOCKER_CONFIG'], BUILDX_CONFIG: process.env['BUILDX_CONFIG'] },
    secrets: secretFiles(args),
    started: String(started),
    ended: String(process.hrtime.bigint()),
    call: index,
  };
  writeFileSync(join(folder, 'played', `${started}-${process.pid}.json`), JSON.stringify(played));
  if (call) {
    return call.code;
  }
  process.stderr.write(`The transcript has no further call: ${tool} ${wanted.join(' ')}\n`);
  return unexpectedExitCode;
}

/** Calls come in any order and at once: the first process to make a call's folder has it. */
function take(folder: string, calls: readonly Call[], tool: string, args: readonly string[]): number | null {
  for (const [index, call] of calls.entries()) {
    if (call.tool !== tool || JSON.stringify(call.args) !== JSON.stringify(args)) {
      continue;
    }
    try {
      mkdirSync(join(folder, 'taken', String(index)));
      return index;
    } catch {
      // Another process has it; the same words may be recorded a second time.
    }
  }
  return null;
}

function answer(call: Call, args: readonly string[], names: Readonly<Record<string, string>>): void {
  const metadataFile = args[args.indexOf('--metadata-file') + 1];
  if (call.metadata !== undefined && metadataFile !== undefined) {
    writeFileSync(metadataFile, filled(call.metadata, names));
  }
  const folder = localOutput(args);
  for (const [path, content] of Object.entries(folder === null ? {} : (call.output ?? {}))) {
    const file = join(folder ?? '', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(content, 'base64'));
  }
  process.stderr.write(filled(call.stderr, names));
  process.stdout.write(filled(call.stdout, names));
}

/** The folder to which `--output type=local` exports. */
export function localOutput(args: readonly string[]): string | null {
  const output = args[args.indexOf('--output') + 1] ?? '';
  if (!args.includes('--output') || !output.startsWith('type=local,')) {
    return null;
  }
  return /"?dest=([^"]*)"?$/.exec(output)?.[1] ?? null;
}

function secretFiles(args: readonly string[]): Played['secrets'] {
  return args.flatMap((arg, index) => {
    const path = args[index - 1] === '--secret' ? /src=([^",]*)/.exec(arg)?.[1] : undefined;
    return path === undefined
      ? []
      : [{ path, content: readFileSync(path, 'utf8'), mode: statSync(path).mode & 0o777 }];
  });
}

/** What earlier calls were named; `docker ps` answers with a builder that it was not told of. */
function remembered(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(join(folder, 'names')).map((name) => [
      name,
      readFileSync(join(folder, 'names', name), 'utf8'),
    ]),
  );
}

function remember(folder: string, names: Record<string, string>, name: string, value: string): void {
  if (names[name] === value) {
    return;
  }
  names[name] = value;
  writeFileSync(join(folder, 'names', name), value);
}

if (process.argv[1] === import.meta.filename) {
  const [, , tool, ...args] = process.argv;
  process.exitCode = await play(process.env['FAKE_TOOLS'] ?? '', tool === 'docker' ? tool : 'buildx', args);
}
