import { afterEach, expect, it } from 'vitest';
import { type HttpResponse, systemHttp } from '../../../src/runner/http.ts';
import { serve, type TestServer } from '../toolchain/server.ts';

const servers: TestServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function start(answer: Parameters<typeof serve>[0]): Promise<TestServer> {
  const server = await serve(answer);
  servers.push(server);
  return server;
}

const never = new AbortController().signal;

async function text(response: HttpResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

it('gives status, headers and body', async () => {
  const server = await start((_request, response) =>
    response.writeHead(418, { 'X-Tea': 'pot' }).end('short'),
  );
  const response = await systemHttp().get(server.url, {}, never);
  expect(response.status).toBe(418);
  expect(response.headers['x-tea']).toBe('pot');
  expect(await text(response)).toBe('short');
});

it('gives up on a server that never answers', async () => {
  const server = await start(() => {});
  await expect(systemHttp(100).get(server.url, {}, never)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
});

it('gives up on a body that stops', async () => {
  const server = await start((_request, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('half');
  });
  const response = await systemHttp(100).get(server.url, {}, never);
  await expect(text(response)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
});

it('fails on a body shorter than announced', async () => {
  const server = await start((_request, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('half', () => setTimeout(() => response.destroy(), 10));
  });
  await expect(text(await systemHttp().get(server.url, {}, never))).rejects.toMatchObject({
    code: 'ECONNRESET',
  });
});

it.each(['before the answer', 'in the body'])('ends with the reason of the signal %s', async (when) => {
  const control = new AbortController();
  const server = await start((_request, response) => {
    if (when === 'in the body') {
      response.writeHead(200).write('part');
    }
    setTimeout(() => control.abort(new Error('cancelled by the test')), 20);
  });
  const run = systemHttp().get(server.url, {}, control.signal).then(text);
  await expect(run).rejects.toThrow('cancelled by the test');
});

it('sends authorization to its own host only', async () => {
  const seen: (string | undefined)[] = [];
  const other = await start((request, response) => {
    seen.push(request.headers.authorization);
    response.end('there');
  });
  const server = await start((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(302, { location: request.url === '/' ? '/here' : other.url }).end();
  });
  expect(await text(await systemHttp().get(server.url, { Authorization: 'token t' }, never))).toBe('there');
  expect(seen).toEqual(['token t', 'token t', undefined]);
});

it('does not follow redirects for ever', async () => {
  const server = await start((_request, response) => response.writeHead(302, { location: '/' }).end());
  await expect(systemHttp().get(server.url, {}, never)).rejects.toMatchObject({
    code: 'ERR_REDIRECT_REFUSED',
    message: 'more than 10 redirects',
  });
  expect(server.requests).toHaveLength(11);
});
