import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/runner/clock.ts';
import type { Environment } from '../../src/runner/environment.ts';
import { systemFiles } from '../../src/runner/files.ts';
import { systemGitHub } from '../../src/runner/github.ts';
import { systemHttp } from '../../src/runner/http.ts';
import type { Log } from '../../src/runner/log.ts';
import { systemProcesses } from '../../src/runner/processes.ts';
import type { Runner } from '../../src/runner/runner.ts';
import { systemTools } from '../../src/runner/tools.ts';

export interface RecordedLog extends Log {
  /** Every line, annotations with their level before them: `warning: …`. */
  readonly lines: readonly string[];
  readonly masked: readonly string[];
}

export function recordingLog(): RecordedLog {
  const lines: string[] = [];
  const masked: string[] = [];
  return {
    lines,
    masked,
    info: (line) => void lines.push(line),
    warning: (message) => void lines.push(`warning: ${message}`),
    notice: (message) => void lines.push(`notice: ${message}`),
    error: (message) => void lines.push(`error: ${message}`),
    group: (title, body) => {
      lines.push(`group: ${title}`);
      return body();
    },
    mask: (secret) => void masked.push(secret),
  };
}

export interface RecordedClock extends Clock {
  /** Milliseconds of each sleep that was asked for. */
  readonly sleeps: readonly number[];
  advance(milliseconds: number): void;
}

/** Sleeps take no time but move its hands. `random` is always the same. */
export function steppingClock(random = 0.5, start = Date.now()): RecordedClock {
  const sleeps: number[] = [];
  let now = start;
  return {
    sleeps,
    now: () => now,
    random: () => random,
    advance: (milliseconds) => {
      now += milliseconds;
    },
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      sleeps.push(milliseconds);
      now += milliseconds;
    },
  };
}

export function environmentOf(overrides: Partial<Environment> = {}): Environment {
  const temp = overrides.temp ?? tmpdir();
  return {
    variables: { PATH: '' },
    os: 'linux',
    arch: 'x64',
    kernel: '6.8.0',
    armVersion: undefined,
    temp,
    toolCache: join(temp, 'tools'),
    workspace: join(temp, 'workspace'),
    disposable: false,
    dockerConfig: join(temp, 'docker'),
    buildxConfig: join(temp, 'docker', 'buildx'),
    apiUrl: 'http://127.0.0.1:9',
    processId: process.pid,
    parentId: process.ppid,
    ...overrides,
  };
}

export type FakeRunner = Runner & { readonly log: RecordedLog; readonly clock: RecordedClock };

/** Real files, processes and HTTP; a log that records and a clock that does not wait. */
export function fakeRunner(overrides: Partial<FakeRunner> = {}): FakeRunner {
  const http = overrides.http ?? systemHttp();
  return {
    processes: systemProcesses(),
    files: systemFiles(),
    http,
    github: systemGitHub(http),
    tools: systemTools(),
    clock: steppingClock(),
    environment: environmentOf(),
    log: recordingLog(),
    signal: new AbortController().signal,
    ...overrides,
  };
}
