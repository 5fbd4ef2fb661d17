// The look for new releases, against the lab's release server and a real registry.
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answers } from '../../lab/registry.ts';
import { root as project, projectFiles, readProject } from '../meta/project.ts';
import {
  command,
  type Ended,
  openWorkbench,
  registry,
  scratchContext,
  setting,
  type Workbench,
} from './lab.ts';

const sha256 = setting('LAB_BUILDX_SHA256');
let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'multiarch-watch-'));
  for (const path of projectFiles.filter((name) =>
    /^(package\.json|action\.yml|(src|lab)\/.*\.ts)$/.test(name),
  )) {
    cpSync(join(project, path), join(root, path), { recursive: true });
  }
  return () => rmSync(root, { recursive: true, force: true });
});

const watch = (what: string, env: NodeJS.ProcessEnv): Promise<Ended> =>
  command(process.execPath, [join(project, 'scripts/watch-releases.ts'), what, '--root', root], { env });
const now = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('buildx', () => {
  const servers: ChildProcess[] = [];
  afterAll(() => {
    for (const server of servers) {
      server.kill('SIGTERM');
    }
  });

  /** The lab's release server, with the lab's binary as the release of that version. */
  async function release(version: string): Promise<string> {
    const probe = createServer();
    await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
    const { port } = probe.address() as AddressInfo;
    await new Promise((done) => probe.close(done));
    const script = join(project, 'lab/releases-server.ts');
    servers.push(spawn(process.execPath, [script, String(port), setting('LAB_BUILDX'), version]));
    const url = `http://127.0.0.1:${port}`;
    while (!(await answers(`${url}/repos/docker/buildx/releases`))) {
      await delay(100);
    }
    return url;
  }

  it('that is new is added with the digest of its binary', async () => {
    const result = await watch('buildx', { GITHUB_API_URL: await release('v999.0.0') });
    expect(result).toEqual({ code: 0, stdout: 'buildx v999.0.0: linux-amd64\n', stderr: '' });
    expect(now('src/toolchain/checksums.ts')).toContain(
      `'v999.0.0': {\n    'linux-amd64': '${sha256}',\n  },\n`,
    );
  });

  it('whose bytes are not those of the release that the table knows is an error', async () => {
    const version = setting('LAB_BUILDX_VERSION');
    const { code, stderr } = await watch('buildx', { GITHUB_API_URL: await release(version) });
    expect(code).toBe(1);
    expect(stderr).toContain(
      `The records of buildx-${version}.linux-amd64 disagree: src/toolchain/checksums.ts`,
    );
    expect(stderr).toContain(`GitHub, which hashed the upload, says sha256:${sha256}`);
    expect(now('src/toolchain/checksums.ts')).toBe(readProject('src/toolchain/checksums.ts'));
  });
});

describe('an image', () => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = await openWorkbench();
  });
  afterAll(() => bench?.end());

  it('that is newer is pinned by the digest that the registry serves', async () => {
    const tag = `v999.0.${Date.now()}`;
    const pushed = await bench.step({
      context: scratchContext(),
      platforms: 'linux/amd64,linux/arm64',
      tags: `${registry}/moby/buildkit:${tag}`,
      push: 'true',
      'verify-binaries': 'none',
    });
    expect(pushed.code, pushed.log).toBe(0);
    const found = `docker.io/moby/buildkit:${tag}@${pushed.outputs['digest']}`;
    const result = await watch('buildkit', { REGISTRY_URL: `http://${registry}` });
    expect(result).toEqual({ code: 0, stdout: expect.stringContaining(` becomes ${found}\n`), stderr: '' });
    expect(now('action.yml')).toContain(`default: ${found}\n`);
    expect(now('lab/versions.ts')).toContain(`buildkitVersion = '${tag}'`);
  });
});
