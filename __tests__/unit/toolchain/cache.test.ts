import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/oci/digest.ts';
import type { Files } from '../../../src/runner/files.ts';
import { type Entry, findVerified, install } from '../../../src/toolchain/cache.ts';
import { type FakeRunner, fakeRunner, memoryFiles, steppingClock } from '../fakes.ts';
import { withCode } from './answers.ts';

const root = '/tools';
const folder = '/tools/buildx/0.40.0/x64';
const path = `${folder}/buildx`;
const marker = `${folder}.complete`;
const program = '/temp/multiarch-build-tools-000001/buildx';
const entry: Entry = { version: '0.40.0', arch: 'x64', file: 'buildx', sha256: digestOf('buildx') };

interface Machine {
  readonly runner: FakeRunner;
  readonly content: Record<string, string>;
  /** What was done to the file system, but for what only looks. */
  readonly done: string[];
}

/** A file system in memory; `changes` replaces some of its calls. */
function machine(content: Record<string, string>, changes: Partial<Files> = {}, complete = true): Machine {
  const memory = memoryFiles(content);
  const done: string[] = [];
  const files: Files = {
    ...memory,
    write: async (at, text) => {
      done.push(`write ${at}`);
      await memory.write(at, text);
    },
    makeExecutable: async (at) => void done.push(`chmod ${at}`),
    makeDirectory: async (at) => void done.push(`mkdir ${at}`),
    makeTemporary: async (parent, prefix) => `${parent}/${prefix}1`,
    rename: async (from, to) => {
      done.push(`mv ${from} ${to}`);
      content[to] = content[from] ?? '';
      delete content[from];
    },
    remove: async (at) => {
      done.push(`rm ${at}`);
      await memory.remove(at);
    },
    modified: async () => 0,
    ...changes,
  };
  const tools = { has: async () => complete };
  return { runner: fakeRunner({ files, tools, clock: steppingClock(0.5, 1_000_000_000) }), content, done };
}

const filling = (content: Record<string, string>) => async (at: string) => {
  content[at] = 'buildx';
};
const fails = (error: Error) => () => Promise.reject(error);

describe('a cached binary', () => {
  it('is found, copied, and made executable', async () => {
    const { runner, content, done } = machine({ [path]: 'buildx', [marker]: '' });
    expect(await findVerified(root, entry, program, runner)).toBe(path);
    expect(content[program]).toBe('buildx');
    expect(done).toEqual([`chmod ${path}`]);
  });

  it('gets its marker', async () => {
    const { runner, content } = machine({ [path]: 'buildx' });
    expect(await findVerified(root, entry, program, runner)).toBe(path);
    expect(content[marker]).toBe('');
  });

  it('is used in a cache that this job may not write to', async () => {
    const refused = fails(withCode('EACCES'));
    const { runner } = machine({ [path]: 'buildx' }, { write: refused, makeExecutable: refused });
    expect(await findVerified(root, entry, program, runner)).toBe(path);
  });

  it('is judged by the bytes that were copied, not by those that lie there', async () => {
    const content: Record<string, string> = { [path]: 'buildx', [marker]: '' };
    const copyProgram: Files['copyProgram'] = async (from, to) => {
      const digest = await memoryFiles(content).copyProgram(from, to);
      content[from] = 'evil';
      return digest;
    };
    const { runner } = machine(content, { copyProgram });
    expect(await findVerified(root, entry, program, runner)).toBe(path);
    expect(content[program]).toBe('buildx');
  });

  it.each(['EACCES', 'EPERM', 'ENOENT', 'ELOOP'])('is none if it cannot be read: %s', async (code) => {
    const content = { [path]: 'buildx' };
    const copyProgram: Files['copyProgram'] = async (_, to) => {
      Object.assign(content, { [to]: 'bui' });
      throw withCode(code);
    };
    const { runner } = machine(content, { copyProgram });
    expect(await findVerified(root, entry, program, runner)).toBeNull();
    expect(content).toEqual({ [path]: 'buildx' });
  });

  it('is none if it is a folder', async () => {
    const { runner } = machine({ [`${path}/x`]: 'buildx', [marker]: '' });
    expect(await findVerified(root, entry, program, runner)).toBeNull();
  });

  it('is a failure if the disk is broken', async () => {
    const error = withCode('EIO');
    const { runner } = machine({ [path]: 'buildx' }, { copyProgram: fails(error) });
    await expect(findVerified(root, entry, program, runner)).rejects.toBe(error);
  });

  it('is none if it is half written, or empty', async () => {
    for (const own of [machine({ [path]: 'buil' }, {}, false), machine({ [path]: '' })]) {
      expect(await findVerified(root, entry, program, own.runner)).toBeNull();
      expect(own.content[program]).toBeUndefined();
    }
  });
});

