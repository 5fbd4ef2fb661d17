import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import { type RunOptions, systemProcesses } from '../../../src/runner/processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'ending-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const node = { file: process.execPath, env: {} };
const run = (script: string, options: RunOptions = {}, processes = systemProcesses()) =>
  processes.run(node, ['-e', script], options);

/**
 * How many processes that this one started still run; those of others on the machine do not count.
 * Node forgets a process a moment after its end, so ask more than once.
 */
const running = (): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === 'ProcessWrap').length;

/** Starts the script and hands out its run when it has printed a line. */
async function started(script: string, options: RunOptions = {}, graceMs?: number) {
  let up = (): void => {};
  const ready = new Promise<void>((resolve) => {
    up = resolve;
  });
  const ended = run(script, { ...options, onLine: () => up() }, systemProcesses(graceMs));
  ended.catch(() => {});
  await ready;
  return { ended };
}

const cancelled = new ActionError('cancelled', 'The job was cancelled.');

describe('abort', () => {
  it('ends the process with SIGINT and throws the reason', async () => {
    const control = new AbortController();
    const { ended } = await started(
      `process.on('SIGINT', () => { require('fs').writeFileSync(${JSON.stringify(join(folder, 'sigint'))}, ''); process.exit(130) });
       console.error('up'); setInterval(() => {}, 1e3)`,
      { signal: control.signal },
    );
    control.abort(cancelled);
    await expect(ended).rejects.toBe(cancelled);
    expect(() => rmSync(join(folder, 'sigint'))).not.toThrow();
    await expect.poll(running).toBe(0);
  });

  it('kills one that ignores SIGINT after the grace', async () => {
    const control = new AbortController();
    const { ended } = await started(
      `process.on('SIGINT', () => {}); console.error('up'); setInterval(() => {}, 1e3)`,
      { signal: control.signal },
      300,
    );
    const before = Date.now();
    control.abort(cancelled);
    await expect(ended).rejects.toBe(cancelled);
    expect(Date.now() - before).toBeGreaterThanOrEqual(290);
    expect(Date.now() - before).toBeLessThan(3_000);
    await expect.poll(running).toBe(0);
  });

  it('kills one without a grace at once, without SIGINT', async () => {
    const control = new AbortController();
    const mark = join(folder, 'no-grace');
    const { ended } = await started(
      `process.on('SIGINT', () => require('fs').writeFileSync(${JSON.stringify(mark)}, ''));
       console.error('up'); setInterval(() => {}, 1e3);`,
      { signal: control.signal, graceMs: 0 },
    );
    const before = Date.now();
    control.abort(cancelled);
    await expect(ended).rejects.toBe(cancelled);
    expect(Date.now() - before).toBeLessThan(3_000);
    await expect.poll(running).toBe(0);
    expect(() => rmSync(mark)).toThrow('ENOENT');
  });

  it('does not wait for a grandchild that holds the output open', async () => {
    const control = new AbortController();
    const { ended } = await started(
      `const child = require('child_process').spawn('sleep', ['3'], { stdio: 'inherit', detached: true }); child.unref();
       console.error('up'); setInterval(() => {}, 1e3)`,
      { signal: control.signal },
      200,
    );
    const before = Date.now();
    control.abort(cancelled);
    await expect(ended).rejects.toBe(cancelled);
    expect(Date.now() - before).toBeLessThan(3_000);
  });

  it('before the call, nothing starts', async () => {
    const file = join(folder, 'never');
    const script = `require('fs').writeFileSync(${JSON.stringify(file)}, '')`;
    await expect(run(script, { signal: AbortSignal.abort(cancelled) })).rejects.toBe(cancelled);
    expect(() => rmSync(file)).toThrow('ENOENT');
  });

  it('between the call and the start, the process ends as soon as it is there', async () => {
    const control = new AbortController();
    const before = Date.now();
    const ended = run(`setTimeout(() => {}, 2e4)`, { signal: control.signal });
    control.abort(cancelled);
    await expect(ended).rejects.toBe(cancelled);
    expect(Date.now() - before).toBeLessThan(3_000);
    await expect.poll(running).toBe(0);
  });

  it('after the end changes nothing, and leaves no listener behind', async () => {
    const control = new AbortController();
    let listeners = 0;
    const { signal } = control;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners++;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners--;
      remove(...args);
    };
    expect((await run('process.exit(7)', { signal })).code).toBe(7);
    expect(listeners).toBe(0);
    control.abort(cancelled);
    await delay(50);
  });

  it('reaches only the process of its own call, of several at once', async () => {
    const controls = [1, 2, 3].map(() => new AbortController());
    const marked = (n: number) => `console.error('up'); setTimeout(() => process.exit(${n}), 900)`;
    const runs = await Promise.all(
      controls.map((control, n) => started(marked(n), { signal: control.signal })),
    );
    controls[1]?.abort(cancelled);
    const outcomes = await Promise.allSettled(runs.map(({ ended }) => ended));
    expect(
      outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.code : outcome.reason)),
    ).toEqual([0, cancelled, 2]);
  });
});

describe('a log that fails', () => {
  it('an exception in onLine ends the process and is thrown, once', async () => {
    let calls = 0;
    const broken = new Error('log is full');
    const ended = run(`console.error('one'); console.error('two'); setInterval(() => {}, 1e3)`, {
      onLine: () => {
        calls++;
        throw broken;
      },
    });
    await expect(ended).rejects.toBe(broken);
    expect(calls).toBe(1);
    await expect.poll(running).toBe(0);
  });

  it('an exception on the last line, which has no end, is thrown too', async () => {
    const ended = run(`process.stderr.write('tail')`, {
      onLine: () => {
        throw new Error('at the end');
      },
    });
    await expect(ended).rejects.toThrow('at the end');
  });
});
