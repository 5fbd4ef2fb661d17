import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { find } from '@actions/tool-cache';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ActionError } from '../../../src/errors.ts';
import { type Digest, digestOf } from '../../../src/oci/digest.ts';
import type { Files } from '../../../src/runner/files.ts';
import { systemFiles } from '../../../src/runner/files.ts';
import { prepareBuildx } from '../../../src/toolchain/prepare.ts';
import type { BuildxRequest } from '../../../src/toolchain/resolve.ts';
import { environmentOf, type FakeRunner, fakeRunner } from '../fakes.ts';
import { serve, type TestServer } from './server.ts';

// What the tests download: not real buildx, so its digest is always given.
const binary = Buffer.alloc(300_000, 'buildx');
const sha256 = digestOf(binary);
const arch = `x64-${sha256.slice(7, 19)}`;
const file = '/v0.37.1/buildx-v0.37.1.linux-amd64';

let temp: string;
let server: TestServer;
const servers: TestServer[] = [];

beforeEach(async () => {
  temp = await fs.mkdtemp(join(tmpdir(), 'toolchain-test-'));
  server = await start((_request, response) => response.end(binary));
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((each) => each.close()));
  await fs.chmod(join(temp, 'tools'), 0o755).catch(() => {});
  await fs.rm(temp, { recursive: true, force: true });
});

async function start(answer: Parameters<typeof serve>[0]): Promise<TestServer> {
  const started = await serve(answer);
  servers.push(started);
  return started;
}

const environment = (overrides = {}) =>
  environmentOf({ temp, variables: { RUNNER_TOOL_CACHE: join(temp, 'tools'), PATH: '' }, ...overrides });
const runnerWith = (overrides: Partial<FakeRunner> = {}) =>
  fakeRunner({ environment: environment(), ...overrides });
const request = (overrides: Partial<BuildxRequest> = {}): BuildxRequest => ({
  version: 'v0.37.1',
  sha256,
  mirror: server.url,
  ...overrides,
});

const cached = (name = 'buildx') => join(temp, 'tools', 'buildx', '0.37.1', arch, name);
const marker = () => join(temp, 'tools', 'buildx', '0.37.1', `${arch}.complete`);

/** Where a step has its buildx: in a new folder of its own. */
const newProgram = (): string => join(mkdtempSync(join(temp, 'multiarch-build-tools-')), 'buildx');

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

async function failureOf(promise: Promise<unknown>): Promise<ActionError> {
  const error = await promise.then(
    () => new Error('it succeeded'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ActionError)) {
    throw error;
  }
  return error;
}

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[1234] = (copy[1234] ?? 0) ^ 1;
  return copy;
}

