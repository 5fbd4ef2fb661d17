// A registry that only one account comes to.
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { uniqueName } from '../harness/step.ts';
import { registry, setting } from './lab.ts';

/** A registry that wants a login: the lab's, behind a server that asks for one. */
export class Guarded {
  readonly username = 'robot$ci';
  readonly password = uniqueName('p4ss"word');
  readonly asked: string[] = [];
  address = '';
  private readonly server: Server = createServer((incoming, response) => this.answer(incoming, response));

  async start(): Promise<void> {
    for (const port of setting('LAB_PROXY_PORTS').split(',').toReversed()) {
      const listening = await new Promise<boolean>((resolve) => {
        this.server.once('error', () => resolve(false));
        this.server.listen(Number(port), '127.0.0.1', () => resolve(true));
      });
      this.address = `127.0.0.1:${port}`;
      if (listening) {
        return;
      }
    }
    throw new Error('No port of LAB_PROXY_PORTS is free.');
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private answer(incoming: IncomingMessage, response: ServerResponse): void {
    const { authorization, ...headers } = incoming.headers;
    const expected = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
    this.asked.push(`${incoming.method} ${incoming.url} ${authorization === expected}`);
    incoming.on('error', () => undefined);
    if (authorization !== expected) {
      response.writeHead(401, {
        'www-authenticate': 'Basic realm="lab"',
        'content-type': 'application/json',
      });
      response.end('{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}');
      return;
    }
    const [host, port] = registry.split(':');
    const onward = request(
      { host, port, method: incoming.method, path: incoming.url, headers },
      (answered) => {
        response.writeHead(answered.statusCode ?? 502, answered.rawHeaders);
        answered.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    incoming.pipe(onward);
  }
}
