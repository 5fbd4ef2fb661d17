import { HttpClient } from '@actions/http-client';

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
}

export interface Http {
  /**
   * GET with redirects followed and proxy variables honoured. An HTTP status is a result; throws
   * Node's error where no answer came (refused, reset, timed out), and the signal's reason.
   */
  get(url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<HttpResponse>;
}

/** Silence on the socket for this long is a failure. */
const idleTimeoutMs = 30_000;

export function systemHttp(): Http {
  return {
    async get(url, headers, signal) {
      signal.throwIfAborted();
      const client = new HttpClient('multiarch-build', [], {
        allowRetries: false,
        socketTimeout: idleTimeoutMs,
        keepAlive: false,
      });
      const { message } = await client.get(url, { ...headers });
      const abort = (): void => void message.destroy(signal.reason as Error);
      signal.addEventListener('abort', abort, { once: true });
      message.once('close', () => signal.removeEventListener('abort', abort));
      const flat = Object.entries(message.headers).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]);
      return { status: message.statusCode ?? 0, headers: Object.fromEntries(flat), body: message };
    },
  };
}