describe('download', () => {
  it('verifies, installs where @actions/tool-cache finds it, and needs no network the second time', async () => {
    const first = await prepareBuildx(request(), newProgram(), null, runnerWith());
    expect(first).toEqual({ path: cached(), version: 'v0.37.1', sha256, from: 'download' });
    expect(await fs.readFile(cached())).toEqual(binary);
    expect((await fs.stat(cached())).mode & 0o777).toBe(0o755);
    expect(await filesBelow(join(temp, 'tools'))).toEqual(
      expect.arrayContaining(['buildx', `${arch}.complete`]),
    );
    expect(await fs.readdir(join(temp, 'tools'))).toEqual(['buildx']);
    vi.stubEnv('RUNNER_TOOL_CACHE', join(temp, 'tools'));
    expect(find('buildx', '0.37.1', arch)).toBe(join(temp, 'tools', 'buildx', '0.37.1', arch));
    vi.unstubAllEnvs();
    expect(server.requests).toEqual([file]);

    const again = await prepareBuildx(
      request({ mirror: 'http://127.0.0.1:1' }),
      newProgram(),
      null,
      runnerWith(),
    );
    expect(again).toEqual({ ...first, from: 'tool cache' });
  });

  it('uses the plain folder for a binary that the table knows', async () => {
    // The table's digest cannot be met here; the folder that is looked at shows in the error.
    const folder = join(temp, 'tools', 'buildx', '0.37.1', 'x64');
    await fs.mkdir(folder, { recursive: true });
    await fs.writeFile(join(folder, 'buildx'), binary);
    await fs.writeFile(`${folder}.complete`, '');
    const error = await failureOf(prepareBuildx(request({ sha256: null }), newProgram(), null, runnerWith()));
    expect(error.message).toContain(join(folder, 'buildx'));
    expect(server.requests).toEqual([]);
  });

  it('tries again after 503, 429 with Retry-After and a reset', async () => {
    server = await start((_request, response) => {
      const n = server.requests.length;
      if (n === 1) {
        response.writeHead(503).end();
      } else if (n === 2) {
        response.writeHead(429, { 'retry-after': '7' }).end();
      } else if (n === 3) {
        response.destroy();
      } else {
        response.end(binary);
      }
    });
    const runner = runnerWith();
    expect((await prepareBuildx(request(), newProgram(), null, runner)).from).toBe('download');
    expect(runner.clock.sleeps).toEqual([500, 7000, 2000]);
    expect(runner.log.lines.filter((line) => line.startsWith('Attempt'))).toHaveLength(3);
  });

  it.each([
    [404, 'buildx-asset-missing', 1],
    [401, 'buildx-download-failed', 1],
    [403, 'buildx-download-failed', 1],
    [502, 'buildx-download-failed', 4],
  ])('status %i is %s after %i attempts', async (status, code, attempts) => {
    server = await start((_request, response) => response.writeHead(status).end('<html>'));
    const error = await failureOf(prepareBuildx(request(), newProgram(), null, runnerWith()));
    expect(error.code).toBe(code);
    expect(error.message).toContain(`${server.url}${file} answered with status ${status}`);
    expect(server.requests).toHaveLength(attempts);
  });

  const bad: readonly (readonly [string, Buffer, RegExp])[] = [
    ['one flipped bit', flipped(binary), /buildx-sha256/],
    ['a page of HTML', Buffer.from('\n<!DOCTYPE html><title>Log in</title>'), /page of HTML/],
    ['nothing', Buffer.alloc(0), /buildx-sha256/],
  ];
  it.each(bad)('refuses %s, and keeps nothing', async (_, body, hint) => {
    server = await start((_request, response) => response.end(body));
    const error = await failureOf(prepareBuildx(request(), newProgram(), null, runnerWith()));
    expect(error.code).toBe('buildx-checksum-mismatch');
    expect(error.message).toContain(file);
    expect(error.message).toContain(sha256.slice(7));
    expect(error.message).toContain(createHash('sha256').update(body).digest('hex'));
    expect(error.hint).toMatch(hint);
    expect(server.requests).toHaveLength(1);
    expect(await filesBelow(temp)).toEqual([]);
  });

  it('refuses a body that ends early, after trying again, and keeps nothing', async () => {
    const half = binary.subarray(0, 100_000);
    server = await start((_request, response) => {
      response.writeHead(200, { 'content-length': binary.byteLength });
      response.write(half, () => setTimeout(() => response.destroy(), 20));
    });
    const error = await failureOf(prepareBuildx(request(), newProgram(), null, runnerWith()));
    expect(error.code).toBe('buildx-download-failed');
    expect(error.message).toContain(`${server.url}${file}`);
    expect(error.message).toContain('100000 of 300000 bytes');
    expect(error.message).toContain(sha256.slice(7));
    expect(error.message).toContain(createHash('sha256').update(half).digest('hex'));
    expect(server.requests).toHaveLength(4);
    expect(await filesBelow(temp)).toEqual([]);
  });

  it('follows redirects, relative ones too', async () => {
    server = await start((request_, response) => {
      if (request_.url === file) {
        response.writeHead(302, { location: '/elsewhere' }).end();
      } else {
        response.end(binary);
      }
    });
    expect((await prepareBuildx(request(), newProgram(), null, runnerWith())).from).toBe('download');
    expect(server.requests).toEqual([file, '/elsewhere']);
  });

  it('says how far a long download is', async () => {
    const runner = runnerWith();
    const long = Buffer.alloc(3_000_000, 'b');
    server = await start(async (_request, response) => {
      response.writeHead(200, { 'content-length': long.byteLength });
      for (let at = 0; at < long.byteLength; at += 1_000_000) {
        // The hands of the clock only move here, so each part is one line, but the first: it began then.
        await new Promise<void>((resolve) =>
          response.write(long.subarray(at, at + 1_000_000), () => resolve()),
        );
        await new Promise((resolve) => setTimeout(resolve, 50));
        runner.clock.advance(6_000);
      }
      response.end();
    });
    await prepareBuildx(request({ sha256: digestOf(long) }), newProgram(), null, runner);
    const said = runner.log.lines.filter((line) => /^buildx v0\.37\.1: \d of 3 MB$/.test(line));
    expect(said).toHaveLength(2);
  });

  it('never prints the credentials of a mirror, and sends them', async () => {
    const seen: (string | undefined)[] = [];
    server = await start((request_, response) => {
      seen.push(request_.headers.authorization);
      response.writeHead(403).end();
    });
    const mirror = server.url.replace('://', '://me:canary@');
    const runner = runnerWith();
    const error = await failureOf(prepareBuildx(request({ mirror }), newProgram(), null, runner));
    expect(seen).toEqual([`Basic ${Buffer.from('me:canary').toString('base64')}`]);
    expect(`${error.message}${error.hint}${runner.log.lines.join('')}`).not.toContain('canary');
  });

  it('ends at once, with the reason, when the step is cancelled', async () => {
    const control = new AbortController();
    server = await start((_request, response) => {
      response.writeHead(200, { 'content-length': binary.byteLength });
      response.write(binary.subarray(0, 1000));
      setTimeout(() => control.abort(new ActionError('cancelled', 'cancelled')), 20);
    });
    const error = await failureOf(
      prepareBuildx(request(), newProgram(), null, runnerWith({ signal: control.signal })),
    );
    expect(error.code).toBe('cancelled');
    expect(await filesBelow(temp)).toEqual([]);
  });
});

