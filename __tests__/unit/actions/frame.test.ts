import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Action, runAction, type Step } from '../../../src/actions/frame.ts';
import { ActionError } from '../../../src/errors.ts';
import type { Facts } from '../../../src/inputs/syntax/facts.ts';
import { servedDigestOf } from '../../../src/oci/digest.ts';
import type { Workflow } from '../../../src/runner/workflow.ts';
import { folderPrefix, recordPrefix, toolsPrefix } from '../../../src/session/journal.ts';
import type { Phase, SessionRequest, Timeouts } from '../../../src/session/session.ts';
import { app, cancellation, endWorlds, startWorld, type World, type WorldOptions } from './world.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(endWorlds);

type Run = (step: Step<SessionRequest>, world: World) => Promise<void> | void;

const unlimited: Timeouts = {
  whole: null,
  phases: { setup: null, build: null, verify: null, publish: null },
};
const wrong = new ActionError('build-failed', 'It failed.', { location: { file: 'Dockerfile', line: 3 } });
const died = new ActionError('builder-died', 'The connection broke.');
const digest = servedDigestOf(Buffer.of());
const tag = { registry: 'registry.test', repository: app, tag: '1' };
const builder = { kind: 'builder', name: 'multiarch-build-mhx1x5zk-0badcafe' } as const;

/** Runs an action that does nothing but what a test says. */
async function running(
  run: Run,
  more: (world: World) => Partial<Action<SessionRequest>> = () => ({}),
  options: WorldOptions = {},
): Promise<World> {
  const world = startWorld({ password: 'the password', secrets: 'npm=the token' }, options);
  const action: Action<SessionRequest> = {
    read: async () => ({ inputs: { retries: 3, timeouts: unlimited }, warnings: [] }),
    activity: (phase) => `being in ${phase}`,
    diagnose: async (error) => error,
    summary: () => null,
    run: async (step) => run(step, world),
    ...more(world),
  };
  await runAction(action, world.runner, world.workflow);
  return world;
}

const throwing =
  (error: unknown): Run =>
  () => {
    throw error;
  };
const nothing: Run = () => undefined;

/** It has the program that makes builders. */
const withTools: Run = ({ session }, { runner }) => {
  const path = join(runner.environment.temp, `${toolsPrefix}abc`);
  session.journal.note({ kind: 'tools', path });
  mkdirSync(path);
  writeFileSync(join(path, 'buildx'), 'not run');
};
/** It has made a builder. */
const withBuilder: Run = (step, world) => {
  void withTools(step, world);
  const { temp } = world.runner.environment;
  const record = join(temp, `${recordPrefix}abc`);
  step.session.journal.note({ ...builder, record, buildx: join(temp, `${toolsPrefix}abc`, 'buildx') });
  writeFileSync(record, 'x');
};
/** The image was verified, and has its tag. */
const tagged: Run = ({ ledger }) => {
  ledger.verified({ digest, images: [], binaries: [], downloads: [], checks: [] });
  ledger.tagged(digest, { tags: [tag], unconfirmed: [] }, app);
};
const inTurn =
  (...runs: readonly Run[]): Run =>
  async (step, world) => {
    for (const run of runs) {
      await run(step, world);
    }
  };
/** Goes on until it is stopped. */
function stopped(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => reject(signal.reason);
    if (signal.aborted) {
      end();
    }
    signal.addEventListener('abort', end, { once: true });
  });
}

