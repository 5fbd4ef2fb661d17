// An HTTP proxy that asks for a password, for CONNECT and for plain requests, and that knows names which nobody else
// does. Started by private-services.ts: node http-proxy-server.ts PORT, with LAB_HTTP_PROXY_USERNAME,
// LAB_HTTP_PROXY_PASSWORD, LAB_HTTP_PROXY_RECORD, and in HTTP_PROXY_NAMES the names with their addresses as JSON.
import { createServer, type IncomingMessage, request as requestUpstream } from 'node:http';
import { connect } from 'node:net';
import process from 'node:process';
import { basicCredentials } from './credentials.ts';
import { note } from './record.ts';

export interface ProxyNote {
  readonly method: string;
  /** As it was asked for: `host:port` of a CONNECT, else the URL. */
  readonly target: string;
  /** 407 without the password; of a CONNECT, 200 says that it was connected. */
  readonly status: number;
}

const variable = (name: string): string => process.env[name] ?? '';
const names = JSON.parse(variable('HTTP_PROXY_NAMES')) as Readonly<Record<string, string>>;

function mayPass(request: IncomingMessage): boolean {
  const credentials = basicCredentials(request.headers['proxy-authorization']);
  return (
    credentials?.username === variable('LAB_HTTP_PROXY_USERNAME') &&
    credentials.password === variable('LAB_HTTP_PROXY_PASSWORD')
  );
}

function addressOf(hostname: string, port: string): { host: string; port: number } {
  const [host = hostname, mapped = port] =
    (names[`${hostname}:${port}`] ?? names[hostname])?.split(':') ?? [];
  return { host, port: Number(mapped) };
}

const say = (request: IncomingMessage, status: number): void =>
  note(variable('LAB_HTTP_PROXY_RECORD'), {
    method: request.method ?? '',
    target: request.url ?? '',
    status,
  } satisfies ProxyNote);

const server = createServer((request, response) => {
  const refuse = (status: number, headers: Record<string, string> = {}): void => {
    say(request, status);
    response.writeHead(status, { ...headers, 'content-type': 'text/plain' }).end(`lab proxy: ${status}\n`);
  };
  if (!mayPass(request)) {
    return refuse(407, { 'proxy-authenticate': 'Basic realm="lab proxy"' });
  }
  if (!URL.canParse(request.url ?? '')) {
    return refuse(400);
  }
  const url = new URL(request.url ?? '');
  const { 'proxy-authorization': _, 'proxy-connection': __, ...headers } = request.headers;
  const onward = requestUpstream(
    {
      ...addressOf(url.hostname, url.port || '80'),
      method: request.method,
      path: url.pathname + url.search,
      headers,
    },
    (answered) => {
      say(request, answered.statusCode ?? 502);
      response.writeHead(answered.statusCode ?? 502, answered.rawHeaders);
      answered.pipe(response);
    },
  );
  onward.on('error', () => (response.headersSent ? response.destroy() : refuse(502)));
  request.pipe(onward);
});
server.on('connect', (request, socket, head) => {
  socket.on('error', () => undefined);
  const refuse = (status: string, header = ''): void => {
    say(request, Number.parseInt(status, 10));
    // The connection is no longer one of requests: a client that asks again needs another.
    socket.end(`HTTP/1.1 ${status}\r\n${header}Connection: close\r\nContent-Length: 0\r\n\r\n`);
  };
  if (!mayPass(request)) {
    return refuse('407 Proxy Authentication Required', 'Proxy-Authenticate: Basic realm="lab proxy"\r\n');
  }
  const { hostname, port } = new URL(`http://${request.url}`);
  const onward = connect(addressOf(hostname, port || '80'), () => {
    say(request, 200);
    onward.removeAllListeners('error').on('error', () => socket.destroy());
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    onward.write(head);
    socket.pipe(onward).pipe(socket);
  });
  onward.on('error', () => refuse('502 Bad Gateway'));
  socket.on('close', () => onward.destroy());
});
server.listen(Number(process.argv[2]), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