describe('tool cache', () => {
  async function put(bytes: Buffer | null, complete: boolean): Promise<void> {
    await fs.mkdir(join(cached(), '..'), { recursive: true });
    if (bytes) {
      await fs.writeFile(cached(), bytes, { mode: 0o755 });
    }
    if (complete) {
      await fs.writeFile(marker(), '');
    }
  }

  it('refuses and removes an entry with a flipped bit; the next run fetches it afresh', async () => {
    const damaged = flipped(binary);
    await put(damaged, true);
    const error = await failureOf(prepareBuildx(request(), newProgram(), null, runnerWith()));
    expect(error.code).toBe('buildx-checksum-mismatch');
    expect(error.message).toContain(cached());
    expect(error.message).toContain(sha256.slice(7));
    expect(error.message).toContain(digestOf(damaged).slice(7));
    expect(server.requests).toEqual([]);
    expect(await filesBelow(join(temp, 'tools'))).toEqual([]);
    expect((await prepareBuildx(request(), newProgram(), null, runnerWith())).from).toBe('download');
  });

  it.each<[string, Buffer | null, boolean]>([
    ['a half-written binary without a marker', binary.subarray(0, 1000), false],
    ['a marker without a binary', null, true],
    ['a marker with an empty binary', Buffer.alloc(0), true],
    ['an empty folder', null, false],
  ])('replaces %s', async (_, bytes, complete) => {
    await put(bytes, complete);
    expect((await prepareBuildx(request(), newProgram(), null, runnerWith())).from).toBe('download');
    expect(await fs.readFile(cached())).toEqual(binary);
    expect((await fs.stat(cached())).mode & 0o111).toBe(0o111);
    expect(await fs.readFile(marker(), 'utf8')).toBe('');
  });

  it('adopts a whole binary whose marker was never written', async () => {
    await put(binary, false);
    expect(
      (await prepareBuildx(request({ mirror: 'http://127.0.0.1:1' }), newProgram(), null, runnerWith())).from,
    ).toBe('tool cache');
    expect(await fs.readFile(marker(), 'utf8')).toBe('');
  });

  it('lets any number of jobs install at once', async () => {
    server = await start((_request, response) => {
      setTimeout(() => response.end(binary), 20 * (server.requests.length % 3));
    });
    await put(binary.subarray(0, 10), false);
    const all = await Promise.all(
      Array.from({ length: 8 }, () => prepareBuildx(request(), newProgram(), null, runnerWith())),
    );
    expect(new Set(all.map(({ path }) => path))).toEqual(new Set([cached()]));
    expect(await fs.readFile(cached())).toEqual(binary);
    expect(await fs.readdir(join(temp, 'tools'))).toEqual(['buildx']);
  });

  it.each(['makeTemporary', 'stream', 'makeExecutable', 'rename', 'write'] as const)(
    'is whole or unused after a job that died in %s',
    async (step) => {
      const dying: Files = {
        ...systemFiles(),
        remove: async () => {},
        [step]: () => Promise.reject(new Error('killed')),
      };
      await expect(
        prepareBuildx(request(), newProgram(), null, runnerWith({ files: dying })),
      ).rejects.toThrow('killed');
      const next = await prepareBuildx(request(), newProgram(), null, runnerWith());
      expect(next.from).toBe(step === 'write' ? 'tool cache' : 'download');
      expect(await fs.readFile(next.path)).toEqual(binary);
    },
  );

  it('removes what killed installs left a day ago, and nothing else', async () => {
    for (const name of ['.multiarch-build-old', '.multiarch-build-new', 'node']) {
      await fs.mkdir(join(temp, 'tools', name), { recursive: true });
    }
    const old = new Date(Date.now() - 25 * 3_600_000);
    await fs.utimes(join(temp, 'tools', '.multiarch-build-old'), old, old);
    await fs.utimes(join(temp, 'tools', 'node'), old, old);
    await prepareBuildx(request(), newProgram(), null, runnerWith());
    expect((await fs.readdir(join(temp, 'tools'))).toSorted()).toEqual([
      '.multiarch-build-new',
      'buildx',
      'node',
    ]);
  });

  const failing = (code: string): Files => ({
    ...systemFiles(),
    makeTemporary: (parent, prefix) =>
      parent === join(temp, 'tools')
        ? Promise.reject(Object.assign(new Error(`${code}: no`), { code }))
        : systemFiles().makeTemporary(parent, prefix),
  });

  it.each(['EACCES', 'EROFS'])(
    'uses the temporary folder if the cache says %s, and says so',
    async (code) => {
      const runner = runnerWith({ files: failing(code) });
      const { path } = await prepareBuildx(request(), newProgram(), null, runner);
      expect(path.startsWith(join(temp, 'multiarch-build-tools'))).toBe(true);
      expect(runner.log.lines.join('\n')).toContain(
        `The tool cache ${join(temp, 'tools')} cannot be used: ${code}`,
      );
      expect((await prepareBuildx(request(), newProgram(), null, runnerWith())).from).toBe('tool cache');
    },
  );

  it('uses the temporary folder if the cache is a file', async () => {
    await fs.writeFile(join(temp, 'tools'), '');
    const { path } = await prepareBuildx(request(), newProgram(), null, runnerWith());
    expect(path.startsWith(join(temp, 'multiarch-build-tools'))).toBe(true);
  });

  it('says that the disk is full, and keeps nothing', async () => {
    const files: Files = {
      ...systemFiles(),
      stream: async (path) => {
        await fs.writeFile(path, 'part');
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      },
    };
    const error = await failureOf(prepareBuildx(request(), newProgram(), null, runnerWith({ files })));
    expect(error.code).toBe('disk-full');
    expect(server.requests).toHaveLength(1);
    expect(await filesBelow(temp)).toEqual([]);
  });

  it('says that RUNNER_TOOL_CACHE is not set', async () => {
    const runner = runnerWith({
      environment: environment({ toolCache: join(temp, 'multiarch-build-tools') }),
    });
    await prepareBuildx(request(), newProgram(), null, runner);
    expect(runner.log.lines.join('\n')).toContain('RUNNER_TOOL_CACHE is not set');
  });
});

