// No secret and no text of a build gets anywhere else than it must.
import { describe, expect, it } from 'vitest';
import { filesIn, type PlayResult, play } from './play.ts';
import { commandsIn } from './runner-log.ts';
import { type ScenarioName, scenarioOf } from './scenarios.ts';
import { edited, loadTranscript, type Transcript } from './transcript.ts';

const canaries = [
  ...Object.values(scenarioOf('staged-push').inputs),
  ...Object.values(scenarioOf('staged-push').env ?? {}),
].flatMap((text) => /canary-[\w-]+/.exec(text)?.[0] ?? []);

function withoutMasks(log: string): string {
  return log
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n');
}

/** Every text that a step gives away. */
function exposed(result: PlayResult): Readonly<Record<string, string>> {
  return {
    arguments: JSON.stringify(result.calls.map(({ args }) => args)),
    log: withoutMasks(result.log),
    'log of the post step': withoutMasks(result.post.log),
    outputs: JSON.stringify(result.outputs),
    state: JSON.stringify(result.state),
    summary: result.summary,
    'files left': JSON.stringify(result.left),
  };
}

function expectNoCanary(texts: Readonly<Record<string, string>>): void {
  for (const [where, text] of Object.entries(texts)) {
    for (const canary of canaries) {
      expect(text, `${canary} in ${where}`).not.toContain(canary);
    }
  }
}

let afterMain: Record<string, string> = {};
const success = play('staged-push', loadTranscript('staged-push'), {
  between: (job) => {
    afterMain = filesIn(job.temp);
  },
});

describe('a secret', () => {
  it('is there at all: four canaries', () => {
    expect(canaries.toSorted()).toEqual([
      'canary-github-token-77d1',
      'canary-password-5eb6',
      'canary-secret-env-c31f',
      'canary-secret-value-2a90',
    ]);
  });

  it.concurrent('reaches only who needs it', async () => {
    const result = await success;
    expectNoCanary(exposed(result));
    const input = result.calls.filter(({ stdin }) => canaries.some((canary) => stdin.includes(canary)));
    expect(input.map(({ args }) => args[0])).toEqual(['login']);
    const [build] = result.calls.filter(({ secrets }) => secrets.length > 0);
    expect(build?.secrets).toEqual([
      expect.objectContaining({ content: 'canary-secret-value-2a90', mode: 0o600 }),
    ]);
  });

  it.concurrent('is masked before anything else is said', async () => {
    const lines = (await success).log.split('\n').filter((line) => line !== '');
    const masks = lines.filter((line) => line.startsWith('::add-mask::'));
    expect(lines.slice(0, masks.length)).toEqual(masks);
    expect(masks.map((line) => line.slice('::add-mask::'.length))).toEqual(expect.arrayContaining(canaries));
  });

  it.concurrent('is gone from the disk when the main step ends', async () => {
    await success;
    expect(Object.keys(afterMain).length).toBeGreaterThan(0);
    expectNoCanary(afterMain);
  });

  const failing: readonly (readonly [string, RegExp])[] = [
    ['the login', /^docker login/],
    ['the builder', /^buildx create/],
    ['the build', /^buildx build .*push=true/],
    ['the verification', /--raw \S+@sha256/],
  ];
  it.concurrent.each(failing)('is not told when %s fails and quotes it', async (_, which) => {
    const quoting = edited(loadTranscript('staged-push'), which, {
      code: 1,
      stderr: `ERROR: denied: who sends ${canaries.join(' and ')} may not do this\n`,
    });
    const result = await play('staged-push', quoting, { lenient: true });
    expect(result.code).toBe(1);
    // In the log the runner replaces them, as the masks at its beginning say.
    const { log, ...others } = exposed(result);
    expect(log).toContain('may not do this');
    expectNoCanary(others);
  });
});

/** Commands that a step of this action may give the runner. */
const ours = ['add-mask', 'debug', 'endgroup', 'error', 'group', 'notice', 'warning'];

function expectOwnCommands(result: PlayResult): void {
  for (const { name, data } of [...commandsIn(result.log), ...commandsIn(result.post.log)]) {
    expect(ours, `command ${name}`).toContain(name);
    // What these say is the action's own, but for an error, which may quote.
    if (name === 'warning' || name === 'add-mask' || name === 'notice') {
      expect(data).not.toContain('evil');
    }
  }
  expect(result.log).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
  expect(result.log).not.toContain('\r');
}

const hostile = [
  '::set-output name=digest::evil',
  '  ::add-mask::evil',
  '\t::stop-commands::evil',
  '##[add-mask]evil',
  'text ##[warning]evil',
  '#\u200b#[warning]evil',
  '\ufeff::warning::evil',
  '\u001b[31m::warning::evil\u001b[0m',
  'progress\r::warning::evil',
  '\u001b]0;::warning::evil\u0007::notice::evil',
  '#7 0.123 ::warning::evil',
  '::\u001b[0mwarning::evil',
].join('\n');

const places: readonly (readonly [string, ScenarioName, Transcript])[] = [
  ['printed by a RUN instruction and a smoke test', 'hostile-output', loadTranscript('hostile-output')],
  ['printed by a RUN instruction that fails', 'run-fails', loadTranscript('run-fails')],
  [
    'on the stderr of every call',
    'staged-push',
    edited(loadTranscript('staged-push'), /./, ({ stderr }) => ({
      stderr: `${hostile}\n${stderr}${hostile}\n`,
    })),
  ],
  [
    'in the error of a build',
    'staged-push',
    edited(loadTranscript('staged-push'), /^buildx build .*push=true/, {
      code: 1,
      stderr: `${hostile}\nERROR: failed to solve: ${hostile}\n`,
    }),
  ],
  [
    'in the error of a login',
    'staged-push',
    edited(loadTranscript('staged-push'), /^docker login/, {
      code: 1,
      stderr: `Error response from daemon: ${hostile}\n`,
    }),
  ],
];

describe('hostile text never becomes a command', () => {
  it.concurrent.each(places)('%s', async (_, name, transcript) => {
    const result = await play(name, transcript, { lenient: true });
    expectOwnCommands(result);
    expect(JSON.stringify(result.outputs)).not.toContain('evil');
    expect(result.log).toContain('evil');
  });

  it('can be seen by this reader of logs', () => {
    expect(commandsIn(hostile).length).toBeGreaterThan(5);
  });
});
