import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import type { Completed, Processes, RunOptions } from '../../../src/runner/processes.ts';
import { extractHeads, extractionArguments, type Head } from '../../../src/verify/extract.ts';
import { fakeRunner, steppingClock } from '../fakes.ts';

const amd64 = { os: 'linux', architecture: 'amd64' };
const arm64 = { os: 'linux', architecture: 'arm64' };
const base = { from: 'image', args: [] };
const success: Completed = { code: 0, stdout: Buffer.of(), stderr: '' };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'extract-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A build that is told the directory of the platform which it exports. */
type Build = (directory: string, options: RunOptions, number: number) => Promise<Completed>;

async function extract(
  build: Build,
  lookups: readonly (readonly string[])[],
  signal?: AbortSignal,
): Promise<readonly Head[]> {
  let number = 0;
  const processes: Processes = {
    run: (_, args, options = {}) => {
      const directory = join(/"dest=(.*)"/.exec(args.join(' '))?.[1] ?? '', 'linux_amd64');
      mkdirSync(directory, { recursive: true });
      return build(directory, options, ++number);
    },
  };
  const runner = fakeRunner(signal ? { processes, signal } : { processes });
  const access = { buildx: { file: 'buildx', env: {} }, builder: 'b', retries: 0, folder, runner };
  return (await extractHeads(base, lookups, [amd64], access)).get('linux/amd64') ?? [];
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

describe('extractHeads', () => {
  it('ends the export once the head of every file has come', async () => {
    const heads = await extract(
      (directory, { signal }) => {
        writeFileSync(join(directory, '0'), Buffer.alloc(5000, 1));
        writeFileSync(join(directory, '1'), Buffer.alloc(9000, 2));
        return until(signal);
      },
      [['/a'], ['/b']],
    );
    expect(heads.map((head) => [head?.byteLength, head?.[0]])).toEqual([
      [4096, 1],
      [4096, 2],
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('goes on until the heads have come for every platform', async () => {
    const stepping = steppingClock();
    let late = '';
    const clock: typeof stepping = {
      ...stepping,
      async sleep(milliseconds, signal) {
        await stepping.sleep(milliseconds, signal);
        // Nothing comes any more once the export was ended.
        if (stepping.sleeps.length === 3 && late !== '') {
          writeFileSync(join(late, '0'), Buffer.alloc(5000, 2));
        }
      },
    };
    const processes: Processes = {
      run: (_, args, { signal } = {}) => {
        const directory = /"dest=(.*)"/.exec(args.join(' '))?.[1] ?? '';
        const [early, other] = ['linux_amd64', 'linux_arm64'].map((name) => join(directory, name));
        for (const path of [early ?? '', other ?? '']) {
          mkdirSync(path, { recursive: true });
        }
        late = other ?? '';
        writeFileSync(join(early ?? '', '0'), Buffer.alloc(5000, 1));
        signal?.addEventListener('abort', () => {
          late = '';
        });
        return until(signal);
      },
    };
    const access = { buildx: { file: 'buildx', env: {} }, builder: 'b', retries: 0, folder };
    const runner = fakeRunner({ processes, clock });
    const heads = await extractHeads(base, [['/a']], [amd64, arm64], { ...access, runner });
    expect([...heads.values()].map(([head]) => [head?.byteLength, head?.[0]])).toEqual([
      [4096, 1],
      [4096, 2],
    ]);
  });

  it('waits for the end while a file is short or missing', async () => {
    let ended = false;
    const heads = await extract(
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
    expect(heads.map((head) => head?.byteLength ?? null)).toEqual([4096, 5, null]);
  });

  it('throws the reason of a cancelled run', async () => {
    const cancelled = new AbortController();
    const reason = new ActionError('cancelled', 'The job was cancelled.');
    const extracting = extract(
      (_, { signal }) => {
        const waiting = until(signal);
        cancelled.abort(reason);
        return waiting;
      },
      [['/a']],
      cancelled.signal,
    );
    await expect(extracting).rejects.toBe(reason);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('follows no link of the image into the machine', async () => {
    writeFileSync(join(folder, 'secret'), 'secret');
    const heads = await extract(
      async (directory) => {
        symlinkSync(join(folder, 'secret'), join(directory, '0'));
        mkdirSync(join(directory, '1'));
        return success;
      },
      [['/a'], ['/b']],
    );
    expect(heads).toEqual([null, null]);
  });

  it('tries again carefully, and then without what leads nowhere', async () => {
    const files: (string | undefined)[] = [];
    const heads = await extract(
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
    expect(heads.map((head) => head?.byteLength ?? null)).toEqual([null, 1]);
  });

  it('tries again carefully where buildx names no line, and then gives up', async () => {
    const unnamed = {
      ...success,
      code: 1,
      stderr: 'ERROR: failed to build: failed to solve: lstat /sbin: no such file or directory',
    };
    const files: (string | undefined)[] = [];
    const heads = await extract(
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
    expect(heads.map((head) => head?.byteLength)).toEqual([1]);
    await expect(extract(async () => unnamed, [['/opt/a']])).rejects.toMatchObject({
      code: 'binary-unreadable',
    });
  });

  it.each([
    ['is careful where BuildKit does not say which path it was', 1, [4]],
    ['gives up where it does not say so again', 2, 'binary-unreadable'],
  ])('%s', async (_, failures, outcome) => {
    const stderr = 'ERROR: failed to build: failed to solve: "/a": not found';
    const extracting = extract(
      async (directory, _options, number) => {
        writeFileSync(join(directory, '0'), 'text');
        return number > failures ? success : { ...success, code: 1, stderr };
      },
      [['/a']],
    );
    await expect(
      extracting.then(
        (heads) => heads.map((head) => head?.byteLength),
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
    const extracting = extract(async () => {
      builds++;
      return completed;
    }, [['/a']]);
    await expect(extracting).rejects.toMatchObject({ code });
    expect(builds).toBe(1);
  });
});

describe('extractionArguments', () => {
  it('reads the Dockerfile from stdin, makes no attestation and quotes the directory', () => {
    const args = extractionArguments(
      { from: 'staged', args: ['--build-context', 'staged=x'] },
      [amd64],
      '/a,"b',
      'own',
    );
    expect(args).toEqual([
      'build',
      '--builder',
      'own',
      '--progress',
      'plain',
      '--platform',
      'linux/amd64',
      '--provenance=false',
      '--sbom=false',
      '--build-context',
      'staged=x',
      '--output',
      'type=local,platform-split=true,"dest=/a,""b"',
      '-',
    ]);
  });
});
