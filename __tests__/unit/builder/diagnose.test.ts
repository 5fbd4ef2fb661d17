import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/builder/diagnose.ts';
import { container, logTail, verdict } from '../../../src/builder/drivers/container.ts';
import { ActionError } from '../../../src/errors.ts';
import { Journal, type Leftover } from '../../../src/session/journal.ts';
import { Ledger } from '../../../src/session/ledger.ts';
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

describe('the end of a container', () => {
  it('adds the last lines of the log, of both streams', async () => {
    const processes = scriptedProcesses(([, command]) =>
      command === 'inspect' ? state({ ExitCode: 2 }) : { stdout: 'running server\n', stderr: 'panic: no\n' },
    );
    expect(await container.describeEnd({ name: 'b0', endpoint: null }, fakeRunner({ processes }))).toBe(
      "The builder's container ended with exit code 2.\nIts last log lines:\nrunning server\npanic: no",
    );
    expect(processes.calls.map((call) => [call[0], call[1], call.at(-1)])).toEqual([
      ['docker', 'inspect', 'buildx_buildkit_b0'],
      ['docker', 'logs', 'buildx_buildkit_b0'],
    ]);
  });

  it('works when the job is cancelled, and never throws', async () => {
    const cancelled = fakeRunner({
      signal: AbortSignal.abort(),
      processes: scriptedProcesses(() => state({ OOMKilled: true })),
    });
    expect(await container.describeEnd({ name: 'b0', endpoint: null }, cancelled)).toContain('out of memory');
    const broken = fakeRunner({ processes: scriptedProcesses(() => Promise.reject(new Error('no docker'))) });
    expect(await container.describeEnd({ name: 'b0', endpoint: null }, broken)).toBe(
      'The Docker daemon does not say how its container ended.',
    );
  });
});

describe('logTail', () => {
  it('leaves out the stack behind the reason', () => {
    const log = [
      'time="2026-01-01T00:00:00Z" level=info msg="found 0 workers"',
      '1 v0.33.1 buildkitd --config /etc/buildkit/buildkitd.toml',
      'main.newController',
      '\tgithub.com/moby/buildkit/cmd/buildkitd/main.go:992',
      '',
      'buildkitd: no worker found, rebuild the buildkit daemon?',
    ];
    expect(logTail(log.join('\n'))).toBe([log[0], log[1], log[5]].join('\n'));
  });

  it('is the end of a long one', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    expect(logTail(lines.join('\r\n'))).toBe(lines.slice(20).join('\n'));
  });
});

describe('diagnose', () => {
  const died = new ActionError('builder-died', 'The build failed: error reading from server: EOF');
  const builder = {
    kind: 'builder',
    name: 'multiarch-build-mhd2x9a0-80000000',
    record: '/temp/multiarch-build-builder-0',
    buildx: 'buildx',
  } as const;

  function ledgerOf(node: string | null): Ledger {
    const ledger = new Ledger();
    if (node !== null) {
      const platform = { os: 'linux', architecture: 'amd64' };
      ledger.setUp({
        buildxVersion: 'v0.37.1',
        driver: 'docker-container',
        nodes: [{ name: node, endpoint: null }],
        executions: [{ platform, node: { name: node }, how: 'native' }],
      });
    }
    return ledger;
  }

  function journalOf(...leftovers: readonly Leftover[]): Journal {
    const journal = new Journal(() => undefined);
    for (const leftover of leftovers) {
      journal.note(leftover);
    }
    return journal;
  }

  async function diagnosing(error: unknown, ledger: Ledger, journal: Journal) {
    const processes = scriptedProcesses(([, command]) =>
      command === 'inspect' ? state({ OOMKilled: true }) : {},
    );
    const diagnosed = await diagnose(error, ledger, journal, fakeRunner({ processes }));
    return { diagnosed, calls: processes.calls };
  }

  it.each<[name: string, node: string | null, journal: Journal, container: string]>([
    ['the one that the step builds on', 'mine0', journalOf(), 'buildx_buildkit_mine0'],
    [
      'the one that the step builds on, whatever the journal has',
      'mine0',
      journalOf(builder),
      'buildx_buildkit_mine0',
    ],
    [
      'the one that the set-up was about to make',
      null,
      journalOf({ kind: 'folder', path: '/temp/x' }, builder),
      `buildx_buildkit_${builder.name}0`,
    ],
  ])('says how the builder ended, %s', async (_, node, journal, container) => {
    const { diagnosed, calls } = await diagnosing(died, ledgerOf(node), journal);
    expect(diagnosed).toBeInstanceOf(ActionError);
    expect(diagnosed).toMatchObject({
      code: 'builder-died',
      message: `${died.message}\nThe builder's container ran out of memory (OOM-killed).`,
      hint: expect.stringContaining("'driver-opts': memory="),
      cause: died,
    });
    expect(calls.map((call) => call.at(-1))).toEqual([container, container]);
  });

  it.each<[name: string, error: unknown, node: string | null]>([
    ['a failure of the build', new ActionError('build-failed', 'x'), 'mine0'],
    ['a defect', new Error('x'), 'mine0'],
    ['what is not an error', 'x', 'mine0'],
    ['a builder that died before there was one of ours', died, null],
  ])('gives back %s, and asks nobody', async (_, error, node) => {
    const { diagnosed, calls } = await diagnosing(error, ledgerOf(node), journalOf());
    expect(diagnosed).toBe(error);
    expect(calls).toEqual([]);
  });
});