describe('before the stages', () => {
  it('masks everything sensitive before it reads the inputs', async () => {
    const world = await running(nothing, ({ runner, events }) => ({
      read: async () => {
        expect(runner.log.masked).toEqual(['the password', 'the token']);
        expect(events).toEqual(['mask the password', 'mask the token']);
        return { inputs: { retries: 0, timeouts: unlimited }, warnings: [] };
      },
    }));
    expect(world.errors()).toEqual([]);
  });

  it('masks everything sensitive when the inputs are wrong too, and makes nothing', async () => {
    const run = vi.fn();
    const world = await running(run, () => ({
      read: () => Promise.reject(new ActionError('input-invalid', 'Two of them are wrong.')),
    }));
    expect(world.events).toEqual(['mask the password', 'mask the token', 'error']);
    expect(world.errors()).toEqual([
      'input-invalid\nTwo of them are wrong.\nPublished: nothing.\ndocs/errors.md#input-invalid',
    ]);
    expect(world.failed).toBe(true);
    expect(run).not.toHaveBeenCalled();
    expect([world.saved, world.left(), world.outputs]).toEqual([[], [], {}]);
  });

  it.each<[name: string, path: string | null, event: string | null]>([
    // Any file will do.
    ['the event that started the workflow', import.meta.filename, readFileSync(import.meta.filename, 'utf8')],
    ['no event where its file is not there', '/nowhere/event.json', null],
    ['no event outside of GitHub', null, null],
  ])('tells the inputs of the machine, and of %s', async (_, path, event) => {
    const read = vi.fn(async (_variables: object, facts: Facts) => {
      expect(await facts.fileKind(join(facts.workspace, 'Dockerfile'))).toBe('file');
      expect(await facts.damagedLine(join(facts.workspace, 'Dockerfile'))).toBeNull();
      expect(await facts.damagedLine(join(facts.workspace, 'nowhere'))).toBeNull();
      return { inputs: { retries: 0, timeouts: unlimited }, warnings: [] };
    });
    const variables = path === null ? {} : { GITHUB_EVENT_PATH: path };
    const { runner, failed } = await running(nothing, () => ({ read }), { variables });
    const { workspace } = runner.environment;
    expect(read).toHaveBeenCalledWith(
      expect.objectContaining(variables),
      expect.objectContaining({ os: 'linux', workspace, event }),
    );
    expect(failed).toBe(false);
  });

  it('passes the warnings on', async () => {
    const { runner, failed } = await running(nothing, () => ({
      read: async () => ({ inputs: { retries: 0, timeouts: unlimited }, warnings: ['One.', 'Two.'] }),
    }));
    expect(runner.log.lines).toEqual(['warning: One.', 'warning: Two.']);
    expect(failed).toBe(false);
  });

  it('has noted its folder before it makes it, and gives it to the stages', async () => {
    const noted: boolean[] = [];
    const world = await running(
      ({ session, inputs }) => {
        expect(session.folder.startsWith(join(session.environment.temp, folderPrefix))).toBe(true);
        expect(existsSync(session.folder)).toBe(true);
        expect(session).toMatchObject({ retries: inputs.retries, docker: { file: 'docker' } });
      },
      undefined,
      {
        workflow: {
          saveState: (name, text) => {
            expect(name).toBe('multiarch-build-journal');
            const [{ path }] = JSON.parse(text) as [{ path: string }];
            noted.push(existsSync(path));
          },
        },
      },
    );
    expect(world.errors()).toEqual([]);
    expect(noted).toEqual([false]);
  });
});