describe('latest', () => {
  interface Github {
    readonly tag?: string;
    readonly digest?: string | null;
    readonly sums?: string | null;
    readonly signed?: string | null;
    readonly status?: number;
    readonly os?: NodeJS.Platform;
    readonly binaryName?: string;
  }
  const name = 'buildx-v0.40.0.linux-amd64';
  const sums = `${sha256.slice(7)} *${name}\n`;

  async function latest(github: Github = {}, token: string | null = 't') {
    const { tag = 'v0.40.0', digest = sha256, status = 200 } = github;
    const files: Record<string, string | null> = {
      'checksums.txt': github.sums === undefined ? sums : github.sums,
      'checksums-signed.txt': github.signed ?? null,
    };
    const authorizations: (string | undefined)[] = [];
    server = await start((request_, response) => {
      const url = request_.url ?? '';
      if (url === '/api/repos/docker/buildx/releases/latest') {
        authorizations.push(request_.headers.authorization);
        const listed = Object.keys(files).filter((each) => files[each] !== null);
        const assets = [
          { name: github.binaryName ?? name, digest },
          ...listed.map((each) => ({ name: each, digest: null })),
        ];
        response.writeHead(status, { 'content-type': 'application/json', 'x-ratelimit-remaining': '0' });
        response.end(
          JSON.stringify(status === 200 ? { tag_name: tag, assets } : { message: 'API rate limit exceeded' }),
        );
      } else {
        const text = files[url.slice('/v0.40.0/'.length)];
        response.end(text ?? binary);
      }
    });
    const runner = runnerWith({ environment: environment({ apiUrl: `${server.url}/api` }) });
    const result = prepareBuildx(request({ version: 'latest', sha256: null }), newProgram(), token, runner);
    return { result, authorizations, runner };
  }

  it('verifies with the upload digest and the checksum file', async () => {
    const { result, authorizations } = await latest();
    expect(await result).toMatchObject({ version: 'v0.40.0', sha256, from: 'download' });
    expect(authorizations).toEqual(['token t']);
    expect(server.requests).toContain('/v0.40.0/checksums.txt');
  });

  it('works without a token, and with the second checksum file', async () => {
    const { result, authorizations } = await latest(
      { sums: `${'c'.repeat(64)} *other\n`, signed: sums },
      null,
    );
    expect(await result).toMatchObject({ version: 'v0.40.0' });
    expect(authorizations).toEqual([undefined]);
  });

  const refused: readonly (readonly [string, Github, string, RegExp])[] = [
    ['no upload digest', { digest: null }, 'buildx-version-refused', /digest of buildx/],
    ['no checksum file', { sums: null }, 'buildx-version-refused', /no checksum file/],
    ['a malformed checksum file', { sums: 'f00 *x\n' }, 'buildx-version-refused', /malformed/],
    [
      'another digest in the checksum file',
      { sums: `${'c'.repeat(64)} *${name}\n` },
      'buildx-checksum-mismatch',
      /disagree/,
    ],
    ['another upload digest', { digest: `sha256:${'c'.repeat(64)}` }, 'buildx-checksum-mismatch', /disagree/],
    ['a known-bad release', { tag: 'v0.37.0' }, 'buildx-version-refused', /4058/],
    ['no binary', { binaryName: 'other' }, 'buildx-asset-missing', /has no file/],
    ['a tag that is no version', { tag: 'edge' }, 'buildx-version-unknown', /'edge'/],
    ['a rate limit', { status: 403 }, 'buildx-download-failed', /rate limit/i],
  ];
  it.each(refused)('refuses %s', async (_, github, code, message) => {
    const { result } = await latest(github);
    const error = await failureOf(result);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(await filesBelow(temp)).toEqual([]);
  });

  it('holds a release that the table knows against the table', async () => {
    const known = 'buildx-v0.37.1.linux-amd64';
    const { result } = await latest({
      tag: 'v0.37.1',
      binaryName: known,
      sums: `${sha256.slice(7)} *${known}\n`,
    });
    const error = await failureOf(result);
    expect(error.code).toBe('buildx-checksum-mismatch');
    expect(error.message).toContain('this action says sha256:9447199c');
  });

  it('tries again when GitHub is not well', async () => {
    const { result, runner } = await latest({ status: 502 });
    expect((await failureOf(result)).code).toBe('buildx-download-failed');
    expect(runner.clock.sleeps).toHaveLength(3);
  });

  it('does not take buildx-sha256', async () => {
    const error = await failureOf(
      prepareBuildx(request({ version: 'latest' }), newProgram(), null, runnerWith()),
    );
    expect(error.code).toBe('input-invalid');
    expect(server.requests).toEqual([]);
  });
});

