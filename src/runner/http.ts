import type { IncomingMessage, RequestOptions } from 'node:http';
import type { HttpClient } from '@actions/http-client';

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Throws Node's error if the connection ends before the body does, and the signal's reason. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the connection; for a body that nobody reads to its end. */
  discard(): void;
}

export interface Http {
  /**
   * GET with redirects followed and proxy variables honoured. A user name and password in the URL
   * become basic authorization; no authorization goes to another host than the first. An HTTP status
   * is a result; throws Node's error where no answer came (`ECONNREFUSED`, `ECONNRESET`, `ETIMEDOUT`, …),
   * and the signal's reason.
   */
  get(url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<HttpResponse>;
}

/** An answer with a status that the caller cannot use. */
export class HttpStatusError extends Error {
  override readonly name = 'HttpStatusError';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, headers: Readonly<Record<string, string>>, message = `HTTP status ${status}`) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

const maxRedirects = 10;
/** Code of the error for a redirect that is not followed. */
export const refusedRedirect = 'ERR_REDIRECT_REFUSED';
const redirects = new Set([301, 302, 303, 307, 308]);

/** Silence on the connection for `idleMs` milliseconds is a failure. */
export function systemHttp(idleMs = 30_000): Http {
  return {
    async get(url, headers, signal) {
      signal.throwIfAborted();
      // A step with the pinned release in the tool cache asks nobody.
      const { HttpClient } = await import('@actions/http-client');
      const end = new AbortController();
      const client = new HttpClient('multiarch-build', [endedBy(AbortSignal.any([signal, end.signal]))], {
        // Its own way with redirects fails on a relative location, and its retries know no Retry-After.
        allowRedirects: false,
        allowRetries: false,
        socketTimeout: idleMs,
      });
      try {
        const message = await followed(client, new URL(url), headers);
        return responseOf(message, idleMs, signal, end);
      } catch (error) {
        signal.throwIfAborted();
        end.abort();
        const timedOut = error instanceof Error && error.message.startsWith('Request timeout:');
        throw timedOut ? silence(idleMs) : error;
      }
    },
  };
}

/** The first answer that is not a redirect. */
async function followed(
  client: HttpClient,
  url: URL,
  headers: Readonly<Record<string, string>>,
): Promise<IncomingMessage> {
  let at = url;
  let sent = authorised(at, headers);
  for (let hops = 0; hops <= maxRedirects; hops++) {
    const { message } = await client.get(at.href, { ...sent });
    const { location } = message.headers;
    if (!redirects.has(message.statusCode ?? 0) || location === undefined) {
      return message;
    }
    message.destroy();
    const next = new URL(location, at);
    if (at.protocol === 'https:' && next.protocol !== 'https:') {
      throw refused(`a redirect from HTTPS to '${next.protocol}//${next.host}', which is not followed`);
    }
    if (next.host !== at.host) {
      sent = authorised(next, withoutAuthorization(headers));
    }
    at = next;
  }
  throw refused(`more than ${maxRedirects} redirects`);
}

/** The code tells it apart from a defect. */
function refused(reason: string): Error {
  return Object.assign(new Error(reason), { code: refusedRedirect });
}

/** The client has no way to end a request; Node's own `signal` option, set here, has. */
function endedBy(signal: AbortSignal) {
  return {
    prepareRequest: (options: RequestOptions): void => {
      options.signal = signal;
    },
    canHandleAuthentication: () => false,
    handleAuthentication: () => Promise.reject(new Error('no authentication')),
  };
}

function responseOf(
  message: IncomingMessage,
  idleMs: number,
  signal: AbortSignal,
  end: AbortController,
): HttpResponse {
  // The client only half-closes a silent connection, and a peer that is gone never closes its half.
  message.setTimeout(idleMs, () => message.destroy(silence(idleMs)));
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]): [string, string] => [name, String(value)]),
  );
  async function* body(): AsyncIterable<Uint8Array> {
    try {
      for await (const chunk of message) {
        yield chunk as Uint8Array;
      }
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  }
  return {
    status: message.statusCode ?? 0,
    headers,
    body: body(),
    discard: () => {
      message.on('error', () => {});
      end.abort();
      message.destroy();
    },
  };
}

function authorised(url: URL, headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (url.username === '') {
    return headers;
  }
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { ...headers, authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function withoutAuthorization(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'),
  );
}

function silence(idleMs: number): Error {
  return Object.assign(new Error(`no byte came for ${idleMs / 1000} s`), { code: 'ETIMEDOUT' });
}