describe('a failure', () => {
  it('is an annotation with what was published, and fails the step', async () => {
    const world = await running(throwing(wrong), () => ({}), {
      variables: {
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_ACTION_REPOSITORY: 'acme/multiarch-build',
        GITHUB_ACTION_REF: 'v1',
      },
    });
    expect(world.errors()).toEqual([
      'build-failed\nIt failed.\nPublished: nothing.\n' +
        'https://github.com/acme/multiarch-build/blob/v1/docs/errors.md#build-failed',
    ]);
    expect(world.failed).toBe(true);
  });

  it.each<[name: string, error: unknown, title: RegExp]>([
    [
      'a defect of the action',
      new TypeError('x is undefined'),
      /^Unexpected error\n[\s\S]*TypeError: x is undefined/,
    ],
    [
      'a full disk',
      Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }),
      /^disk-full\nA disk of this runner is full: ENOSPC/,
    ],
  ])('may be %s', async (_, error, title) => {
    const world = await running(inTurn(withBuilder, throwing(error)));
    expect(world.errors()).toEqual([expect.stringMatching(title)]);
    expect(world.failed).toBe(true);
    expect(world.left()).toEqual([]);
    expect(world.moments()).toEqual(['remove the builder']);
  });

  it('is diagnosed while everything is still there', async () => {
    const world = await running(inTurn(withBuilder, throwing(wrong)), ({ left }) => ({
      diagnose: async (error, ledger, journal) => {
        expect(error).toBe(wrong);
        expect(ledger.publication).toEqual({ kind: 'nothing' });
        expect(journal.leftovers.map(({ kind }) => kind)).toEqual(['folder', 'tools', 'builder']);
        expect(left().toSorted()).toEqual(['folder', 'record', 'tools']);
        return new ActionError('builder-died', 'Its memory ran out.');
      },
    }));
    expect(world.errors()).toEqual([expect.stringMatching(/^builder-died\nIts memory ran out\./)]);
  });

  it('is not diagnosed where there is none', async () => {
    const diagnose = vi.fn();
    await running(nothing, () => ({ diagnose }));
    expect(diagnose).not.toHaveBeenCalled();
  });
});

describe('what a step reports', () => {
  const described = { digest, manifests: '[]', descriptors: '[]', platforms: '' };
  const references = { image: `${app}@${digest}`, references: `${app}@${digest}` };
  const published = { ...described, ...references, tags: `${app}:1`, 'tag-names': '1' };
  const verified: Run = ({ ledger }) => {
    ledger.metadata('{}');
    ledger.verified({ digest, images: [], binaries: [], downloads: [], checks: [] });
  };
  it.each<[name: string, run: Run, outputs: object]>([
    ['everything', inTurn(verified, tagged), { ...published, metadata: '{}' }],
    ['what was verified, where nothing is tagged', verified, { ...described, metadata: '{}' }],
    ['nothing of a step that verified and failed', inTurn(verified, throwing(wrong)), {}],
    ['nothing of a step that failed at once', throwing(wrong), {}],
    ['what has its tags although the step failed', inTurn(tagged, throwing(wrong)), published],
  ])('is %s', async (_, run, outputs) => {
    const world = await running(run);
    expect(world.outputs).toEqual(outputs);
  });

  it.each<[name: string, error: unknown]>([
    ['the failure', wrong],
    ['a defect', new TypeError('x')],
    ['no failure where there is none', null],
  ])('is a summary of %s', async (_, error) => {
    const summary = vi.fn(() => 'A summary.');
    const world = await running(error === null ? tagged : inTurn(tagged, throwing(error)), () => ({
      summary,
    }));
    expect(summary).toHaveBeenCalledWith(
      expect.objectContaining({ retries: 3 }),
      expect.objectContaining({
        facts: expect.objectContaining({ tags: [tag] }),
        failure: error,
        secrets: ['the password', 'the token'],
      }),
      world.runner.environment.variables,
    );
    expect(world.summary).toBe('A summary.');
  });

  it.each(['INPUT_SUMMARY', 'DOCKER_BUILD_SUMMARY'])('has no summary where %s says so', async (name) => {
    const summary = vi.fn(() => 'A summary.');
    const world = await running(tagged, ({ runner }) => {
      Object.assign(runner.environment.variables, { [name]: 'false' });
      return { summary };
    });
    expect([summary.mock.calls, world.summary]).toEqual([[], '']);
  });

  it('is a summary without inputs where they could not be read', async () => {
    const summary = vi.fn(() => 'A summary.');
    await running(nothing, () => ({ read: () => Promise.reject(wrong), summary }));
    expect(summary).toHaveBeenCalledWith(
      null,
      expect.objectContaining({ failure: wrong }),
      expect.anything(),
    );
  });

  it('is in the log, below its sections: names, digest, time and what was verified', async () => {
    const { runner } = await running(
      inTurn(async (step) => {
        await step.phases.run('build', 'Build', step.session, async () => {});
      }, tagged),
    );
    expect(runner.log.lines.slice(-3)).toEqual([
      `Published ${app}:1.`,
      `Digest ${digest}`,
      'Took 0.0 s. Verified: .',
    ]);
  });

  it('has no summary where the action has none', async () => {
    const world = await running(nothing);
    expect(world.events).not.toContain('summary');
  });

  it.each<[name: string, workflow: Partial<Workflow>, title: RegExp]>([
    [
      'an output',
      {
        setOutput: () => {
          throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
        },
      },
      /^disk-full\n/,
    ],
    [
      'the file of the outputs',
      {
        setOutput: () => {
          throw Object.assign(new Error("EACCES: permission denied, open '/files/output'"), {
            code: 'EACCES',
            path: '/files/output',
          });
        },
      },
      /^environment-unsupported\n[\s\S]*'\/files\/output'[\s\S]*GITHUB_OUTPUT/,
    ],
  ])('fails the step if %s cannot be written, and says what was published', async (_, workflow, title) => {
    const world = await running(inTurn(withBuilder, tagged), () => ({ summary: () => 'A summary.' }), {
      workflow,
    });
    expect(world.errors()).toEqual([expect.stringMatching(title)]);
    expect(world.errors()[0]).toContain(`Published: ${digest} as ${app}:1.`);
    expect(world.failed).toBe(true);
    expect([world.moments(), world.left()]).toEqual([['remove the builder'], []]);
  });
});

