import type { Verdict } from './rules.ts';

/** `unexpected status from PUT request to https://…: 503 Service Unavailable`: the method, the URL, the status. */
const ofRequest = /unexpected status(?: code)? from (\w+) request to (\S+): (\d{3})\b/;

/** The other words in which a status is told, by who says them. */
const statusTexts: readonly RegExp[] = [
  // containerd core/remotes/docker/fetcher.go, and its error of today without the request.
  /unexpected (?:HEAD )?status(?: code)? \S+: (\d{3})\b/,
  /unexpected (?:HTTP )?status(?: code)?:?[ .]*(\d{3})\b/,
  // moby daemon/pkg/registry/auth.go; distribution registry/client/errors.go.
  /failed with status: (\d{3})\b/,
  /error parsing HTTP (\d{3}) response body/,
  // moby/buildkit source/http/source.go.
  /invalid response status (\d{3})\b/,
  // tonistiigi/go-actions-cache cache.go.
  /invalid status response (\d{3})\b/,
  /unknown error (\d{3})\b/,
  // Caches: aws/smithy-go transport/http, Azure azcore/internal/exported/response_error.go.
  /https? response error StatusCode: (\d{3})\b/,
  /RESPONSE (\d{3}): /,
  // git remote-curl.c and http.c; curl lib/http.c and lib/http_proxy.c.
  /RPC failed; HTTP (\d{3})\b/,
  /requested URL returned error: (\d{3})\b/,
  /CONNECT tunnel failed, response (\d{3})\b/,
  /HTTP code (\d{3}) from proxy/,
];

/** What an HTTP status in the text tells; null if there is none, or none of a failure. */
export function byStatus(text: string): Verdict | null {
  const [, method = '', url = '', status] = ofRequest.exec(text) ?? [];
  const told = [status, ...statusTexts.map((pattern) => pattern.exec(text)?.[1])].find((code) => code);
  // Without any, this is the verdict on no number.
  return verdictOn(Number(told), method, url);
}

function verdictOn(code: number, method: string, url: string): Verdict | null {
  if (code === 429) {
    return { class: 'transient', reason: 'rate-limit' };
  }
  // 499 is nginx's word for a client that left: a proxy before the registry gave up.
  if (code >= 500 || code === 408 || code === 499) {
    return { class: 'transient' };
  }
  // The registry lost an upload that it had begun (BLOB_UPLOAD_UNKNOWN). A POST begins one: there is no such repository.
  if (code === 404 && method !== 'POST' && url.includes('/blobs/uploads/')) {
    return { class: 'transient' };
  }
  if (code === 401 || code === 403) {
    return { class: 'permission' };
  }
  return code >= 400 ? { class: 'user' } : null;
}

/** Without the body that stands behind a status: a proxy's page of HTML may hold any word. */
export function withoutBody(text: string): string {
  return text
    .replace(/(unexpected status(?: code)? from \w+ request to \S+: \d{3}[\w ]*).*/, '$1')
    .replace(/(error parsing HTTP \d{3} response body: [^"]*).*/, '$1');
}

const units: Readonly<Record<string, number>> = {
  µs: 0.001,
  us: 0.001,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** `Retry-After: 30`, and ghcr.io's `retry-after: 226.5µs, allowed: 44000/minute`; in milliseconds. */
export function retryAfter(text: string): number | null {
  const [, digits, unit = 's'] = /retry[- ]after:?\s*"?(\d+(?:\.\d+)?)(µs|us|ms|s|m|h)?\b/i.exec(text) ?? [];
  return digits === undefined ? null : Math.ceil(Number(digits) * (units[unit.toLowerCase()] ?? 1000));
}
