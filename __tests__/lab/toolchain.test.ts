// The shipped action against release servers that lie, break or are gone, and against a tool cache that was changed.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { digestOf } from '../../src/oci/digest.ts';
import type { StepResult } from '../harness/step.ts';
import { errorOf, openWorkbench, scratchContext, setting, type Workbench } from './lab.ts';

const version = setting('LAB_BUILDX_VERSION');
const binary = readFileSync(setting('LAB_BUILDX'));
const expected = setting('LAB_BUILDX_SHA256');
const asset = `/${version}/buildx-${version}.linux-amd64`;
const context = scratchContext();

let bench: Workbench;
let server: Server;
let mirror = '';
let requests: string[] = [];
let answer: (response: ServerResponse, path: string) => unknown;

const whole = (response: ServerResponse): unknown => response.end(binary);

beforeAll(async () => {
  bench = await openWorkbench();
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    answer(response, request.url ?? '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  requests = [];
  answer = whole;
});
afterAll(async () => {
  server?.closeAllConnections();
  server?.close();
  for (const cache of caches) {
    rmSync(cache, { recursive: true, force: true });
  }
  await bench?.end();
});

const caches: string[] = [];

function newToolCache(): string {
  const folder = mkdtempSync(join(tmpdir(), 'multiarch-tools-'));
  caches.push(folder);
  return folder;
}

interface Run {
  readonly toolCache: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** The whole step, building an image for one platform that goes nowhere. */
function run({ toolCache, inputs = {}, env = {} }: Run): Promise<StepResult> {
  return bench.step(
    { context, platforms: 'linux/amd64', 'buildx-mirror': mirror, ...inputs },
    { toolCache, env },
  );
}

/** Every file of a tool cache that a later run could take for a buildx. */
function binariesIn(toolCache: string): string[] {
  return readdirSync(toolCache, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.complete'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[1_000_000] = (copy[1_000_000] ?? 0) ^ 1;
  return copy;
}

/** Port 9 of the loopback interface: nothing listens there. */
const closed = 'http://127.0.0.1:9';

describe('a buildx in the tool cache', () => {
  it('is used without a request to anybody, with the release server gone', async () => {
    const toolCache = newToolCache();
    const first = await run({ toolCache });
    expect(first.code, first.log).toBe(0);
    expect(requests).toEqual([asset]);
    requests = [];
    const second = await run({ toolCache });
    expect(second.code, second.log).toBe(0);
    expect(requests).toEqual([]);
    const third = await run({
      toolCache,
      inputs: { 'buildx-mirror': closed },
      env: { https_proxy: closed, http_proxy: closed, GITHUB_API_URL: closed },
    });
    expect(third.code, third.log).toBe(0);
    expect(third.log).toMatch(/from the tool cache, .*verified again/);
  });

  it('is not run after one of its bits was flipped, and fetched again by the next run', async () => {
    const toolCache = newToolCache();
    expect((await run({ toolCache })).code).toBe(0);
    const [path = ''] = binariesIn(toolCache);
    const changed = flipped(binary);
    writeFileSync(path, changed);
    const refused = await run({ toolCache });
    expect(refused.code).toBe(1);
    const error = errorOf(refused.log);
    expect(error).toContain('title=buildx-checksum-mismatch');
    for (const told of [path, digestOf(changed).slice(7), expected]) {
      expect(error).toContain(told);
    }
    expect(binariesIn(toolCache)).toEqual([]);
    requests = [];
    const next = await run({ toolCache });
    expect(next.code, next.log).toBe(0);
    expect(requests).toEqual([asset]);
  });
});

const html = Buffer.from('<!doctype html>\n<html><body>Please log in to this network.</body></html>\n');

interface Bad {
  readonly answer: (response: ServerResponse) => unknown;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly code: string;
  readonly expected: string;
  readonly actual: string;
}

const half = binary.subarray(0, binary.length >> 1);

const bad: readonly (readonly [string, Bad])[] = [
  [
    'one flipped bit',
    {
      answer: (response) => response.end(flipped(binary)),
      code: 'buildx-checksum-mismatch',
      expected,
      actual: digestOf(flipped(binary)),
    },
  ],
  [
    'a body of half its length',
    {
      answer: (response) => response.end(half),
      code: 'buildx-checksum-mismatch',
      expected,
      actual: digestOf(half),
    },
  ],
  [
    'a body that ends before its announced length',
    {
      answer: (response) => {
        response.writeHead(200, { 'content-length': binary.length });
        response.write(half.subarray(0, 4096));
        // What was received at the moment of a reset may be lost to the receiver.
        setTimeout(() => response.destroy(), 100);
      },
      code: 'buildx-download-failed',
      expected,
      actual: digestOf(half.subarray(0, 4096)),
    },
  ],
  [
    'a page of HTML with status 200',
    {
      answer: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(html),
      code: 'buildx-checksum-mismatch',
      expected,
      actual: digestOf(html),
    },
  ],
  [
    'the right binary, with a wrong buildx-sha256',
    {
      answer: whole,
      inputs: { 'buildx-sha256': 'c'.repeat(64) },
      code: 'buildx-checksum-mismatch',
      expected: 'c'.repeat(64),
      actual: `sha256:${expected}`,
    },
  ],
];

it.each(bad)('%s is refused with both digests, and nothing of it is used later', async (_, row) => {
  const toolCache = newToolCache();
  answer = row.answer;
  const refused = await run({ toolCache, ...(row.inputs ? { inputs: row.inputs } : {}) });
  expect(refused.code).toBe(1);
  const error = errorOf(refused.log);
  expect(error).toContain(`title=${row.code}`);
  for (const told of [`${mirror}${asset}`, row.expected, row.actual.slice(7)]) {
    expect(error).toContain(told);
  }
  expect(error).toContain('Published: nothing.');
  expect(refused.outputs).toEqual({});
  expect(binariesIn(toolCache)).toEqual([]);
  answer = whole;
  requests = [];
  const next = await run({ toolCache });
  expect(next.code, next.log).toBe(0);
  expect(requests).toEqual([asset]);
});

it('gets over a server that is down for a moment', async () => {
  const toolCache = newToolCache();
  const hiccups: ((response: ServerResponse) => unknown)[] = [
    (response) => response.writeHead(503).end(),
    (response) => response.destroy(),
  ];
  answer = (response) => (hiccups.shift() ?? whole)(response);
  const result = await run({ toolCache });
  expect(result.code, result.log).toBe(0);
  expect(requests).toEqual([asset, asset, asset]);
  expect(result.log).toContain('Attempt 2 of 4');
});

describe('latest', () => {
  const latest = 'v0.99.7';
  const file = `buildx-${latest}.linux-amd64`;
  const inputs = { 'buildx-version': 'latest', 'buildx-sha256': '' };

  /** The API of GitHub and the files of the release. */
  function release(listed: string): (response: ServerResponse, path: string) => unknown {
    const assets = [
      { name: file, digest: `sha256:${expected}`, browser_download_url: `${mirror}/${latest}/${file}` },
      { name: 'checksums.txt', browser_download_url: `${mirror}/${latest}/checksums.txt` },
    ];
    return (response, path) => {
      if (path.endsWith('checksums.txt')) {
        return response.end(`${listed} *${file}\n`);
      }
      if (path.endsWith(file)) {
        return response.end(binary);
      }
      return response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ tag_name: latest, assets }));
    };
  }

  it('is the release that GitHub names, held against two records of it', async () => {
    answer = release(expected);
    const result = await run({ toolCache: newToolCache(), inputs, env: { GITHUB_API_URL: mirror } });
    expect(result.code, result.log).toBe(0);
    expect(result.log).toContain(`buildx ${latest} from ${mirror}/${latest}/${file}, verified`);
    expect(requests).toContain('/repos/docker/buildx/releases/latest');
    expect(requests).toContain(`/${latest}/checksums.txt`);
  });

  it('is asked for and downloaded through a proxy', async () => {
    answer = release(expected);
    const asked: string[] = [];
    // The release server is the server of this test, whatever its name; GitHub is out of reach.
    const proxy = createServer().on('connect', ({ url = '' }, socket) => {
      asked.push(url);
      socket.on('error', () => {});
      if (url !== 'releases.test:80') {
        socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
        return;
      }
      const { port } = server.address() as AddressInfo;
      const onward = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
      onward.on('error', () => socket.destroy());
      socket.pipe(onward).pipe(socket);
    });
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const through = (api: Readonly<Record<string, string>>): Promise<StepResult> =>
      run({
        toolCache: newToolCache(),
        inputs: { ...inputs, 'buildx-mirror': 'http://releases.test' },
        env: { http_proxy: address, https_proxy: address, ...api },
      });
    try {
      const failed = await through({});
      expect(errorOf(failed.log)).toContain('title=buildx-download-failed');
      expect(new Set(asked)).toEqual(new Set(['api.github.com:443']));
      const { log } = await through({ GITHUB_API_URL: mirror });
      expect(log).toContain(`buildx ${latest} from http://releases.test/${latest}/${file}, verified`);
      expect(new Set(asked)).toEqual(new Set(['api.github.com:443', 'releases.test:80']));
    } finally {
      proxy.closeAllConnections();
      proxy.close();
    }
  });

  it('is not downloaded if the records disagree', async () => {
    answer = release('d'.repeat(64));
    const result = await run({ toolCache: newToolCache(), inputs, env: { GITHUB_API_URL: mirror } });
    expect(result.code).toBe(1);
    expect(errorOf(result.log)).toMatch(
      new RegExp(`title=buildx-checksum-mismatch::.*${file}.*${expected}.*d{64}`),
    );
    expect(requests.filter((path) => path.endsWith(file))).toEqual([]);
  });

  it('is not taken if it claims to be a release that the action knows, with other bytes', async () => {
    const api = setting('LAB_API');
    const result = await run({
      toolCache: newToolCache(),
      inputs: { ...inputs, 'buildx-mirror': setting('LAB_RELEASES') },
      env: { GITHUB_API_URL: api },
    });
    expect(result.code).toBe(1);
    expect(errorOf(result.log)).toMatch(/title=buildx-checksum-mismatch::.*this action says sha256:9447199c/);
  });
});

