import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, get, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Bridge, pointingBack, type RegistryTls, systemBridges } from '../../../src/runner/bridges.ts';
import { ownerOf } from '../../../src/runner/peer.ts';

const folder = mkdtempSync(join(tmpdir(), 'bridges-'));
const servers: Server[] = [];
const bridges: Bridge[] = [];
let certificate = '';
let key = '';

beforeAll(() => {
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
      ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', keyFile, '-out', certFile],
    ],
    { stdio: 'ignore' },
  );
  [certificate, key] = [readFileSync(certFile, 'utf8'), readFileSync(keyFile, 'utf8')];
});
afterEach(() => {
  for (const bridge of bridges.splice(0)) {
    bridge.close();
  }
  for (const server of servers.splice(0)) {
    server.close();
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

async function listening(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A registry with a certificate for localhost, by its host and port. */
async function registryOf(answer: RequestListener, options: ServerOptions = {}): Promise<string> {
  const server = createTlsServer({ cert: certificate, key, ...options }, answer);
  return `localhost:${await listening(server)}`;
}

const unverified: RegistryTls = { authorities: [], client: null, verified: false };

async function opened(registry: string, tls: Partial<RegistryTls> = {}, variables = {}): Promise<Bridge> {
  const bridge = await systemBridges(variables).open(registry, { ...unverified, ...tls });
  bridges.push(bridge);
  return bridge;
}

async function fetched(url: string) {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent: false, headers: { authorization: 'Basic x' } }, resolve).on('error', reject);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of answer) {
    chunks.push(chunk as Buffer);
  }
  const { statusCode, statusMessage, headers } = answer;
  return { status: statusCode, reason: statusMessage, headers, body: Buffer.concat(chunks).toString() };
}

describe('a bridge', () => {
  it('passes on what is asked and what is answered', async () => {
    const registry = await registryOf(({ method, url, headers }, answer) => {
      answer.writeHead(401, { 'www-authenticate': `Bearer realm="https://${registry}/token",service="r"` });
      answer.end([method, url, headers.host, headers.authorization].join(' '));
    });
    const { address } = await opened(registry);
    const { status, headers, body } = await fetched(`http://${address}/v2/a/manifests/1?x=y`);
    expect([status, body]).toEqual([401, `GET /v2/a/manifests/1?x=y ${registry} Basic x`]);
    expect(headers['www-authenticate']).toBe(`Bearer realm="http://${address}/token",service="r"`);
  });

  it('trusts an authority, and says why if it does not', async () => {
    const registry = await registryOf((_, answer) => void answer.end('ok'));
    const trusting = await opened(registry, { verified: true, authorities: [certificate] });
    expect(await fetched(`http://${trusting.address}/v2/`)).toMatchObject({ status: 200, body: 'ok' });
    const doubting = await opened(registry, { verified: true });
    const { status, reason } = await fetched(`http://${doubting.address}/v2/`);
    expect([status, reason]).toEqual([502, expect.stringMatching(/self.signed certificate/)]);
  });

  it('shows a client certificate', async () => {
    const asking = { requestCert: true, rejectUnauthorized: true, ca: certificate };
    const registry = await registryOf((_, answer) => void answer.end('ok'), asking);
    const { address } = await opened(registry, { client: { certificate, key } });
    expect(await fetched(`http://${address}/v2/`)).toMatchObject({ body: 'ok' });
    const without = await opened(registry);
    expect(await fetched(`http://${without.address}/v2/`)).toMatchObject({ status: 502 });
  });

  it('goes through the proxy of the runner, with its password', async () => {
    const asked: unknown[] = [];
    const proxy = createServer();
    proxy.on('connect', ({ url, headers }, socket) => {
      asked.push([url, headers['proxy-authorization']]);
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    const port = await listening(proxy);
    const { address } = await opened('r.test', {}, { HTTPS_PROXY: `http://me:secret@127.0.0.1:${port}` });
    expect(await fetched(`http://${address}/v2/`)).toMatchObject({ status: 502 });
    const login = Buffer.from('me:secret').toString('base64');
    expect(asked).toEqual([['r.test:443', `Basic ${login}`]]);
  });

  it('answers nothing any more once it is closed, not even what is under way', async () => {
    const begun = Promise.withResolvers<void>();
    const registry = await registryOf(() => begun.resolve());
    const bridge = await opened(registry);
    const pending = fetched(`http://${bridge.address}/v2/`);
    await begun.promise;
    bridge.close();
    await expect(pending).rejects.toThrow();
    await expect(fetched(`http://${bridge.address}/v2/`)).rejects.toThrow('ECONNREFUSED');
  });
});

describe('pointingBack', () => {
  it('rewrites addresses on the registry itself, in the headers that are followed', () => {
    const headers = {
      'www-authenticate': 'Bearer realm="https://r.io/token"',
      location: 'https://r.io/v2/a/uploads/1',
      link: '<https://r.io/v2/>',
      'set-cookie': ['a=1', 'b=2'],
      'content-length': undefined,
    };
    expect(pointingBack(headers, 'r.io', '127.0.0.1:9')).toEqual({
      'www-authenticate': 'Bearer realm="http://127.0.0.1:9/token"',
      location: 'http://127.0.0.1:9/v2/a/uploads/1',
      link: '<https://r.io/v2/>',
      'set-cookie': ['a=1', 'b=2'],
    });
  });

  it('leaves a token service elsewhere where it is', () => {
    const headers = { 'www-authenticate': 'Bearer realm="https://auth.io/token"' };
    expect(pointingBack(headers, 'r.io', '127.0.0.1:9')).toEqual(headers);
  });
});

describe('ownerOf', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:D3A4 0100007F:0016 01 00000000:00000000 00:00000000 00000000  1001        0 1 1
   1: 0200007F:D3A5 0100007F:0016 01 00000000:00000000 00:00000000 00000000  1002        0 2 1
`;
  it.each([
    ['a socket of its user', 0xd3a4, 1001],
    ['one on another address', 0xd3a5, null],
    ['one that is not there', 0xd3, null],
  ])('%s', (_, port, expected) => {
    expect(ownerOf(table, port)).toBe(expected);
  });
});
