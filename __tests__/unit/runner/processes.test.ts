import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { type RunOptions, systemProcesses } from '../../../src/runner/processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'processes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const node = { file: process.execPath, env: {} };
const run = (script: string, options: RunOptions = {}, processes = systemProcesses()) =>
  processes.run(node, ['-e', script], options);

describe('what a process leaves', () => {
  it.each([0, 1, 3, 130, 255])('exit code %d is a result', async (code) => {
    expect((await run(`process.exit(${code})`)).code).toBe(code);
  });

  it.each(['SIGKILL', 'SIGTERM', 'SIGSEGV'])('death by %s is the code null', async (signal) => {
    expect((await run(`process.kill(process.pid, '${signal}'); setTimeout(() => {}, 1e4)`)).code).toBeNull();
  });

  it('stdout is exact bytes, without an end of line of ours', async () => {
    const { stdout } = await run('process.stdout.write(Buffer.from([0, 255, 13, 10, 0xc3]))');
    expect([...stdout]).toEqual([0, 255, 13, 10, 0xc3]);
  });

  it('a large stdout is whole', async () => {
    const { stdout } = await run('process.stdout.write(Buffer.alloc(3e6, 97))');
    expect(stdout.equals(Buffer.alloc(3e6, 97))).toBe(true);
  });

  it('stderr is kept by its end, about a mebibyte of it', async () => {
    const { stderr } = await run('process.stderr.write("first" + "x".repeat(5e6) + "last")');
    expect(stderr.endsWith('xlast')).toBe(true);
    expect(stderr).not.toContain('first');
    expect(stderr.length).toBeGreaterThanOrEqual(1 << 20);
    expect(stderr.length).toBeLessThan(1.2 * (1 << 20));
  });
});

describe('what a process gets', () => {
  const echo = 'process.stdin.pipe(process.stdout)';

  it('its input, and its end', async () => {
    expect((await run(echo, { input: 'pässwörd\n' })).stdout.toString()).toBe('pässwörd\n');
  });

  it('the end of input at once if it has none', async () => {
    expect((await run(echo)).stdout.toString()).toBe('');
  });

  it('input that it never reads does no harm', async () => {
    expect((await run('process.exit(4)', { input: 'x'.repeat(5e6) })).code).toBe(4);
  });

  it('arguments as they are: spaces, quotes, newlines, nothing, a shell', async () => {
    const args = ['a b', '"quoted"', "it's", 'two\nlines', '', '$(exit 9)', '\\', 'ümläut', '--'];
    const { stdout } = await systemProcesses().run(node, [
      '-e',
      'process.stdout.write(JSON.stringify(process.argv.slice(1)))',
      '--',
      ...args,
    ]);
    expect(JSON.parse(stdout.toString())).toEqual(args);
  });

  it("the step's environment and, over it, the tool's own", async () => {
    process.env['PROCESSES_TEST'] = 'step';
    const script = 'process.stdout.write(process.env.PROCESSES_TEST + !!process.env.PATH)';
    const own = { file: node.file, env: { PROCESSES_TEST: 'tool' } };
    const { stdout } = await systemProcesses().run(own, ['-e', script]);
    expect(stdout.toString()).toBe('tooltrue');
    expect((await run(script)).stdout.toString()).toBe('steptrue');
    delete process.env['PROCESSES_TEST'];
  });
});

describe('a tool that cannot be started', () => {
  const file = (name: string, content: string, mode: number): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    chmodSync(path, mode);
    return path;
  };

  it.each([
    [
      'a name that is not on PATH',
      'no-such-docker',
      'docker-missing',
      "'no-such-docker' is not on this runner",
    ],
    [
      'a path that is not there',
      '/no/such/buildx',
      'environment-unsupported',
      "'/no/such/buildx' cannot be run",
    ],
    ['a file that is not executable', file('plain', 'x', 0o644), 'environment-unsupported', 'not executable'],
    [
      'a script whose interpreter is missing',
      file('script', '#!/no/such/interpreter\n', 0o755),
      'environment-unsupported',
      'cannot be run',
    ],
  ])('%s', async (_, path, code, text) => {
    const refused = systemProcesses().run({ file: path, env: {} }, ['version'], { input: 'secret' });
    await expect(refused).rejects.toMatchObject({ code, message: expect.stringContaining(text) });
  });

  it.each([
    [
      'one argument that is too long',
      ['--label', `name=${'x'.repeat(131_072)}`],
      "'name…', has 131077 bytes",
    ],
    ['all arguments together', Array.from({ length: 20 }, () => 'x'.repeat(100_000)), 'have 2000020 bytes'],
    ['a zero byte', ['a\0b'], 'has a zero byte'],
  ])('%s', async (_, args, text) => {
    const refused = systemProcesses().run({ file: 'echo', env: {} }, args);
    await expect(refused).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringContaining(text),
    });
  });

  it('the longest argument that is possible is no problem', async () => {
    const { stdout } = await systemProcesses().run({ file: 'echo', env: {} }, ['x'.repeat(131_071)]);
    expect(stdout.byteLength).toBe(131_072);
  });

  it('a path with a space and one with a backslash', async () => {
    for (const name of ['with space', 'back\\slash']) {
      const path = join(folder, name);
      symlinkSync(process.execPath, path);
      const { stdout } = await systemProcesses().run({ file: path, env: {} }, ['-p', '1+1']);
      expect(stdout.toString().trim()).toBe('2');
    }
  });
});

describe('lines', () => {
  it('come while the process runs', async () => {
    const seen: string[] = [];
    const ended = run(`console.error('first'); setTimeout(() => console.error('second'), 300)`, {
      onLine: (line) => seen.push(line),
    });
    while (seen.length === 0) {
      await delay(5);
    }
    expect(seen).toEqual(['first']);
    await ended;
    expect(seen).toEqual(['first', 'second']);
  });

  it('a line of 10 MB comes in pieces, in bounded time, and the one after it too', async () => {
    const sizes: number[] = [];
    let last = '';
    const before = Date.now();
    await run(`process.stderr.write('x'.repeat(1e7) + '\\nlast')`, {
      onLine: (line) => {
        sizes.push(line.length);
        last = line;
      },
    });
    expect(Math.max(...sizes)).toBe(65_536);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1e7 + 4);
    expect(last).toBe('last');
    expect(Date.now() - before).toBeLessThan(10_000);
  });
});
