import { describe, expect, it } from 'vitest';
import { describeDeath, lastWords, verdict } from '../../../src/builder/death.ts';
import { type Answer, fakeRunner, scriptedProcesses } from '../fakes.ts';

function state(changes: object): Answer {
  return {
    stdout: `${JSON.stringify({ Running: false, OOMKilled: false, ExitCode: 0, Error: '', ...changes })}\n`,
  };
}

const rows: readonly (readonly [name: string, inspected: Answer | null, text: RegExp])[] = [
  ['out of memory', state({ OOMKilled: true, ExitCode: 137 }), /ran out of memory/],
  ['killed without the flag', state({ ExitCode: 137 }), /exit code 137 \(killed: by hand, or because/],
  ['ended', state({ ExitCode: 1 }), /exit code 1\.$/],
  [
    'ended with an error of the engine',
    state({ ExitCode: 127, Error: 'no such file' }),
    /code 127: no such file\.$/,
  ],
  ['running', state({ Running: true }), /running again, or still/],
  [
    'gone',
    { code: 1, stderr: 'Error response from daemon: No such container: x\n' },
    /is gone: something else/,
  ],
  ['gone, as older engines say it', { code: 1, stderr: 'Error: No such object: x' }, /is gone/],
  [
    'the engine is away',
    { code: 1, stderr: 'Cannot connect to the Docker daemon at x' },
    /daemon does not say/,
  ],
  ['no docker at all', null, /daemon does not say/],
  ['no JSON', { stdout: 'what' }, /exit code unknown/],
  ['JSON null', { stdout: 'null' }, /exit code unknown/],
];

describe('verdict', () => {
  it.each(rows)('%s', (_, answer, text) => {
    const { code = 0, stdout = '', stderr = '' } = answer ?? {};
    expect(verdict(answer && { code, stdout: Buffer.from(stdout), stderr })).toMatch(text);
  });
});

describe('describeDeath', () => {
  const docker = { file: 'docker', env: {} };

  it('adds the last lines of the log, of both streams', async () => {
    const processes = scriptedProcesses(([, command]) =>
      command === 'inspect' ? state({ ExitCode: 2 }) : { stdout: 'running server\n', stderr: 'panic: no\n' },
    );
    expect(await describeDeath('b', docker, fakeRunner({ processes }))).toBe(
      "The builder's container ended with exit code 2.\nIts last log lines:\nrunning server\npanic: no",
    );
    expect(processes.calls.map((call) => [call[1], call.at(-1)])).toEqual([
      ['inspect', 'buildx_buildkit_b0'],
      ['logs', 'buildx_buildkit_b0'],
    ]);
  });

  it('works when the job is cancelled, and never throws', async () => {
    const cancelled = fakeRunner({
      signal: AbortSignal.abort(),
      processes: scriptedProcesses(() => state({ OOMKilled: true })),
    });
    expect(await describeDeath('b', docker, cancelled)).toContain('out of memory');
    const broken = fakeRunner({ processes: scriptedProcesses(() => Promise.reject(new Error('no docker'))) });
    expect(await describeDeath('b', docker, broken)).toBe(
      'The Docker daemon does not say how its container ended.',
    );
  });
});

describe('lastWords', () => {
  it('leaves out the stack behind the reason', () => {
    const log = [
      'time="2026-01-01T00:00:00Z" level=info msg="found 0 workers"',
      '1 v0.33.1 buildkitd --config /etc/buildkit/buildkitd.toml',
      'main.newController',
      '\tgithub.com/moby/buildkit/cmd/buildkitd/main.go:992',
      '',
      'buildkitd: no worker found, rebuild the buildkit daemon?',
    ];
    expect(lastWords(log.join('\n'))).toBe([log[0], log[1], log[5]].join('\n'));
  });

  it('is the end of a long one', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    expect(lastWords(lines.join('\r\n'))).toBe(lines.slice(20).join('\n'));
  });
});