describe('runner', () => {
  const inputs = { 'buildx-version': 'runner', 'buildx-mirror': '' };

  it('is the buildx that the machine has', async () => {
    const result = await run({ toolCache: newToolCache(), inputs: { ...inputs, 'buildx-sha256': '' } });
    expect(result.code, result.log).toBe(0);
    expect(result.log).toContain(`buildx ${version} of this machine, `);
    expect(result.log).toContain(expected);
    expect(requests).toEqual([]);
  });

  it('is not run if it has another digest', async () => {
    const result = await run({
      toolCache: newToolCache(),
      inputs: { ...inputs, 'buildx-sha256': 'e'.repeat(64) },
    });
    expect(result.code).toBe(1);
    expect(errorOf(result.log)).toMatch(
      new RegExp(`buildx-checksum-mismatch::.*/buildx has sha256:${expected}.*e{64}.*It was not run`),
    );
  });
});

it.each([
  ['linux/amr64', 'linux/arm64'],
  ['linux/amd64,linux/armv7', 'linux/arm/v7'],
])('platforms %s fails before anything is downloaded and suggests %s', async (platforms, suggestion) => {
  const toolCache = newToolCache();
  const result = await run({ toolCache, inputs: { platforms } });
  expect(result.code).toBe(1);
  expect(errorOf(result.log)).toContain(suggestion);
  expect(errorOf(result.log)).toContain('title=input-invalid');
  expect(requests).toEqual([]);
  expect(readdirSync(toolCache)).toEqual([]);
});

