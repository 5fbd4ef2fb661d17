import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ActionError } from '../../../../src/errors.ts';
import { type ClaimedDigest, digestOf } from '../../../../src/oci/digest.ts';
import type { Platform } from '../../../../src/oci/platform.ts';
import type { Completed, Processes, RunOptions } from '../../../../src/runner/processes.ts';
import type { Staged } from '../../../../src/stage/staged.ts';
import { type ProbedFile, probeFiles } from '../../../../src/verify/binaries/probe-files.ts';
import { readySession } from '../../fakes.ts';
import { armSection } from './marked.ts';

const amd64 = { os: 'linux', architecture: 'amd64' };
const staged: Staged = {
  target: { kind: 'layout', directory: '/tmp/layout' },
  digest: digestOf('image') as ClaimedDigest,
};
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

interface Given {
  readonly signal?: AbortSignal;
  readonly wantedLength?: (head: Uint8Array, platform: Platform) => number | null;
}

async function probe(
  build: Build,
  lookups: readonly (readonly string[])[],
  { signal, wantedLength = () => null }: Given = {},
): Promise<readonly (ProbedFile | null)[]> {
  let number = 0;
  const processes: Processes = {
    run: (_, args, options = {}) => {
      const directory = join(/dest=(.*)$/.exec(args.at(-2) ?? '')?.[1] ?? '', 'linux_amd64');
      mkdirSync(directory, { recursive: true });
      return build(directory, options, ++number);
    },
  };
  const session = readySession([amd64], { processes, folder, ...(signal ? { signal } : {}) });
  const found = await probeFiles({ staged, lookups, platforms: [amd64], wantedLength }, session);
  return found.get('linux/amd64') ?? [];
}

const lengths = (files: readonly (ProbedFile | null)[]): readonly (number | null)[] =>
  files.map((file) => file?.head.byteLength ?? null);

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

