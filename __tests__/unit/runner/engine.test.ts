import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { systemEngine } from '../../../src/runner/engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'engine-'));
const socket = join(folder, 'docker.sock');
let server: Server | undefined;
const signal = new AbortController().signal;

async function listening(answer: RequestListener): Promise<void> {
  const started = createServer(answer);
  server = started;
  await new Promise<void>((resolve) => started.listen(socket, resolve));
}

afterEach(async () => {
  const ended = server;
  server = undefined;
  await new Promise<void>((resolve) => (ended ? ended.close(() => resolve()) : resolve()));
  ended?.closeAllConnections();
  rmSync(socket, { force: true });
});

it('gives what a path answers', async () => {
  await listening((request, response) => response.end(`{"asked":"${request.url}"}`));
  expect(await systemEngine().get(socket, '/version', signal)).toBe('{"asked":"/version"}');
});

it.each<[name: string, answer: RequestListener]>([
  ['another status', (_, response) => response.writeHead(503).end('{}')],
  ['a connection that is closed at once', (request) => request.socket.destroy()],
  [
    'half an answer',
    (_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"Version"');
      setTimeout(() => response.destroy(), 10);
    },
  ],
  ['an answer without an end', (_, response) => response.end('x'.repeat((1 << 20) + 1))],
])('gives null for %s', async (_, answer) => {
  await listening(answer);
  expect(await systemEngine().get(socket, '/version', signal)).toBeNull();
});

it('gives null where nobody listens', async () => {
  expect(await systemEngine().get(join(folder, 'nobody.sock'), '/version', signal)).toBeNull();
});

it('gives null once the step was stopped', async () => {
  await listening(() => undefined);
  const stop = new AbortController();
  const asked = systemEngine().get(socket, '/version', stop.signal);
  stop.abort();
  expect(await asked).toBeNull();
});