describe('the program', () => {
  const swap = (path: string): Promise<void> => fs.writeFile(path, 'evil', { mode: 0o755 });

  it.each(['download', 'tool cache'])(
    'is a copy, which nothing in the tool cache changes any more, from the %s',
    async (from) => {
      if (from === 'tool cache') {
        await prepareBuildx(request(), newProgram(), null, runnerWith());
      }
      const program = newProgram();
      expect(await prepareBuildx(request(), program, null, runnerWith())).toMatchObject({ from });
      await swap(cached());
      expect(await fs.readFile(program)).toEqual(binary);
      const status = await fs.lstat(program);
      expect([status.isFile(), status.mode & 0o777]).toEqual([true, 0o700]);
    },
  );

  it('that runs is the one that was hashed, though another was put in its place in between', async () => {
    const script = '#!/bin/sh\necho good\n';
    server = await start((_request, response) => response.end(script));
    const wanted = request({ sha256: digestOf(script) });
    await prepareBuildx(wanted, newProgram(), null, runnerWith());
    const files: Files = {
      ...systemFiles(),
      copyProgram: async (source, target) => {
        const digest = await systemFiles().copyProgram(source, target);
        await fs.writeFile(source, '#!/bin/sh\necho evil\n');
        return digest;
      },
    };
    const program = newProgram();
    const runner = runnerWith({ files });
    const { from, path } = await prepareBuildx(wanted, program, null, runner);
    expect(from).toBe('tool cache');
    expect(await fs.readFile(path, 'utf8')).toContain('evil');
    const { stdout } = await runner.processes.run({ file: program, env: {} }, []);
    expect(stdout.toString('utf8')).toBe('good\n');
  });

  it('is none if the file was changed right after its download', async () => {
    const files: Files = {
      ...systemFiles(),
      write: async (path, content) => {
        await systemFiles().write(path, content);
        await (path === marker() ? swap(cached()) : undefined);
      },
    };
    const error = await failureOf(prepareBuildx(request(), newProgram(), null, runnerWith({ files })));
    expect(error.code).toBe('buildx-checksum-mismatch');
    expect(error.message).toBe(`${cached()} was changed right after it was downloaded.`);
    expect(error.hint).toContain('It was not run.');
  });

  it('is not what a link in the tool cache leads to', async () => {
    const elsewhere = join(temp, 'elsewhere');
    await fs.writeFile(elsewhere, binary);
    await fs.mkdir(join(cached(), '..'), { recursive: true });
    await fs.symlink(elsewhere, cached());
    await fs.writeFile(marker(), '');
    expect((await prepareBuildx(request(), newProgram(), null, runnerWith())).from).toBe('download');
    expect((await fs.lstat(cached())).isFile()).toBe(true);
    expect(await fs.readFile(elsewhere)).toEqual(binary);
  });
});

