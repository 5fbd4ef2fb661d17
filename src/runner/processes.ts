import { AsyncLocalStorage } from 'node:async_hooks';
import type { ChildProcess } from 'node:child_process';
import { channel } from 'node:diagnostics_channel';
import { StringDecoder } from 'node:string_decoder';
import { exec } from '@actions/exec';
import { ActionError, messageOf } from '../errors.ts';

/** An executable and what its environment has besides the step's own. */
export interface Tool {
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface Completed {
  /** null if a signal ended it. Only 0 is success. */
  readonly code: number | null;
  readonly stdout: Buffer;
  /** The last mebibyte of it. */
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string;
  /** Takes each line of stderr as it comes, without its end. */
  readonly onLine?: (line: string) => void;
  /** Ends the process when it fires; `run` then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface Processes {
  /**
   * Runs a tool to its end. A non-zero exit code is a result, not an exception. Throws the reason of
   * `signal`, or `docker-missing`/`environment-unsupported` if the tool cannot be started.
   */
  run(tool: Tool, args: readonly string[], options?: RunOptions): Promise<Completed>;
}

const keptStderr = 1 << 20;
/** buildx needs a moment to end its session after SIGINT; the runner kills us 10 s after the first signal. */
const graceBeforeKillMs = 5_000;

/**
 * @actions/exec does not hand out the process it starts, and a cancelled run must reach it. Node
 * announces each new process on this channel, in the context of the call that asked for it.
 */
const spawned = new AsyncLocalStorage<(child: ChildProcess) => void>();
let subscribed = false;

function announceChildren(): void {
  if (subscribed) return;
  subscribed = true;
  channel('child_process').subscribe((message) => {
    spawned.getStore()?.((message as { process: ChildProcess }).process);
  });
}

export function systemProcesses(): Processes {
  announceChildren();
  return {
    async run(tool, args, options = {}) {
      const { signal } = options;
      signal?.throwIfAborted();
      const stdout: Buffer[] = [];
      const stderr = new Tail(keptStderr);
      const lines = new LineSplitter(options.onLine ?? (() => {}));
      let child: ChildProcess | undefined;
      let killer: NodeJS.Timeout | undefined;
      const end = (): void => {
        child?.kill('SIGINT');
        killer = setTimeout(() => child?.kill('SIGKILL'), graceBeforeKillMs);
      };
      signal?.addEventListener('abort', end, { once: true });
      try {
        const code: number | null = await spawned.run(
          (process) => {
            child = process;
            if (signal?.aborted) end();
          },
          () =>
            exec(quoted(tool.file), [...args], {
              silent: true,
              ignoreReturnCode: true,
              env: { ...definedEnvironment(), ...tool.env },
              ...(options.input === undefined ? {} : { input: Buffer.from(options.input) }),
              listeners: {
                stdout: (chunk) => stdout.push(chunk),
                stderr: (chunk) => {
                  stderr.add(chunk);
                  lines.add(chunk);
                },
              },
            }),
        );
        signal?.throwIfAborted();
        return { code, stdout: Buffer.concat(stdout), stderr: stderr.text() };
      } catch (error) {
        signal?.throwIfAborted();
        if (messageOf(error).startsWith('Unable to locate executable file')) {
          throw new ActionError('docker-missing', `'${tool.file}' is not on this runner's PATH.`, {
            hint: 'Run the job on a machine with Docker, for example runs-on: ubuntu-latest.',
            cause: error,
          });
        }
        throw error;
      } finally {
        clearTimeout(killer);
        signal?.removeEventListener('abort', end);
        lines.end();
      }
    },
  };
}

/** The first argument of exec() is a command line that it splits: a path with a space needs quotes. */
function quoted(file: string): string {
  return `"${file}"`;
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Keeps the end of a stream. */
class Tail {
  private readonly limit: number;
  private chunks: Buffer[] = [];
  private size = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  add(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.size += chunk.byteLength;
    for (
      let first = this.chunks[0];
      first && this.size - first.byteLength >= this.limit;
      first = this.chunks[0]
    ) {
      this.chunks.shift();
      this.size -= first.byteLength;
    }
  }

  text(): string {
    return Buffer.concat(this.chunks).toString('utf8');
  }
}

const longestLine = 1 << 16;

/** Cuts a byte stream into lines; a line over 64 KiB comes in pieces, so that memory stays bounded. */
export class LineSplitter {
  private readonly sink: (line: string) => void;
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  constructor(sink: (line: string) => void) {
    this.sink = sink;
  }

  add(chunk: Buffer): void {
    const parts = (this.rest + this.decoder.write(chunk)).split(/\r\n|\n|\r(?!$)/);
    this.rest = parts.pop() ?? '';
    for (const part of parts) this.emit(part);
    while (this.rest.length > longestLine) {
      this.sink(this.rest.slice(0, longestLine));
      this.rest = this.rest.slice(longestLine);
    }
  }

  end(): void {
    this.rest += this.decoder.end();
    if (this.rest !== '') this.emit(this.rest.replace(/\r$/, ''));
    this.rest = '';
  }

  private emit(line: string): void {
    for (let from = 0; from === 0 || from < line.length; from += longestLine) {
      this.sink(line.slice(from, from + longestLine));
    }
  }
}
