// What a registry asks of who comes: a password at each request, or a token that its own service gives for one.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Access {
  /** From now on this account may do everything. */
  admit(username: string, password: string): void;
  /** Gives the status that it answered with where the request goes no further, or null where it may pass. */
  check(request: IncomingMessage, body: string, response: ServerResponse): number | null;
}

/** `Authorization: Basic …` at every request, as small registries want it. */
export function passwordAccess(): Access {
  const accounts = new Set<string>();
  return {
    admit: (username, password) => accounts.add(pair(username, password)),
    check(request, _body, response) {
      if (accounts.has(basic(request))) {
        return null;
      }
      return refuse(response, 'Basic realm="lab"');
    },
  };
}

/**
 * The token service of the distribution specification, on the same address: GET with `Authorization: Basic …`, or
 * POST with the password in a form.
 */
export function tokenAccess(): Access {
  const accounts = new Set<string>();
  const tokens = new Set<string>();
  return {
    admit: (username, password) => accounts.add(pair(username, password)),
    check(request, body, response) {
      if (request.url?.startsWith(tokenPath)) {
        const form = new URLSearchParams(body);
        const account = pair(form.get('username') ?? '', form.get('password') ?? '');
        if (!accounts.has(basic(request)) && !accounts.has(account)) {
          return refuse(response, null);
        }
        const token = randomUUID();
        tokens.add(token);
        return say(response, 200, { token, access_token: token, expires_in: 300 });
      }
      if (tokens.has((request.headers.authorization ?? '').replace(/^Bearer /, ''))) {
        return null;
      }
      const name = /^\/v2\/(.+)\/(?:manifests|blobs|tags)\//.exec(request.url ?? '')?.[1];
      const scope = name === undefined ? '' : `,scope="repository:${name}:pull,push"`;
      return refuse(
        response,
        `Bearer realm="http://${request.headers.host}${tokenPath}",service="lab"${scope}`,
      );
    },
  };
}

export const tokenPath = '/token';

function basic(request: IncomingMessage): string {
  return (request.headers.authorization ?? '').replace(/^Basic /, '');
}

function pair(username: string, password: string): string {
  return Buffer.from(`${username}:${password}`).toString('base64');
}

function refuse(response: ServerResponse, challenge: string | null): number {
  if (challenge !== null) {
    response.setHeader('www-authenticate', challenge);
  }
  return say(response, 401, { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required' }] });
}

function say(response: ServerResponse, status: number, document: unknown): number {
  const body = JSON.stringify(document);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
  return status;
}
