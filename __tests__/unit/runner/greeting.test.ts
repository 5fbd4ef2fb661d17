import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Address, systemGreeter } from '../../../src/runner/greeting.ts';

const servers: Server[] = [];
const sockets = new Set<Socket>();
const folder = mkdtempSync(join(tmpdir(), 'greeting-'));

afterEach(() => {
  for (const socket of sockets) {
    socket.destroy();
  }
  for (const server of servers.splice(0)) {
    server.close();
  }
});

async function serve(answer: (socket: Socket, said: Buffer) => void): Promise<Address> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (said: Buffer) => answer(socket, said));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { host: '127.0.0.1', port: typeof address === 'object' && address !== null ? address.port : 0 };
}

const settings = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);
const greet = (address: Address, signal = new AbortController().signal) =>
  systemGreeter().greet(address, null, signal);

describe('a greeting', () => {
  it('is answered by HTTP/2, which is spoken to first', async () => {
    const heard: string[] = [];
    const address = await serve((socket, said) => {
      heard.push(said.toString('latin1'));
      // In two pieces, as a network may deliver it.
      socket.write(settings.subarray(0, 3));
      setTimeout(() => socket.write(settings.subarray(3)), 5);
    });
    expect(await greet(address)).toBeNull();
    expect(heard).toEqual([`PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${settings.toString('latin1')}`]);
  });

  it.each([
    ['TLS', Buffer.from([0x15, 3, 1, 0, 2, 2, 70]), 'TLS_EXPECTED'],
    ['HTTP/1', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'OTHER_PROTOCOL'],
  ])('tells %s', async (_, bytes, code) => {
    expect(await greet(await serve((socket) => void socket.write(bytes)))).toBe(code);
  });

  it('tells a connection that is closed', async () => {
    expect(await greet(await serve((socket) => void socket.end()))).toBe('OTHER_PROTOCOL');
  });

  it('tells that nobody listens, and that there is no socket', async () => {
    const address = await serve(() => undefined);
    servers.splice(0).map((server) => server.close());
    expect(await greet(address)).toBe('ECONNREFUSED');
    expect(await greet({ socket: join(folder, 'none.sock') })).toBe('ENOENT');
    rmSync(folder, { recursive: true });
  });

  it('is broken off with the step', async () => {
    const control = new AbortController();
    const address = await serve(() => control.abort(new Error('over')));
    await expect(greet(address, control.signal)).rejects.toThrow('over');
  });

  it('does not get as far with a key that is none', async () => {
    const tls = { authority: null, certificate: 'x', key: 'x', servername: null };
    const code = await systemGreeter().greet(await serve(() => undefined), tls, new AbortController().signal);
    expect(code).toMatch(/^ERR_OSSL/);
  });
});