describe('probeFiles', () => {
  it('ends the export once enough of every file has come', async () => {
    const prefixes = await probe(
      (directory, { signal }) => {
        writeFileSync(join(directory, '0'), Buffer.alloc(16_384, 1));
        writeFileSync(join(directory, '1'), Buffer.alloc(90_000, 2));
        return until(signal);
      },
      [['/a'], ['/b']],
    );
    expect(prefixes.map((file) => [file?.head.byteLength, file?.head[0], file?.whole, file?.marks])).toEqual([
      [16_384, 1, false, null],
      [16_384, 2, false, null],
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('waits for the end while a file is short or missing', async () => {
    let ended = false;
    const prefixes = await probe(
      async (directory) => {
        writeFileSync(join(directory, '0'), Buffer.alloc(20_000));
        writeFileSync(join(directory, '1'), 'short');
        await new Promise((resolve) => setTimeout(resolve, 30));
        ended = true;
        return success;
      },
      [['/a'], ['/b'], ['/c']],
    );
    expect(ended).toBe(true);
    expect(lengths(prefixes)).toEqual([16_384, 5, null]);
    expect(prefixes.map((file) => file?.whole)).toEqual([false, true, undefined]);
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
      { signal: cancelled.signal },
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
          return failing(3, 'mkdir /opt: not a directory');
        }
        writeFileSync(join(directory, '1'), 'b');
        return success;
      },
      [['/opt/a'], ['/b']],
    );
    expect(files[1]).toContain('WORKDIR /opt\n');
    expect(files[2]).not.toContain('/opt');
    expect(lengths(prefixes)).toEqual([null, 1]);
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
    expect(lengths(prefixes)).toEqual([1]);
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
    await expect(probing.then(lengths, ({ code }) => code)).resolves.toEqual(outcome);
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
  it('reads the Dockerfile from stdin, makes no attestation, quotes the directory and is ended at once', async () => {
    const calls: (readonly string[])[] = [];
    const graces: unknown[] = [];
    const processes: Processes = {
      run: async (_, args, options) => {
        calls.push(args);
        graces.push(options?.graceMs);
        return success;
      },
    };
    const odd = join(folder, 'a,"b');
    mkdirSync(odd);
    const session = readySession([amd64], { processes, folder: odd });
    await probeFiles({ staged, lookups: [['/a']], platforms: [amd64], wantedLength: () => null }, session);
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
        `image=oci-layout:///tmp/layout@${staged.digest}`,
        '--output',
        expect.stringContaining(`type=local,platform-split=true,"dest=${folder}/a,""b/files-`),
        '-',
      ],
    ]);
    expect(calls[0]?.at(-2)).toMatch(/[^"]"$/);
    expect(graces).toEqual([0]);
  });
});

describe('the end of the export', () => {
  /** Whether it is ended early, with these files; how much of the first one comes in time. */
  async function endsEarly(
    write: (directory: string) => void,
    lookups: readonly (readonly string[])[],
    given: Given = {},
  ): Promise<boolean> {
    let early = false;
    await probe(
      async (directory, { signal }) => {
        write(directory);
        const ended = new Promise<void>((resolve) => {
          signal?.addEventListener('abort', () => resolve(), { once: true });
        });
        const late = new Promise<void>((resolve) => {
          setTimeout(resolve, 60);
        });
        await Promise.race([late, ended]);
        early = signal?.aborted === true;
        if (early) {
          throw signal?.reason;
        }
        return success;
      },
      lookups,
      given,
    );
    return early;
  }

  const full = Buffer.alloc(16_384);
  it.each<[string, (directory: string) => void, boolean]>([
    [
      'comes with the beginning of all files',
      (to) => ['0', '1'].map((name) => writeFileSync(join(to, name), full)),
      true,
    ],
    ['waits for a file that has not come', (to) => writeFileSync(join(to, '0'), full), false],
    ['waits for the other file, too', (to) => writeFileSync(join(to, '1'), full), false],
    [
      'waits for a file that is still growing',
      (to) => ['0', '1'].map((name) => writeFileSync(join(to, name), name === '0' ? full : full.subarray(1))),
      false,
    ],
    [
      'does not wait for the end of a directory',
      (to) => {
        writeFileSync(join(to, '0'), full);
        mkdirSync(join(to, '1'));
      },
      true,
    ],
  ])('%s', async (_, write, early) => {
    expect(await endsEarly(write, [['/a'], ['/b']])).toBe(early);
  });

  it.each([
    ['waits for the length that is wanted', 20_001, false],
    ['comes with the length that is wanted', 20_000, true],
  ])('%s', async (_, length, early) => {
    const write = (to: string): void => writeFileSync(join(to, '0'), Buffer.alloc(20_000));
    expect(await endsEarly(write, [['/a']], { wantedLength: () => length })).toBe(early);
  });

  it('waits for every platform', async () => {
    const arm64 = { os: 'linux', architecture: 'arm64' };
    const ended: boolean[] = [];
    const processes: Processes = {
      run: async (_, args, { signal } = {}) => {
        const destination = /dest=(.*)$/.exec(args.at(-2) ?? '')?.[1] ?? '';
        mkdirSync(join(destination, 'linux_amd64'), { recursive: true });
        writeFileSync(join(destination, 'linux_amd64', '0'), full);
        await new Promise((resolve) => setTimeout(resolve, 60));
        ended.push(signal?.aborted === true);
        mkdirSync(join(destination, 'linux_arm64'));
        writeFileSync(join(destination, 'linux_arm64', '0'), 'x');
        return success;
      },
    };
    const session = readySession([amd64, arm64], { processes, folder });
    const probed = { staged, lookups: [['/a']], platforms: [amd64, arm64], wantedLength: () => null };
    const files = await probeFiles(probed, session);
    expect(ended).toEqual([false]);
    expect([...files].map(([name, own]) => [name, lengths(own)])).toEqual([
      ['linux/amd64', [16_384]],
      ['linux/arm64', [1]],
    ]);
  });

  it('reads a file that is wanted for its marks, and no other one', async () => {
    const marked = Buffer.concat([full, armSection(Buffer.of(6, 10))]);
    const files = await probe(
      async (directory) => {
        writeFileSync(join(directory, '0'), marked);
        writeFileSync(join(directory, '1'), Buffer.concat([Buffer.of(1), marked]));
        return success;
      },
      [['/a'], ['/b']],
      { wantedLength: (head) => (head[0] === 0 ? 1 : null) },
    );
    expect(files.map((file) => file?.marks?.arm)).toEqual([Buffer.of(6, 10), undefined]);
  });
});
