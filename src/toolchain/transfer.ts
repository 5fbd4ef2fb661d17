import { ActionError, messageOf } from '../errors.ts';
import { type Retry, withRetries } from '../failures/retry.ts';
import { type HttpResponse, HttpStatusError, refusedRedirect } from '../runner/http.ts';
import type { Runner } from '../runner/runner.ts';

/** A body that ended before it was complete. */
export class IncompleteError extends Error {
  override readonly name = 'IncompleteError';
}

const attempts = 4;

const transientCodes: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
  'ENOTFOUND',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

/**
 * GET, again after transient failures, and `consume` for an answer with status 200. Throws
 * ActionErrors: `buildx-asset-missing` for 404, otherwise `buildx-download-failed`.
 */
export async function transfer<T>(
  what: string,
  url: string,
  runner: Runner,
  consume: (response: HttpResponse) => Promise<T>,
): Promise<T> {
  try {
    return await withTransferRetries(what, runner, async () => {
      const response = await runner.http.get(url, {}, runner.signal);
      if (response.status === 200) {
        return consume(response);
      }
      response.discard();
      throw new HttpStatusError(response.status, response.headers);
    });
  } catch (error) {
    runner.signal.throwIfAborted();
    throw transferFailed(what, url, error);
  }
}

/** Runs a network operation, again after transient failures. */
export function withTransferRetries<T>(what: string, runner: Runner, attempt: () => Promise<T>): Promise<T> {
  const { clock, signal, log } = runner;
  return withRetries({ attempts, clock, signal, log, what }, attempt, (error) =>
    transferRetry(error, clock.now()),
  );
}

/** Whether a failed transfer may be tried again. `now` in milliseconds, for a Retry-After that is a date. */
export function transferRetry(error: unknown, now: number): Retry | null {
  if (error instanceof HttpStatusError) {
    if (error.status < 500 && error.status !== 408 && error.status !== 429) {
      return null;
    }
    return { retryAfterMs: retryAfterMs(error.headers['retry-after'] ?? '', now) };
  }
  if (error instanceof IncompleteError) {
    return {};
  }
  return transientCodes.has(codeOf(error)) ? {} : null;
}

function retryAfterMs(header: string, now: number): number {
  if (/^\d+$/.test(header)) {
    return Number(header) * 1000;
  }
  const date = Date.parse(header);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

function transferFailed(what: string, url: string, error: unknown): unknown {
  if (error instanceof ActionError || isOfFiles(error)) {
    return error;
  }
  const shown = withoutCredentials(url);
  if (error instanceof HttpStatusError) {
    const missing = error.status === 404;
    return new ActionError(
      missing ? 'buildx-asset-missing' : 'buildx-download-failed',
      `${what} failed: ${shown} answered with status ${error.status}.`,
      { hint: statusHint(error.status), cause: error },
    );
  }
  if (error instanceof IncompleteError || codeOf(error) !== '') {
    return new ActionError('buildx-download-failed', `${what} failed: ${shown}: ${messageOf(error)}.`, {
      hint: networkHint(codeOf(error)),
      cause: error,
    });
  }
  return error;
}

function statusHint(status: number): string {
  if (status === 404) {
    return "Does that release exist, and does 'buildx-mirror' hold it?";
  }
  if (status === 401 || status === 403) {
    return "The server of 'buildx-mirror', or a proxy, wants a login.";
  }
  if (status === 407) {
    return 'The proxy wants a login: set user and password in https_proxy.';
  }
  return 'The server did not recover in time. Run the job again.';
}

function networkHint(code: string): string {
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code)) {
    return "The server's certificate is not trusted. Set NODE_EXTRA_CA_CERTS in the runner's environment to the certificate of your CA.";
  }
  if (code === refusedRedirect) {
    return "Check 'buildx-mirror': the server, or a proxy on the way, should lead to the file itself.";
  }
  return "Can this machine reach that server? Behind a proxy set https_proxy; without internet access set 'buildx-mirror'.";
}

/** A URL as it may be printed. */
export function withoutCredentials(url: string): string {
  return url.replace(/^([a-z]+:\/\/)[^/@]*@/i, '$1');
}

/** The disk's errors, which the caller tells apart; a firewall's refusal looks like one but for the call. */
function isOfFiles(error: unknown): boolean {
  if (error instanceof Error && 'syscall' in error && error.syscall === 'connect') {
    return false;
  }
  return ['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EPERM'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
