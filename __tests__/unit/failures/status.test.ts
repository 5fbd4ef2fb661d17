import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../src/failures/rules.ts';
import { byStatus, retryAfter, withoutBody } from '../../../src/failures/status.ts';

const request = (method: string, path: string, status: string): string =>
  `failed to push R/a: unexpected status from ${method} request to https://R:503/v2/a/${path}: ${status}`;

/** The words in which a status is told, each with another status. */
const words: readonly (readonly [string, (status: string) => string])[] = [
  ['containerd', (status) => request('PUT', 'manifests/1', status)],
  [
    'containerd before 2.0',
    (status) => `failed open: unexpected status code https://R/v2/a/blobs/sha256:X: ${status}`,
  ],
  [
    'containerd, of a HEAD',
    (status) => `unexpected HEAD status code https://R/v2/a/blobs/sha256:X: ${status}`,
  ],
  ['the specification', (status) => `failed commit on ref "index-sha256:X": unexpected status ... ${status}`],
  ['docker', (status) => `received unexpected HTTP status: ${status}`],
  ['docker, of a login', (status) => `login attempt to https://R/v2/ failed with status: ${status}`],
  [
    'docker, of a body',
    (status) =>
      `error parsing HTTP ${status.slice(0, 3)} response body: invalid character 'p' after top-level value`,
  ],
  ['a download', (status) => `failed to load cache key: invalid response status ${status.slice(0, 3)}`],
  ['the Actions cache', (status) => `invalid status response ${status} for https://cache, range: bytes=0-`],
  ['the Actions cache, of an error', (status) => `unknown error ${status}: <html>`],
  [
    'S3',
    (status) =>
      `operation error S3: PutObject, https response error StatusCode: ${status.slice(0, 3)}, RequestID: x`,
  ],
  ['S3 over plain HTTP', (status) => `http response error StatusCode: ${status.slice(0, 3)}, x`],
  [
    'Azure',
    (status) =>
      `PUT https://x.blob.core.windows.net/c RESPONSE ${status.slice(0, 3)}: ${status} ERROR CODE: x`,
  ],
  ['git', (status) => `error: RPC failed; HTTP ${status.slice(0, 3)} curl 22 x`],
  ['curl', (status) => `The requested URL returned error: ${status.slice(0, 3)}`],
  ['curl, of a proxy', (status) => `CONNECT tunnel failed, response ${status.slice(0, 3)}`],
  [
    'curl before 7.87, of a proxy',
    (status) => `Received HTTP code ${status.slice(0, 3)} from proxy after CONNECT`,
  ],
];

const verdicts: readonly (readonly [string, Verdict | null])[] = [
  ['302 Found', null],
  ['399 x', null],
  ['400 Bad Request', { class: 'user' }],
  ['401 Unauthorized', { class: 'permission' }],
  ['403 Forbidden', { class: 'permission' }],
  ['404 Not Found', { class: 'user' }],
  ['408 Request Timeout', { class: 'transient' }],
  ['429 Too Many Requests', { class: 'transient', reason: 'rate-limit' }],
  ['431 x', { class: 'user' }],
  ['499 x', { class: 'transient' }],
  ['500 Internal Server Error', { class: 'transient' }],
  ['503 Service Unavailable', { class: 'transient' }],
];

describe.each(words)('a status in the words of %s', (_, told) => {
  it.each(verdicts)('%s', (status, expected) => {
    expect(byStatus(told(status))).toEqual(expected);
  });
});

it.each([
  '',
  'something new',
  'status 503',
  'unexpected status from PUT request to https://R/v2/a/manifests/1: 5030',
  'invalid response status 50',
  'error writing 503 bytes',
])('no status: %j', (text) => {
  expect(byStatus(text)).toBeNull();
});

it('takes the status of the request before any other number', () => {
  const text = `invalid response status 400, ${request('GET', 'manifests/1', '503 Service Unavailable')}`;
  expect(byStatus(text)).toEqual({ class: 'transient' });
});

describe('404 of an upload', () => {
  it.each<[string, string, string, Verdict['class']]>([
    ['one that was begun is lost', 'PATCH', 'blobs/uploads/1?_state=x', 'transient'],
    ['one that was begun is lost at its end', 'PUT', 'blobs/uploads/1?digest=x', 'transient'],
    ['none can be begun: there is no such repository', 'POST', 'blobs/uploads/', 'user'],
    ['none can be begun by a mount', 'POST', 'blobs/uploads/?from=b&mount=sha256:X', 'user'],
    ['of a manifest', 'PUT', 'manifests/1', 'user'],
  ])('%s', (_, method, path, expected) => {
    expect(byStatus(request(method, path, '404 Not Found'))).toEqual({ class: expected });
  });

  it('is another thing than a refusal', () => {
    expect(byStatus(request('PUT', 'blobs/uploads/1', '400 Bad Request'))).toEqual({ class: 'user' });
    expect(byStatus(request('PUT', 'blobs/uploads/1', '403 Forbidden'))).toEqual({ class: 'permission' });
  });
});

it.each([
  [
    'a page behind the status',
    'failed to push R/a: unexpected status from PUT request to https://R/v2/a/manifests/1: 503 Service Unavailable: <html>denied: x509: </html>',
    'failed to push R/a: unexpected status from PUT request to https://R/v2/a/manifests/1: 503 Service Unavailable',
  ],
  [
    'a page behind the status, before containerd 1.5',
    'unexpected status code from GET request to https://R/x: 403 Forbidden - denied: no',
    'unexpected status code from GET request to https://R/x: 403 Forbidden ',
  ],
  [
    "a page in the daemon's error",
    `Error response from daemon: error parsing HTTP 502 response body: invalid character '<' looking for beginning of value: "<html>denied: no</html>"`,
    "Error response from daemon: error parsing HTTP 502 response body: invalid character '<' looking for beginning of value: ",
  ],
  ['nothing else', 'invalid response status 503: <html>', 'invalid response status 503: <html>'],
])('leaves out %s', (_, text, expected) => {
  expect(withoutBody(text)).toBe(expected);
});

it.each<[string, string, number | null]>([
  ['seconds', 'Retry-After: 30', 30_000],
  ['seconds with their unit', 'retry after 2s', 2000],
  ['a quoted number', 'retry-after: "7"', 7000],
  ['ghcr.io', 'toomanyrequests: retry-after: 226.5µs, allowed: 44000/minute', 1],
  ['microseconds, in ASCII', 'retry-after: 1500us', 2],
  ['milliseconds', 'retry-after: 251.3ms, allowed: 1', 252],
  ['minutes', 'Retry-After: 1.5m', 90_000],
  ['hours', 'Retry-After:2H', 7_200_000],
  ['no unit that is one', 'Retry-After: 30x', null],
  ['a date, which no text of these has', 'Retry-After: Wed, 21 Oct', null],
  ['nothing', 'retrying in 1s', null],
])('Retry-After in %s', (_, text, expected) => {
  expect(retryAfter(text)).toBe(expected);
});
