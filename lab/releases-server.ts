// Serves the buildx binary that the lab built as its release would be served, until it is told to end.
// Started by releases.ts: node releases-server.ts PORT BINARY VERSION
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import process from 'node:process';

const [port = '', binary = '', version = ''] = process.argv.slice(2);
const origin = `http://127.0.0.1:${port}`;
const asset = `buildx-${version}.linux-amd64`;
const folder = `/docker/buildx/releases/download/${version}`;

const content = readFileSync(binary);
const sha256 = createHash('sha256').update(content).digest('hex');
const checksumsFile = `${sha256} *${asset}\n`;
const release = {
  tag_name: version,
  draft: false,
  prerelease: false,
  assets: [
    { name: asset, digest: `sha256:${sha256}`, browser_download_url: `${origin}${folder}/${asset}` },
    { name: 'checksums.txt', browser_download_url: `${origin}${folder}/checksums.txt` },
  ],
};

const texts: Readonly<Record<string, string>> = {
  [`${folder}/checksums.txt`]: checksumsFile,
  '/repos/docker/buildx/releases': JSON.stringify([release]),
  '/repos/docker/buildx/releases/latest': JSON.stringify(release),
  [`/repos/docker/buildx/releases/tags/${version}`]: JSON.stringify(release),
};

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', origin);
  const text = texts[pathname];
  console.log(`${new Date().toISOString()} ${request.method} ${pathname}`);
  if (pathname === `${folder}/${asset}`) {
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': content.length });
    if (request.method === 'HEAD') {
      response.end();
    } else {
      createReadStream(binary).pipe(response);
    }
  } else if (text !== undefined) {
    const type = pathname.startsWith('/repos/') ? 'application/json' : 'text/plain';
    response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
    response.end(text);
  } else {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not Found\n');
  }
});
server.listen(Number(port), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