describe('a cached binary with other bytes', () => {
  const changed = (changes: Partial<Files> = {}): Machine =>
    machine({ [path]: 'evil', [marker]: '' }, changes);
  const said = `The cached buildx v0.40.0 was changed: ${path} has SHA-256 ${digestOf('evil').slice(7)}, expected ${digestOf('buildx').slice(7)}. It was not run`;

  it('is removed, its copy first, and its marker before the rest', async () => {
    const { runner, content, done } = changed();
    await expect(findVerified(root, entry, program, runner)).rejects.toMatchObject({
      code: 'buildx-checksum-mismatch',
      message: `${said}, and was removed from the tool cache.`,
      hint: expect.stringMatching(/^Run the job again/),
    });
    expect(done).toEqual([`rm ${program}`, `rm ${marker}`, `rm ${folder}`]);
    expect(content).toEqual({});
  });

  it('is said to be there if it cannot be removed', async () => {
    const refused = (at: string) => (at === program ? Promise.resolve() : Promise.reject(withCode('EACCES')));
    const { runner } = changed({ remove: refused });
    await expect(findVerified(root, entry, program, runner)).rejects.toMatchObject({
      code: 'buildx-checksum-mismatch',
      message: `${said}.`,
      hint: `Remove ${folder} from this machine: this job may not.`,
    });
    expect(runner.log.lines).toEqual([`${folder} could not be removed: EACCES: no`]);
  });
});

describe('an install', () => {
  const installing = (own: Machine): Promise<string> =>
    install(root, entry, filling(own.content), own.runner);

  it('moves the whole file in, and then says that it is complete', async () => {
    const own = machine({});
    expect(await installing(own)).toBe(path);
    expect(own.content).toEqual({ [path]: 'buildx', [marker]: '' });
    const fresh = `${root}/.multiarch-build-1/buildx`;
    expect(own.done).toEqual([
      `mkdir ${folder}`,
      `chmod ${fresh}`,
      `mkdir ${folder}`,
      `mv ${fresh} ${path}`,
      `write ${marker}`,
      `rm ${root}/.multiarch-build-1`,
    ]);
  });

  it('replaces a folder in its place', async () => {
    const own = machine({ [`${path}/x`]: 'x' });
    await installing(own);
    expect(own.done).toContain(`rm ${path}`);
    expect(own.content[path]).toBe('buildx');
  });

  it('leaves a file in its place to the move', async () => {
    const own = machine({ [path]: 'old' });
    await installing(own);
    expect(own.done).not.toContain(`rm ${path}`);
  });

  it.each([
    ['has the right bytes', 'buildx', true],
    ['has others', 'old', false],
  ])('that cannot replace a binary, which %s', async (_, there, good) => {
    const error = withCode('EPERM');
    const own = machine({ [path]: there }, { rename: fails(error) });
    const outcome = await installing(own).catch((thrown: unknown) => thrown);
    expect(outcome).toBe(good ? path : error);
    expect(own.content[marker]).toBe(good ? '' : undefined);
  });

  it('that cannot replace what cannot be read fails with the first error', async () => {
    const error = withCode('EPERM');
    const own = machine({}, { rename: fails(error), digest: fails(withCode('ENOENT')) });
    await expect(installing(own)).rejects.toBe(error);
  });
});

describe('what killed installs left', () => {
  const left = `${root}/.multiarch-build-old`;
  const now = 1_000_000_000;
  const day = 24 * 3_600_000;

  async function removedOf(changes: Partial<Files>): Promise<readonly string[]> {
    const own = machine({ [`${left}/x`]: '', [`${root}/node/x`]: '' }, changes);
    await install(root, entry, filling(own.content), own.runner);
    return own.done.filter((line) => line.startsWith('rm ') && !line.endsWith('-1'));
  }

  it('is removed after a day', async () => {
    expect(await removedOf({ modified: async () => now - day - 1 })).toEqual([`rm ${left}`]);
    expect(await removedOf({ modified: async () => now - day })).toEqual([]);
  });

  it('is left alone if its age is not known, and does not stop anything', async () => {
    expect(await removedOf({ modified: fails(withCode('ENOENT')) })).toEqual([]);
    expect(await removedOf({ list: fails(withCode('ENOENT')) })).toEqual([]);
  });

  it('may stay', async () => {
    const content = { [`${left}/x`]: '' };
    const own = machine(content);
    const files: Files = {
      ...own.runner.files,
      remove: (at) => (at === left ? Promise.reject(withCode('EACCES')) : own.runner.files.remove(at)),
    };
    const runner = { ...own.runner, files };
    expect(await install(root, entry, filling(own.content), runner)).toBe(path);
  });
});
