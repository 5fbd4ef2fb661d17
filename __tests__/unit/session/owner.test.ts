import { describe, expect, it } from 'vitest';
import {
  currentJob,
  currentStep,
  formatOwner,
  hasEnded,
  jobProcess,
  type Owner,
  parseOwner,
  parseStat,
} from '../../../src/session/owner.ts';
import { environmentOf, fakeRunner, memoryFiles } from '../fakes.ts';

/** A line of /proc/<pid>/stat as Linux 6 writes it. */
function stat(pid: number, command: string, parent: number, started: number | string): string {
  const after = `S ${parent} ${pid} ${pid} 0 -1 4194560 1033 0 0 0 2 1 0 0 20 0 11 0 ${started}`;
  return `${pid} (${command}) ${after} 1277771776 14336 18446744073709551615 1 1 0 0 0 0 0 16781312 134235650\n`;
}

function machine(processes: Record<number, string>, environment = {}) {
  const files: Record<string, string> = {
    '/proc/sys/kernel/random/boot_id': '0f9c-boot\n',
    '/proc/self/ns/pid': 'pid:[4026531836]',
  };
  for (const [pid, text] of Object.entries(processes)) {
    files[`/proc/${pid}/stat`] = text;
  }
  return fakeRunner({
    files: memoryFiles(files),
    environment: environmentOf({ processId: 50, parentId: 40, ...environment }),
  });
}

const here = { boot: '0f9c-boot', namespace: '4026531836' };

describe('parseStat', () => {
  it.each<[name: string, command: string]>([
    ['a plain command', 'node'],
    ['spaces', 'tmux: server'],
    ['parentheses', 'a) S 1 (b'],
    ['only a parenthesis', ')'],
    ['an empty command', ''],
    ['a newline', 'a\nb'],
  ])('%s', (_, command) => {
    expect(parseStat(stat(7, command, 3, 123456))).toEqual({ command, parent: 3, started: '123456' });
  });

  it.each([
    ['nothing', ''],
    ['no parenthesis', '7 node S 1'],
    ['an end that is cut off', '7 (node) S 1 2 3'],
    ['a zombie', stat(7, 'node', 3, 5).replace(') S', ') Z')],
    ['a zombie whose name looks alive', stat(7, 'a) S (b', 3, 5).replace('b) S', 'b) Z')],
  ])('null for %s', (_, text) => {
    expect(parseStat(text)).toBeNull();
  });
});

describe('parseOwner', () => {
  const owner: Owner = { ...here, process: 17, started: '99' };

  it('reads what formatOwner writes', () => {
    expect(formatOwner(owner)).toBe('0f9c-boot/4026531836/17/99');
    expect(parseOwner(formatOwner(owner))).toEqual(owner);
  });

  it.each([
    ['nothing', ''],
    ['an owner that was not known', 'unknown'],
    ['three parts', 'a/b/1'],
    ['five parts', 'a/b/1/2/3'],
    ['an empty part', 'a//1/2'],
    ['a process that is not a number', 'a/b/x/2'],
    ['a negative process', 'a/b/-1/2'],
  ])('null for %s', (_, text) => {
    expect(parseOwner(text)).toBeNull();
  });
});

describe('jobProcess', () => {
  const of = (...commands: readonly string[]) =>
    jobProcess(commands.map((command, n) => ({ command, process: n + 1, started: '1' })))?.process ?? null;

  it.each<[name: string, commands: readonly string[], process: number | null]>([
    ["GitHub's worker, past everything between", ['bash', 'node', 'Runner.Worker', 'Runner.Listener'], 3],
    ['the worker at once', ['Runner.Worker', 'Runner.Listener'], 1],
    ['act, through a shell', ['sh', 'act', 'bash'], 2],
    ['what started it, past timeout and env', ['timeout', 'env', 'dash', 'make', 'bash'], 4],
    ['nothing but shells', ['bash', 'sh'], null],
    ['a process whose name begins like a shell', ['bashful', 'init'], 1],
    ['nobody', [], null],
  ])('%s', (_, commands, process) => {
    expect(of(...commands)).toBe(process);
  });
});

describe('currentJob', () => {
  it('walks up to the worker', async () => {
    const runner = machine({
      40: stat(40, 'node', 30, 400),
      30: stat(30, 'Runner.Worker', 20, 300),
      20: stat(20, 'Runner.Listener', 1, 200),
      1: stat(1, 'systemd', 0, 1),
    });
    expect(await currentJob(runner)).toEqual({ ...here, process: 30, started: '300' });
  });

  it('stops where an ancestor cannot be read', async () => {
    expect(await currentJob(machine({ 40: stat(40, 'bash', 30, 400) }))).toBeNull();
  });

  it('is not known without /proc', async () => {
    expect(await currentJob(fakeRunner({ files: memoryFiles({}) }))).toBeNull();
  });

  it('is itself for a step', async () => {
    expect(await currentStep(machine({ 50: stat(50, 'node', 40, 500) }))).toEqual({
      ...here,
      process: 50,
      started: '500',
    });
    expect(await currentStep(machine({}))).toBeNull();
  });
});

describe('hasEnded', () => {
  const init = { 1: stat(1, 'systemd', 0, 1) };
  const owner: Owner = { ...here, process: 30, started: '300' };
  it.each<[name: string, owner: Owner, processes: Record<number, string>, ended: boolean | null]>([
    ['it is alive', owner, { ...init, 30: stat(30, 'Runner.Worker', 20, 300) }, false],
    ['it is gone', owner, init, true],
    [
      'nobody has asked how it ended',
      owner,
      { ...init, 30: stat(30, 'node', 1, 300).replace(') S', ') Z') },
      true,
    ],
    [
      'nobody has taken notice of its end',
      owner,
      { ...init, 30: stat(30, 'x', 20, 300).replace(') S', ') Z') },
      true,
    ],
    ['its process id is another process by now', owner, { ...init, 30: stat(30, 'other', 20, 9000) }, true],
    ['another boot', { ...owner, boot: 'other' }, init, null],
    ['another namespace of process ids', { ...owner, namespace: '1' }, init, null],
    ["/proc hides other users' processes", owner, { 50: stat(50, 'node', 40, 500) }, null],
  ])('%s', async (_, of, processes, ended) => {
    expect(await hasEnded(of, machine(processes))).toBe(ended);
  });

  it('is not known without /proc', async () => {
    expect(await hasEnded(owner, fakeRunner({ files: memoryFiles({}) }))).toBeNull();
  });
});