describe('runner', () => {
  async function machineHas(
    says: string,
    code = 0,
  ): Promise<{ runner: FakeRunner; path: string; digest: Digest }> {
    const folder = join(temp, 'docker', 'cli-plugins');
    await fs.mkdir(folder, { recursive: true });
    const path = join(folder, 'docker-buildx');
    const script = `#!/bin/sh\necho '${says}'\nexit ${code}\n`;
    await fs.writeFile(path, script, { mode: 0o755 });
    return {
      runner: runnerWith({ environment: environment({ dockerConfig: join(temp, 'docker') }) }),
      path,
      digest: digestOf(script),
    };
  }

  it('uses what the machine has', async () => {
    const { runner, path, digest } = await machineHas('github.com/docker/buildx v0.37.1 abc');
    const wanted = request({ version: 'runner', sha256: null });
    const program = newProgram();
    const found = { path, version: 'v0.37.1', sha256: digest, from: 'runner' };
    expect(await prepareBuildx(wanted, program, null, runner)).toEqual(found);
    expect(await fs.readlink(program)).toBe(path);
    const copy = newProgram();
    expect(await prepareBuildx({ ...wanted, sha256: digest }, copy, null, runner)).toEqual(found);
    expect((await fs.lstat(copy)).isFile()).toBe(true);
    expect(server.requests).toEqual([]);
  });

  it.each<[string, string, number, Digest | null, string]>([
    ['an old one', 'github.com/docker/buildx 0.13.1+ds1', 0, null, 'buildx-version-refused'],
    ['a bad one', 'github.com/docker/buildx v0.36.0 abc', 0, null, 'buildx-version-refused'],
    ['another program', 'buildah version 1', 0, null, 'buildx-version-unknown'],
    ['one that fails', 'github.com/docker/buildx v0.37.1 abc', 3, null, 'buildx-version-unknown'],
    [
      'one with another digest',
      'github.com/docker/buildx v0.37.1 abc',
      0,
      sha256,
      'buildx-checksum-mismatch',
    ],
  ])('refuses %s', async (_, says, exit, expected, code) => {
    const { runner } = await machineHas(says, exit);
    const error = await failureOf(
      prepareBuildx(request({ version: 'runner', sha256: expected }), newProgram(), null, runner),
    );
    expect(error.code).toBe(code);
  });
});
