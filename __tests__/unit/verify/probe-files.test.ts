import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import type { Completed, Processes, RunOptions } from '../../../src/runner/processes.ts';
import { type FilePrefix, isEnough, readPrefixes } from '../../../src/verify/probe-files.ts';
import { readySession } from '../fakes.ts';

const amd64 = { os: 'linux', architecture: 'amd64' };
const base = { from: 'image', args: [] };
const success: Completed = { code: 0, stdout: Buffer.of(), stderr: '' };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'probe-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A build that is told the directory of the platform which it exports. */
type Build = (directory: string, options: RunOptions, number: number) => Promise<Completed>;

async function probe(
  build: Build,
  lookups: readonly (readonly string[])[],
  signal?: AbortSignal,
): Promise<readonly FilePrefix[]> {
  let number = 0;
  const processes: Processes = {
    run: (_, args, options = {}) => {
      const directory = join(/dest=(.*)$/.exec(args.at(-2) ?? '')?.[1] ?? '', 'linux_amd64');
      mkdirSync(directory, { recursive: true });
      return build(directory, options, ++number);
    },
  };
  const session = readySession([amd64], { processes, folder, ...(signal ? { signal } : {}) });
  return (await readPrefixes({ base, lookups, platforms: [amd64] }, session)).get('linux/amd64') ?? [];
}

