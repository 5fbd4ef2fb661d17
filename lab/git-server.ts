// The bare repositories of a folder over HTTP and HTTPS, as Git's own program for web servers gives them out; those
// below `private/` only with the token. Started by private-services.ts: node git-server.ts HTTP-PORT, with
// HTTPS_PORT, HTTPS_CERTIFICATE, HTTPS_KEY, LAB_GIT_FOLDER, LAB_GIT_TOKEN and LAB_GIT_RECORD.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import process from 'node:process';
import { basicCredentials } from './credentials.ts';
import { note } from './record.ts';

export interface GitNote {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** What came as a password, whatever the repository. */
  readonly password: string | null;
}

const variable = (name: string): string => process.env[name] ?? '';

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  const password = basicCredentials(request.headers.authorization)?.password ?? null;
  response.on('finish', () =>
    note(variable('LAB_GIT_RECORD'), {
      method: request.method ?? '',
      path: request.url ?? '',
      status: response.statusCode,
      password,
    } satisfies GitNote),
  );
  if (pathname.startsWith('/private/') && password !== variable('LAB_GIT_TOKEN')) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="lab git"' }).end();
  } else {
    serve(pathname, search.slice(1), request, response);
  }
}

const identity = {
  cert: readFileSync(variable('HTTPS_CERTIFICATE')),
  key: readFileSync(variable('HTTPS_KEY')),
};
createSecureServer(identity, answer).listen(Number(variable('HTTPS_PORT')), '127.0.0.1');
createServer(answer).listen(Number(process.argv[2]), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));

/** One call of a CGI program, RFC 3875. */
function serve(path: string, query: string, request: IncomingMessage, response: ServerResponse): void {
  const { headers } = request;
  const git = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: variable('LAB_GIT_FOLDER'),
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
      // As GitHub does it: any commit can be fetched, not only what a branch or a tag points at.
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'uploadpack.allowAnySHA1InWant',
      GIT_CONFIG_VALUE_0: 'true',
      REQUEST_METHOD: request.method,
      PATH_INFO: decodeURIComponent(path),
      QUERY_STRING: query,
      CONTENT_TYPE: headers['content-type'],
      HTTP_CONTENT_ENCODING: headers['content-encoding'],
    },
  });
  git.stdin.on('error', () => undefined);
  request.pipe(git.stdin);
  let head = Buffer.alloc(0);
  const readHead = (chunk: Buffer): void => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end >= 0) {
      git.stdout.off('data', readHead);
      const lines = head.subarray(0, end).toString('latin1').split('\r\n');
      const fields = lines.map((line) => /^([^:]+): *(.*)$/.exec(line)?.slice(1) ?? []);
      const status = fields.find(([name]) => name === 'Status')?.[1];
      const others = fields.filter(([name]) => name !== 'Status');
      response.writeHead(Number.parseInt(status ?? '200', 10), others.flat());
      response.write(head.subarray(end + 4));
      git.stdout.pipe(response);
    }
  };
  git.stdout.on('data', readHead);
  git.on('close', () => (response.headersSent ? response.end() : response.writeHead(500).end()));
}
