// The whole script, against servers on this machine and on a copy of the files that it changes.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { OutgoingHttpHeaders, RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pinnedImages, pinnedReference } from '../../../scripts/watch/images.ts';
import { digestOf } from '../../../src/oci/digest.ts';
import { checksums } from '../../../src/toolchain/checksums.ts';
import { root as project, projectFiles, readProject } from '../../meta/project.ts';
import { serve, type TestServer } from '../toolchain/server.ts';

/** What the script reads or changes. */
const files = projectFiles.filter((path) =>
  /^(package\.json|README\.md|docs\/[^/]+\.md|(\w+\/)?action\.yml|lab\/versions\.ts|__tests__\/contract\/transcripts\/.*|src\/.*\.ts)$/.test(
    path,
  ),
);
let root = '';
let server: TestServer;
let answer: RequestListener;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'watch-releases-'));
  for (const path of files) {
    cpSync(join(project, path), join(root, path), { recursive: true });
  }
  answer = (_, response) => response.writeHead(500).end();
  server = await serve((request, response) => answer(request, response));
});
afterEach(async () => {
  rmSync(root, { recursive: true, force: true });
  await server.close();
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function watch(what: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const args = [join(project, 'scripts/watch-releases.ts'), what, '--root', root];
  const servers = { GITHUB_API_URL: `${server.url}/`, REGISTRY_URL: server.url, GITHUB_TOKEN: '' };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      args,
      { env: { ...process.env, ...servers, ...env } },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

const now = (path: string): string => readFileSync(join(root, path), 'utf8');
const changed = (): readonly string[] => files.filter((path) => now(path) !== readProject(path));

describe('buildx', () => {
  const [asset, hex] = ['linux-amd64', 'ab'.repeat(32)];
  const file = (version: string): string => `buildx-${version}.${asset}`;

  /** GitHub with one release of that version, whose binary and checksum file have these digests. */
  function gitHub(version: string, uploaded: string, listed: string): RequestListener {
    return (request, response) => {
      if (request.url === '/repos/docker/buildx/releases?per_page=100') {
        const folder = `${server.url}/download`;
        const assets = [
          { name: file(version), digest: `sha256:${uploaded}`, browser_download_url: `${folder}/${asset}` },
          { name: 'checksums.txt', digest: null, browser_download_url: `${folder}/checksums.txt` },
        ];
        response.end(JSON.stringify([{ tag_name: version, draft: false, prerelease: false, assets }]));
      } else if (request.url === '/download/checksums.txt') {
        response.end(`${listed} *${file(version)}\n`);
      } else {
        response.writeHead(404).end();
      }
    };
  }

  it('that is new is added to the table, and nothing else changes', async () => {
    answer = gitHub('v999.0.0', hex, hex);
    expect(await watch('buildx')).toEqual({ code: 0, stdout: `buildx v999.0.0: ${asset}\n`, stderr: '' });
    expect(changed()).toEqual(['src/toolchain/checksums.ts']);
    const { checksums: table } = await import(join(root, 'src/toolchain/checksums.ts'));
    expect(table).toEqual({ 'v999.0.0': { [asset]: hex }, ...checksums });
    // No binary is fetched: the two records of it are.
    expect(server.requests).toEqual([
      '/repos/docker/buildx/releases?per_page=100',
      '/download/checksums.txt',
    ]);
  });

  it('that is known already is not asked about again', async () => {
    const known = checksums['v0.38.0']?.[asset] ?? '';
    answer = gitHub('v0.38.0', known, known);
    expect(await watch('buildx')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(changed()).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it('whose records disagree ends the look with an error, and changes nothing', async () => {
    answer = gitHub('v999.0.0', hex, 'cd'.repeat(32));
    const { code, stdout, stderr } = await watch('buildx');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`The records of ${file('v999.0.0')} disagree`);
    expect(changed()).toEqual([]);
  });

  it('whose checksum file is a page of HTML is not taken', async () => {
    const good = gitHub('v999.0.0', hex, hex);
    answer = (request, response) =>
      request.url?.endsWith('.txt') ? response.end('<html>\n') : good(request, response);
    const { code, stderr } = await watch('buildx');
    expect(code).toBe(1);
    expect(stderr).toContain("checksums.txt of buildx v999.0.0 cannot be used: line 1 is '<html>'");
    expect(changed()).toEqual([]);
  });

  it('sends the token that it is given, and says which server did not answer', async () => {
    const tokens: (string | undefined)[] = [];
    answer = (request, response) => {
      tokens.push(request.headers.authorization);
      response.writeHead(403, 'rate limit exceeded').end();
    };
    const { code, stderr } = await watch('buildx', { GITHUB_TOKEN: 'token' });
    expect({ code, tokens }).toEqual({ code: 1, tokens: ['Bearer token'] });
    expect(stderr).toContain(`${server.url}/repos/docker/buildx/releases?per_page=100 answered 403`);
  });
});

describe('an image', () => {
  const image = pinnedImages.buildkit;
  const index = Buffer.from(
    JSON.stringify({
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: ['amd64', 'arm64'].map((architecture, n) => ({
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        digest: `sha256:${String(n).repeat(64)}`,
        size: 1,
        platform: { os: 'linux', architecture },
      })),
    }),
  );
  const known = pinnedReference(image, [readProject('action.yml')]);

  /** A registry that wants a token from everybody, and shows its tags a page at a time. */
  function registry(tag: string, digest = digestOf(index)): RequestListener {
    const manifest = `/v2/${image.repository}/manifests/${tag}`;
    return (request, response) => {
      const url = new URL(request.url ?? '', server.url);
      const refused = refusalOf(url, request.headers.authorization);
      if (refused) {
        response.writeHead(refused.status, refused.headers).end();
        return;
      }
      const known = url.pathname === manifest;
      const page = pageOf(url, tag);
      response.writeHead(page || known ? 200 : 404, page?.headers ?? { 'docker-content-digest': digest });
      response.end(page?.body ?? index);
    };
  }

  function pageOf(url: URL, tag: string): { headers: OutgoingHttpHeaders; body: string } | null {
    if (url.pathname === '/token') {
      const asked = `${url.searchParams.get('service')} ${url.searchParams.get('scope')}`;
      return { headers: {}, body: JSON.stringify({ token: Buffer.from(asked).toString('base64') }) };
    }
    if (!url.pathname.endsWith('/tags/list')) {
      return null;
    }
    return url.searchParams.has('last')
      ? { headers: {}, body: JSON.stringify({ tags: [tag, `${tag}-rootless`] }) }
      : { headers: nextPage, body: JSON.stringify({ tags: ['latest'] }) };
  }

  function refusalOf(
    { pathname }: URL,
    authorization: string | undefined,
  ): { status: number; headers: OutgoingHttpHeaders } | null {
    if (pathname === '/token') {
      return null;
    }
    if (authorization === undefined) {
      const challenge = `realm="${server.url}/token",service="registry",scope="repository:${image.repository}:pull"`;
      return { status: 401, headers: { 'www-authenticate': `Bearer ${challenge}` } };
    }
    const token = Buffer.from(authorization.slice(7), 'base64').toString();
    return token === asks ? null : { status: 403, headers: {} };
  }
  const nextPage = { link: `</v2/${image.repository}/tags/list?last=latest>; rel="next"` };
  const asks = `registry repository:${image.repository}:pull`;

  it('that is newer becomes the default, wherever it is named', async () => {
    answer = registry('v999.0.0');
    const found = `docker.io/${image.repository}:v999.0.0@${digestOf(index)}`;
    expect(await watch('buildkit')).toEqual({ code: 0, stdout: `${known} becomes ${found}\n`, stderr: '' });
    const places = changed().filter((path) => path !== 'lab/versions.ts');
    expect(places).toEqual(files.filter((path) => readProject(path).includes(known)));
    expect(places).toEqual(expect.arrayContaining(['docs/reference.md', 'action.yml']));
    for (const path of places) {
      expect(now(path), path).toBe(readProject(path).replaceAll(known, found));
    }
    expect(now('lab/versions.ts')).toContain("export const buildkitVersion = 'v999.0.0';");
    // A second look finds nothing.
    expect(await watch('buildkit')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('is not taken from a registry that calls it something else than it is', async () => {
    answer = registry('v999.0.0', digestOf('other'));
    const { code, stderr } = await watch('buildkit');
    expect(code).toBe(1);
    expect(stderr).toContain(
      `${image.repository}:v999.0.0 is ${digestOf(index)}, but ${server.url} calls it`,
    );
    expect(changed()).toEqual([]);
  });

  it('is not replaced by an older one', async () => {
    answer = registry('v0.1.0');
    const { code, stderr } = await watch('buildkit');
    expect({ code, changed: changed() }).toEqual({ code: 1, changed: [] });
    expect(stderr).toContain('is v0.1.0, but');
  });

  it('is not looked for with a password', async () => {
    answer = (_, response) => response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    const { code, stderr } = await watch('binfmt');
    expect(code).toBe(1);
    expect(stderr).toContain(`tags/list?n=1000 asks for a login: 'Basic realm="x"'`);
  });
});

it('says what it can look for', async () => {
  expect(await watch('everything')).toMatchObject({ code: 1, stderr: expect.stringContaining('Usage: ') });
});