it('warns if the summary cannot be written, on which nothing relies', async () => {
  const world = await running(inTurn(withBuilder, tagged), () => ({ summary: () => 'A summary.' }), {
    workflow: { addSummary: () => Promise.reject(new Error('It is too large.')) },
  });
  expect(world.failed).toBe(false);
  expect(world.outputs['digest']).toBe(digest);
  expect(world.runner.log.lines).toContain('warning: The summary could not be written: It is too large.');
});

describe('the time limits', () => {
  const limited = (timeouts: Partial<Timeouts>) => () => ({
    read: async () => ({ inputs: { retries: 0, timeouts: { ...unlimited, ...timeouts } }, warnings: [] }),
  });

  it.each<Phase>(['setup', 'build', 'verify', 'publish'])(
    'of the whole step says that it was in the phase %s',
    async (phase) => {
      const world = await running(
        (step) =>
          step.phases.run(phase, 'A section', step.session, async ({ signal }) => {
            vi.advanceTimersByTime(60_000);
            await stopped(signal);
          }),
        limited({ whole: 60_000 }),
      );
      expect(world.errors()).toEqual([
        expect.stringContaining(`timeout\nThe time limit of 60 s was reached while being in ${phase}.\n`),
      ]);
    },
  );

  it('lets a step go on that is within its limit', async () => {
    const world = await running(
      () => {
        vi.advanceTimersByTime(59_000);
      },
      limited({ whole: 60_000 }),
    );
    expect(world.failed).toBe(false);
  });

  it('is none where none was asked for', async () => {
    const world = await running(({ session }) => {
      vi.advanceTimersByTime(1_000_000_000);
      expect(session.signal.aborted).toBe(false);
    });
    expect(world.failed).toBe(false);
  });
});