/** Ends only with its signal, as a process does. */
function until(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function failing(line: number, error: string): Completed {
  return {
    ...success,
    code: 1,
    stderr: `   ${line} | >>> x\nERROR: failed to build: failed to solve: ${error}`,
  };
}

describe('readPrefixes', () => {
  it('ends the export once enough of every file has come', async () => {
    const prefixes = await probe(
      (directory, { signal }) => {
        writeFileSync(join(directory, '0'), Buffer.alloc(5000, 1));
        writeFileSync(join(directory, '1'), Buffer.alloc(9000, 2));
        return until(signal);
      },
      [['/a'], ['/b']],
    );
    expect(prefixes.map((prefix) => [prefix?.byteLength, prefix?.[0]])).toEqual([
      [4096, 1],
      [4096, 2],
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('waits for the end while a file is short or missing', async () => {
    let ended = false;
    const prefixes = await probe(
      async (directory) => {
        writeFileSync(join(directory, '0'), Buffer.alloc(5000));
        writeFileSync(join(directory, '1'), 'short');
        await new Promise((resolve) => setTimeout(resolve, 30));
        ended = true;
        return success;
      },
      [['/a'], ['/b'], ['/c']],
    );
    expect(ended).toBe(true);
    expect(prefixes.map((prefix) => prefix?.byteLength ?? null)).toEqual([4096, 5, null]);
  });

  it('throws the reason of a cancelled run', async () => {
    const cancelled = new AbortController();
    const reason = new ActionError('cancelled', 'The job was cancelled.');
    const probing = probe(
      (_, { signal }) => {
        const waiting = until(signal);
        cancelled.abort(reason);
        return waiting;
      },
      [['/a']],
      cancelled.signal,
    );
    await expect(probing).rejects.toBe(reason);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('follows no link of the image into the machine', async () => {
    writeFileSync(join(folder, 'secret'), 'secret');
    const prefixes = await probe(
      async (directory) => {
        symlinkSync(join(folder, 'secret'), join(directory, '0'));
        mkdirSync(join(directory, '1'));
        return success;
      },
      [['/a'], ['/b']],
    );
    expect(prefixes).toEqual([null, null]);
  });

  it('tries again carefully, and then without what leads nowhere', async () => {
    const files: (string | undefined)[] = [];
    const prefixes = await probe(
      async (directory, { input }, number) => {
        files.push(input);
        if (number === 1) {
          return failing(3, 'failed to calculate checksum of ref x: "/opt/a": not found');
        }
        if (number === 2) {
          return failing(2, 'mkdir /opt: not a directory');
        }
        writeFileSync(join(directory, '1'), 'b');
        return success;
      },
      [['/opt/a'], ['/b']],
    );
    expect(files[1]).toContain('WORKDIR /opt\n');
    expect(files[2]).not.toContain('/opt');
    expect(prefixes.map((prefix) => prefix?.byteLength ?? null)).toEqual([null, 1]);
  });

  it('tries again carefully where buildx names no line, and then gives up', async () => {
    const unnamed = {
      ...success,
      code: 1,
      stderr: 'ERROR: failed to build: failed to solve: lstat /sbin: no such file or directory',
    };
    const files: (string | undefined)[] = [];
    const prefixes = await probe(
      async (directory, { input }, number) => {
        files.push(input);
        if (number === 1) {
          return unnamed;
        }
        writeFileSync(join(directory, '0'), 'a');
        return success;
      },
      [['/opt/a']],
    );
    expect(files[1]).toContain('WORKDIR /opt\n');
    expect(prefixes.map((prefix) => prefix?.byteLength)).toEqual([1]);
    await expect(probe(async () => unnamed, [['/opt/a']])).rejects.toMatchObject({
      code: 'binary-unreadable',
    });
  });

  it.each([
    ['is careful where BuildKit does not say which path it was', 1, [4]],
    ['gives up where it does not say so again', 2, 'binary-unreadable'],
  ])('%s', async (_, failures, outcome) => {
    const stderr = 'ERROR: failed to build: failed to solve: "/a": not found';
    const probing = probe(
      async (directory, _options, number) => {
        writeFileSync(join(directory, '0'), 'text');
        return number > failures ? success : { ...success, code: 1, stderr };
      },
      [['/a']],
    );
    await expect(
      probing.then(
        (prefixes) => prefixes.map((prefix) => prefix?.byteLength),
        ({ code }) => code,
      ),
    ).resolves.toEqual(outcome);
  });

  it.each([
    ['binary-unreadable', failing(1, 'something else')],
    ['disk-full', failing(3, 'write /0: no space left on device')],
    [
      'registry-unavailable',
      failing(1, 'unexpected status from GET request to http://r/v2/: 503 Service Unavailable'),
    ],
  ])('gives up with %s where no path is to blame', async (code, completed) => {
    let builds = 0;
    const probing = probe(async () => {
      builds++;
      return completed;
    }, [['/a']]);
    await expect(probing).rejects.toMatchObject({ code });
    expect(builds).toBe(1);
  });
});

describe('the build that copies the files out', () => {
  it('reads the Dockerfile from stdin, makes no attestation and quotes the directory', async () => {
    const calls: (readonly string[])[] = [];
    const processes: Processes = {
      run: async (_, args) => {
        calls.push(args);
        return success;
      },
    };
    const odd = join(folder, 'a,"b');
    mkdirSync(odd);
    const session = readySession([amd64], { processes, folder: odd });
    const staged = { from: 'staged', args: ['--build-context', 'staged=x'] };
    await readPrefixes({ base: staged, lookups: [['/a']], platforms: [amd64] }, session);
    expect(calls).toEqual([
      [
        'build',
        '--builder',
        'fake',
        '--progress',
        'plain',
        '--platform',
        'linux/amd64',
        '--provenance=false',
        '--sbom=false',
        '--build-context',
        'staged=x',
        '--output',
        expect.stringContaining(`type=local,platform-split=true,"dest=${folder}/a,""b/files-`),
        '-',
      ],
    ]);
    expect(calls[0]?.at(-2)).toMatch(/[^"]"$/);
  });
});

describe('isEnough', () => {
  const all = new Uint8Array(4096);
  const of = (...platforms: readonly (readonly FilePrefix[])[]) =>
    new Map(platforms.map((prefixes, index): [string, readonly FilePrefix[]] => [`${index}`, prefixes]));
  it.each<[name: string, prefixes: ReadonlyMap<string, readonly FilePrefix[]>, is: boolean]>([
    ['every file of every platform', of([all, all], [all, all]), true],
    ['all files of one platform alone', of([all, all], [all, null]), false],
    ['one file of every platform', of([all, null], [all, null]), false],
    ['a file that is short, or still growing', of([all], [new Uint8Array(4095)]), false],
  ])('%s', (_, prefixes, is) => {
    expect(isEnough(prefixes)).toBe(is);
  });
});
