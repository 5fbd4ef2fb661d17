// The token service of distribution's specification, with accounts that may not do everything: a token allows what
// was asked for and what the account may do, and nothing else. Over HTTP and HTTPS. Started by private-services.ts:
// node token-server.ts HTTP-PORT, with HTTPS_PORT, HTTPS_CERTIFICATE, HTTPS_KEY, LAB_TOKEN_PASSWORD,
// LAB_TOKEN_RECORD, and what it signs with in TOKEN_CERTIFICATE and TOKEN_KEY.
import { randomUUID, sign, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import process from 'node:process';
import { basicCredentials, type Credentials } from './credentials.ts';
import { note } from './record.ts';

export interface TokenNote {
  /** Empty for nobody. */
  readonly account: string;
  readonly status: number;
  /** As `repository:acme/app:pull,push`. */
  readonly asked: readonly string[];
  readonly granted: readonly string[];
}

interface Access {
  readonly type: string;
  readonly name: string;
  readonly actions: readonly string[];
}

/** The accounts by name: what each may do in a repository. All have the same password. */
const accounts: Readonly<Record<string, (repository: string) => readonly string[]>> = {
  puller: () => ['pull'],
  pusher: () => ['push'],
  writer: () => ['pull', 'push'],
  acme: (repository) => (repository.startsWith('acme/') ? ['pull', 'push'] : []),
};

const variable = (name: string): string => process.env[name] ?? '';
const signer = new X509Certificate(readFileSync(variable('TOKEN_CERTIFICATE')));
const key = readFileSync(variable('TOKEN_KEY'));

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parameters = await parametersOf(request);
  const asked = parameters.getAll('scope').flatMap((scope) => scope.split(' ').filter(Boolean));
  const credentials = credentialsOf(request, parameters);
  const account = credentials?.username ?? '';
  const may = Object.hasOwn(accounts, account) ? accounts[account] : undefined;
  if (credentials && (!may || credentials.password !== variable('LAB_TOKEN_PASSWORD'))) {
    answer(response, 401, { errors: [{ code: 'UNAUTHORIZED', message: 'wrong account or password' }] });
    note(variable('LAB_TOKEN_RECORD'), { account, status: 401, asked, granted: [] } satisfies TokenNote);
    return;
  }
  const access = asked.map(parseScope).flatMap(({ type, name, actions }): Access[] => {
    const rights = type === 'repository' ? (may?.(name) ?? []) : [];
    const allowed = actions.filter((action) => rights.includes(action));
    return allowed.length > 0 ? [{ type, name, actions: allowed }] : [];
  });
  const token = tokenFor(account, parameters.get('service') ?? '', access);
  answer(response, 200, { token, access_token: token, expires_in: 300 });
  const granted = access.map(({ type, name, actions }) => `${type}:${name}:${actions.join(',')}`);
  note(variable('LAB_TOKEN_RECORD'), { account, status: 200, asked, granted } satisfies TokenNote);
}

const identity = {
  cert: readFileSync(variable('HTTPS_CERTIFICATE')),
  key: readFileSync(variable('HTTPS_KEY')),
};
const listener = (request: IncomingMessage, response: ServerResponse): void => {
  serve(request, response).catch((error: Error) => response.destroy(error));
};
createSecureServer(identity, listener).listen(Number(variable('HTTPS_PORT')), '127.0.0.1');
createServer(listener).listen(Number(process.argv[2]), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));

/** Of the query, or of the form that OAuth 2 clients POST. */
async function parametersOf(request: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk;
  }
  return request.method === 'POST'
    ? new URLSearchParams(body)
    : new URL(request.url ?? '/', 'http://localhost').searchParams;
}

function credentialsOf(request: IncomingMessage, parameters: URLSearchParams): Credentials | undefined {
  const username = parameters.get('username');
  return username === null
    ? basicCredentials(request.headers.authorization)
    : { username, password: parameters.get('password') ?? '' };
}

/** `repository:127.0.0.1:5000/name:pull,push`: a name may hold colons. */
function parseScope(scope: string): Access {
  const [, type = '', name = '', actions = ''] = /^([^:]*):(.*):([^:]*)$/.exec(scope) ?? [];
  return { type, name, actions: actions.split(',') };
}

/** A JSON Web Token with the certificate that signs it, which is how distribution recognises the key. */
function tokenFor(account: string, service: string, access: readonly Access[]): string {
  const now = Math.floor(Date.now() / 1000);
  const header = { typ: 'JWT', alg: 'ES256', x5c: [signer.raw.toString('base64')] };
  const claims = {
    iss: 'lab',
    sub: account,
    aud: service,
    iat: now,
    nbf: now - 10,
    exp: now + 300,
    jti: randomUUID(),
    access,
  };
  const text = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

function answer(response: ServerResponse, status: number, document: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(document));
}