describe('what a step leaves behind', () => {
  it.each<[name: string, disposable: boolean, run: Run, moments: readonly string[], left: readonly string[]]>(
    [
      [
        'a success: the builder, for later steps, and its program',
        false,
        withBuilder,
        [],
        ['record', 'tools'],
      ],
      ['a success without a builder: nothing', false, withTools, [], []],
      ['a success without a builder on a machine that is thrown away', true, withTools, [], []],
      ['a failure without a builder: nothing', false, inTurn(withTools, throwing(wrong)), [], []],
      ['a success on a machine that is thrown away', true, withBuilder, [], ['record']],
      ['a failure: nothing', false, inTurn(withBuilder, throwing(wrong)), ['remove the builder'], []],
      [
        'a failure on a machine that is thrown away: what holds no credentials',
        true,
        inTurn(withBuilder, throwing(wrong)),
        [],
        ['record'],
      ],
      [
        'the death of the builder: neither its container nor its volume',
        false,
        inTurn(withBuilder, throwing(died)),
        ['remove the builder', 'remove the container', 'remove the volume'],
        [],
      ],
      [
        'the death of the builder on a machine that is thrown away',
        true,
        inTurn(withBuilder, throwing(died)),
        [],
        ['record'],
      ],
      ['a failure before there is a builder: nothing', false, throwing(wrong), [], []],
    ],
  )('%s', async (_, disposable, run, moments, left) => {
    const world = await running(run, undefined, { disposable });
    expect(world.moments()).toEqual(moments);
    // Whatever happens: the step's folder, which holds the credentials, is not among it.
    expect(world.left().toSorted()).toEqual(left);
    expect(world.events).toContain('remove the folder');
  });

  it('takes its builder from no other step that has removed it already', async () => {
    const world = await running(
      inTurn(withTools, ({ session }, { runner }) => {
        const { temp } = runner.environment;
        const [record, buildx] = [
          join(temp, `${recordPrefix}gone`),
          join(temp, `${toolsPrefix}abc`, 'buildx'),
        ];
        session.journal.note({ ...builder, record, buildx });
        throw wrong;
      }),
    );
    expect([world.moments(), world.left()]).toEqual([[], []]);
  });

  it('is removed with the buildx that made it, and its own configuration', async () => {
    const { calls, runner } = await running(inTurn(withBuilder, throwing(wrong)));
    expect(calls).toMatchObject([
      {
        command: [
          join(runner.environment.temp, `${toolsPrefix}abc`, 'buildx'),
          'rm',
          '--force',
          '--timeout',
          '1m',
          builder.name,
        ],
        env: { BUILDX_CONFIG: runner.environment.buildxConfig },
      },
    ]);
  });

  it('is removed after a cancellation too', async () => {
    const world = await running(
      inTurn(withBuilder, (step, { cancel }) => {
        cancel();
        step.session.signal.throwIfAborted();
      }),
    );
    expect(world.errors()).toEqual([
      expect.stringMatching(`^cancelled\n${cancellation.replace(/[()]/g, '\\$&')}\n`),
    ]);
    expect([world.moments(), world.left()]).toEqual([['remove the builder'], []]);
  });

  it('is reported first: the runner may kill a step that takes long to clean up', async () => {
    const world = await running(inTurn(withBuilder, tagged, throwing(wrong)), () => ({ summary: () => 'S' }));
    const order = world.events.filter((event) => !/^(mask|save|look)/.test(event));
    expect(order).toEqual([
      'error',
      ...['digest', 'manifests', 'descriptors', 'image', 'references', 'platforms', 'tags', 'tag-names'].map(
        (name) => `output ${name}`,
      ),
      'summary',
      'remove the folder',
      'remove the builder',
      'remove the record',
      'remove the tools',
    ]);
  });

  it('is a warning if it cannot be removed, beside the failure', async () => {
    const fails = () => ({ code: 1, stderr: 'is in use' });
    const world = await running(inTurn(withBuilder, throwing(wrong)), undefined, {
      scripts: { 'remove the builder': fails, 'remove the container': fails, 'remove the volume': fails },
    });
    expect(world.errors()).toHaveLength(1);
    expect(world.runner.log.lines.at(-1)).toMatch(/^warning: The builder .* could not be removed: is in use/);
  });
});