describe('an action that is killed while it installs', () => {
  const chunks = 16;
  const size = Math.ceil(binary.length / chunks);

  /** When so many of the chunks were sent, and so many milliseconds later. */
  const moments: readonly (readonly [sent: number, laterMs: number])[] = [
    [0, 0],
    [4, 0],
    [12, 0],
    [chunks, 0],
    [chunks, 15],
    [chunks, 30],
    [chunks, 60],
    [chunks, 100],
    [chunks, 150],
  ];

  async function sendInChunks(response: ServerResponse, at: number, then: () => void): Promise<void> {
    response.writeHead(200, { 'content-length': binary.length });
    for (let sent = 0; sent <= chunks && !response.destroyed; sent++) {
      if (sent === at) {
        then();
      }
      if (sent === chunks) {
        response.end();
      } else {
        const chunk = binary.subarray(sent * size, (sent + 1) * size);
        await new Promise<void>((done) => response.write(chunk, () => done()));
      }
    }
  }

  it('never leaves what a later run would take for whole', async () => {
    const toolCache = newToolCache();
    // There is no such builder, so that an action that is killed late has started nothing yet.
    const inputs = { builder: 'no-such-builder' };
    let killed = 0;
    for (const [at, laterMs] of moments) {
      let kill: () => void = () => undefined;
      answer = (response) => sendInChunks(response, at, () => setTimeout(() => kill(), laterMs));
      await bench.step(
        { context, platforms: 'linux/amd64', 'buildx-mirror': mirror, ...inputs },
        {
          toolCache,
          onStart: (child) => {
            kill = () => {
              if (child.kill('SIGKILL')) {
                killed += 1;
              }
            };
          },
        },
      );
      const folder = join(toolCache, 'buildx');
      for (const path of existsSync(folder) ? binariesIn(folder) : []) {
        expect(digestOf(readFileSync(path)), path).toBe(`sha256:${expected}`);
        // The next one is to install it afresh.
        rmSync(folder, { recursive: true });
      }
    }
    // Those of the last moments may have come to their end by themselves.
    expect(killed).toBeGreaterThanOrEqual(5);
    answer = whole;
    const result = await run({ toolCache });
    expect(result.code, result.log).toBe(0);
  });
});

it('lets four jobs install into one tool cache at once', async () => {
  const toolCache = newToolCache();
  const results = await Promise.all(Array.from({ length: 4 }, () => run({ toolCache })));
  for (const { code, log } of results) {
    expect(code, log).toBe(0);
  }
  const paths = binariesIn(toolCache);
  expect(paths).toHaveLength(1);
  expect(digestOf(readFileSync(paths[0] ?? ''))).toBe(`sha256:${expected}`);
  expect(readdirSync(toolCache)).toEqual(['buildx']);
  requests = [];
  expect((await run({ toolCache })).code).toBe(0);
  expect(requests).toEqual([]);
});
