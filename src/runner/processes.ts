import { AsyncLocalStorage } from 'node:async_hooks';
import type { ChildProcess } from 'node:child_process';
import { channel } from 'node:diagnostics_channel';
import { exec } from '@actions/exec';
import { ActionError, messageOf } from '../errors.ts';
import { LineSplitter, Tail } from './lines.ts';

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
  /** What the process reads; without it, nothing. */
  readonly input?: string;
  /** Takes each line of stderr as it comes, without its end. If it throws, the process is ended and `run` throws that. */
  readonly onLine?: (line: string) => void;
  /** Ends the process when it fires; `run` then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that a process which is to end has between SIGINT and SIGKILL; 0: it gets SIGKILL alone. */
  readonly graceMs?: number;
}

export interface Processes {
  /**
   * Runs a tool to its end. A non-zero exit code is a result, not an exception. Throws the reason of
   * `signal`, or `docker-missing`, `environment-unsupported` or `input-invalid` if the tool cannot be started.
   */
  run(tool: Tool, args: readonly string[], options?: RunOptions): Promise<Completed>;
}

const keptStderr = 1 << 20;

/**
 * @actions/exec does not hand out the process it starts, and a cancelled run must reach it. Node
 * announces each new process on this channel, in the context of the call that asked for it, just
 * before it is started: there is nothing to send a signal to yet.
 */
const announced = new AsyncLocalStorage<(child: ChildProcess) => void>();
let subscribed = false;

function announceChildren(): void {
  if (!subscribed) {
    subscribed = true;
    channel('child_process').subscribe((message) => {
      announced.getStore()?.((message as { process: ChildProcess }).process);
    });
  }
}

/**
 * buildx needs a moment to end its session after SIGINT; the runner kills us 10 s after the first
 * signal. So a process that is to end has `graceMs` milliseconds until SIGKILL.
 */
export function systemProcesses(graceMs = 5_000): Processes {
  announceChildren();
  return {
    async run(tool, args, options = {}) {
      const { input, onLine, signal } = options;
      signal?.throwIfAborted();
      refuseImpossible(tool, args);
      const stdout: Buffer[] = [];
      const stderr = new Tail(keptStderr);
      const child = new Child(options.graceMs ?? graceMs);
      let thrown: { readonly error: unknown } | null = null;
      const lines = new LineSplitter((line) => {
        try {
          if (thrown === null) {
            onLine?.(line);
          }
        } catch (error) {
          // Out of an event of the stream it would end the whole step.
          thrown = { error };
          child.end();
        }
      });
      const end = (): void => child.end();
      signal?.addEventListener('abort', end, { once: true });
      try {
        const code: number | null = await announced.run(
          (announcement) => child.announce(announcement, input === undefined),
          () =>
            exec(quoted(tool.file), [...args], {
              silent: true,
              ignoreReturnCode: true,
              env: { ...definedEnvironment(), ...tool.env },
              ...(input === undefined ? {} : { input: Buffer.from(input) }),
              listeners: {
                stdout: (chunk) => stdout.push(chunk),
                stderr: (chunk) => {
                  stderr.add(chunk);
                  lines.add(chunk);
                },
              },
            }),
        );
        lines.end();
        signal?.throwIfAborted();
        const failure = thrown as { readonly error: unknown } | null;
        if (failure) {
          throw failure.error;
        }
        return { code, stdout: Buffer.concat(stdout), stderr: stderr.text() };
      } catch (error) {
        signal?.throwIfAborted();
        throw startFailure(tool, error) ?? error;
      } finally {
        child.release();
        signal?.removeEventListener('abort', end);
      }
    },
  };
}

/** The process of one call, which may have to end before it was started. */
class Child {
  private readonly graceMs: number;
  private process: ChildProcess | null = null;
  private ending = false;
  private killer: NodeJS.Timeout | undefined;

  constructor(graceMs: number) {
    this.graceMs = graceMs;
  }

  announce(child: ChildProcess, withoutInput: boolean): void {
    child.once('spawn', () => {
      this.process = child;
      // A process may end without having read its input: EPIPE, for which exec has no listener.
      child.stdin?.on('error', () => {});
      // exec would leave it open, and a tool that asks a question waiting for ever.
      if (withoutInput) {
        child.stdin?.end();
      }
      if (this.ending) {
        this.interrupt(child);
      }
    });
  }

  end(): void {
    if (this.ending) {
      return;
    }
    this.ending = true;
    if (this.process) {
      this.interrupt(this.process);
    }
  }

  private interrupt(child: ChildProcess): void {
    child.kill(this.graceMs > 0 ? 'SIGINT' : 'SIGKILL');
    this.killer = setTimeout(() => {
      child.kill('SIGKILL');
      // A process that it started itself may hold these open; exec would wait for that one.
      closeOutput(child);
    }, this.graceMs);
  }

  release(): void {
    clearTimeout(this.killer);
    if (this.process) {
      closeOutput(this.process);
    }
  }
}

function closeOutput({ stdout, stderr }: ChildProcess): void {
  stdout?.destroy();
  stderr?.destroy();
}

/** MAX_ARG_STRLEN of Linux, with the zero byte at the end (include/uapi/linux/binfmts.h). */
const longestArgument = 131_072;
/** ARG_MAX with the usual stack of 8 MiB: a quarter of it. The environment needs room too. */
const longestCommand = 2_097_152 - 262_144;

/** What Node would throw on where exec catches nothing, and waits for ever. */
function refuseImpossible(tool: Tool, args: readonly string[]): void {
  const sizes = args.map((arg) => Buffer.byteLength(arg) + 1);
  const longest = Math.max(0, ...sizes);
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  const hint =
    'Labels, annotations and build-args are arguments of buildx: put large texts into files of the context.';
  if (longest > longestArgument) {
    const [name = ''] = (args[sizes.indexOf(longest)] ?? '').slice(0, 60).split('=', 1);
    throw new ActionError(
      'input-invalid',
      `An argument for '${tool.file}', '${name}…', has ${longest - 1} bytes; Linux takes ${longestArgument - 1}.`,
      { hint },
    );
  }
  if (whole > longestCommand) {
    throw new ActionError(
      'input-invalid',
      `The arguments for '${tool.file}' have ${whole} bytes; at most ${longestCommand} are possible.`,
      { hint },
    );
  }
  if (args.some((arg) => arg.includes('\0'))) {
    throw new ActionError('input-invalid', `An argument for '${tool.file}' has a zero byte.`, {
      hint: 'No input can have one: remove it.',
    });
  }
}

/** exec says only in words that it could not start the tool; null if it could. */
function startFailure(tool: Tool, error: unknown): ActionError | null {
  const reason = messageOf(error);
  if (reason.startsWith('Unable to locate executable file')) {
    if (/[\\/]/.test(tool.file)) {
      return new ActionError(
        'environment-unsupported',
        `'${tool.file}' cannot be run: it is not there, or not executable.`,
        { hint: 'Is the file system that holds it mounted with noexec?', cause: error },
      );
    }
    return new ActionError('docker-missing', `'${tool.file}' is not on this runner's PATH.`, {
      hint: 'Run the job on a machine with Docker, for example runs-on: ubuntu-latest.',
      cause: error,
    });
  }
  if (reason.startsWith('There was an error when attempting to execute the process')) {
    return new ActionError('environment-unsupported', `'${tool.file}' cannot be run: ${reason}`, {
      hint: 'It must be a program for this machine, on a file system that allows programs.',
      cause: error,
    });
  }
  return null;
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
